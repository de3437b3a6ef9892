/* SPDX-License-Identifier: Apache-2.0 · reorder: two neighbouring letters stored in the other order, displayed in their own
 *
 * The third class of Boucher, Shumailov, Anderson and Papernot, "Bad Characters: Imperceptible NLP Attacks", IEEE S&P 2022,
 * with the swap of that paper: characters of the Unicode bidirectional algorithm (UAX #9) turn the order round again when
 * the text is displayed. Each letter is isolated, so that it keeps its own direction and its marks.
 */
#include "perturb/perturb.h"

#include <string.h>

/* LEFT-TO-RIGHT OVERRIDE, LEFT-TO-RIGHT ISOLATE, RIGHT-TO-LEFT OVERRIDE, LEFT-TO-RIGHT ISOLATE */
#define OPEN "\u202D\u2066\u202E\u2066"
/* POP DIRECTIONAL ISOLATE, LEFT-TO-RIGHT ISOLATE */
#define BETWEEN "\u2069\u2066"
/* POP DIRECTIONAL ISOLATE, POP DIRECTIONAL FORMATTING, and both again */
#define CLOSE "\u2069\u202C\u2069\u202C"

static void exchange(const struct text *text, const struct span *a, struct proposals *out)
{
	const struct span *b = a + 1;
	struct buf now = BUF_INIT;

	buf_string(&now, OPEN);
	buf_append(&now, text->bytes + b->begin, b->end - b->begin);
	buf_string(&now, BETWEEN);
	buf_append(&now, text->bytes + a->begin, a->end - a->begin);
	buf_string(&now, CLOSE);
	proposals_add(out, text, a->begin, b->end, now.bytes, now.length, 1);
	buf_release(&now);
}

static bool equal(const struct text *text, const struct span *a, const struct span *b)
{
	return a->end - a->begin == b->end - b->begin &&
	       !memcmp(text->bytes + a->begin, text->bytes + b->begin, a->end - a->begin);
}

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	(void)lang;
	(void)err;
	for (uint32_t w = 0; w < text->word_count; w++)
		for (uint32_t i = text->words[w].first; i + 1 < text->words[w].last; i++)
			if (!equal(text, &text->letters[i], &text->letters[i + 1]))
				exchange(text, &text->letters[i], out);
	return 0;
}

const struct attack attack_reorder = {
        .name = "reorder",
        .summary = "two neighbouring letters stored in the other order, displayed in their own",
        .unit = UNIT_GRAPHEME,
        .promises = PROMISE_WORDS | PROMISE_MEANING | PROMISE_LOOKS,
        .propose = propose,
};
