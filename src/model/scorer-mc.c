/* SPDX-License-Identifier: Apache-2.0 · mc: transformers' XLMRobertaForMultipleChoice
 *
 * <s> A </s></s> B </s>; the last state of <s> goes through the pooler, tanh(W x + b), and the classifier.
 * Sums are in double, in order, so that they are the same on every machine; tanh is our own because glibc's
 * depends on the processor.
 */
#include <math.h>

#include "base/mem.h"
#include "model/scorer.h"

/* <s> </s> </s> </s> */
enum { SPECIALS = 4 };

struct head {
	size_t hidden;
	float *pooler;      /* [H][H] */
	float *pooler_bias; /* [H] */
	float *classifier;  /* [H] */
	float bias;
};

static const char *refuse(const struct checkpoint *checkpoint)
{
	return checkpoint_is_choice(checkpoint) ? NULL
	                                        : "it has no multiple-choice head (roberta.pooler.dense and "
	                                          "a classifier of one output)";
}

static float *read_all(const struct checkpoint *checkpoint, const char *name)
{
	const struct tensor *t = checkpoint_head(checkpoint, name);
	float *values = mem_alloc(tensor_count(t), sizeof(*values));

	tensor_read(t, 0, tensor_count(t), values);
	return values;
}

static void open_head(void **state, const struct checkpoint *checkpoint)
{
	struct head *h = mem_zalloc(1, sizeof(*h));

	h->hidden = checkpoint_config(checkpoint)->hidden;
	h->pooler = read_all(checkpoint, "pooler.dense.weight");
	h->pooler_bias = read_all(checkpoint, "pooler.dense.bias");
	h->classifier = read_all(checkpoint, "classifier.weight");
	tensor_read(checkpoint_head(checkpoint, "classifier.bias"), 0, 1, &h->bias);
	*state = h;
}

static void close_head(void *state)
{
	struct head *h = state;

	mem_free(h->pooler);
	mem_free(h->pooler_bias);
	mem_free(h->classifier);
	mem_free(h);
}

/* Both texts behind each other in *out, as a pair. */
static int sequence(const struct scoring *with, const struct item *item, unsigned which, struct ids *out,
        bool *cut, struct xt_err *err)
{
	struct buf a = BUF_INIT, b = BUF_INIT;
	struct ids tokens_a = IDS_INIT, tokens_b = IDS_INIT;
	size_t room = with->max_tokens - SPECIALS;
	int result = -1;

	buf_string(&a, with->prefix);
	buf_string(&b, with->prefix);
	with->template->texts(item, which, &a, &b);
	if (tokenizer_encode(with->tokenizer, a.bytes, a.length, &tokens_a, err) ||
	        tokenizer_encode(with->tokenizer, b.bytes, b.length, &tokens_b, err))
		goto out;
	if (tokens_a.count + tokens_b.count > room) {
		with->template->cut(&tokens_a.count, &tokens_b.count, room);
		*cut = true;
	}
	ids_append(out, TOKEN_BEGIN);
	ids_append_all(out, tokens_a.id, tokens_a.count);
	ids_append(out, TOKEN_END);
	ids_append(out, TOKEN_END);
	ids_append_all(out, tokens_b.id, tokens_b.count);
	ids_append(out, TOKEN_END);
	result = 0;
out:
	ids_release(&tokens_a);
	ids_release(&tokens_b);
	buf_release(&a);
	buf_release(&b);
	return result;
}

/* e^x − 1 for 0 ≤ x < 0.7, by Taylor's series: the first term left out is below 1e-17 of the sum. */
static double power_less_one(double x)
{
	double sum = 0;

	for (int k = 16; k >= 1; k--)
		sum = (sum + 1) * x / k;
	return sum;
}

/* tanh in double by plain arithmetic; 2x = n ln 2 + r with 0 ≤ r < ln 2. */
static double tangent(double x)
{
	static const double LN2_HIGH = 0x1.62e42fee00000p-1, LN2_LOW = 0x1.a39ef35793c76p-33;
	double y = 2 * fabs(x), n, e;

	if (!(y < 44)) /* 1 − tanh is below half of a double's last digit; NaN stays */
		return x > 0 ? 1 : x < 0 ? -1 : x;
	n = floor(y / (LN2_HIGH + LN2_LOW));
	e = power_less_one(y - n * LN2_HIGH - n * LN2_LOW);
	e = n > 0 ? ldexp(1 + e, (int)n) - 1 : e;
	return copysign(e / (e + 2), x);
}

static float logit(const struct head *h, const float *x /* [H] */)
{
	double sum = h->bias;

	for (size_t i = 0; i < h->hidden; i++) {
		const float *row = h->pooler + i * h->hidden;
		double pooled = h->pooler_bias[i];

		for (size_t j = 0; j < h->hidden; j++)
			pooled += (double)row[j] * (double)x[j];
		sum += tangent(pooled) * (double)h->classifier[i];
	}
	return (float)sum;
}

static void score(
        const void *state, size_t hidden, const float *const vector[SCORER_SEQUENCES_MAX], float out[2])
{
	(void)hidden;
	out[0] = logit(state, vector[0]);
	out[1] = logit(state, vector[1]);
}

const struct scorer scorer_mc = {
        .name = "mc",
        .summary = "multiple-choice head of Hugging Face's form: pooler, tanh, classifier",
        .head = "classifier",
        .templated = true,
        .pooling = POOL_FIRST,
        .sequences = 2,
        .refuse = refuse,
        .open = open_head,
        .close = close_head,
        .sequence = sequence,
        .score = score,
};
