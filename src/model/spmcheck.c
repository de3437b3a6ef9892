/* SPDX-License-Identifier: Apache-2.0 · a walk over a SentencePiece model's bytes */
#include "model/spmcheck.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

enum { FILE_LIMIT = 64 << 20, PIECES_MAX = 1000000, PIECE_MAX = 512 };

/* Numbers of sentencepiece_model.proto. */
enum { MODEL_PIECE = 1, MODEL_TRAINER = 2, MODEL_NORMALIZER = 3, MODEL_DENORMALIZER = 5 };
enum { PIECE_TEXT = 1, PIECE_SCORE = 2, PIECE_TYPE = 3 };
enum { TYPE_NORMAL = 1, TYPE_UNKNOWN = 2, TYPE_CONTROL = 3, TYPE_BYTE = 6 };
enum { TRAINER_MODEL_TYPE = 3, MODEL_UNIGRAM = 1, MODEL_BPE = 2 };
enum { NORMALIZER_CHARSMAP = 2 };
enum wire { WIRE_VARINT = 0, WIRE_FIXED64 = 1, WIRE_BYTES = 2, WIRE_FIXED32 = 5 };

struct bytes {
	const unsigned char *at;
	size_t length;
};

struct walk {
	const char *file;
	const unsigned char *start; /* of the file: messages count from it */
	struct bytes *pieces;
	size_t count, capacity, unknown;
	int bpe;
	struct bytes charsmap; /* of the normaliser; the last one counts, as in a protocol buffer */
	struct xt_err *err;
};

/* A field of a message: its number, wire type, and number or bytes. */
struct field {
	uint64_t number;
	unsigned wire;
	uint64_t varint; /* also what the fixed ones hold */
	struct bytes bytes;
};

static int bad(const struct walk *w, const unsigned char *at, const char *what)
{
	return err_set(w->err, "%s: byte %zu: %s: this is no SentencePiece model, or it is damaged", w->file,
	        (size_t)(at - w->start), what);
}

static int read_varint(const struct walk *w, struct bytes *in, uint64_t *out)
{
	uint64_t n = 0;

	for (unsigned shift = 0; shift < 70; shift += 7) {
		unsigned char c;

		if (!in->length)
			return bad(w, in->at, "a number is cut short");
		c = *in->at++;
		in->length--;
		if (shift == 63 && c > 1)
			return bad(w, in->at, "a number is longer than 64 bits");
		n |= (uint64_t)(c & 127) << shift;
		if (c < 128)
			break;
	}
	*out = n;
	return 0;
}

static int take(const struct walk *w, struct bytes *in, uint64_t n, struct bytes *out)
{
	if (n > in->length)
		return bad(w, in->at, "a length points outside the file or message");
	*out = (struct bytes){in->at, (size_t)n};
	in->at += n;
	in->length -= (size_t)n;
	return 0;
}

static int read_field(const struct walk *w, struct bytes *in, struct field *f)
{
	uint64_t tag, n;

	*f = (struct field){0};
	if (read_varint(w, in, &tag))
		return -1;
	f->number = tag >> 3;
	f->wire = (unsigned)(tag & 7);
	if (!f->number || f->number > (1u << 29) - 1)
		return bad(w, in->at, "no field has such a number");
	switch (f->wire) {
	case WIRE_VARINT:
		return read_varint(w, in, &f->varint);
	case WIRE_BYTES:
		return read_varint(w, in, &n) || take(w, in, n, &f->bytes) ? -1 : 0;
	case WIRE_FIXED32:
	case WIRE_FIXED64:
		if (take(w, in, f->wire == WIRE_FIXED32 ? 4 : 8, &f->bytes))
			return -1;
		for (size_t i = f->bytes.length; i--;)
			f->varint = f->varint << 8 | f->bytes.at[i];
		return 0;
	default:
		return bad(w, in->at, "a field of a kind that SentencePiece never writes");
	}
}

/* Walks a message; each field goes to each(). */
static int walk_message(struct walk *w, struct bytes in,
        int (*each)(struct walk *w, const struct field *f, void *user), void *user)
{
	while (in.length) {
		struct field f;

		if (read_field(w, &in, &f) || each(w, &f, user))
			return -1;
	}
	return 0;
}

struct piece {
	struct bytes text;
	float score;
	uint64_t type;
};

