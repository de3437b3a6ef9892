/* SPDX-License-Identifier: Apache-2.0 · tests of SentencePiece behind its check: models built here, good, bad and damaged */
#include "tap.h"

#include <math.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"
#include "model/spm.h"
#include "model/spmcheck.h"

static void put_varint(struct buf *out, uint64_t n)
{
	for (; n > 127; n >>= 7)
		buf_byte(out, (char)((n & 127) | 128));
	buf_byte(out, (char)n);
}

static void put_bytes(struct buf *out, unsigned number, const void *bytes, size_t length)
{
	put_varint(out, number << 3 | 2);
	put_varint(out, length);
	buf_append(out, bytes, length);
}

static void put_number(struct buf *out, unsigned number, uint64_t n)
{
	put_varint(out, number << 3);
	put_varint(out, n);
}

static void put_float(struct buf *out, unsigned number, float v)
{
	uint32_t bits;

	memcpy(&bits, &v, sizeof(bits));
	put_varint(out, number << 3 | 5);
	for (unsigned i = 0; i < 4; i++)
		buf_byte(out, (char)(bits >> 8 * i & 255));
}

static void put_piece(struct buf *out, const char *text, size_t length, float score, uint64_t type)
{
	struct buf piece = BUF_INIT;

	put_bytes(&piece, 1, text, length);
	put_float(&piece, 2, score);
	put_number(&piece, 3, type);
	put_bytes(out, 1, piece.bytes, piece.length);
	buf_release(&piece);
}

static void put_unit(struct buf *map, size_t i, uint32_t unit)
{
	for (unsigned byte = 0; byte < 4; byte++)
		map->bytes[4 + 4 * i + byte] = (char)(unit >> 8 * byte & 255);
}

enum { UNITS = 512, LEAF = 256 };

/* A normaliser that makes A of B: root at 0 with offset 0, so the child of byte c stands at c; the child's leaf at LEAF. */
static void put_charsmap(struct buf *map)
{
	memset(buf_extend(map, 4 + 4 * UNITS), 0, 4 + 4 * UNITS);
	for (unsigned byte = 0; byte < 4; byte++)
		map->bytes[byte] = (char)(4 * UNITS >> 8 * byte & 255);
	put_unit(map, 'B', (uint32_t)('B' ^ LEAF) << 10 | 1u << 8 | 'B');
	put_unit(map, LEAF, 1u << 31 | 2);
	buf_append(map, "x\0A", 4); /* replacements "x" at 0, "A" at 2 */
}

static void put_normalizer(struct buf *out, unsigned number, const struct buf *map)
{
	struct buf normalizer = BUF_INIT;

	put_bytes(&normalizer, 1, "own", 3);
	put_bytes(&normalizer, 2, buf_text(map), map->length);
	put_bytes(out, number, normalizer.bytes, normalizer.length);
	buf_release(&normalizer);
}

static void put_trainer(struct buf *out, uint64_t type)
{
	struct buf trainer = BUF_INIT;

	put_number(&trainer, 3, type);
	put_bytes(out, 2, trainer.bytes, trainer.length);
	buf_release(&trainer);
}

static void put_first(struct buf *out)
{
	put_piece(out, "<unk>", 5, 0, 2);
	put_piece(out, "<s>", 3, 0, 3);
	put_piece(out, "</s>", 4, 0, 3);
}

static void put_good(struct buf *out)
{
	struct buf map = BUF_INIT;

	put_charsmap(&map);
	put_first(out);
	put_piece(out, "▁", 3, -3, 1);
	put_piece(out, "A", 1, -2, 1);
	put_piece(out, "▁A", 4, -1.5f, 1);
	put_piece(out, "é", 2, -4, 1);
	put_trainer(out, 1);
	put_normalizer(out, 3, &map);
	buf_release(&map);
}

static void take(void *user, const int *pieces, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_printf(user, "%d ", pieces[i]);
}

static void good(void)
{
	struct buf model = BUF_INIT, ids = BUF_INIT;
	struct spm *spm;
	struct xt_err err = {""};

	put_good(&model);
	if (!tap_ok(!spm_open(&spm, "x", model.bytes, model.length, &err), "a model built by hand opens")) {
		tap_say("%s", err.message);
		return;
	}
	tap_ok(spm_pieces(spm) == 7, "its pieces are counted");
	tap_ok(!spm_encode(spm, "AA é", 5, take, &ids, &err), "a text is cut");
	tap_same(buf_text(&ids), "5 4 3 6 ", "into the best pieces");
	buf_clear(&ids);
	spm_encode(spm, "BAZ", 3, take, &ids, &err);
	tap_same(
	        buf_text(&ids), "5 4 0 ", "the normaliser has made A of B, and what has no piece is unknown");
	buf_clear(&ids);
	tap_ok(!spm_encode(spm, "", 0, take, &ids, &err) && !ids.length, "an empty text has no pieces");
	spm_close(spm);
	spm_close(NULL);
	buf_release(&model);
	buf_release(&ids);
}

