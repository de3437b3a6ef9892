/* SPDX-License-Identifier: Apache-2.0 · texts of which one is drawn, each with its weight */
#include "base/variants.h"

void variants_build(
        struct variants *out, struct arena *arena, const struct str *now, const float *weight, size_t count)
{
	struct str *text = arena_alloc(arena, count, sizeof(*text));
	uint64_t *upto = arena_alloc(arena, count, sizeof(*upto)), sum = 0;

	for (size_t i = 0; i < count; i++) {
		uint64_t whole = (uint64_t)((double)weight[i] * 65536 + .5);

		sum += whole ? whole : 1;
		upto[i] = sum;
		text[i] = (struct str){arena_copy(arena, now[i].bytes, now[i].length), now[i].length};
	}
	*out = (struct variants){text, upto, count};
}

size_t variants_draw(const struct variants *variants, struct philox *chance)
{
	uint64_t at = (uint64_t)(philox_double(chance) * (double)variants->upto[variants->count - 1]);
	size_t low = 0;

	/* halved without a branch: which way it goes is chance, so that no processor could foresee it */
	for (size_t n = variants->count; n > 1; n -= n / 2)
		low += n / 2 * (variants->upto[low + n / 2 - 1] <= at);
	return low;
}