static int piece_field(struct walk *w, const struct field *f, void *user)
{
	static const unsigned char WIRES[] = {
	        [PIECE_TEXT] = WIRE_BYTES, [PIECE_SCORE] = WIRE_FIXED32, [PIECE_TYPE] = WIRE_VARINT};
	struct piece *p = user;

	if (f->number > PIECE_TYPE)
		return 0;
	if (f->wire != WIRES[f->number])
		return err_set(w->err,
		        "%s: piece %zu: a field of a wrong kind: this is no SentencePiece model, or it is "
		        "damaged",
		        w->file, w->count);
	if (f->number == PIECE_TEXT)
		p->text = f->bytes;
	else if (f->number == PIECE_SCORE)
		memcpy(&p->score, &(uint32_t){(uint32_t)f->varint}, sizeof(p->score));
	else
		p->type = f->varint;
	return 0;
}

static bool is_text(struct bytes b, const char *text)
{
	return b.length == strlen(text) && !memcmp(b.at, text, b.length);
}

static int check_piece(const struct walk *w, const struct piece *p)
{
	static const struct {
		const char *text;
		uint64_t type;
	} FIRST[] = {{"<unk>", TYPE_UNKNOWN}, {"<s>", TYPE_CONTROL}, {"</s>", TYPE_CONTROL}};

	if (!p->text.length || p->text.length > PIECE_MAX)
		return err_set(w->err, "%s: piece %zu has %zu bytes, expected 1 to %d", w->file, w->count,
		        p->text.length, PIECE_MAX);
	if (utf8_check((const char *)p->text.at, p->text.length, NULL))
		return err_set(w->err, "%s: piece %zu is not valid UTF-8 without NUL", w->file, w->count);
	if (!isfinite(p->score))
		return err_set(w->err, "%s: piece %zu: its score is not a finite number", w->file, w->count);
	if (p->type < TYPE_NORMAL || p->type > TYPE_BYTE)
		return err_set(w->err, "%s: piece %zu: type %llu, expected 1 to %d", w->file, w->count,
		        (unsigned long long)p->type, TYPE_BYTE);
	if (w->count < 3 && (p->type != FIRST[w->count].type || !is_text(p->text, FIRST[w->count].text)))
		return err_set(w->err,
		        "%s: piece %zu is not %s, as XLM-R's ids want: this is another model's vocabulary",
		        w->file, w->count, FIRST[w->count].text);
	return 0;
}

static int read_piece(struct walk *w, struct bytes message)
{
	struct piece p = {.type = TYPE_NORMAL};

	if (w->count == PIECES_MAX)
		return err_set(w->err, "%s: more than %d pieces", w->file, PIECES_MAX);
	if (walk_message(w, message, piece_field, &p) || check_piece(w, &p))
		return -1;
	if (p.type == TYPE_UNKNOWN && w->unknown++)
		return err_set(w->err, "%s: piece %zu is a second unknown piece", w->file, w->count);
	w->pieces = mem_grow(w->pieces, &w->capacity, w->count + 1, sizeof(*w->pieces));
	w->pieces[w->count++] = p.text;
	return 0;
}

static uint32_t unit_at(struct bytes trie, size_t i)
{
	const unsigned char *u = trie.at + 4 * i;

	return (uint32_t)u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16 | (uint32_t)u[3] << 24;
}

/*
 * A double array of Darts-clone: a unit with bit 31 is a leaf's value; of any other, bits 10 and up (times
 * 256 with bit 9) are an offset, XORed to its index, where its leaf stands if it has bit 8; its children
 * stand at that place XOR a byte. So that no byte of text leads outside, the whole block of 256 around that
 * place must lie inside; Darts-clone writes whole blocks.
 */
static int check_trie(const struct walk *w, struct bytes trie, struct bytes text)
{
	size_t n = trie.length / 4;

	for (size_t i = 0; i < n; i++) {
		uint32_t unit = unit_at(trie, i), value;
		size_t to = i ^ (size_t)(unit >> 10) << ((unit & 1u << 9) >> 6);

		if (unit >> 31 && i) /* a leaf matches no byte, but the root is walked from unseen */
			continue;
		if ((to | 255) >= n)
			return bad(w, trie.at + 4 * i, "the normaliser's table points outside itself");
		if (!(unit & 1u << 8))
			continue;
		value = unit_at(trie, to) & 0x7FFFFFFFu;
		if (value >= text.length)
			return bad(w, trie.at + 4 * to,
			        "a replacement of the normaliser begins outside its text");
	}
	return 0;
}

