/* SPDX-License-Identifier: Apache-2.0 · writes tiny XLM-R checkpoints whose weights are a formula
 *
 *	tiny_write(folder, &TINY_SHAPES[0], "roberta.", TINY_CHOICE);
 *
 * The formula of tests/golden/make-model: whoever has it can compute the same scores. Needs the source tree
 * (tiny.model).
 */
#ifndef TESTS_TINY_CHECKPOINT_H
#define TESTS_TINY_CHECKPOINT_H

#include "tap.h"

#include <math.h>
#include <stdint.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"

struct tiny {
	const char *name;
	unsigned hidden, layers, heads, ffn, positions;
	const char *eps;
	bool bf16;
};

/* The rows of SHAPES in make-model. */
__attribute__((unused)) static const struct tiny TINY_SHAPES[] = {
        {"small", 24, 2, 3, 40, 130, "1e-05", false},
        {"odd", 33, 1, 3, 50, 130, "1e-05", false},
        {"one-head", 37, 2, 1, 29, 130, "1e-12", false},
        {"bf16", 64, 3, 4, 160, 200, "1e-05", true},
        {"short", 32, 1, 2, 64, 36, "1e-05", false},
};

enum tiny_head { TINY_BARE, TINY_CHOICE };
enum { TINY_VOCAB = 422 };

static double tiny_unit(uint32_t seed, uint32_t i)
{
	uint32_t h = i * 0x9E3779B9u + seed;

	h = (h ^ h >> 16) * 0x85EBCA6Bu;
	h = (h ^ h >> 13) * 0xC2B2AE35u;
	h ^= h >> 16;
	return (double)(h >> 8) / 8388608 - 1;
}

static bool tiny_ends(const char *name, const char *end)
{
	size_t n = strlen(name), k = strlen(end);

	return n >= k && !strcmp(name + n - k, end);
}

/* Appends a tensor's numbers, and its member of the header. */
static void tiny_tensor(struct buf *header, struct buf *data, const struct tiny *t, const char *prefix,
        const char *name, unsigned rows, unsigned columns)
{
	size_t begin = data->length, n = (size_t)rows * (columns ? columns : 1);
	uint32_t seed = 2166136261u;

	for (const char *p = name; *p; p++)
		seed = (seed ^ (unsigned char)*p) * 16777619u;
	for (size_t i = 0; i < n; i++) {
		double u = tiny_unit(seed, (uint32_t)i);
		uint32_t bits;
		float v;

		if (tiny_ends(name, "LayerNorm.weight"))
			u = 1 + u / 4;
		else if (!columns)
			u = u / 8;
		else if (strncmp(name, "embeddings.", 11))
			u = u * (2 / sqrt(columns));
		v = (float)u;
		memcpy(&bits, &v, sizeof(bits));
		for (unsigned byte = t->bf16 ? 2 : 0; byte < 4; byte++)
			buf_byte(data, (char)(bits >> 8 * byte & 255));
	}
	buf_printf(header, "%s\"%s%s\":{\"dtype\":\"%s\",\"shape\":[%u", header->length > 1 ? "," : "",
	        prefix, name, t->bf16 ? "BF16" : "F32", rows);
	if (columns)
		buf_printf(header, ",%u", columns);
	buf_printf(header, "],\"data_offsets\":[%zu,%zu]}", begin, data->length);
}

static void tiny_layer(
        struct buf *header, struct buf *data, const struct tiny *t, const char *prefix, unsigned layer)
{
	static const struct {
		const char *name;
		char rows, columns;
	} PARTS[] = {{"attention.self.query", 'H', 'H'}, {"attention.self.key", 'H', 'H'},
	        {"attention.self.value", 'H', 'H'}, {"attention.output.dense", 'H', 'H'},
	        {"attention.output.LayerNorm", 'H', 0}, {"intermediate.dense", 'F', 'H'},
	        {"output.dense", 'H', 'F'}, {"output.LayerNorm", 'H', 0}};

	for (size_t i = 0; i < sizeof(PARTS) / sizeof(*PARTS); i++) {
		unsigned rows = PARTS[i].rows == 'F' ? t->ffn : t->hidden;
		unsigned columns = PARTS[i].columns == 'F' ? t->ffn : PARTS[i].columns ? t->hidden : 0;
		char name[128];

		snprintf(name, sizeof(name), "encoder.layer.%u.%s.weight", layer, PARTS[i].name);
		tiny_tensor(header, data, t, prefix, name, rows, columns);
		snprintf(name, sizeof(name), "encoder.layer.%u.%s.bias", layer, PARTS[i].name);
		tiny_tensor(header, data, t, prefix, name, rows, 0);
	}
}

