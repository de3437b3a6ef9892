/* SPDX-License-Identifier: Apache-2.0 · XLM-R's ids over SentencePiece's */
#include "model/tokenizer.h"

#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/utf8.h"
#include "model/spm.h"
#include "model/tokenizer-json.h"

enum { FILE_LIMIT = 64 << 20 };

struct tokenizer {
	struct spm *spm;
	char *file; /* without its folder */
	char sha256[HASH_HEX];
};

void ids_append_all(struct ids *ids, const int32_t *id, size_t n)
{
	ids->id = mem_grow(ids->id, &ids->capacity, ids->count + n, sizeof(*ids->id));
	if (n)
		memcpy(ids->id + ids->count, id, n * sizeof(*id));
	ids->count += n;
}

void ids_append(struct ids *ids, int32_t id)
{
	ids_append_all(ids, &id, 1);
}

void ids_release(struct ids *ids)
{
	mem_free(ids->id);
	*ids = (struct ids)IDS_INIT;
}

/* hashed, hashed_length: the bytes that the tokenizer is known by. */
static int open_model(struct tokenizer **out, const char *file, const struct buf *model, const void *hashed,
        size_t hashed_length, struct xt_err *err)
{
	unsigned char digest[HASH_SHA256];
	const char *slash = strrchr(file, '/'), *base = slash ? slash + 1 : file;
	struct spm *spm;

	if (spm_open(&spm, file, buf_text(model), model->length, err))
		return -1;
	*out = mem_zalloc(1, sizeof(**out));
	(*out)->spm = spm;
	(*out)->file = mem_copy(base, strlen(base));
	hash_sha256(hashed, hashed_length, digest);
	hash_hex(digest, (*out)->sha256);
	return 0;
}

/* A sound SentencePiece model begins with a piece, "\n" and lengths; a brace is among them only where <unk> is not the piece. */
static bool is_json(const char *bytes, size_t length)
{
	size_t at = 0;

	while (at < length && strchr(" \t\r\n", bytes[at]) && bytes[at])
		at++;
	return at < length && bytes[at] == '{';
}

int tokenizer_open_in(
        struct tokenizer **out, const char *file, const void *bytes, size_t length, struct xt_err *err)
{
	struct buf model = BUF_INIT;
	int result = 0;

	*out = NULL;
	if (is_json(bytes, length))
		result = tokenizer_json(&model, file, bytes, length, err);
	else
		buf_append(&model, bytes, length);
	if (!result)
		result = open_model(out, file, &model, bytes, length, err);
	buf_release(&model);
	return result;
}

/* What there is instead of a tokenizer that is read. */
static int tell_missing(const char *folder, const char *wanted, struct xt_err *err)
{
	static const struct {
		const char *name, *what;
	} OTHERS[] = {
	        {"merges.txt", "the byte-level BPE of RoBERTa and its kin"},
	        {"vocab.txt", "the WordPiece of BERT and its kin"},
	};
	struct buf path = BUF_INIT;
	int result = err_set(err,
	        "%s: is missing, and so is tokenizer.json: a checkpoint needs XLM-R's tokenizer", wanted);

	for (size_t i = 0; i < sizeof(OTHERS) / sizeof(*OTHERS); i++) {
		buf_clear(&path);
		file_join(&path, folder, OTHERS[i].name);
		if (!file_exists(path.bytes))
			continue;
		result = err_set(err,
		        "%s: %s is not read: a checkpoint needs XLM-R's sentencepiece.bpe.model or "
		        "tokenizer.json",
		        path.bytes, OTHERS[i].what);
		break;
	}
	buf_release(&path);
	return result;
}

int tokenizer_open(struct tokenizer **out, const char *folder, struct xt_err *err)
{
	struct buf path = BUF_INIT, other = BUF_INIT, bytes = BUF_INIT;
	const char *file;
	int result = -1;

	*out = NULL;
	file_join(&path, folder, "sentencepiece.bpe.model");
	file_join(&other, folder, "tokenizer.json");
	file = file_exists(path.bytes) ? path.bytes : other.bytes;
	if (!file_exists(folder))
		err_set(err, "%s: there is no such checkpoint folder", folder);
	else if (!file_exists(file))
		tell_missing(folder, path.bytes, err);
	else if (!file_read(file, FILE_LIMIT, &bytes, err))
		result = tokenizer_open_in(out, file, buf_text(&bytes), bytes.length, err);
	buf_release(&path);
	buf_release(&other);
	buf_release(&bytes);
	return result;
}

void tokenizer_close(struct tokenizer *t)
{
	if (!t)
		return;
	spm_close(t->spm);
	mem_free(t->file);
	mem_free(t);
}

size_t tokenizer_vocab(const struct tokenizer *t)
{
	return spm_pieces(t->spm) + 2; /* <pad> and <mask> have no piece */
}

const char *tokenizer_file(const struct tokenizer *t)
{
	return t->file;
}

bool tokenizer_differs(const struct tokenizer *t, const char *bytes, size_t length)
{
	static const char *const SPECIALS[] = {"<s>", "<pad>", "</s>", "<unk>", "<mask>", "▁"};
	struct buf text = BUF_INIT;
	bool differs = !spm_agrees(t->spm, bytes, length);

	buf_append(&text, bytes, length);
	for (size_t i = 0; i < sizeof(SPECIALS) / sizeof(*SPECIALS); i++)
		differs = differs || strstr(buf_text(&text), SPECIALS[i]);
	buf_release(&text);
	return differs;
}

const char *tokenizer_sha256(const struct tokenizer *t)
{
	return t->sha256;
}

static void take(void *user, const int *pieces, size_t n)
{
	struct ids *out = user;

	for (size_t i = 0; i < n; i++)
		ids_append(out, pieces[i] ? pieces[i] + 1 : TOKEN_UNKNOWN);
}

int tokenizer_encode(
        const struct tokenizer *t, const char *bytes, size_t length, struct ids *out, struct xt_err *err)
{
	size_t at;

	if (length > TEXT_MAX)
		return err_set(err, "text of %zu bytes is longer than %u", length, TEXT_MAX);
	if (utf8_check(bytes, length, &at))
		return err_set(err, "invalid UTF-8 or NUL at byte %zu: save the text as UTF-8", at);
	return spm_encode(t->spm, bytes, length, take, out, err);
}
