/* SPDX-License-Identifier: Apache-2.0 · insert: a letter too many in a word
 *
 * The insertion of Damerau, CACM 7(3), 1964, behind any letter of a word. The letter is one of the language's own, the
 * more likely the more often it is written, small or capital as those around it.
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
	for (uint32_t w = 0; w < text->word_count; w++) {
		const struct word *word = &text->words[w];

		for (uint32_t i = word->first; i < word->last; i++) {
			enum letter letter = letter_at(text, &text->letters[i]);
			uint32_t at = text->letters[i].end;
			bool capital = letter == LETTER_CAPITAL && letter_among_capitals(text, word, i);

			if (letter)
				proposals_add_variants(out, at, at, lang_letters(lang, capital), 1);
		}
	}
	return 0;
}

const struct attack attack_insert = {
        .name = "insert",
        .summary = "a letter too many in a word",
        .unit = UNIT_GRAPHEME,
        .promises = PROMISE_WELL_FORMED | PROMISE_WORDS,
        .needs = LANG_LETTERS,
        .able = able,
        .propose = propose,
};
