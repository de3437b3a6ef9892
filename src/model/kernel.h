/* SPDX-License-Identifier: Apache-2.0 · the inner loops, one table of functions for each instruction set */
#ifndef MODEL_KERNEL_H
#define MODEL_KERNEL_H
/*
 *	const struct kernel *kernel = kernel_get(isa);
 *	kernel->block[rows - 1](a, lda, panel, depth, init, ldi, c, ldc, ahead);
 *
 * Every function gives each row the same bits whatever the rows beside it. Rows of outputs are `width`
 * columns wide, so whoever owns a row of n numbers gives it room for kernel_stride(n) of them. Numbers
 * behind the n-th are zero, and stay so.
 */
#include <stddef.h>
#include "model/isa.h"

enum {
	KERNEL_WIDTH_MAX = 32, /* widest panel of all sets */
	KERNEL_ROWS_MAX = 12,  /* most rows of all sets */
};

/*
 * c[i][j] = init[i][j] + Σ a[i][k] b[k][j] for the `rows` rows that the function is made for and j < width,
 * k running in order in one accumulator. init may be c, or a row of biases with ldi = 0. `ahead` is memory
 * that will be wanted soon: depth × 16 bytes from there are fetched into the second cache; any address does
 * no harm.
 */
typedef void kernel_block(const float *a /* [rows][lda] */, size_t lda, const float *b /* [depth][width] */,
        size_t depth, const float *init /* [rows][ldi] */, size_t ldi, float *c /* [rows][ldc] */, size_t ldc,
        const char *ahead);

struct kernel {
	size_t width; /* columns of a panel */
	size_t rows;  /* most rows of a block */
	size_t depth; /* steps of k after which sums rest in memory, so that a panel stays in the caches */

	kernel_block *const *block; /* [rows]: the functions for 1, 2, … rows */

	/* x[i][j] = x/2 (1 + erf(x/√2)) for j < width */
	void (*gelu)(float *x /* [rows][ldx] */, size_t ldx, size_t rows);

	/* x[i][j] += y[i][j] for j < width */
	void (*add)(float *x /* [rows][ldx] */, size_t ldx, const float *y /* [rows][ldy] */, size_t ldy,
	        size_t rows);

	/* x = (x − mean) / √(variance + eps) × gain + bias over n numbers; all three have kernel_stride(n),
	 * zero behind n */
	void (*norm)(float *x /* [n] */, const float *gain /* [n] */, const float *bias /* [n] */, size_t n,
	        float eps);

	/* x = exp(scale x − max) / Σ over n numbers in room for kernel_stride(n) */
	void (*softmax)(float *x /* [n] */, size_t n, float scale);

	/* out[k][j] = x[j][k] for j < columns, zero for columns ≤ j < width: a panel from rows */
	void (*turn)(const float *x /* [columns][ldx] */, size_t ldx, size_t columns, size_t depth,
	        float *out /* [depth][width] */);
};

/* NULL where this build has no kernels for the set; says nothing about the machine: isa_has does. */
const struct kernel *kernel_get(enum isa isa);

/* Numbers between the beginnings of two rows of n: whole panels of any set, and never a multiple of 4096
 * bytes, or the rows of one block would fight for the same lines of the first cache. */
static inline size_t kernel_stride(size_t n)
{
	return (n + KERNEL_WIDTH_MAX - 1) / KERNEL_WIDTH_MAX * KERNEL_WIDTH_MAX + 16;
}

/* Before a loop whose bounds are constants: no loop is left, and arrays that it walks can live in
 * registers. */
#ifdef __clang__
#define UNROLL _Pragma("unroll")
#else
#define UNROLL _Pragma("GCC unroll 16")
#endif

extern const struct kernel kernel_plain;
#ifdef MODEL_X86
extern const struct kernel kernel_avx2;
extern const struct kernel kernel_avx512;
#endif

#endif
