/* SPDX-License-Identifier: Apache-2.0 · repeat: a word is drawn out, as people write it in chats (soooo, มากกก)
 *
 * S. Brody and N. Diakopoulos, "Cooooooooooooooollllllllllllll!!!!!!!!!!!!!!: using word lengthening to detect sentiment in
 * microblogs", EMNLP 2011. Which letters are drawn out, and how, differs by language: [repeat] of its language.ini says it,
 * with a source. One to three letters more, once in a word.
 */
#include <string.h>

#include "langs/letters.h"
#include "perturb/letter.h"
#include "perturb/perturb.h"

#define COPIES 3

static bool able(const struct lang *lang)
{
	return lang_has_repeat(lang);
}

static void draw_out(const struct text *text, const struct lang *lang, const struct span *letter,
        const struct str *more, struct proposals *out)
{
	uint32_t length = letter->end - letter->begin;
	char *now = arena_alloc(out->arena, length + COPIES * more->length + 1, 1);

	memcpy(now, text->bytes + letter->begin, length);
	for (int i = 0; i < COPIES; i++) {
		memcpy(now + length, more->bytes, more->length);
		length += more->length;
		proposals_add_formed(out, text, lang, letter->begin, letter->end, now, length, 1);
	}
}

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	(void)err;
	for (uint32_t w = 0; w < text->word_count; w++) {
		const struct word *word = &text->words[w];

		for (uint32_t i = word->first; i < word->last; i++) {
			const struct span *letter = &text->letters[i];
			enum letter is = letter_at(text, letter);
			bool capital = is == LETTER_CAPITAL && letter_among_capitals(text, word, i);
			struct str more;

			if (is && lang_draws_out(lang, text->bytes + letter->begin,
			                  letter->end - letter->begin, i + 1 == word->last, capital, &more))
				draw_out(text, lang, letter, &more, out);
		}
	}
	return 0;
}

const struct attack attack_repeat = {
        .name = "repeat",
        .summary = "a word is drawn out, as people write it in chats",
        .unit = UNIT_WORD,
        .promises = PROMISE_WELL_FORMED | PROMISE_WORDS | PROMISE_MEANING,
        .needs = LANG_LETTERS,
        .able = able,
        .propose = propose,
};
