/* SPDX-License-Identifier: Apache-2.0 · texts to XLM-R's token ids */
#ifndef MODEL_TOKENIZER_H
#define MODEL_TOKENIZER_H
/*
 *	struct tokenizer *tokenizer;
 *	struct ids ids = IDS_INIT;
 *
 *	if (tokenizer_open(&tokenizer, "xlm-r", err))
 *		return -1;
 *	ids_append(&ids, TOKEN_BEGIN);
 *	tokenizer_encode(tokenizer, "Hello World!", 12, &ids, err);
 *	ids_append(&ids, TOKEN_END);
 *
 * XLM-R's id of a piece is SentencePiece's plus 1, but for these; <mask> comes last.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/hash.h"

enum { TOKEN_BEGIN = 0, TOKEN_PAD = 1, TOKEN_END = 2, TOKEN_UNKNOWN = 3 };

/* A growing list of ids that the caller owns. */
struct ids {
	int32_t *id;
	size_t count, capacity;
};

#define IDS_INIT           \
	{                  \
		NULL, 0, 0 \
	}

void ids_append(struct ids *ids, int32_t id);
void ids_append_all(struct ids *ids, const int32_t *id, size_t n);
void ids_release(struct ids *ids);

struct tokenizer;

/* Reads sentencepiece.bpe.model in a checkpoint's folder or, where there is none, tokenizer.json (tokenizer-json.h), nothing
 * else of it. On failure *out is NULL. */
int tokenizer_open(struct tokenizer **out, const char *folder, struct xt_err *err);

/* The same of the bytes of one or the other; file stands in messages. */
int tokenizer_open_in(
        struct tokenizer **out, const char *file, const void *bytes, size_t length, struct xt_err *err);

/* Frees; NULL is fine. */
void tokenizer_close(struct tokenizer *t);

/* How many ids there are: 0 to <mask>. A checkpoint needs as many rows of word embeddings. */
size_t tokenizer_vocab(const struct tokenizer *t);

/* "sentencepiece.bpe.model" or "tokenizer.json"; what tokenizer_open_in was given as file. The tokenizer's. */
const char *tokenizer_file(const struct tokenizer *t);

/* SHA-256 of the file's bytes, in hexadecimal; the tokenizer's. */
const char *tokenizer_sha256(const struct tokenizer *t);

/*
 * Whether the tokenizers library, and so transformers, gives other ids for a text (valid UTF-8) by a tokenizer.json of the same
 * vocabulary: it normalises decomposed letters in another way (normalizer.h), and takes special tokens and ▁ that are written in
 * the text for what they stand for.
 */
bool tokenizer_differs(const struct tokenizer *t, const char *bytes, size_t length);

/*
 * Appends the ids of a text, without <s> and </s>. Special tokens written in the text are text. Refuses
 * invalid UTF-8 and NUL with the byte. Safe for several threads at once.
 */
int tokenizer_encode(
        const struct tokenizer *t, const char *bytes, size_t length, struct ids *out, struct xt_err *err);

#endif
