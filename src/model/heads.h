/* SPDX-License-Identifier: Apache-2.0 · what stands on the encoder: a checkpoint's heads
 *
 *	struct heads *heads;
 *
 *	if (heads_find(&heads, weights, "roberta.", &config, err))
 *		return -1;
 *	for (size_t i = 0; (head = heads_at(heads, i)); i++)
 *		use(head);
 *	heads_free(heads);
 *
 * Keys of transformers (models/xlm_roberta) and of jiant 2, both naming eras (nyu-mll/jiant,
 * jiant/proj/main/modeling/heads.py and taskmodels.py): "taskmodels_dict.<task>.head.…" since 2.2, "….classification_head.…" and others
 * before.
 */
#ifndef MODEL_HEADS_H
#define MODEL_HEADS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "model/config.h"
#include "model/weights.h"

enum head_kind {
	HEAD_CHOICE,       /* transformers: pooler, tanh, out [1][H] */
	HEAD_CHOICE_JIANT, /* jiant: pooler, tanh, dense, tanh, out [1][H] */
	HEAD_LABELS,       /* transformers: dense, tanh, out [L][H], on the state of <s> */
	HEAD_LABELS_JIANT, /* jiant: pooler, tanh, dense, tanh, out [L][H] */
	HEAD_SPAN,         /* out [2][H]: where an answer begins and ends */
	HEAD_TAGS,         /* out [L][H], a label for each token */
	HEAD_MLM,          /* dense, GELU, norm, the tied word embeddings, bias */
	HEAD_OTHER,        /* known by name, and no more is known of it */
};

/* Tensors that a head has not are NULL. Everything is borrowed from the weights. */
struct head {
	const char *name; /* "classifier", "qa_outputs", "lm_head"; in jiant the task's: "mnli" */
	enum head_kind kind;
	size_t outputs;                            /* L */
	const struct tensor *pooler, *pooler_bias; /* [H][H], [H] */
	const struct tensor *dense, *dense_bias;   /* [H][H], [H] */
	const struct tensor *out, *out_bias; /* [L][H], [L]; of a language model [V][H] or NULL (tied), [V] */
	const struct tensor *norm, *norm_bias; /* [H] */
};

/* What a kind is, in words: "multiple choice". A constant. */
const char *head_kind_name(enum head_kind kind);

struct heads;

/* Finds the heads of a checkpoint whose encoder's names begin with prefix. Fails where a head's tensor is missing or of
 * another shape than the rest, where it has more than a million outputs, and where jiant's second naming of the encoder
 * holds other numbers than the first. */
int heads_find(struct heads **out, const struct weights *weights, const char *prefix,
        const struct config *config, struct xt_err *err);
void heads_free(struct heads *heads);

/* In the order of their names' bytes; NULL past the end. */
const struct head *heads_at(const struct heads *heads, size_t i);

/* Whether a tensor is one of a head's, or jiant's other name of one of the encoder's. */
bool heads_know(const char *tensor);

#endif
