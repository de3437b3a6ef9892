/* SPDX-License-Identifier: Apache-2.0 · texts of which one is drawn, each with its weight
 *
 *	struct variants letters;
 *
 *	variants_build(&letters, &arena, texts, weights, count);
 *	use(letters.now[variants_draw(&letters, &chance)]);
 *
 * An attack that could put any of thirty letters in a place proposes the place once, with such a list, instead of thirty
 * times: the list belongs to the language and is made once.
 */
#ifndef BASE_VARIANTS_H
#define BASE_VARIANTS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/philox.h"

struct variants {
	const struct str *now; /* [count] */
	const uint64_t *upto;  /* [count]: running sum of the weights, in units of 1/65536 */
	size_t count;
};

/* Fills *out with copies of the texts, all in arena. Weights are > 0; they are rounded to whole numbers so that no sum
 * depends on its order. */
void variants_build(
        struct variants *out, struct arena *arena, const struct str *now, const float *weight, size_t count);

/* The index of one, drawn by weight; count > 0. */
size_t variants_draw(const struct variants *variants, struct philox *chance);

#endif
