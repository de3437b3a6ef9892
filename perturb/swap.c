/* SPDX-License-Identifier: Apache-2.0 · swap: two neighbouring letters of a word change places
 *
 * The transposition of Damerau, "A technique for computer detection and correction of spelling errors", CACM 7(3), 1964:
 * one of the four slips that make over 80 % of misspelt words. On whole letters (grapheme clusters and the
 * language's joined letters), because half of a Tamil or Thai letter is not something that fingers or eyes exchange.
 */
#include <string.h>

#include "perturb/letter.h"
#include "perturb/perturb.h"

/* Writes letters a and a + 1 in the other order at *room, and moves it on. */
static struct str exchange(const struct text *text, const struct span *a, char **room)
{
	const struct span *b = a + 1;
	struct str now = {*room, b->end - a->begin};
	uint32_t second = b->end - b->begin;

	memcpy(*room, text->bytes + b->begin, second);
	memcpy(*room + second, text->bytes + a->begin, a->end - a->begin);
	(*room)[now.length] = '\0';
	*room += now.length + 1;
	return now;
}

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	/* each letter is in two pairs at most, and each pair ends with a NUL */
	char *room = arena_alloc(out->arena, 2 * (size_t)text->length + text->letter_count, 1);

	(void)err;
	for (uint32_t w = 0; w < text->word_count; w++) {
		bool before = false;

		for (uint32_t i = text->words[w].first; i < text->words[w].last; i++) {
			const struct span *pair = &text->letters[i - before];
			bool letter = letter_at(text, &text->letters[i]) != LETTER_NOT;

			if (before && letter)
				proposals_borrow_formed(out, text, lang, pair->begin, pair[1].end,
				        exchange(text, pair, &room), 1);
			before = letter;
		}
	}
	return 0;
}

const struct attack attack_swap = {
        .name = "swap",
        .summary = "two neighbouring letters of a word change places",
        .unit = UNIT_GRAPHEME,
        .promises = PROMISE_WELL_FORMED | PROMISE_WORDS,
        .propose = propose,
};
