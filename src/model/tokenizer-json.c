/* SPDX-License-Identifier: Apache-2.0 · tokenizer.json, turned into a SentencePiece model */
#include "model/tokenizer-json.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "base/json.h"
#include "model/spmwrite.h"
#include "model/tokenizer.h"

enum { PIECES_MAX = 1000000, PIECE_MAX = 512, FIRST_PIECE = TOKEN_UNKNOWN + 1 };

#define MASK "<mask>"
#define BLANK "▁"

static const char *const SPECIALS[] = {
        [TOKEN_BEGIN] = "<s>", [TOKEN_PAD] = "<pad>", [TOKEN_END] = "</s>", [TOKEN_UNKNOWN] = "<unk>"};

struct reading {
	const char *file;
	const struct json_t *vocab;
	size_t count; /* of vocab */
	bool mask;    /* <mask> is the last of vocab, else it must be added */
	struct buf charsmap;
	struct xt_err *err;
};

static bool is(const struct json_t *value, const char *text)
{
	const char *t = json_text(value, NULL);

	return t && !strcmp(t, text);
}

static bool is_kind(const struct json_t *value, enum json_kind kind)
{
	return value && json_kind(value) == kind;
}

static bool is_null(const struct json_t *value)
{
	return !value || json_kind(value) == JSON_IS_NULL;
}

/* A text for a message. */
static const char *named(const struct json_t *value)
{
	const char *t = json_text(value, NULL);

	return t ? t : json_kind_name(value);
}

static int wrong(const struct reading *r, const char *key, const char *what)
{
	return err_set(r->err, "%s: %s: %s", r->file, key, what);
}

/* ---- model ---- */

static int check_type(const struct reading *r, const struct json_t *model)
{
	static const struct {
		const char *type, *what;
	} OTHERS[] = {
	        {"BPE", "the byte-level BPE of RoBERTa and its kin"},
	        {"WordPiece", "the WordPiece of BERT and its kin"},
	        {"WordLevel", "a list of whole words"},
	};
	const struct json_t *type = json_find(model, "type");

	if (is(type, "Unigram") || (!type && is_kind(json_find(model, "vocab"), JSON_IS_ARRAY)))
		return 0;
	for (size_t i = 0; i < sizeof(OTHERS) / sizeof(*OTHERS); i++)
		if (is(type, OTHERS[i].type))
			return err_set(r->err,
			        "%s: model.type: '%s', %s, is not read: checkpoints must have the Unigram "
			        "tokenizer of XLM-R",
			        r->file, OTHERS[i].type, OTHERS[i].what);
	return err_set(r->err, "%s: model.type: %s, expected 'Unigram', the tokenizer of XLM-R", r->file,
	        type ? named(type) : "is missing");
}

/* One row of the vocabulary, ["▁the", -3.46]. */
static int read_row(const struct reading *r, size_t id, const char **text, size_t *length, float *score)
{
	const struct json_t *row = json_at(r->vocab, id);
	double value;

	*text = json_text(json_at(row, 0), length);
	if (!*text || json_count(row) != 2 || json_double(json_at(row, 1), &value))
		return err_set(r->err, "%s: model.vocab[%zu]: expected a piece and its score, [\"a\", -3.5]",
		        r->file, id);
	if (!*length || *length > PIECE_MAX)
		return err_set(r->err, "%s: model.vocab[%zu]: the piece has %zu bytes, expected 1 to %d",
		        r->file, id, *length, PIECE_MAX);
	if (!(fabs(value) <= (double)FLT_MAX))
		return err_set(
		        r->err, "%s: model.vocab[%zu]: a score of %g is too large", r->file, id, value);
	*score = (float)value;
	return 0;
}

static int check_specials(struct reading *r)
{
	for (size_t id = 0; id < FIRST_PIECE; id++)
		if (!is(json_at(json_at(r->vocab, id), 0), SPECIALS[id]))
			return err_set(r->err,
			        "%s: model.vocab[%zu]: '%s', expected %s, as XLM-R's ids want: this is "
			        "another "
			        "model's vocabulary",
			        r->file, id, named(json_at(json_at(r->vocab, id), 0)), SPECIALS[id]);
	r->mask = is(json_at(json_at(r->vocab, r->count - 1), 0), MASK);
	return 0;
}

static int check_model(struct reading *r, const struct json_t *model)
{
	const struct json_t *unk = json_find(model, "unk_id"), *bytes = json_find(model, "byte_fallback");
	int64_t id;
	bool fallback = false;

	if (!is_kind(model, JSON_IS_OBJECT))
		return wrong(r, "model", "is missing: this is no tokenizer.json");
	if (check_type(r, model))
		return -1;
	r->vocab = json_find(model, "vocab");
	r->count = json_count(r->vocab);
	if (r->count <= FIRST_PIECE || r->count > PIECES_MAX)
		return err_set(r->err, "%s: model.vocab: holds %zu pieces, expected 5 to %d in an array",
		        r->file, r->count, PIECES_MAX);
	if (json_int64(unk, &id) || id != TOKEN_UNKNOWN)
		return wrong(r, "model.unk_id", "expected 3, the id of <unk> in XLM-R");
	if (!is_null(bytes) && (json_truth(bytes, &fallback) || fallback))
		return wrong(r, "model.byte_fallback", "expected false: XLM-R has no pieces for bytes");
	return check_specials(r);
}

