/* SPDX-License-Identifier: Apache-2.0 · replace: a letter of a word becomes another
 *
 * The substitution of Damerau, CACM 7(3), 1964. The letter is one of the language's own, the more likely the more often it
 * is written; a capital stays a capital.
 */
#include "langs/letters.h"
#include "perturb/letter.h"
#include "perturb/perturb.h"

static bool able(const struct lang *lang)
{
	return lang_letters(lang, false);
}

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	(void)err;
	for (uint32_t w = 0; w < text->word_count; w++)
		for (uint32_t i = text->words[w].first; i < text->words[w].last; i++) {
			const struct span *letter = &text->letters[i];
			enum letter is = letter_at(text, letter);

			if (is)
				proposals_add_variants(out, letter->begin, letter->end,
				        lang_letters(lang, is == LETTER_CAPITAL), 1);
		}
	return 0;
}

const struct attack attack_replace = {
        .name = "replace",
        .summary = "a letter of a word becomes another",
        .unit = UNIT_GRAPHEME,
        .promises = PROMISE_WELL_FORMED | PROMISE_WORDS,
        .needs = LANG_LETTERS,
        .able = able,
        .propose = propose,
};
