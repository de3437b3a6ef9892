/* SPDX-License-Identifier: Apache-2.0 · cosine: how near the mean states of premise and choice are
 *
 * For an encoder without a head, as sentence encoders are used: the mean of the last states of all tokens
 * (<s> and </s> too) of each text alone, both behind the prefix. Which way the question asks is not seen.
 */
#include <math.h>

#include "model/scorer.h"

static int sequence(const struct scoring *with, const struct item *item, unsigned which, struct ids *out,
        bool *cut, struct xt_err *err)
{
	static const enum field FIELDS[] = {FIELD_PREMISE, FIELD_CHOICE1, FIELD_CHOICE2};
	const struct str *text = &item->field[FIELDS[which]];
	struct buf bytes = BUF_INIT;
	int result;

	buf_string(&bytes, with->prefix);
	buf_append(&bytes, text->bytes, text->length);
	ids_append(out, TOKEN_BEGIN);
	result = tokenizer_encode(with->tokenizer, bytes.bytes, bytes.length, out, err);
	buf_release(&bytes);
	if (out->count + 1 > with->max_tokens) {
		out->count = with->max_tokens - 1;
		*cut = true;
	}
	ids_append(out, TOKEN_END);
	return result;
}

static double dot(const float *a, const float *b, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += (double)a[i] * (double)b[i];
	return sum;
}

static void score(
        const void *state, size_t hidden, const float *const vector[SCORER_SEQUENCES_MAX], float out[2])
{
	double premise = sqrt(dot(vector[0], vector[0], hidden));

	(void)state;
	for (unsigned i = 0; i < 2; i++) {
		const float *v = vector[1 + i];
		double norms = premise * sqrt(dot(v, v, hidden));

		out[i] = norms > 0 ? (float)(dot(vector[0], v, hidden) / norms) : 0;
	}
}

const struct scorer scorer_cosine = {
        .name = "cosine",
        .summary = "cosine of the mean last states of premise and choice (the encoder alone)",
        .templated = false,
        .pooling = POOL_MEAN,
        .sequences = 3,
        .sequence = sequence,
        .score = score,
};
