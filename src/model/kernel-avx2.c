/* SPDX-License-Identifier: Apache-2.0 · the kernels for AVX2 with FMA (-mavx2 -mfma) */
#include "model/kernel.h"

#include <immintrin.h>

typedef __m256 vec;

enum { VEC = 8, ROWS = 6, PANEL = 2, DEPTH = 1024 };

#define vec_load(p) _mm256_loadu_ps(p)
#define vec_store(p, v) _mm256_storeu_ps(p, v)
#define vec_set(x) _mm256_set1_ps(x)
#define vec_add(a, b) _mm256_add_ps(a, b)
#define vec_sub(a, b) _mm256_sub_ps(a, b)
#define vec_mul(a, b) _mm256_mul_ps(a, b)
#define vec_div(a, b) _mm256_div_ps(a, b)
#define vec_min(a, b) _mm256_min_ps(a, b)
#define vec_max(a, b) _mm256_max_ps(a, b)
#define vec_mad(a, b, c) _mm256_fmadd_ps(a, b, c)

static inline __m256 vec_first(__m256 v, size_t n, __m256 other)
{
	__m256i lane = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7);
	__m256i inside = _mm256_cmpgt_epi32(_mm256_set1_epi32((int)n), lane);

	return _mm256_blendv_ps(other, v, _mm256_castsi256_ps(inside));
}

static inline __m256 vec_power(__m256 n)
{
	__m256i bits = _mm256_add_epi32(_mm256_cvtps_epi32(n), _mm256_set1_epi32(127));

	return _mm256_castsi256_ps(_mm256_slli_epi32(bits, 23));
}

static inline float vec_sum(__m256 v)
{
	__m128 s = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));

	s = _mm_add_ps(s, _mm_movehl_ps(s, s));
	return _mm_cvtss_f32(_mm_add_ss(s, _mm_shuffle_ps(s, s, 1)));
}

static inline float vec_most(__m256 v)
{
	__m128 s = _mm_max_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));

	s = _mm_max_ps(s, _mm_movehl_ps(s, s));
	return _mm_cvtss_f32(_mm_max_ss(s, _mm_shuffle_ps(s, s, 1)));
}

#include "model/kernel-body.h"

BLOCK(1)
BLOCK(2)
BLOCK(3)
BLOCK(4)
BLOCK(5)
BLOCK(6)

static kernel_block *const BLOCKS[ROWS] = {block1, block2, block3, block4, block5, block6};

const struct kernel kernel_avx2 = {
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