/* ---- added tokens ---- */

static int check_added_token(struct reading *r, size_t n, const struct json_t *token)
{
	const struct json_t *content = json_find(token, "content");
	const char *text = json_text(content, NULL);
	bool special = false;
	int64_t id;

	if (!text || json_int64(json_find(token, "id"), &id) || id < 0)
		return err_set(
		        r->err, "%s: added_tokens[%zu]: expected an object with id and content", r->file, n);
	if ((uint64_t)id < r->count) {
		if (is(json_at(json_at(r->vocab, (size_t)id), 0), text))
			return 0;
		return err_set(r->err,
		        "%s: added_tokens[%zu]: '%s' has the id %lld, which is '%s' in model.vocab", r->file,
		        n, text, (long long)id, named(json_at(json_at(r->vocab, (size_t)id), 0)));
	}
	if (!strcmp(text, MASK) && !r->mask) {
		r->mask = (uint64_t)id == r->count;
		return r->mask ? 0
		               : err_set(r->err,
		                         "%s: added_tokens[%zu]: <mask> has the id %lld, expected %zu",
		                         r->file, n, (long long)id, r->count);
	}
	/* A special token is never met in plain text, so that its id is never used. */
	if (!json_truth(json_find(token, "special"), &special) && special)
		return 0;
	return err_set(r->err,
	        "%s: added_tokens[%zu]: '%s' was added to the vocabulary, which SentencePiece does not know: "
	        "only "
	        "XLM-R's own vocabulary is read",
	        r->file, n, text);
}

static int check_added(struct reading *r, const struct json_t *added)
{
	bool there = r->mask; /* the last of vocab is <mask> */
	size_t rows = r->count;

	if (!is_null(added) && !is_kind(added, JSON_IS_ARRAY))
		return wrong(r, "added_tokens", "expected an array");
	for (size_t i = 0; i < json_count(added); i++)
		if (check_added_token(r, i, json_at(added, i)))
			return -1;
	if (!r->mask)
		return err_set(r->err,
		        "%s: <mask> is neither the last piece of model.vocab nor added behind it: this is "
		        "another "
		        "model's vocabulary",
		        r->file);
	r->count = there ? rows - 1 : rows;
	return 0;
}

/* ---- normaliser ---- */

