/* SPDX-License-Identifier: Apache-2.0 · config.json of an XLM-R checkpoint, nothing in it assumed */
#include "model/config.h"

#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"

enum { FILE_MAX_BYTES = 1 << 20 };

/* Bounds far above any XLM-R (XXL: hidden 4096, 48 layers), far below what overflows. */
static const struct {
	const char *key;
	size_t offset; /* in struct config */
	uint32_t low, high;
} NUMBERS[] = {
        {"hidden_size", offsetof(struct config, hidden), 1, 1 << 16},
        {"num_hidden_layers", offsetof(struct config, layers), 1, 1 << 10},
        {"num_attention_heads", offsetof(struct config, heads), 1, 1 << 10},
        {"intermediate_size", offsetof(struct config, ffn), 1, 1 << 18},
        {"vocab_size", offsetof(struct config, vocab), 5, 1 << 24},
        {"max_position_embeddings", offsetof(struct config, positions), 4, 1 << 20},
        {"type_vocab_size", offsetof(struct config, type_vocab), 1, 1 << 10},
        /* XLM-R's ids are fixed, and positions count from this one */
        {"pad_token_id", offsetof(struct config, pad_id), 1, 1},
};

static int read_number(
        const char *file, const struct json_t *json, size_t row, struct config *out, struct xt_err *err)
{
	const struct json_t *value = json_find(json, NUMBERS[row].key);
	uint32_t low = NUMBERS[row].low, high = NUMBERS[row].high, number;
	int64_t n;

	if (json_int64(value, &n))
		return err_set(err, "%s: \"%s\" is %s where a whole number is expected", file,
		        NUMBERS[row].key, json_kind_name(value));
	if (n < low || n > high)
		return err_set(err, "%s: \"%s\" is %lld, expected %u to %u", file, NUMBERS[row].key,
		        (long long)n, low, high);
	number = (uint32_t)n;
	memcpy((char *)out + NUMBERS[row].offset, &number, sizeof(number));
	return 0;
}

/* A string that has one supported value; where it is absent, otherwise holds (NULL: it is needed). */
static int read_word(const char *file, const struct json_t *json, const char *key, const char *wanted,
        const char *otherwise, struct xt_err *err)
{
	const struct json_t *value = json_find(json, key);
	const char *word = value ? json_text(value, NULL) : otherwise;

	if (word && !strcmp(word, wanted))
		return 0;
	if (value && !word)
		return err_set(
		        err, "%s: \"%s\" is %s where a string is expected", file, key, json_kind_name(value));
	if (!word)
		return err_set(err, "%s: \"%s\" is missing: \"%s\" is expected", file, key, wanted);
	return err_set(err, "%s: \"%s\" is \"%s\", and only \"%s\" can be scored", file, key, word, wanted);
}

/* Switches that would make another model of the same tensors. */
static int refuse_switch(const char *file, const struct json_t *json, const char *key, struct xt_err *err)
{
	const struct json_t *value = json_find(json, key);
	bool on = false;

	if (!value || json_kind(value) == JSON_IS_NULL || (!json_truth(value, &on) && !on))
		return 0;
	return err_set(err, "%s: \"%s\" is set: only plain encoders can be scored", file, key);
}

static int read_eps(const char *file, const struct json_t *json, double *out, struct xt_err *err)
{
	const struct json_t *value = json_find(json, "layer_norm_eps");

	if (json_double(value, out))
		return err_set(err,
		        "%s: \"layer_norm_eps\" is %s where a number is expected: it decides the scores, so "
		        "it is "
		        "never assumed (XLM-R's own is 1e-05)",
		        file, json_kind_name(value));
	if (*out > 0 && *out <= 0.1)
		return 0;
	return err_set(err, "%s: \"layer_norm_eps\" is %g, expected more than 0 and at most 0.1", file, *out);
}

/* "id2label" {"0": "contradiction", …}: what the outputs of a head are called. It decides nothing but nli and paraphrase, which
 * say so where a name is missing. */
static void read_labels(const struct json_t *json, struct config *out)
{
	const struct json_t *labels = json_find(json, "id2label");
	uint32_t n = 0;

	for (; n < CONFIG_LABELS; n++) {
		char key[4] = {(char)('0' + n), '\0'};
		size_t length;
		const char *name = json_text(json_find(labels, key), &length);

		if (!name)
			break;
		if (length < CONFIG_LABEL_BYTES)
			memcpy(out->label[n], name, length + 1);
	}
	out->label_count = labels && json_find(labels, "8") ? 0 : n;
}

static int read_object(struct config *out, const char *file, const struct json_t *json, struct xt_err *err)
{
	if (json_kind(json) != JSON_IS_OBJECT)
		return err_set(err, "%s: %s where an object is expected", file, json_kind_name(json));
	if (read_word(file, json, "model_type", "xlm-roberta", NULL, err) ||
	        read_word(file, json, "hidden_act", "gelu", NULL, err) ||
	        read_word(file, json, "position_embedding_type", "absolute", "absolute", err) ||
	        refuse_switch(file, json, "is_decoder", err) ||
	        refuse_switch(file, json, "add_cross_attention", err))
		return -1;
	for (size_t i = 0; i < sizeof(NUMBERS) / sizeof(*NUMBERS); i++) {
		if (read_number(file, json, i, out, err))
			return -1;
	}
	out->activation = ACTIVATION_GELU;
	read_labels(json, out);
	if (out->hidden % out->heads)
		return err_set(err, "%s: \"hidden_size\" %u is no multiple of \"num_attention_heads\" %u",
		        file, out->hidden, out->heads);
	return read_eps(file, json, &out->layer_norm_eps, err);
}

int config_read_in(struct config *out, const char *file, const char *bytes, size_t length, struct xt_err *err)
{
	struct json_t *json;
	int result;

	memset(out, 0, sizeof(*out));
	if (json_parse(file, 0, bytes, length, &json, err))
		return -1;
	result = read_object(out, file, json, err);
	json_done(json);
	return result;
}

int config_read(struct config *out, const char *path, char sha256[HASH_HEX], struct xt_err *err)
{
	unsigned char digest[HASH_SHA256];
	struct buf bytes = BUF_INIT;
	int result = file_read(path, FILE_MAX_BYTES, &bytes, err);

	if (!result)
		result = config_read_in(out, path, buf_text(&bytes), bytes.length, err);
	hash_sha256(buf_text(&bytes), bytes.length, digest);
	hash_hex(digest, sha256);
	buf_release(&bytes);
	return result;
}
