/* SPDX-License-Identifier: Apache-2.0 · an XLM-R encoder in f32: token ids in, one vector a sequence out */
#ifndef MODEL_ENCODER_H
#define MODEL_ENCODER_H
/*
 *	struct encoder *encoder;
 *	if (encoder_new(&encoder, &config, find, weights, isa_best(), err) < 0)
 *		return -1;
 *	int result = encoder_run(encoder, sequences, n, POOL_FIRST, threads, states, err);
 *	encoder_free(encoder);
 *
 * RoBERTa as Hugging Face's transformers computes it: word + position + token-type embeddings, LayerNorm, and layers of
 * attention and feed-forward products with LayerNorm behind each residual sum (post-LN), GELU by erf. Agrees with transformers'
 * f32 within 1e-4.
 *
 * Promise: a sequence's vector has the same bits alone or in any batch, order and number of threads (for one instruction set).
 */
#include <stddef.h>
#include <stdint.h>
#include "model/config.h"
#include "model/isa.h"
#include "model/tensor.h"

struct xt_err;
struct encoder;

struct sequence {
	const int32_t *ids; /* [length], <s> and </s> included; borrowed */
	uint32_t length;    /* 1 to config_max_tokens */
};

enum pooling {
	POOL_FIRST, /* last state of the first token, <s>; the last layer is computed for that row alone */
	POOL_MEAN,  /* mean of the last states of all tokens, <s> and </s> included */
	POOL_READ,  /* what a reader makes of the last states of all tokens */
};

/* Makes `width` numbers of the last states of one sequence; called by several threads at once. */
struct reader {
	size_t width;
	void (*read)(const void *user, const struct sequence *sequence,
	        const float *states /* [length][stride] */, size_t stride, float *out /* [width] */);
	const void *user;
};

/*
 * Finds a tensor by its name in transformers without the "roberta." prefix, such as "embeddings.word_embeddings.weight" or
 * "encoder.layer.0.attention.self.query.weight". NULL where the checkpoint has none. What is returned stays the
 * checkpoint's; the tensor struct is read at once, the numbers of the word embeddings as long as the encoder lives.
 */
typedef const struct tensor *tensor_finder(void *user, const char *name);

/*
 * Makes an encoder in *out: checks the configuration and the type and shape of every tensor, packs the matrices for `isa` (which the
 * machine must have). Word embeddings are not copied: their rows are read from the mapped tensor when they are used.
 * More rows of word or position embeddings than the configuration says are accepted, fewer are not.
 * Fails (−1, *out NULL) with the name of the first thing that is missing or has a wrong type or shape.
 */
int encoder_new(struct encoder **out, const struct config *config, tensor_finder *find, void *user,
        enum isa isa, struct xt_err *err);

/* Frees the encoder; NULL is fine. */
void encoder_free(struct encoder *encoder);

/* What encoder_new was given. The pointer is valid as long as the encoder. */
const struct config *encoder_config(const struct encoder *encoder);

/*
 * Runs n sequences on up to `threads` threads (0: all processors) and writes one vector each to out, in the order given. n = 0 does
 * nothing. Fails before any work where a sequence is empty or too long or has an id outside the vocabulary (the message
 * counts sequences from 1), and after it where a vector is not finite, which only bad weights give.
 */
int encoder_run(const struct encoder *encoder, const struct sequence *sequences /* [n] */, size_t n,
        enum pooling pooling, int threads, float *out /* [n][hidden] */, struct xt_err *err);

/* The same with a reader: width numbers of each sequence, with the same promise. */
int encoder_run_read(const struct encoder *encoder, const struct sequence *sequences /* [n] */, size_t n,
        const struct reader *reader, int threads, float *out /* [n][width] */, struct xt_err *err);

#endif
