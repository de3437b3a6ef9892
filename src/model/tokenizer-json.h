/* SPDX-License-Identifier: Apache-2.0 · tokenizer.json, as fast tokenisers are saved, turned into a SentencePiece model
 *
 *	struct buf model = BUF_INIT;
 *
 *	if (tokenizer_json(&model, "tokenizer.json", bytes, length, err))
 *		return -1;
 *	spm_open(&spm, "tokenizer.json", model.bytes, model.length, err);
 */
#ifndef MODEL_TOKENIZER_JSON_H
#define MODEL_TOKENIZER_JSON_H

#include "base/buf.h"

/*
 * Appends the model. Read is what transformers makes of XLM-R's SentencePiece model, in all its releases: a Unigram model
 * whose ids 0 to 3 are <s>, <pad>, </s> and <unk>, with <mask> last, there or in added_tokens; a Precompiled normaliser, or
 * none, with or without rules that fold blanks; Metaspace, with or without WhitespaceSplit before it. Blanks are then
 * treated as XLM-R's own model does: folded, and stripped at both ends.
 *
 * Everything else decides ids in another way and is refused, with the file and the key: other models (BPE of RoBERTa,
 * WordPiece of BERT) by name.
 */
int tokenizer_json(struct buf *out, const char *file, const char *bytes, size_t length, struct xt_err *err);

#endif
