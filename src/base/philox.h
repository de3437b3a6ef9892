/* SPDX-License-Identifier: Apache-2.0 · counter-based random numbers: Philox4x32-10
 *
 *	struct philox chance;
 *
 *	philox_init(&chance, seed, stream);
 *	size_t i = philox_below(&chance, n);
 *
 * A number is a function of (key, counter) and nothing else, so results depend on no order and no thread. Salmon et al.,
 * "Parallel random numbers: as easy as 1, 2, 3", SC11; tested with Random123's known-answer vectors.
 */
#ifndef BASE_PHILOX_H
#define BASE_PHILOX_H

#include <stddef.h>
#include <stdint.h>

/* The bare function: ten rounds on a counter of four words under a key of two. */
void philox_block(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);

/* A stream of numbers. The key is the seed; the stream's number fills the upper half of the counter. */
struct philox {
	uint32_t counter[4], key[2], out[4];
	unsigned used;
};

/* Streams of one seed are independent; make the stream number from what the chance may depend on (philox_stream). */
void philox_init(struct philox *p, uint64_t seed, uint64_t stream);

/* A stream number from a description, e.g. "ta/17/premise/swap/3": the first eight bytes of its SHA-256. */
uint64_t philox_stream(const char *description);

uint32_t philox_u32(struct philox *p);
uint64_t philox_u64(struct philox *p);

/* A whole number below n, n > 0, unbiased (Lemire, "Fast random integer generation in an interval", TOMACS 2019). */
uint32_t philox_below(struct philox *p, uint32_t n);

/* A double in [0, 1) of 53 bits. */
double philox_double(struct philox *p);

/* Fisher–Yates over the numbers in v. */
void philox_shuffle(struct philox *p, uint32_t *v, size_t n);

#endif