/* A change to a good model: pieces or parts put in at the end, or something else. */
static void long_piece(struct buf *out)
{
	char text[513];

	memset(text, 'a', sizeof(text));
	put_piece(out, text, sizeof(text), -1, 1);
}

static void no_bytes(struct buf *out)
{
	put_piece(out, "", 0, -1, 1);
}

static void with_nul(struct buf *out)
{
	put_piece(out, "a\0b", 3, -1, 1);
}

static void not_utf8(struct buf *out)
{
	put_piece(out, "\xC3", 1, -1, 1);
}

static void score_nan(struct buf *out)
{
	put_piece(out, "q", 1, NAN, 1);
}

static void score_infinite(struct buf *out)
{
	put_piece(out, "q", 1, -INFINITY, 1);
}

static void type_0(struct buf *out)
{
	put_piece(out, "q", 1, -1, 0);
}

static void type_9(struct buf *out)
{
	put_piece(out, "q", 1, -1, 9);
}

static void two_unknown(struct buf *out)
{
	put_piece(out, "<unk2>", 6, -1, 2);
}

static void twice(struct buf *out)
{
	put_piece(out, "A", 1, -7, 1);
}

static void word_model(struct buf *out)
{
	put_trainer(out, 3);
}

static void wrong_wire(struct buf *out)
{
	put_number(out, 1, 5);
}

static void piece_wire(struct buf *out)
{
	put_bytes(out, 1, "\x0A\x01q\x10\x05", 5);
}

static void group(struct buf *out)
{
	buf_append(out, "\x53\x54", 2);
}

static void field_0(struct buf *out)
{
	buf_append(out, "\x00\x01", 2);
}

static void long_varint(struct buf *out)
{
	buf_append(out, "\x50\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x7F", 11);
}

static void length_outside(struct buf *out)
{
	buf_append(out, "\x52\x7F", 2);
}

static void with_map(struct buf *out, void (*change)(struct buf *map), unsigned number)
{
	struct buf map = BUF_INIT;

	put_charsmap(&map);
	change(&map);
	put_normalizer(out, number, &map);
	buf_release(&map);
}

static void set_wild_root(struct buf *map)
{
	put_unit(map, 0, 0x1FFFFFu << 10);
}

static void wild_root(struct buf *out)
{
	with_map(out, set_wild_root, 3);
}

static void wild_denormalizer(struct buf *out)
{
	with_map(out, set_wild_root, 5);
}

static void set_wild_value(struct buf *map)
{
	put_unit(map, LEAF, 1u << 31 | 4);
}

static void wild_value(struct buf *out)
{
	with_map(out, set_wild_value, 3);
}

static void set_no_end(struct buf *map)
{
	buf_byte(map, 'x');
}

static void no_end(struct buf *out)
{
	with_map(out, set_no_end, 3);
}

static void set_bad_text(struct buf *map)
{
	map->bytes[map->length - 2] = (char)0xFF;
}

static void bad_text(struct buf *out)
{
	with_map(out, set_bad_text, 3);
}

static void set_size(struct buf *map)
{
	map->bytes[2] = 1;
}

static void table_too_long(struct buf *out)
{
	with_map(out, set_size, 3);
}

static void set_odd(struct buf *map)
{
	map->bytes[0] = 2;
}

static void table_odd(struct buf *out)
{
	with_map(out, set_odd, 3);
}

static void set_short(struct buf *map)
{
	map->length = 3;
}

static void map_short(struct buf *out)
{
	with_map(out, set_short, 3);
}

