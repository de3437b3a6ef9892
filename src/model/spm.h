/* SPDX-License-Identifier: Apache-2.0 · SentencePiece behind C */
#ifndef MODEL_SPM_H
#define MODEL_SPM_H
/*
 *	struct spm *spm;
 *
 *	if (spm_open(&spm, "sentencepiece.bpe.model", bytes, length, err))
 *		return -1;
 *	spm_encode(spm, text, text_length, take, &ids, err);
 *	spm_close(spm);
 *
 * The only door to the library. The model is checked first (spmcheck.h), and no exception comes through.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#include "base/err.h"

struct spm;

/* Checks and loads a model's bytes, which are not needed afterwards; file stands in messages. On failure
 * *out is NULL. */
int spm_open(struct spm **out, const char *file, const void *bytes, size_t length, struct xt_err *err);

/* Frees; NULL is fine. */
void spm_close(struct spm *spm);

/* Pieces in the vocabulary, <unk>, <s> and </s> included. */
size_t spm_pieces(const struct spm *spm);

/* Whether the tokenizers library would normalise a text (valid UTF-8) as the model does: normalizer.h. */
bool spm_agrees(const struct spm *spm, const char *bytes, size_t length);

/* The pieces of a text (valid UTF-8) as SentencePiece numbers them, in one call of take(). Safe for
 * several threads at once. */
int spm_encode(const struct spm *spm, const char *bytes, size_t length,
        void (*take)(void *user, const int *pieces, size_t n), void *user, struct xt_err *err);

#ifdef __cplusplus
}
#endif
#endif
