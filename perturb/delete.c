/* SPDX-License-Identifier: Apache-2.0 · delete: a letter of a word is left out
 *
 * The omission of Damerau, CACM 7(3), 1964. A letter that stands first is not left out: few errors are made in the first
 * letter of a word (E. J. Yannakoudakis and D. Fawthrop, "The rules of spelling errors", Information Processing & Management
 * 19(2), 1983), and so no word is lost.
 */
#include "perturb/letter.h"
#include "perturb/perturb.h"

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	(void)err;
	for (uint32_t w = 0; w < text->word_count; w++) {
		uint32_t first = text->words[w].first;
		/* in Thai and Chinese another word may stand right before */
		bool before = first && letter_at(text, &text->letters[first - 1]) != LETTER_NOT;

		for (uint32_t i = first; i < text->words[w].last; i++) {
			const struct span *letter = &text->letters[i];
			bool is = letter_at(text, letter) != LETTER_NOT;

			if (before && is)
				proposals_borrow_formed(
				        out, text, lang, letter->begin, letter->end, (struct str){"", 0}, 1);
			before = is;
		}
	}
	return 0;
}

const struct attack attack_delete = {
        .name = "delete",
        .summary = "a letter of a word is left out",
        .unit = UNIT_GRAPHEME,
        .promises = PROMISE_WELL_FORMED | PROMISE_WORDS,
        .propose = propose,
};
