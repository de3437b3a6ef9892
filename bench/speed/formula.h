/* SPDX-License-Identifier: Apache-2.0 · encoder weights from a formula, the same bits in C and in Python */
#ifndef BENCH_SPEED_FORMULA_H
#define BENCH_SPEED_FORMULA_H
/*
 *	struct formula *f = formula_new(&config);
 *	encoder_new(&encoder, &config, formula_find, f, isa, err);
 *	formula_free(f);      (the word embeddings live in f: after encoder_free)
 *
 * Number i of a tensor is u = (lowbias32(fnv1a32(name) + i × 0x9E3779B9) >> 8) / 2^23 − 1, a multiple of
 * 2^−23 in [−1, 1), times a power of two: exact in f32. Gains of LayerNorm are 1 + u/8, biases u/8,
 * embeddings u, matrices u / 2^(⌊log2 columns⌋ / 2) with whole-number division, twice that for queries and
 * keys so that attention has favourites. tests/golden/make-encoder has the same in Python. lowbias32: Chris
 * Wellons, https://nullprogram.com/blog/2018/07/31/ (public domain).
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/config.h"
#include "model/tensor.h"

enum { FORMULA_NAME = 80 };

struct formula {
	size_t count;
	struct tensor *tensors; /* [count] */
	char (*names)[FORMULA_NAME];
};

static inline uint32_t formula_hash(uint32_t x)
{
	x ^= x >> 16;
	x *= 0x7feb352dU;
	x ^= x >> 15;
	x *= 0x846ca68bU;
	return x ^ x >> 16;
}

static inline uint32_t formula_seed(const char *name)
{
	uint32_t h = 0x811c9dc5U;

	for (; *name; name++)
		h = (h ^ (unsigned char)*name) * 0x01000193U;
	return h;
}

static inline int formula_ends(const char *name, const char *end)
{
	size_t n = strlen(name), m = strlen(end);

	return n >= m && !strcmp(name + n - m, end);
}

/* Numbers first … first + n − 1 of the tensor of that name, whose rows have `columns` numbers. */
static inline void formula_fill(const char *name, size_t columns, size_t n, float *out)
{
	uint32_t seed = formula_seed(name), half = 0;
	float scale = 0x1p-23f, base = 0;

	while (columns >> (half + 1))
		half++;
	half /= 2;
	if (formula_ends(name, "LayerNorm.weight")) {
		base = 1;
		scale /= 8;
	} else if (formula_ends(name, ".bias")) {
		scale /= 8;
	} else if (!strstr(name, "embeddings")) {
		scale /= (float)(1u << half);
		if (strstr(name, "query") || strstr(name, "key"))
			scale *= 2;
	}
	for (size_t i = 0; i < n; i++) {
		uint32_t h = formula_hash(seed + (uint32_t)i * 0x9E3779B9U);

		out[i] = base + (float)((int32_t)(h >> 8) - 0x800000) * scale;
	}
}

static inline void formula_add(
        struct formula *f, const char *name, size_t rows, size_t columns /* 0: a vector */)
{
	size_t n = rows * (columns ? columns : 1);
	float *numbers = mem_alloc(n, sizeof(*numbers));
	struct tensor *t = &f->tensors[f->count];

	snprintf(f->names[f->count], FORMULA_NAME, "%s", name);
	formula_fill(name, columns, n, numbers);
	*t = (struct tensor){.name = f->names[f->count], .dtype = DTYPE_F32, .data = numbers};
	t->rank = columns ? 2 : 1;
	t->shape[0] = rows;
	t->shape[1] = columns;
	f->count++;
}

static inline void formula_layer(struct formula *f, const struct config *c, uint32_t layer)
{
	const struct {
		const char *name;
		size_t rows, columns;
	} parts[] = {
	        {"attention.self.query", c->hidden, c->hidden},
	        {"attention.self.key", c->hidden, c->hidden},
	        {"attention.self.value", c->hidden, c->hidden},
	        {"attention.output.dense", c->hidden, c->hidden},
	        {"attention.output.LayerNorm", c->hidden, 0},
	        {"intermediate.dense", c->ffn, c->hidden},
	        {"output.dense", c->hidden, c->ffn},
	        {"output.LayerNorm", c->hidden, 0},
	};

	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
		char name[FORMULA_NAME];

		snprintf(name, sizeof(name), "encoder.layer.%u.%s.weight", layer, parts[i].name);
		formula_add(f, name, parts[i].rows, parts[i].columns);
		snprintf(name, sizeof(name), "encoder.layer.%u.%s.bias", layer, parts[i].name);
		formula_add(f, name, parts[i].rows, 0);
	}
}

static inline struct formula *formula_new(const struct config *c)
{
	struct formula *f = mem_zalloc(1, sizeof(*f));
	size_t most = 5 + (size_t)c->layers * 16;

	f->tensors = mem_zalloc(most, sizeof(*f->tensors));
	f->names = mem_zalloc(most, sizeof(*f->names));
	formula_add(f, "embeddings.word_embeddings.weight", c->vocab, c->hidden);
	formula_add(f, "embeddings.position_embeddings.weight", c->positions, c->hidden);
	formula_add(f, "embeddings.token_type_embeddings.weight", c->type_vocab, c->hidden);
	formula_add(f, "embeddings.LayerNorm.weight", c->hidden, 0);
	formula_add(f, "embeddings.LayerNorm.bias", c->hidden, 0);
	for (uint32_t i = 0; i < c->layers; i++)
		formula_layer(f, c, i);
	return f;
}

/* A tensor_finder. */
static inline const struct tensor *formula_find(void *user, const char *name)
{
	struct formula *f = user;

	for (size_t i = 0; i < f->count; i++)
		if (!strcmp(f->tensors[i].name, name))
			return &f->tensors[i];
	return NULL;
}

static inline void formula_free(struct formula *f)
{
	for (size_t i = 0; i < f->count; i++) {
		union {
			const void *given;
			void *own;
		} data = {f->tensors[i].data};

		mem_free(data.own);
	}
	mem_free(f->tensors);
	mem_free(f->names);
	mem_free(f);
}

#endif
