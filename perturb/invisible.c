/* SPDX-License-Identifier: Apache-2.0 · invisible: a character without ink between two letters of a word
 *
 * The first class of Boucher, Shumailov, Anderson and Papernot, "Bad Characters: Imperceptible NLP Attacks", IEEE S&P 2022.
 * They go between letters (grapheme clusters), never into one: inside, some of them do change what is seen.
 */
#include "base/utf8.h"
#include "perturb/perturb.h"

#include <string.h>

/* ZERO WIDTH SPACE, WORD JOINER, SOFT HYPHEN; ZERO WIDTH NON-JOINER, ZERO WIDTH JOINER */
static const char INK_FREE[][4] = {"\u200B", "\u2060", "\u00AD", "\u200C", "\u200D"};
#define COUNT 5
#define NO_JOINERS 3

static void build(struct variants *out, struct arena *arena, size_t count)
{
	struct str now[COUNT];
	float weight[COUNT];

	for (size_t i = 0; i < count; i++) {
		now[i] = (struct str){INK_FREE[i], (uint32_t)strlen(INK_FREE[i])};
		weight[i] = 1;
	}
	variants_build(out, arena, now, weight, count);
}

/* Whether a letter ends in a virama (Tamil pulli): a joiner behind one asks for another shape (The Unicode Standard 15.0,
 * section 12.1). */
static bool is_dead(const struct text *text, const struct span *letter)
{
	uint32_t at = letter->end;
	int32_t c = 0;

	do
		at--;
	while (at > letter->begin && ((unsigned char)text->bytes[at] & 0xC0) == 0x80);
	utf8_next(text->bytes + at, letter->end - at, &c);
	return utf8_combining_class(c) == UTF8_VIRAMA;
}

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	struct variants *all = arena_alloc(out->arena, 2, sizeof(*all)), *plain = all + 1;

	(void)lang;
	(void)err;
	build(all, out->arena, COUNT);
	build(plain, out->arena, NO_JOINERS);
	for (uint32_t w = 0; w < text->word_count; w++)
		for (uint32_t i = text->words[w].first; i + 1 < text->words[w].last; i++) {
			const struct span *letter = &text->letters[i];

			proposals_add_variants(
			        out, letter->end, letter->end, is_dead(text, letter) ? plain : all, 1);
		}
	return 0;
}

const struct attack attack_invisible = {
        .name = "invisible",
        .summary = "a character without ink between two letters of a word",
        .unit = UNIT_GRAPHEME,
        .promises = PROMISE_WORDS | PROMISE_MEANING | PROMISE_LOOKS,
        .propose = propose,
};
