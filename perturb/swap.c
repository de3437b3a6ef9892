/* SPDX-License-Identifier: Apache-2.0 · swap: two neighbouring letters of a word change places
 *
 * The transposition of Damerau, "A technique for computer detection and correction of spelling errors", CACM 7(3), 1964:
 * one of the four slips that make over 80 % of misspelt words. On whole letters (grapheme clusters and the
 * language's joined letters), because half of a Tamil or Thai letter is not something that fingers or eyes exchange.
 */
#include "base/utf8.h"
#include "perturb/perturb.h"

#include <string.h>

static bool is_letter(const struct text *text, const struct span *letter)
{
	int32_t c;

	return utf8_next(text->bytes + letter->begin, letter->end - letter->begin, &c) &&
	       *utf8_category(c) == 'L';
}

static void exchange(
        const struct text *text, const struct lang *lang, const struct span *a, struct proposals *out)
{
	const struct span *b = a + 1;
	uint32_t length = b->end - a->begin, second = b->end - b->begin;
	char *now = arena_alloc(out->arena, length, 1);

	memcpy(now, text->bytes + b->begin, second);
	memcpy(now + second, text->bytes + a->begin, a->end - a->begin);
	proposals_add_formed(out, text, lang, a->begin, b->end, now, length, 1);
}

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	(void)err;
	for (uint32_t w = 0; w < text->word_count; w++)
		for (uint32_t i = text->words[w].first; i + 1 < text->words[w].last; i++)
			if (is_letter(text, &text->letters[i]) && is_letter(text, &text->letters[i + 1]))
				exchange(text, lang, &text->letters[i], out);
	return 0;
}

const struct attack attack_swap = {
        .name = "swap",
        .summary = "two neighbouring letters of a word change places",
        .unit = UNIT_GRAPHEME,
        .promises = PROMISE_WELL_FORMED | PROMISE_WORDS,
        .propose = propose,
};