/* uint32 size of the table, the table, the replacements, each ended by NUL. */
static int check_charsmap(const struct walk *w, struct bytes map)
{
	struct bytes trie = {0}, text = map, head = {0};
	size_t at = 0;

	if (!map.length)
		return 0;
	if (take(w, &text, 4, &head) || take(w, &text, unit_at(head, 0), &trie))
		return -1;
	if (!trie.length || trie.length % 4)
		return bad(w, trie.at, "the normaliser's table is no whole number of units");
	if (!text.length || text.at[text.length - 1])
		return bad(w, text.at, "the normaliser's replacements do not end with NUL");
	while (at < text.length) {
		const char *s = (const char *)text.at + at;
		size_t n = strlen(s);

		if (utf8_check(s, n, NULL))
			return bad(w, text.at + at, "a replacement of the normaliser is not valid UTF-8");
		at += n + 1;
	}
	return check_trie(w, trie, text);
}

static int normalizer_field(struct walk *w, const struct field *f, void *user)
{
	struct bytes *keep = user;

	if (f->number != NORMALIZER_CHARSMAP)
		return 0;
	if (f->wire != WIRE_BYTES)
		return bad(w, w->start, "the normaliser's table is of a wrong kind");
	if (keep)
		*keep = f->bytes;
	return check_charsmap(w, f->bytes);
}

static int trainer_field(struct walk *w, const struct field *f, void *user)
{
	(void)user;
	if (f->number != TRAINER_MODEL_TYPE)
		return 0;
	if (f->wire != WIRE_VARINT || (f->varint != MODEL_UNIGRAM && f->varint != MODEL_BPE))
		return err_set(w->err, "%s: neither a unigram nor a BPE model", w->file);
	w->bpe = f->varint == MODEL_BPE;
	return 0;
}

static int model_field(struct walk *w, const struct field *f, void *user)
{
	(void)user;
	if (f->number > MODEL_DENORMALIZER)
		return 0;
	if (f->wire != WIRE_BYTES)
		return bad(w, w->start, "a part of the model is of a wrong kind");
	switch (f->number) {
	case MODEL_PIECE:
		return read_piece(w, f->bytes);
	case MODEL_TRAINER:
		return walk_message(w, f->bytes, trainer_field, NULL);
	case MODEL_NORMALIZER:
		return walk_message(w, f->bytes, normalizer_field, &w->charsmap);
	case MODEL_DENORMALIZER:
		return walk_message(w, f->bytes, normalizer_field, NULL);
	default:
		return 0;
	}
}

static int by_bytes(const void *a, const void *b)
{
	const struct bytes *x = a, *y = b;
	size_t n = x->length < y->length ? x->length : y->length;
	int order = memcmp(x->at, y->at, n);

	return order ? order : (x->length > y->length) - (x->length < y->length);
}

static int check_twice(struct walk *w)
{
	if (w->count)
		qsort(w->pieces, w->count, sizeof(*w->pieces), by_bytes);
	for (size_t i = 1; i < w->count; i++) {
		if (!by_bytes(&w->pieces[i - 1], &w->pieces[i]))
			return err_set(w->err, "%s: piece '%.*s' is there twice", w->file,
			        (int)w->pieces[i].length, (const char *)w->pieces[i].at);
	}
	return 0;
}

int spmcheck(
        struct spmcheck_found *out, const char *file, const void *bytes, size_t length, struct xt_err *err)
{
	struct walk w = {.file = file, .start = bytes, .err = err};
	int result;

	if (!length || length > FILE_LIMIT)
		return err_set(err, "%s: %zu bytes, expected 1 to %d: this is no SentencePiece model", file,
		        length, FILE_LIMIT);
	result = walk_message(&w, (struct bytes){bytes, length}, model_field, NULL);
	if (!result && w.count <= 3)
		result = err_set(err,
		        "%s: %zu pieces, expected more than three: this is no SentencePiece model", file,
		        w.count);
	if (!result)
		result = check_twice(&w);
	*out = (struct spmcheck_found){w.count, w.bpe, w.charsmap.at, w.charsmap.length};
	mem_free(w.pieces);
	return result;
}
