/* SPDX-License-Identifier: Apache-2.0 · attention over one sequence */
#ifndef MODEL_ATTENTION_H
#define MODEL_ATTENTION_H
/*
 *	struct attention *a = attention_new(kernel, hidden, heads, longest);
 *	attention_run(a, q, queries, k, v, length, ld, out);
 *	attention_free(a);
 */
#include <stddef.h>
#include "model/kernel.h"

/* Scratch memory of one thread, for sequences of at most `longest` tokens. */
struct attention;

struct attention *attention_new(const struct kernel *kernel, size_t hidden, size_t heads, size_t longest);
void attention_free(struct attention *a);

/*
 * For each head: out = softmax(q kᵀ / √d) v, d = hidden / heads. Each query has the same bits whatever the
 * other queries. out may be q.
 */
void attention_run(struct attention *a, const float *q /* [queries][ld] */, size_t queries,
        const float *k /* [length][ld] */, const float *v /* [length][ld] */, size_t length, size_t ld,
        float *out /* [queries][ld] */);

#endif
