/* SPDX-License-Identifier: Apache-2.0 · every score of a run, in memory */
#include "bench/results.h"

#include <math.h>
#include <string.h>

#include "base/mem.h"

struct results *results_new(size_t checkpoints, size_t conditions, size_t items)
{
	struct results *r = mem_zalloc(1, sizeof(*r));
	size_t scores = mem_mul(mem_mul(mem_mul(checkpoints, conditions), items), RESULTS_CHOICES);

	r->checkpoint = mem_zalloc(checkpoints, sizeof(*r->checkpoint));
	r->checkpoint_count = checkpoints;
	r->condition = mem_zalloc(conditions, sizeof(*r->condition));
	r->condition_count = conditions;
	r->item_count = items;
	r->score = mem_alloc(scores, sizeof(*r->score));
	for (size_t i = 0; i < scores; i++)
		r->score[i] = NAN;
	for (size_t i = 0; i < conditions; i++) {
		struct results_condition *c = &r->condition[i];

		c->idx = mem_alloc(items, sizeof(*c->idx));
		c->label = mem_alloc(items, sizeof(*c->label));
		c->question = mem_zalloc(items, sizeof(*c->question));
		c->edits = mem_zalloc(items, sizeof(*c->edits));
		for (size_t k = 0; k < items; k++) {
			c->idx[k] = -1;
			c->label[k] = -1;
		}
	}
	return r;
}

void results_free_checkpoint(struct results_checkpoint *c)
{
	mem_free(c->name);
	mem_free(c->head);
	mem_free(c->scorer);
	mem_free(c->template);
	mem_free(c->precision);
	mem_free(c->weights_sha256);
}

static void free_condition(struct results_condition *c)
{
	mem_free(c->language);
	mem_free(c->attack);
	mem_free(c->set_sha256);
	mem_free(c->idx);
	mem_free(c->label);
	mem_free(c->question);
	mem_free(c->edits);
}

void results_free(struct results *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->checkpoint_count; i++)
		results_free_checkpoint(&r->checkpoint[i]);
	for (size_t i = 0; i < r->condition_count; i++)
		free_condition(&r->condition[i]);
	mem_free(r->checkpoint);
	mem_free(r->condition);
	mem_free(r->score);
	mem_free(r->versions);
	mem_free(r);
}
