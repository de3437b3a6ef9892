/* SPDX-License-Identifier: Apache-2.0 · the kernels in vectors, for the set defined before */
/*
 * Included once by each of kernel-avx2.c and kernel-avx512.c, which define
 *
 *	vec, VEC                        a vector and the number of f32 in it
 *	ROWS, PANEL, DEPTH              most rows, vectors in a row of a panel, steps of k in a pass
 *	vec_load vec_store vec_set vec_add vec_sub vec_mul vec_div vec_min vec_max
 *	vec_mad(a, b, c)                a b + c, rounded once
 *	vec_first(v, n, other)          lanes below n of v, the rest of other
 *	vec_power(n)                    2^n of whole numbers −126 to 127
 *	vec_sum, vec_most               over the lanes, in an order of their own that never changes
 *
 * vec_min and vec_max give the second operand where one is not a number, as x86 does.
 */
#include <math.h>

#include "model/kernel-math.h"

/* LINE is a cache line in numbers; panels are fetched into the first cache SOON steps of k before their
 * turn: 1 to 2 % on Zen 4. */
enum { WIDTH = PANEL * VEC, LINE = 16, SOON = 16 };

#define INLINE static inline __attribute__((always_inline))

/*
 * rows is a constant after inlining: every sum lives in a register of its own. Twelve rows are reached from
 * two pointers by three strides in bytes (the addressing modes give 0, s1, 2 s1, s3, 4 s1, s5); the empty
 * asm keeps the compiler from turning them into twelve pointers, for which there are no registers.
 */
INLINE void block(size_t rows, const float *a, size_t lda, const float *b, size_t depth, const float *init,
        size_t ldi, float *c, size_t ldc, const char *ahead)
{
	const char *low = (const char *)a, *high = (const char *)(a + (rows > 6 ? 6 * lda : 0));
	size_t s1 = lda * sizeof(*a), s3 = 3 * s1, s5 = 5 * s1;
	vec sum[ROWS][PANEL];

/* clang-format off */
#define EACH(i, n) UNROLL for (size_t i = 0; i < (n); i++)
#define AT(i) (((i) < 6 ? low : high) + ((i) % 6 == 3 ? s3 : (i) % 6 == 5 ? s5 : (i) % 6 * s1))
#define STEP(k)                                                           \
	do {                                                              \
		vec row[PANEL];                                           \
		EACH(j, PANEL)                                            \
			row[j] = vec_load(b + (k) * WIDTH + j * VEC);     \
		EACH(i, rows) {                                           \
			vec x = vec_set(*((const float *)AT(i) + (k)));   \
			EACH(j, PANEL)                                    \
				sum[i][j] = vec_mad(x, row[j], sum[i][j]); \
		}                                                         \
	} while (0)
	EACH(i, rows)
		EACH(j, PANEL)
			sum[i][j] = vec_load(init + i * ldi + j * VEC);
	for (; depth >= 4; depth -= 4) {
		__asm__("" : "+r"(low), "+r"(high), "+r"(s1), "+r"(s3), "+r"(s5));
		__builtin_prefetch(ahead, 0, 2);
		EACH(j, 4 * WIDTH / LINE)
			__builtin_prefetch(b + SOON * WIDTH + j * LINE, 0, 3);
		STEP(0);
		STEP(1);
		STEP(2);
		STEP(3);
		low += 4 * sizeof(*a);
		high += 4 * sizeof(*a);
		b += 4 * WIDTH;
		ahead += 64;
	}
	for (; depth; depth--) {
		STEP(0);
		low += sizeof(*a);
		high += sizeof(*a);
		b += WIDTH;
	}
	EACH(i, rows)
		EACH(j, PANEL)
			vec_store(c + i * ldc + j * VEC, sum[i][j]);
/* clang-format on */
#undef STEP
#undef AT
#undef EACH
}

#define BLOCK(n)                                                                                          \
	static void block##n(const float *a, size_t lda, const float *b, size_t depth, const float *init, \
	        size_t ldi, float *c, size_t ldc, const char *ahead)                                      \
	{                                                                                                 \
		block(n, a, lda, b, depth, init, ldi, c, ldc, ahead);                                     \
	}

INLINE vec gate(vec x)
{
	vec right = vec_max(vec_set(-ERF_LIMIT), x), u = vec_min(vec_set(ERF_LIMIT), right),
	    z = vec_mul(u, u);
	vec p = vec_set(ERF_P5), q = vec_set(ERF_Q5), half = vec_mul(vec_set(0.5f), right);

	p = vec_mad(p, z, vec_set(ERF_P4));
	q = vec_mad(q, z, vec_set(ERF_Q4));
	p = vec_mad(p, z, vec_set(ERF_P3));
	q = vec_mad(q, z, vec_set(ERF_Q3));
	p = vec_mad(p, z, vec_set(ERF_P2));
	q = vec_mad(q, z, vec_set(ERF_Q2));
	p = vec_mad(p, z, vec_set(ERF_P1));
	q = vec_mad(q, z, vec_set(ERF_Q1));
	p = vec_mad(p, z, vec_set(ERF_P0));
	q = vec_mad(q, z, vec_set(1.0f));
	return vec_mad(half, vec_div(vec_mul(u, p), q), half);
}

