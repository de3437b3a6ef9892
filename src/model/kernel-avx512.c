/* SPDX-License-Identifier: Apache-2.0 · the kernels for AVX-512F (-mavx512f -mfma) */
#include "model/kernel.h"

#include <immintrin.h>

typedef __m512 vec;

enum { VEC = 16, ROWS = 12, PANEL = 2, DEPTH = 1024 };

#define vec_load(p) _mm512_loadu_ps(p)
#define vec_store(p, v) _mm512_storeu_ps(p, v)
#define vec_set(x) _mm512_set1_ps(x)
#define vec_add(a, b) _mm512_add_ps(a, b)
#define vec_sub(a, b) _mm512_sub_ps(a, b)
#define vec_mul(a, b) _mm512_mul_ps(a, b)
#define vec_div(a, b) _mm512_div_ps(a, b)
#define vec_min(a, b) _mm512_min_ps(a, b)
#define vec_max(a, b) _mm512_max_ps(a, b)
#define vec_mad(a, b, c) _mm512_fmadd_ps(a, b, c)

static inline __m512 vec_first(__m512 v, size_t n, __m512 other)
{
	return _mm512_mask_mov_ps(other, (__mmask16)((1u << n) - 1), v);
}

static inline __m512 vec_power(__m512 n)
{
	__m512i bits = _mm512_add_epi32(_mm512_cvtps_epi32(n), _mm512_set1_epi32(127));

	return _mm512_castsi512_ps(_mm512_slli_epi32(bits, 23));
}

/* Not _mm512_reduce_add_ps: each compiler has its own order for that. */
static inline float vec_sum(__m512 v)
{
	v = _mm512_add_ps(v, _mm512_shuffle_f32x4(v, v, 0x4E));
	__m256 w = _mm512_castps512_ps256(v);
	__m128 s = _mm_add_ps(_mm256_castps256_ps128(w), _mm256_extractf128_ps(w, 1));

	s = _mm_add_ps(s, _mm_movehl_ps(s, s));
	return _mm_cvtss_f32(_mm_add_ss(s, _mm_shuffle_ps(s, s, 1)));
}

static inline float vec_most(__m512 v)
{
	return _mm512_reduce_max_ps(v);
}

#include "model/kernel-body.h"

BLOCK(1)
BLOCK(2)
BLOCK(3)
BLOCK(4)
BLOCK(5)
BLOCK(6)
BLOCK(7)
BLOCK(8)
BLOCK(9)
BLOCK(10)
BLOCK(11)
BLOCK(12)

static kernel_block *const BLOCKS[ROWS] = {
        block1, block2, block3, block4, block5, block6, block7, block8, block9, block10, block11, block12};

const struct kernel kernel_avx512 = {
        .width = WIDTH,
        .rows = ROWS,
        .depth = DEPTH,
        .block = BLOCKS,
        .gelu = gelu,
        .add = add,
        .norm = norm,
        .softmax = softmax,
        .turn = turn,
};
