/* SPDX-License-Identifier: Apache-2.0 · backspace: a letter too many, and the control character that erases it again
 *
 * The fourth class (deletions) of Boucher, Shumailov, Anderson and Papernot, "Bad Characters: Imperceptible NLP Attacks",
 * IEEE S&P 2022. What is erased is a small letter of ASCII in every language, as there: one cell of a terminal, one code
 * point of a text field.
 */
#include "perturb/perturb.h"

/* BACKSPACE and DELETE */
#define ERASERS "\b\x7F"
#define LETTERS 26

static void build(struct variants *out, struct arena *arena)
{
	char *bytes = arena_alloc(arena, 4 * LETTERS, 1);
	struct str now[2 * LETTERS];
	float weight[2 * LETTERS];

	for (uint32_t i = 0; i < 2 * LETTERS; i++) {
		bytes[2 * i] = (char)('a' + i / 2);
		bytes[2 * i + 1] = ERASERS[i % 2];
		now[i] = (struct str){bytes + 2 * i, 2};
		weight[i] = 1;
	}
	variants_build(out, arena, now, weight, 2 * LETTERS);
}

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	struct variants *erased = arena_alloc(out->arena, 1, sizeof(*erased));

	(void)lang;
	(void)err;
	build(erased, out->arena);
	for (uint32_t w = 0; w < text->word_count; w++)
		for (uint32_t i = text->words[w].first; i < text->words[w].last; i++)
			proposals_add_variants(out, text->letters[i].end, text->letters[i].end, erased, 1);
	return 0;
}

const struct attack attack_backspace = {
        .name = "backspace",
        .summary = "a letter too many, and the control character that erases it again",
        .unit = UNIT_GRAPHEME,
        .promises = PROMISE_WORDS | PROMISE_MEANING | PROMISE_LOOKS,
        .propose = propose,
};