/* Header (a JSON object without its last '}') and data of all tensors. */
__attribute__((unused)) static void tiny_tensors(
        struct buf *header, struct buf *data, const struct tiny *t, const char *prefix, enum tiny_head head)
{
	buf_string(header, "{");
	tiny_tensor(header, data, t, prefix, "embeddings.word_embeddings.weight", TINY_VOCAB, t->hidden);
	tiny_tensor(
	        header, data, t, prefix, "embeddings.position_embeddings.weight", t->positions, t->hidden);
	tiny_tensor(header, data, t, prefix, "embeddings.token_type_embeddings.weight", 1, t->hidden);
	tiny_tensor(header, data, t, prefix, "embeddings.LayerNorm.weight", t->hidden, 0);
	tiny_tensor(header, data, t, prefix, "embeddings.LayerNorm.bias", t->hidden, 0);
	for (unsigned i = 0; i < t->layers; i++)
		tiny_layer(header, data, t, prefix, i);
	if (head != TINY_CHOICE)
		return;
	tiny_tensor(header, data, t, prefix, "pooler.dense.weight", t->hidden, t->hidden);
	tiny_tensor(header, data, t, prefix, "pooler.dense.bias", t->hidden, 0);
	tiny_tensor(header, data, t, "", "classifier.weight", 1, t->hidden);
	tiny_tensor(header, data, t, "", "classifier.bias", 1, 0);
}

static void tiny_put(const char *folder, const char *name, const void *bytes, size_t length)
{
	struct buf path = BUF_INIT;

	file_join(&path, folder, name);
	if (file_write(path.bytes, bytes, length, false, NULL)) {
		printf("Bail out! %s cannot be written\n", path.bytes);
		exit(99);
	}
	buf_release(&path);
}

/* Writes header and data as model.safetensors. */
__attribute__((unused)) static void tiny_put_weights(
        const char *folder, const char *header, const struct buf *data)
{
	struct buf file = BUF_INIT;
	size_t length = strlen(header);

	for (unsigned i = 0; i < 8; i++)
		buf_byte(&file, (char)(length >> 8 * i & 255));
	buf_string(&file, header);
	buf_append(&file, data->bytes, data->length);
	tiny_put(folder, "model.safetensors", file.bytes, file.length);
	buf_release(&file);
}

__attribute__((unused)) static void tiny_put_config(const char *folder, const struct tiny *t)
{
	struct buf config = BUF_INIT;

	buf_printf(&config,
	        "{\"model_type\":\"xlm-roberta\",\"hidden_act\":\"gelu\",\"hidden_size\":%u,\"num_hidden_"
	        "layers\":%u,"
	        "\"num_attention_heads\":%u,\"intermediate_size\":%u,\"vocab_size\":%d,\"max_position_"
	        "embeddings\":%u,"
	        "\"type_vocab_size\":1,\"pad_token_id\":1,\"layer_norm_eps\":%s}\n",
	        t->hidden, t->layers, t->heads, t->ffn, TINY_VOCAB, t->positions, t->eps);
	tiny_put(folder, "config.json", config.bytes, config.length);
	buf_release(&config);
}

/* The tokenizer of all tiny checkpoints. */
__attribute__((unused)) static void tiny_put_tokenizer(const char *folder)
{
	struct buf bytes = BUF_INIT;

	if (file_read(tap_source("tests/golden/model/tiny.model"), 1 << 20, &bytes, NULL)) {
		printf("Bail out! tests/golden/model/tiny.model cannot be read\n");
		exit(99);
	}
	tiny_put(folder, "sentencepiece.bpe.model", bytes.bytes, bytes.length);
	buf_release(&bytes);
}

/* A whole checkpoint in a folder that exists. */
__attribute__((unused)) static void tiny_write(
        const char *folder, const struct tiny *t, const char *prefix, enum tiny_head head)
{
	struct buf header = BUF_INIT, data = BUF_INIT;

	tiny_tensors(&header, &data, t, prefix, head);
	buf_byte(&header, '}');
	tiny_put_config(folder, t);
	tiny_put_tokenizer(folder);
	tiny_put_weights(folder, header.bytes, &data);
	buf_release(&header);
	buf_release(&data);
}

/* Removes the folder and what tiny_write put there. */
__attribute__((unused)) static void tiny_remove(const char *folder)
{
	static const char *const NAMES[] = {"config.json", "sentencepiece.bpe.model", "model.safetensors",
	        "tokenizer.json", "merges.txt", "pytorch_model.bin", "best_model.p", "model__000012000.p"};

	for (size_t i = 0; i < sizeof(NAMES) / sizeof(*NAMES); i++) {
		struct buf path = BUF_INIT;

		file_join(&path, folder, NAMES[i]);
		unlink(path.bytes);
		buf_release(&path);
	}
	rmdir(folder);
}

#endif