static int base64_value(char c)
{
	static const char DIGITS[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c ? strchr(DIGITS, c) : NULL;

	return at ? (int)(at - DIGITS) : -1;
}

/* RFC 4648, padded, nothing else in it. */
static int read_base64(struct buf *out, const char *text, size_t length)
{
	size_t padding = 0;

	while (padding < 2 && padding < length && text[length - 1 - padding] == '=')
		padding++;
	if (length % 4)
		return -1;
	for (size_t i = 0; i < length; i += 4) {
		size_t digits = i + 4 == length ? 4 - padding : 4;
		uint32_t three = 0;

		for (size_t k = 0; k < 4; k++) {
			int value = k < digits ? base64_value(text[i + k]) : 0;

			if (value < 0)
				return -1;
			three = three << 6 | (uint32_t)value;
		}
		for (size_t k = 0; k + 1 < digits; k++)
			buf_byte(out, (char)(unsigned char)(three >> (16 - 8 * k) & 255));
	}
	return 0;
}

static int read_charsmap(struct reading *r, const struct json_t *one, const char *key)
{
	size_t length;
	const char *text = json_text(json_find(one, "precompiled_charsmap"), &length);

	if (r->charsmap.length)
		return wrong(r, key, "a second Precompiled");
	if (!text || read_base64(&r->charsmap, text, length))
		return wrong(r, key, "precompiled_charsmap is not base64");
	return 0;
}

/* The rules of releases of transformers that make of blanks what SentencePiece makes of them anyway. */
static bool is_blank_rule(const struct json_t *one)
{
	static const struct {
		const char *kind, *pattern, *content;
	} RULES[] = {
	        {"Regex", " {2,}", " "},
	        {"Regex", " {2,}", BLANK},
	        {"Regex", "\\A +| +\\z", ""},
	        {"Regex", "\\A" BLANK, BLANK BLANK},
	        {"String", " ", BLANK},
	};

	if (is(json_find(one, "type"), "Strip"))
		return true;
	if (!is(json_find(one, "type"), "Replace"))
		return false;
	for (size_t i = 0; i < sizeof(RULES) / sizeof(*RULES); i++)
		if (is(json_find(json_find(one, "pattern"), RULES[i].kind), RULES[i].pattern) &&
		        is(json_find(one, "content"), RULES[i].content))
			return true;
	return false;
}

static int read_normalizer(struct reading *r, const struct json_t *one, const char *key)
{
	const struct json_t *type = json_find(one, "type");

	if (is(type, "Precompiled"))
		return read_charsmap(r, one, key);
	if (is_blank_rule(one))
		return 0;
	return err_set(r->err,
	        "%s: %s: %s is not read: XLM-R's normaliser is Precompiled, with rules for blanks at most",
	        r->file, key, is(type, "Replace") ? "this Replace" : named(type));
}

/* Calls each() on a value, or on every element of a Sequence, which may not hold another; with its key. */
static int each_of(struct reading *r, const struct json_t *value, const char *key, const char *list,
        int (*each)(struct reading *r, const struct json_t *one, const char *key))
{
	const struct json_t *all = json_find(value, list);
	int result = 0;

	if (!is(json_find(value, "type"), "Sequence"))
		return each(r, value, key);
	if (!is_kind(all, JSON_IS_ARRAY))
		return wrong(r, key, "a Sequence without its list");
	for (size_t i = 0; i < json_count(all) && !result; i++) {
		struct buf name = BUF_INIT;

		buf_printf(&name, "%s.%s[%zu]", key, list, i);
		result = each(r, json_at(all, i), name.bytes);
		buf_release(&name);
	}
	return result;
}

/* ---- pre-tokeniser ---- */

/* Whether a ▁ is put before the text. */
static bool has_prefix(const struct json_t *one)
{
	const struct json_t *scheme = json_find(one, "prepend_scheme"),
	                    *flag = json_find(one, "add_prefix_space");
	bool prefix;

	if (!is_null(scheme))
		return is(scheme, "always") || is(scheme, "first");
	return is_null(flag) || (!json_truth(flag, &prefix) && prefix);
}

static int check_pre_tokenizer(struct reading *r, const struct json_t *one, const char *key)
{
	const struct json_t *type = json_find(one, "type");

	if (is(type, "WhitespaceSplit"))
		return 0;
	if (!is(type, "Metaspace"))
		return err_set(r->err, "%s: %s: %s is not read: XLM-R has WhitespaceSplit and Metaspace",
		        r->file, key, named(type));
	if (!is(json_find(one, "replacement"), BLANK))
		return wrong(r, key, "Metaspace's replacement is not ▁");
	if (!has_prefix(one))
		return wrong(r, key, "Metaspace puts no ▁ before a text, as XLM-R wants");
	return 0;
}

static bool has_metaspace(const struct json_t *value)
{
	const struct json_t *all = json_find(value, "pretokenizers");
	bool found = is(json_find(value, "type"), "Metaspace");

	for (size_t i = 0; i < json_count(all); i++)
		found = found || is(json_find(json_at(all, i), "type"), "Metaspace");
	return found;
}

/* ---- all ---- */

static int check(struct reading *r, const struct json_t *top)
{
	const struct json_t *normalizer = json_find(top, "normalizer"),
	                    *pre = json_find(top, "pre_tokenizer");

	if (check_model(r, json_find(top, "model")) || check_added(r, json_find(top, "added_tokens")))
		return -1;
	if (!is_null(normalizer) && each_of(r, normalizer, "normalizer", "normalizers", read_normalizer))
		return -1;
	if (is_null(pre) || !has_metaspace(pre))
		return wrong(r, "pre_tokenizer", "Metaspace is missing, which XLM-R has");
	return each_of(r, pre, "pre_tokenizer", "pretokenizers", check_pre_tokenizer);
}

static int write_model(const struct reading *r, struct buf *out)
{
	spmwrite_piece(out, SPECIALS[TOKEN_UNKNOWN], 5, 0, SPM_UNKNOWN);
	spmwrite_piece(out, SPECIALS[TOKEN_BEGIN], 3, 0, SPM_CONTROL);
	spmwrite_piece(out, SPECIALS[TOKEN_END], 4, 0, SPM_CONTROL);
	for (size_t id = FIRST_PIECE; id < r->count; id++) {
		const char *text;
		size_t length;
		float score = 0;

		if (read_row(r, id, &text, &length, &score))
			return -1;
		spmwrite_piece(out, text, length, score, SPM_NORMAL);
	}
	spmwrite_end(out, buf_text(&r->charsmap), r->charsmap.length);
	return 0;
}

int tokenizer_json(struct buf *out, const char *file, const char *bytes, size_t length, struct xt_err *err)
{
	struct reading r = {.file = file, .charsmap = BUF_INIT, .err = err};
	struct json_t *top;
	int result;

	if (json_parse(file, 0, bytes, length, &top, err))
		return -1;
	result = check(&r, top) || write_model(&r, out) ? -1 : 0;
	json_done(top);
	buf_release(&r.charsmap);
	return result;
}
