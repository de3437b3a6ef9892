/* SPDX-License-Identifier: Apache-2.0 · attention over one sequence, head by head */
#include "model/attention.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"
#include "model/matrix.h"

/* Queries at a time: their scores over a few hundred keys stay in the first two caches. */
enum { QUERIES = 48 };

struct attention {
	const struct kernel *kernel;
	size_t heads, each;   /* `each` numbers in a head */
	float scale;          /* 1 / √each */
	struct matrix keys;   /* [each][length] */
	struct matrix values; /* [length][each] */
	float *scores;        /* [QUERIES][kernel_stride(length)] */
	float *mixed;         /* [QUERIES][kernel_stride(each)] */
};

struct attention *attention_new(const struct kernel *kernel, size_t hidden, size_t heads, size_t longest)
{
	struct attention *a = mem_zalloc(1, sizeof(*a));
	size_t each = hidden / heads, most = kernel_stride(each > longest ? each : longest);

	*a = (struct attention){
	        .kernel = kernel, .heads = heads, .each = each, .scale = 1 / sqrtf((float)each)};
	a->keys.panels = mem_alloc_aligned(matrix_panels_size(kernel, each, longest), sizeof(float));
	a->values.panels = mem_alloc_aligned(matrix_panels_size(kernel, longest, each), sizeof(float));
	a->scores = mem_alloc_aligned(mem_mul(QUERIES, kernel_stride(longest)), sizeof(float));
	a->mixed = mem_alloc_aligned(mem_mul(QUERIES, kernel_stride(each)), sizeof(float));
	a->keys.bias = mem_alloc_aligned(most, sizeof(float));
	memset(a->keys.bias, 0, most * sizeof(float));
	a->values.bias = a->keys.bias; /* zeros, for both */
	return a;
}

void attention_free(struct attention *a)
{
	if (!a)
		return;
	a->values.bias = NULL;
	matrix_release(&a->keys);
	matrix_release(&a->values);
	mem_free(a->scores);
	mem_free(a->mixed);
	mem_free(a);
}

/* One head for a few queries; its keys and values are packed already. */
static void run_block(
        struct attention *a, const float *q, size_t queries, size_t length, size_t ld, float *out)
{
	size_t ldscores = kernel_stride(length), ldmixed = kernel_stride(a->each);

	matrix_product(&a->keys, a->kernel, q, ld, queries, MATRIX_PLAIN, NULL, 0, a->scores, ldscores);
	for (size_t i = 0; i < queries; i++)
		a->kernel->softmax(a->scores + i * ldscores, length, a->scale);
	matrix_product(&a->values, a->kernel, a->scores, ldscores, queries, MATRIX_PLAIN, NULL, 0, a->mixed,
	        ldmixed);
	for (size_t i = 0; i < queries; i++)
		memcpy(out + i * ld, a->mixed + i * ldmixed, a->each * sizeof(*out));
}

void attention_run(struct attention *a, const float *q, size_t queries, const float *k, const float *v,
        size_t length, size_t ld, float *out)
{
	a->keys.inputs = a->values.outputs = a->each;
	a->keys.outputs = a->values.inputs = length;
	for (size_t head = 0; head < a->heads; head++) {
		size_t at = head * a->each;

		matrix_turn(&a->keys, a->kernel, k + at, ld);
		matrix_copy(&a->values, a->kernel, v + at, ld);
		for (size_t first = 0; first < queries; first += QUERIES) {
			size_t n = queries - first < QUERIES ? queries - first : QUERIES;

			run_block(a, q + first * ld + at, n, length, ld, out + first * ld + at);
		}
	}
}
