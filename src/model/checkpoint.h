/* SPDX-License-Identifier: Apache-2.0 · a checkpoint's folder: configuration, tensors by name, its head */
#ifndef MODEL_CHECKPOINT_H
#define MODEL_CHECKPOINT_H
/*
 *	struct checkpoint *checkpoint;
 *
 *	if (checkpoint_open(&checkpoint, "xlm-r-mnli", err))
 *		return -1;
 *	encoder_new(&encoder, checkpoint_config(checkpoint), checkpoint_find, checkpoint, isa_best(), err);
 *	…
 *	encoder_free(encoder);
 *	checkpoint_close(checkpoint);
 *
 * A Hugging Face folder with config.json and weights in one of the containers of weights.h. The encoder's tensors are named with
 * "roberta." before them (a model with a head), without (a bare encoder), or with "encoder." (jiant). Every tensor that the
 * configuration wants must be there in its shape, and what is there must be known: a tensor that nothing
 * reads is a sign of another model.
 */
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "model/config.h"
#include "model/heads.h"
#include "model/tensor.h"

struct checkpoint;

/* Maps and checks; hashes the weights. On failure *out is NULL. */
int checkpoint_open(struct checkpoint **out, const char *folder, struct xt_err *err);

/* Unmaps: every tensor is gone. NULL is fine. */
void checkpoint_close(struct checkpoint *c);

const struct config *checkpoint_config(const struct checkpoint *c);

/* Its tensors; the path of the weights, for messages. */
const struct weights *checkpoint_weights(const struct checkpoint *c);
const char *checkpoint_path(const struct checkpoint *c);

/* A tensor of the encoder by its name without "roberta.", NULL where there is none: a tensor_finder.
 * user is the checkpoint. */
const struct tensor *checkpoint_find(void *user, const char *name);

/* The heads that stand on the encoder, in the order of their names; NULL past the end. */
const struct head *checkpoint_head_at(const struct checkpoint *c, size_t i);

/* Which of a head's outputs has one of the names (NULL-terminated; capitals do not matter), −1 where none has. The names of a
 * head of transformers are "id2label" in config.json; those of jiant follow from how many there are: of three,
 * contradiction, entailment, neutral; of two, 0 and 1 (jiant/tasks/lib/mnli.py, anli.py, qqp.py). */
int checkpoint_label(const struct checkpoint *c, const struct head *head, const char *const *names);

/* Numbers in the tensors of the encoder, its pooler and its heads. */
size_t checkpoint_parameters(const struct checkpoint *c);

/* SHA-256 in hexadecimal of the weights (weights_sha256) and of config.json; the checkpoint's. */
const char *checkpoint_weights_sha256(const struct checkpoint *c);
const char *checkpoint_config_sha256(const struct checkpoint *c);

#endif