static void gelu(float *x, size_t ldx, size_t rows)
{
	for (size_t i = 0; i < rows; i++)
		for (size_t j = 0; j < WIDTH; j += VEC)
			vec_store(x + i * ldx + j, gate(vec_load(x + i * ldx + j)));
}

static void add(float *x, size_t ldx, const float *y, size_t ldy, size_t rows)
{
	for (size_t i = 0; i < rows; i++)
		for (size_t j = 0; j < WIDTH; j += VEC)
			vec_store(x + i * ldx + j,
			        vec_add(vec_load(x + i * ldx + j), vec_load(y + i * ldy + j)));
}

static void norm(float *x, const float *gain, const float *bias, size_t n, float eps)
{
	vec zero = vec_set(0), sum = zero, squares = zero;

	for (size_t j = 0; j < n; j += VEC) /* what is behind n is zero */
		sum = vec_add(sum, vec_load(x + j));
	vec mean = vec_set(vec_sum(sum) / (float)n);
	for (size_t j = 0; j < n; j += VEC) {
		vec d = vec_sub(vec_load(x + j), mean);

		if (n - j < VEC)
			d = vec_first(d, n - j, zero);
		squares = vec_mad(d, d, squares);
	}
	vec scale = vec_set(1 / sqrtf(vec_sum(squares) / (float)n + eps));
	for (size_t j = 0; j < n; j += VEC) {
		vec d = vec_mul(vec_sub(vec_load(x + j), mean), scale);

		vec_store(x + j, vec_mad(d, vec_load(gain + j), vec_load(bias + j)));
	}
}

/* exp of numbers that are 0 or less */
INLINE vec power(vec x)
{
	vec y = vec_max(vec_set(EXP_LEAST), x), magic = vec_set(0x1.8p23f);
	vec n = vec_sub(vec_mad(y, vec_set(EXP_LOG2E), magic), magic); /* to the nearest whole number */
	vec r = vec_mad(n, vec_set(-EXP_LN2_LOW), vec_mad(n, vec_set(-EXP_LN2_HIGH), y));
	vec e = vec_mad(vec_set(EXP_E6), r, vec_set(EXP_E5));

	e = vec_mad(e, r, vec_set(EXP_E4));
	e = vec_mad(e, r, vec_set(EXP_E3));
	e = vec_mad(e, r, vec_set(EXP_E2));
	e = vec_mad(e, r, vec_set(1.0f));
	return vec_mul(vec_mad(e, r, vec_set(1.0f)), vec_power(n));
}

static void softmax(float *x, size_t n, float scale)
{
	vec s = vec_set(scale), most = vec_set(-INFINITY), sum = vec_set(0);

	for (size_t j = 0; j < n; j += VEC) {
		vec y = vec_mul(vec_load(x + j), s);

		if (n - j < VEC)
			y = vec_first(y, n - j, vec_set(-INFINITY));
		vec_store(x + j, y);
		most = vec_max(most, y);
	}
	most = vec_set(vec_most(most));
	for (size_t j = 0; j < n; j += VEC) {
		vec y = power(vec_sub(vec_load(x + j), most));

		if (n - j < VEC)
			y = vec_first(y, n - j, vec_set(0));
		vec_store(x + j, y);
		sum = vec_add(sum, y);
	}
	vec share = vec_set(1 / vec_sum(sum));
	for (size_t j = 0; j < n; j += VEC)
		vec_store(x + j, vec_mul(vec_load(x + j), share));
}

/* Eight rows by eight columns at a time; the eight may be fewer at the edges. */
INLINE void turn8(const float *x, size_t ldx, float *out)
{
	__m256 r[8], s[8];

	for (size_t i = 0; i < 8; i++)
		r[i] = _mm256_loadu_ps(x + i * ldx);
	for (size_t i = 0; i < 8; i += 2) {
		s[i] = _mm256_unpacklo_ps(r[i], r[i + 1]);
		s[i + 1] = _mm256_unpackhi_ps(r[i], r[i + 1]);
	}
	for (size_t i = 0; i < 8; i += 4)
		for (size_t j = 0; j < 2; j++) {
			r[i + 2 * j] = _mm256_shuffle_ps(s[i + j], s[i + j + 2], 0x44);
			r[i + 2 * j + 1] = _mm256_shuffle_ps(s[i + j], s[i + j + 2], 0xEE);
		}
	for (size_t i = 0; i < 4; i++) {
		_mm256_storeu_ps(out + i * WIDTH, _mm256_permute2f128_ps(r[i], r[i + 4], 0x20));
		_mm256_storeu_ps(out + (i + 4) * WIDTH, _mm256_permute2f128_ps(r[i], r[i + 4], 0x31));
	}
}

static void turn(const float *x, size_t ldx, size_t columns, size_t depth, float *out)
{
	for (size_t j = 0; j < WIDTH; j += 8) {
		size_t k = 0;

		for (; j + 8 <= columns && k + 8 <= depth; k += 8)
			turn8(x + j * ldx + k, ldx, out + k * WIDTH + j);
		for (; k < depth; k++)
			for (size_t i = j; i < j + 8; i++)
				out[k * WIDTH + i] = i < columns ? x[i * ldx + k] : 0;
	}
}
