/* SPDX-License-Identifier: Apache-2.0 · heads on the state of <s>: pooler, dense and out, those of them that there are */
#include "model/scorer-first.h"

#include "base/mem.h"
#include "model/dense.h"

/* <s> </s> </s> </s> */
enum { SPECIALS = 4 };

int first_sequence(const struct scoring *with, const struct item *item, unsigned which, struct ids *out,
        bool *cut, struct xt_err *err)
{
	struct ids a = IDS_INIT, b = IDS_INIT;
	int result = scoring_pair(with, item, which, with->max_tokens - SPECIALS, &a, &b, cut, err);

	if (!result) {
		ids_append(out, TOKEN_BEGIN);
		ids_append_all(out, a.id, a.count);
		ids_append(out, TOKEN_END);
		ids_append(out, TOKEN_END);
		ids_append_all(out, b.id, b.count);
		ids_append(out, TOKEN_END);
	}
	ids_release(&a);
	ids_release(&b);
	return result;
}

struct first {
	struct dense *step[3]; /* pooler, dense: with tanh behind each; then out */
	size_t steps;
	int label;
};

void first_open(void **state, const struct checkpoint *checkpoint, const struct head *head, int label)
{
	struct first *f = mem_zalloc(1, sizeof(*f));

	(void)checkpoint;
	f->label = label;
	if (head->pooler)
		f->step[f->steps++] = dense_new(head->pooler, head->pooler_bias);
	if (head->dense)
		f->step[f->steps++] = dense_new(head->dense, head->dense_bias);
	f->step[f->steps++] = dense_new(head->out, head->out_bias);
	*state = f;
}

void first_free(void *state)
{
	struct first *f = state;

	for (size_t i = 0; i < f->steps; i++)
		dense_free(f->step[i]);
	mem_free(f);
}

static float score_one(const struct first *f, size_t hidden, const float *vector)
{
	size_t outputs = dense_outputs(f->step[f->steps - 1]), widest = outputs > hidden ? outputs : hidden;
	double *x = mem_alloc(widest, 2 * sizeof(*x)), *y = x + widest, *other, result;

	for (size_t i = 0; i < hidden; i++)
		x[i] = (double)vector[i];
	other = x;
	for (size_t i = 0; i < f->steps; i++) {
		double *to = other == x ? y : x;

		if (i + 1 < f->steps)
			dense_tanh(f->step[i], other, to);
		else
			dense_apply(f->step[i], other, to);
		other = to;
	}
	result = f->label < 0 ? other[0] : dense_log_share(other, outputs, (size_t)f->label);
	mem_free(x);
	return (float)result;
}

void first_score(
        const void *state, size_t hidden, const float *const vector[SCORER_SEQUENCES_MAX], float out[2])
{
	out[0] = score_one(state, hidden, vector[0]);
	out[1] = score_one(state, hidden, vector[1]);
}
