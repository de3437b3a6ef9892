/* SPDX-License-Identifier: Apache-2.0 · the kernels in portable C: the reference for the others */
#include "model/kernel.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "model/kernel-math.h"

enum { WIDTH = 8, ROWS = 4, LANES = 4 };

/* Four numbers that GCC and Clang put in a register of any processor: their optimisers leave an array in
 * memory. */
typedef float four __attribute__((vector_size(16)));

static inline four load(const float *p)
{
	four v;

	memcpy(&v, p, sizeof(v));
	return v;
}

/* rows is a constant after inlining, so that the sums live in registers. */
static inline __attribute__((always_inline)) void block(size_t rows, const float *a, size_t lda,
        const float *b, size_t depth, const float *init, size_t ldi, float *c, size_t ldc)
{
	four low[ROWS], high[ROWS];

#define EACH_ROW UNROLL for (size_t i = 0; i < rows; i++)
	EACH_ROW
	{
		low[i] = load(init + i * ldi);
		high[i] = load(init + i * ldi + LANES);
	}
	for (size_t k = 0; k < depth; k++) {
		four left = load(b + k * WIDTH), right = load(b + k * WIDTH + LANES);

		EACH_ROW
		{
			low[i] += a[i * lda + k] * left;
			high[i] += a[i * lda + k] * right;
		}
	}
	EACH_ROW
	{
		memcpy(c + i * ldc, &low[i], sizeof(low[i]));
		memcpy(c + i * ldc + LANES, &high[i], sizeof(high[i]));
	}
#undef EACH_ROW
}

#define BLOCK(n)                                                                                          \
	static void block##n(const float *a, size_t lda, const float *b, size_t depth, const float *init, \
	        size_t ldi, float *c, size_t ldc, const char *ahead)                                      \
	{                                                                                                 \
		(void)ahead;                                                                              \
		block(n, a, lda, b, depth, init, ldi, c, ldc);                                            \
	}

BLOCK(1)
BLOCK(2)
BLOCK(3)
BLOCK(4)

static float erf_gate(float x)
{
	float u = x < -ERF_LIMIT ? -ERF_LIMIT : x > ERF_LIMIT ? ERF_LIMIT : x;
	float z = u * u;
	float p = ((((ERF_P5 * z + ERF_P4) * z + ERF_P3) * z + ERF_P2) * z + ERF_P1) * z + ERF_P0;
	float q = ((((ERF_Q5 * z + ERF_Q4) * z + ERF_Q3) * z + ERF_Q2) * z + ERF_Q1) * z + 1.0f;
	float half = 0.5f * (x < -ERF_LIMIT ? -ERF_LIMIT
	                                    : x); /* so that far left is 0, not x times a rounding error */

	return half + half * (u * p / q);
}

static void gelu(float *x, size_t ldx, size_t rows)
{
	for (size_t i = 0; i < rows; i++)
		for (size_t j = 0; j < WIDTH; j++)
			x[i * ldx + j] = erf_gate(x[i * ldx + j]);
}

static void add(float *x, size_t ldx, const float *y, size_t ldy, size_t rows)
{
	for (size_t i = 0; i < rows; i++)
		for (size_t j = 0; j < WIDTH; j++)
			x[i * ldx + j] += y[i * ldy + j];
}

static void norm(float *x, const float *gain, const float *bias, size_t n, float eps)
{
	double sum = 0, squares = 0;

	for (size_t j = 0; j < n; j++)
		sum += (double)x[j];
	float mean = (float)(sum / (double)n);
	for (size_t j = 0; j < n; j++)
		squares += (double)(x[j] - mean) * (double)(x[j] - mean);
	float scale = 1 / sqrtf((float)(squares / (double)n) + eps);
	for (size_t j = 0; j < n; j++)
		x[j] = (x[j] - mean) * scale * gain[j] + bias[j];
}

/* exp of a number that is 0 or less */
static float power(float x)
{
	float y = x < EXP_LEAST ? EXP_LEAST : x;
	float n = y * EXP_LOG2E + 0x1.8p23f -
	          0x1.8p23f; /* to the nearest whole number, without the C library */
	float r = y - n * EXP_LN2_HIGH - n * EXP_LN2_LOW;
	float e = ((((EXP_E6 * r + EXP_E5) * r + EXP_E4) * r + EXP_E3) * r + EXP_E2) * r + 1.0f;
	uint32_t bits = (uint32_t)((int32_t)n + 127) << 23;
	float two_to_n;

	memcpy(&two_to_n, &bits, sizeof(bits));
	return (e * r + 1.0f) * two_to_n;
}

static void softmax(float *x, size_t n, float scale)
{
	float most = x[0] * scale;
	float sum = 0;

	for (size_t j = 1; j < n; j++)
		most = x[j] * scale > most ? x[j] * scale : most;
	for (size_t j = 0; j < n; j++) {
		/* a number that is none stays one, without being converted to an integer */
		float y = x[j] * scale - most;

		x[j] = y == y ? power(y) : y;
		sum += x[j];
	}
	for (size_t j = 0; j < n; j++)
		x[j] /= sum;
}

static void turn(const float *x, size_t ldx, size_t columns, size_t depth, float *out)
{
	for (size_t k = 0; k < depth; k++)
		for (size_t j = 0; j < WIDTH; j++)
			out[k * WIDTH + j] = j < columns ? x[j * ldx + k] : 0;
}

static kernel_block *const BLOCKS[ROWS] = {block1, block2, block3, block4};

const struct kernel kernel_plain = {
        .width = WIDTH,
        .rows = ROWS,
        .depth = 256,
        .block = BLOCKS,
        .gelu = gelu,
        .add = add,
        .norm = norm,
        .softmax = softmax,
        .turn = turn,
};
