/* SPDX-License-Identifier: Apache-2.0 · the shape of an XLM-R encoder, as config.json gives it */
#ifndef MODEL_CONFIG_H
#define MODEL_CONFIG_H
/*
 * Include it as "model/config.h": plain "config.h" is Autoconf's.
 *
 *	struct config base = {.hidden = 768, .layers = 12, .heads = 12, .ffn = 3072, .vocab = 250002, .positions = 514,
 *		.type_vocab = 1, .pad_id = 1, .layer_norm_eps = 1e-5, .activation = ACTIVATION_GELU};
 */
#include <stdint.h>

#include "base/hash.h"

enum activation {
	ACTIVATION_GELU, /* x/2 (1 + erf(x/√2)), config.json's "gelu": the only one that the encoder has */
};

/* Names of a head's outputs that are kept: no scorer wants one of more. */
enum { CONFIG_LABELS = 8, CONFIG_LABEL_BYTES = 32 };

struct config {
	uint32_t hidden;     /* width of a token's state; a multiple of heads */
	uint32_t layers;     /* at least 1 */
	uint32_t heads;      /* attention heads of hidden / heads numbers each */
	uint32_t ffn;        /* width between the two feed-forward products ("intermediate_size") */
	uint32_t vocab;      /* rows of the word embeddings; ids are 0 to vocab − 1 */
	uint32_t positions;  /* rows of the position embeddings ("max_position_embeddings", 514 in XLM-R) */
	uint32_t type_vocab; /* rows of the token-type embeddings; only row 0 is used */
	uint32_t pad_id;     /* 1 in XLM-R; the first token stands at position pad_id + 1 */
	double layer_norm_eps; /* greater than 0; 1e-5 usual, 1e-12 in some, and states move with it: never assumed */
	enum activation activation;
	uint32_t label_count; /* "id2label": 0 where it is not there, or has more than fit here */
	char label[CONFIG_LABELS][CONFIG_LABEL_BYTES];
};

/* The longest sequence that has a position for every token, or 0 where the configuration leaves none. */
static inline uint32_t config_max_tokens(const struct config *c)
{
	return c->positions > c->pad_id && c->positions - c->pad_id > 1 ? c->positions - c->pad_id - 1 : 0;
}

/*
 * Reads config.json. model_type must be "xlm-roberta", hidden_act "gelu" (the exact one), positions
 * absolute, pad_token_id 1; sizes and layer_norm_eps must be there, and within bounds. Unknown keys are
 * nobody's concern. sha256 becomes the hash of the file's bytes. Fails with the key, what it is and what is
 * expected.
 */
int config_read(struct config *out, const char *path, char sha256[HASH_HEX], struct xt_err *err);

/* The same of bytes in memory, without hash; file stands in messages. */
int config_read_in(
        struct config *out, const char *file, const char *bytes, size_t length, struct xt_err *err);

#endif
