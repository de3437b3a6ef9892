/* SPDX-License-Identifier: Apache-2.0 · a SentencePiece model, written field by field
 *
 *	spmwrite_piece(&model, "<unk>", 5, 0, SPM_UNKNOWN);
 *	…
 *	spmwrite_end(&model, charsmap.bytes, charsmap.length);
 *
 * A protocol buffer, sentencepiece_model.proto: of its many fields those that decide how a unigram model cuts a text.
 */
#ifndef MODEL_SPMWRITE_H
#define MODEL_SPMWRITE_H

#include "base/buf.h"

enum spm_type { SPM_NORMAL = 1, SPM_UNKNOWN = 2, SPM_CONTROL = 3 };

/* Appends one piece; they are numbered from 0 in the order of the calls. */
void spmwrite_piece(struct buf *out, const char *text, size_t length, float score, enum spm_type type);

/* Appends what follows the pieces: a unigram model, whose <unk>, <s>, </s> are pieces 0, 1 and 2, that normalises with the
 * given table (none where length is 0), folds blanks and writes them as ▁, one before the text. */
void spmwrite_end(struct buf *out, const void *charsmap, size_t length);

#endif
