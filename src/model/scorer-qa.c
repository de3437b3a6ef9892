/* SPDX-License-Identifier: Apache-2.0 · qa: a span head of question answering (SQuAD), used as it is
 *
 * Text A of the prompt, premise and question, is asked of the choice: the best span in it, the largest sum of the logit that
 * its first token begins the answer and the logit that its last one ends it (Devlin et al., "BERT", NAACL 2019, on
 * SQuAD). Choices are short, so a span may be as long as the choice.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "model/dense.h"
#include "model/scorer-first.h"

struct span_head {
	struct dense *out;
	size_t hidden;
};

static void open_head(void **state, const struct checkpoint *checkpoint, const struct head *head, int label)
{
	struct span_head *h = mem_alloc(1, sizeof(*h));

	(void)label;
	*h = (struct span_head){dense_new(head->out, head->out_bias), checkpoint_config(checkpoint)->hidden};
	*state = h;
}

static void close_head(void *state)
{
	struct span_head *h = state;

	dense_free(h->out);
	mem_free(h);
}

/* Where text B begins: behind the two </s> between the texts, which no text has inside. */
static uint32_t find_choice(const struct sequence *s)
{
	uint32_t i = 1;

	while (i < s->length && (s->ids[i - 1] != TOKEN_END || s->ids[i] != TOKEN_END))
		i++;
	return i + 1;
}

/* The best begin so far with each end is enough: no begin comes behind its end. A choice without tokens has no span: the </s>
 * behind it is read in its place. */
static void read_span(
        const void *state, const struct sequence *s, const float *states, size_t stride, float *out)
{
	const struct span_head *h = state;
	double *x = mem_alloc(h->hidden, sizeof(*x)), logit[2], begin = 0, best = 0;
	uint32_t first = find_choice(s), last = s->length - 1;

	last = first < last ? last : s->length;
	for (uint32_t i = first < last ? first : last - 1; i < last; i++) {
		for (size_t j = 0; j < h->hidden; j++)
			x[j] = (double)states[i * stride + j];
		dense_apply(h->out, x, logit);
		begin = i == first || logit[0] > begin ? logit[0] : begin;
		best = i == first || begin + logit[1] > best ? begin + logit[1] : best;
	}
	*out = (float)best;
	mem_free(x);
}

static void score(
        const void *state, size_t width, const float *const vector[SCORER_SEQUENCES_MAX], float out[2])
{
	(void)state, (void)width;
	out[0] = vector[0][0];
	out[1] = vector[1][0];
}

const struct scorer scorer_qa = {
        .name = "qa",
        .summary = "question answering: the best span of the choice, asked by premise and question",
        .kinds = 1u << HEAD_SPAN,
        .wants = "a question-answering head (qa_outputs)",
        .templated = true,
        .pooling = POOL_READ,
        .sequences = 2,
        .reads = 1,
        .read = read_span,
        .open = open_head,
        .close = close_head,
        .sequence = first_sequence,
        .score = score,
};