static const struct {
	const char *what;
	void (*put)(struct buf *out);
	const char *message;
} BAD[] = {
        {"a piece of 513 bytes", long_piece, "x: piece 7 has 513 bytes, expected 1 to 512"},
        {"a piece of no bytes", no_bytes, "x: piece 7 has 0 bytes, expected 1 to 512"},
        {"a piece with NUL", with_nul, "x: piece 7 is not valid UTF-8 without NUL"},
        {"a piece that is not UTF-8", not_utf8, "x: piece 7 is not valid UTF-8 without NUL"},
        {"a score that is no number", score_nan, "x: piece 7: its score is not a finite number"},
        {"an infinite score", score_infinite, "x: piece 7: its score is not a finite number"},
        {"a piece of type 0", type_0, "x: piece 7: type 0, expected 1 to 6"},
        {"a piece of type 9", type_9, "x: piece 7: type 9, expected 1 to 6"},
        {"two unknown pieces", two_unknown, "x: piece 7 is a second unknown piece"},
        {"a piece twice", twice, "x: piece 'A' is there twice"},
        {"a model of words", word_model, "x: neither a unigram nor a BPE model"},
        {"a number for a piece", wrong_wire, "x: byte 0: a part of the model is of a wrong kind"},
        {"a number for a score", piece_wire, "x: piece 7: a field of a wrong kind"},
        {"a group", group, "x: byte "},
        {"a field 0", field_0, "x: byte "},
        {"a number of more than 64 bits", long_varint, "x: byte "},
        {"a length that points outside", length_outside, "x: byte "},
        {"a normaliser with a wild root", wild_root, "x: byte "},
        {"a denormaliser with a wild root", wild_denormalizer, "x: byte "},
        {"a normaliser with a wild value", wild_value, "x: byte "},
        {"a normaliser whose last replacement does not end", no_end, "x: byte "},
        {"a normaliser that makes invalid UTF-8", bad_text, "x: byte "},
        {"a normaliser whose table is longer than the file", table_too_long, "x: byte "},
        {"a normaliser whose table is no whole number of units", table_odd, "x: byte "},
        {"a normaliser of three bytes", map_short, "x: byte "},
};

static void refuse(const struct buf *model, const char *message, const char *what)
{
	struct xt_err err = {"no error"};
	struct spm *spm;
	int result = spm_open(&spm, "x", buf_text(model), model->length, &err);

	if (!tap_ok(result == -1 && !spm && !strncmp(err.message, message, strlen(message)), "%s is refused",
	            what))
		tap_say("got: %s", err.message);
	spm_close(spm);
}

static void bad(void)
{
	struct buf model = BUF_INIT;

	for (size_t i = 0; i < sizeof(BAD) / sizeof(*BAD); i++) {
		buf_clear(&model);
		put_good(&model);
		BAD[i].put(&model);
		refuse(&model, BAD[i].message, BAD[i].what);
	}
	buf_clear(&model);
	refuse(&model, "x: 0 bytes, expected 1 to 67108864", "an empty file");
	put_first(&model);
	refuse(&model, "x: 3 pieces, expected more than three", "a model without pieces of its own");
	buf_clear(&model);
	put_piece(&model, "<s>", 3, 0, 3);
	refuse(&model, "x: piece 0 is not <unk>, as XLM-R's ids want",
	        "another model's order of special pieces");
	buf_release(&model);
}

/* Loads a tight copy; where it loads, it must cut texts into pieces that it has. */
static bool survives(const char *bytes, size_t length, int *opened)
{
	static const char *const TEXTS[] = {"", "A", "BBAA é B", "zé\xF0\x9F\xA6\x84 <s>"};
	char *copy = mem_copy(bytes, length);
	struct xt_err err = {""};
	struct buf ids = BUF_INIT;
	struct spm *spm;
	bool fine = true;

	if (spm_open(&spm, "x", copy, length, &err))
		fine = !spm && *err.message;
	*opened += !!spm;
	mem_free(copy);
	for (size_t i = 0; spm && i < sizeof(TEXTS) / sizeof(*TEXTS); i++)
		spm_encode(spm, TEXTS[i], strlen(TEXTS[i]), take, &ids, &err);
	spm_close(spm);
	buf_release(&ids);
	return fine;
}

static void damage(void)
{
	struct buf model = BUF_INIT;
	bool fine = true;
	int opened = 0;

	put_good(&model);
	for (size_t n = 0; n < model.length; n++)
		fine = fine && survives(model.bytes, n, &opened);
	tap_ok(fine, "every prefix of a good model is refused or works");
	for (size_t bit = 0; bit < 8 * model.length; bit++) {
		model.bytes[bit / 8] = (char)(model.bytes[bit / 8] ^ 1 << bit % 8);
		fine = fine && survives(model.bytes, model.length, &opened);
		model.bytes[bit / 8] = (char)(model.bytes[bit / 8] ^ 1 << bit % 8);
	}
	tap_ok(fine, "every flipped bit of a good model is refused or works");
	tap_say("%zu damaged models, %d of them still open", 9 * model.length, opened);
	buf_release(&model);
}

int main(void)
{
	good();
	bad();
	damage();
	return tap_done();
}
