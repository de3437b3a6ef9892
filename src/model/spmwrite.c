/* SPDX-License-Identifier: Apache-2.0 · a SentencePiece model, written field by field */
#include "model/spmwrite.h"

#include <stdint.h>
#include <string.h>

/* Numbers of sentencepiece_model.proto; wire types of protocol buffers. */
enum { MODEL_PIECE = 1, MODEL_TRAINER = 2, MODEL_NORMALIZER = 3 };
enum { PIECE_TEXT = 1, PIECE_SCORE = 2, PIECE_TYPE = 3 };
enum { TRAINER_TYPE = 3, TRAINER_UNK = 40, TRAINER_BOS = 41, TRAINER_EOS = 42, UNIGRAM = 1 };
enum { NORMALIZER_CHARSMAP = 2, NORMALIZER_PREFIX = 3, NORMALIZER_FOLD = 4, NORMALIZER_ESCAPE = 5 };
enum { WIRE_VARINT = 0, WIRE_BYTES = 2, WIRE_FIXED32 = 5 };

static void put_varint(struct buf *out, uint64_t n)
{
	for (; n > 127; n >>= 7)
		buf_byte(out, (char)(unsigned char)((n & 127) | 128));
	buf_byte(out, (char)n);
}

static void put_number(struct buf *out, unsigned field, uint64_t n)
{
	put_varint(out, field << 3 | WIRE_VARINT);
	put_varint(out, n);
}

static void put_bytes(struct buf *out, unsigned field, const void *bytes, size_t length)
{
	put_varint(out, field << 3 | WIRE_BYTES);
	put_varint(out, length);
	buf_append(out, bytes, length);
}

static void put_float(struct buf *out, unsigned field, float f)
{
	uint32_t bits;

	memcpy(&bits, &f, sizeof(bits));
	put_varint(out, field << 3 | WIRE_FIXED32);
	for (unsigned shift = 0; shift < 32; shift += 8)
		buf_byte(out, (char)(unsigned char)(bits >> shift & 255));
}

static void put_part(struct buf *out, unsigned field, struct buf *part)
{
	put_bytes(out, field, buf_text(part), part->length);
	buf_release(part);
}

void spmwrite_piece(struct buf *out, const char *text, size_t length, float score, enum spm_type type)
{
	struct buf piece = BUF_INIT;

	put_bytes(&piece, PIECE_TEXT, text, length);
	put_float(&piece, PIECE_SCORE, score);
	put_number(&piece, PIECE_TYPE, (uint64_t)type);
	put_part(out, MODEL_PIECE, &piece);
}

void spmwrite_end(struct buf *out, const void *charsmap, size_t length)
{
	struct buf trainer = BUF_INIT, normalizer = BUF_INIT;

	put_number(&trainer, TRAINER_TYPE, UNIGRAM);
	put_number(&trainer, TRAINER_UNK, 0);
	put_number(&trainer, TRAINER_BOS, 1);
	put_number(&trainer, TRAINER_EOS, 2);
	put_part(out, MODEL_TRAINER, &trainer);
	if (length)
		put_bytes(&normalizer, NORMALIZER_CHARSMAP, charsmap, length);
	put_number(&normalizer, NORMALIZER_PREFIX, 1);
	put_number(&normalizer, NORMALIZER_FOLD, 1);
	put_number(&normalizer, NORMALIZER_ESCAPE, 1);
	put_part(out, MODEL_NORMALIZER, &normalizer);
}
