/* SPDX-License-Identifier: Apache-2.0 · a weight matrix, packed once for the kernels, and products with it */
#ifndef MODEL_MATRIX_H
#define MODEL_MATRIX_H
/*
 *	struct matrix m;
 *	matrix_pack(&m, kernel, weight, bias);
 *	matrix_product(&m, kernel, x, ldx, rows, MATRIX_GELU, NULL, 0, out, ldout);
 *	matrix_release(&m);
 *
 * Rows of activations lie kernel_stride(n) or more numbers apart, zero behind the n-th. A row of a product
 * has the same bits whatever the other rows are: each output is one accumulator that starts at the bias and
 * runs over k in order.
 */
#include "model/kernel.h"
#include "model/tensor.h"

struct matrix {
	size_t inputs, outputs;
	/* [⌈inputs / depth⌉][⌈outputs / width⌉][depth][width], the last depth cut to what is left; zeros behind
	 * the last output */
	float *panels;
	float *bias; /* [outputs], zeros up to a whole panel */
};

/* What is done to the sums while they are in the cache. */
enum matrix_finish {
	MATRIX_PLAIN, /* x W + bias */
	MATRIX_GELU,  /* gelu(x W + bias) */
	MATRIX_ADD,   /* x W + bias + y */
};

/* Packs a weight as PyTorch's Linear keeps it, with its bias. */
void matrix_pack(struct matrix *m, const struct kernel *kernel,
        const struct tensor *weight /* [outputs][inputs] */, const struct tensor *bias /* [outputs] */);

void matrix_release(struct matrix *m);

/* Numbers that the panels of a matrix of that shape hold, for those who fill one themselves. */
size_t matrix_panels_size(const struct kernel *kernel, size_t inputs, size_t outputs);

/* Writes the panels of m (inputs, outputs and panels are set) from rows that stand for columns: here
 * m[k][j] = x[j][k]. */
void matrix_turn(
        struct matrix *m, const struct kernel *kernel, const float *x /* [outputs][ldx] */, size_t ldx);

/* Writes the panels of m from its rows: m[k][j] = x[k][j]. */
void matrix_copy(
        struct matrix *m, const struct kernel *kernel, const float *x /* [inputs][ldx] */, size_t ldx);

/* out = finish(x m + bias). y is for MATRIX_ADD and may be NULL else; out is neither x nor y. All panels of
 * out are written whole: numbers behind the last output become 0, or y's. */
void matrix_product(const struct matrix *m, const struct kernel *kernel, const float *x /* [rows][ldx] */,
        size_t ldx, size_t rows, enum matrix_finish finish, const float *y /* [rows][ldy] */, size_t ldy,
        float *out /* [rows][ldout] */, size_t ldout);

#endif
