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
	size_t low = 0, high = variants->count - 1;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (variants->upto[middle] > at)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}
