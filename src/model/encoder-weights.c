/* SPDX-License-Identifier: Apache-2.0 · an encoder from tensors: all are checked, then matrices are packed */
#include "model/encoder-inside.h"

#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "base/mem.h"

enum { NAME_MAX_BYTES = 96 };

struct source {
	const struct config *config;
	tensor_finder *find;
	void *user;
};

/* A size that the configuration gives; SIZE_NONE is a dimension that is not there. */
enum size { SIZE_NONE, SIZE_HIDDEN, SIZE_FFN, SIZE_VOCAB, SIZE_POSITIONS, SIZE_TYPES };

struct slot {
	const char *name;
	enum size rows, columns;
};

enum { WORDS, PLACES, TYPES, NORM_GAIN, NORM_BIAS, EMBEDDING_SLOTS };

static const struct slot EMBEDDING[EMBEDDING_SLOTS] = {
        [WORDS] = {"embeddings.word_embeddings.weight", SIZE_VOCAB, SIZE_HIDDEN},
        [PLACES] = {"embeddings.position_embeddings.weight", SIZE_POSITIONS, SIZE_HIDDEN},
        [TYPES] = {"embeddings.token_type_embeddings.weight", SIZE_TYPES, SIZE_HIDDEN},
        [NORM_GAIN] = {"embeddings.LayerNorm.weight", SIZE_HIDDEN, SIZE_NONE},
        [NORM_BIAS] = {"embeddings.LayerNorm.bias", SIZE_HIDDEN, SIZE_NONE},
};

/* behind "encoder.layer.N."; a weight and its bias stand side by side */
enum { QUERY, KEY = 2, VALUE = 4, MIX = 6, MIXED = 8, UP = 10, DOWN = 12, DONE = 14, LAYER_SLOTS = 16 };

static const struct slot LAYER[LAYER_SLOTS] = {
        [QUERY] = {"attention.self.query.weight", SIZE_HIDDEN, SIZE_HIDDEN},
        {"attention.self.query.bias", SIZE_HIDDEN, SIZE_NONE},
        [KEY] = {"attention.self.key.weight", SIZE_HIDDEN, SIZE_HIDDEN},
        {"attention.self.key.bias", SIZE_HIDDEN, SIZE_NONE},
        [VALUE] = {"attention.self.value.weight", SIZE_HIDDEN, SIZE_HIDDEN},
        {"attention.self.value.bias", SIZE_HIDDEN, SIZE_NONE},
        [MIX] = {"attention.output.dense.weight", SIZE_HIDDEN, SIZE_HIDDEN},
        {"attention.output.dense.bias", SIZE_HIDDEN, SIZE_NONE},
        [MIXED] = {"attention.output.LayerNorm.weight", SIZE_HIDDEN, SIZE_NONE},
        {"attention.output.LayerNorm.bias", SIZE_HIDDEN, SIZE_NONE},
        [UP] = {"intermediate.dense.weight", SIZE_FFN, SIZE_HIDDEN},
        {"intermediate.dense.bias", SIZE_FFN, SIZE_NONE},
        [DOWN] = {"output.dense.weight", SIZE_HIDDEN, SIZE_FFN},
        {"output.dense.bias", SIZE_HIDDEN, SIZE_NONE},
        [DONE] = {"output.LayerNorm.weight", SIZE_HIDDEN, SIZE_NONE},
        {"output.LayerNorm.bias", SIZE_HIDDEN, SIZE_NONE},
};

static size_t size_of(const struct config *c, enum size size)
{
	switch (size) {
	case SIZE_HIDDEN:
		return c->hidden;
	case SIZE_FFN:
		return c->ffn;
	case SIZE_VOCAB:
		return c->vocab;
	case SIZE_POSITIONS:
		return c->positions;
	case SIZE_TYPES:
		return c->type_vocab;
	default:
		return 1;
	}
}

static const struct tensor *find(const struct source *s, const struct slot *slot, long layer, char *name)
{
	if (layer < 0)
		snprintf(name, NAME_MAX_BYTES, "%s", slot->name);
	else
		snprintf(name, NAME_MAX_BYTES, "encoder.layer.%ld.%s", layer, slot->name);
	return s->find(s->user, name);
}

static void write_shape(char *out, size_t size, const size_t *shape, unsigned rank)
{
	size_t n = (size_t)snprintf(out, size, "[");

	for (unsigned i = 0; i < rank && n < size; i++)
		n += (size_t)snprintf(out + n, size - n, "%s%zu", i ? "," : "", shape[i]);
	if (n < size)
		snprintf(out + n, size - n, "]");
}

static int check_slot(const struct source *s, const struct slot *slot, long layer, struct xt_err *err)
{
	size_t wanted[2] = {size_of(s->config, slot->rows), size_of(s->config, slot->columns)};
	unsigned rank = slot->columns == SIZE_NONE ? 1 : 2;
	/* tables may be padded with rows that no id points at */
	int more = slot->rows == SIZE_VOCAB || slot->rows == SIZE_POSITIONS;
	char name[NAME_MAX_BYTES], got_text[TENSOR_RANK_MAX * 22 + 3], wanted_text[64];
	const struct tensor *t = find(s, slot, layer, name);

	if (!t)
		return err_set(
		        err, "%s: the checkpoint has no such tensor, which config.json asks for", name);
	if (!tensor_is_real(t->dtype))
		return err_set(err, "%s: numbers of type %s: F32, F16, BF16 or F64 is wanted", name,
		        dtype_name(t->dtype));
	if (t->rank == rank && (t->shape[0] == wanted[0] || (more && t->shape[0] > wanted[0])) &&
	        (rank == 1 || t->shape[1] == wanted[1]))
		return 0;
	write_shape(got_text, sizeof(got_text), t->shape, t->rank);
	write_shape(wanted_text, sizeof(wanted_text), wanted, rank);
	return err_set(err, "%s: shape %s: config.json asks for %s%s", name, got_text, wanted_text,
	        more ? " or more rows" : "");
}

static int check_tensors(const struct source *s, struct xt_err *err)
{
	for (int i = 0; i < EMBEDDING_SLOTS; i++)
		if (check_slot(s, &EMBEDDING[i], -1, err))
			return -1;
	for (long layer = 0; layer < (long)s->config->layers; layer++)
		for (int i = 0; i < LAYER_SLOTS; i++)
			if (check_slot(s, &LAYER[i], layer, err))
				return -1;
	return 0;
}

static int check_config(const struct config *c, struct xt_err *err)
{
	if (!c->hidden || !c->layers || !c->heads || !c->ffn || !c->vocab || !c->type_vocab)
		return err_set(err,
		        "config.json: a size of the encoder is 0: hidden %u, layers %u, heads %u, "
		        "intermediate %u, vocabulary %u and token types %u must be 1 or more",
		        c->hidden, c->layers, c->heads, c->ffn, c->vocab, c->type_vocab);
	if (c->hidden % c->heads)
		return err_set(err, "config.json: hidden_size %u is no multiple of num_attention_heads %u",
		        c->hidden, c->heads);
	if (!config_max_tokens(c))
		return err_set(err,
		        "config.json: max_position_embeddings %u leaves no position behind pad_token_id %u",
		        c->positions, c->pad_id);
	if (!(c->layer_norm_eps > 0) || c->layer_norm_eps > 1)
		return err_set(err,
		        "config.json: layer_norm_eps %g: a number above 0, usually 1e-5, is wanted",
		        c->layer_norm_eps);
	if (c->activation != ACTIVATION_GELU)
		return err_set(err, "config.json: hidden_act: only gelu is known");
	return 0;
}

static float *read_row(const struct source *s, const struct slot *slot, long layer)
{
	char name[NAME_MAX_BYTES];
	const struct tensor *t = find(s, slot, layer, name);
	size_t n = s->config->hidden, room = kernel_stride(n);
	float *row = mem_alloc_aligned(room, sizeof(*row));

	memset(row, 0, room * sizeof(*row));
	tensor_read(t, 0, n, row); /* row 0 of a table */
	return row;
}

static void read_norm(const struct source *s, const struct slot *slot, long layer, struct norm *norm)
{
	norm->gain = read_row(s, &slot[0], layer);
	norm->bias = read_row(s, &slot[1], layer);
}

static void read_matrix(
        const struct source *s, int slot, long layer, const struct kernel *kernel, struct matrix *m)
{
	char name[NAME_MAX_BYTES];
	struct tensor weight = *find(s, &LAYER[slot], layer, name);
	struct tensor bias = *find(s, &LAYER[slot + 1], layer, name);

	matrix_pack(m, kernel, &weight, &bias);
}

static void read_layer(const struct source *s, long n, const struct kernel *kernel, struct layer *layer)
{
	read_matrix(s, QUERY, n, kernel, &layer->query);
	read_matrix(s, KEY, n, kernel, &layer->key);
	read_matrix(s, VALUE, n, kernel, &layer->value);
	read_matrix(s, MIX, n, kernel, &layer->mix);
	read_norm(s, &LAYER[MIXED], n, &layer->mixed);
	read_matrix(s, UP, n, kernel, &layer->up);
	read_matrix(s, DOWN, n, kernel, &layer->down);
	read_norm(s, &LAYER[DONE], n, &layer->done);
}

int encoder_new(struct encoder **out, const struct config *config, tensor_finder *finder, void *user,
        enum isa isa, struct xt_err *err)
{
	struct source s = {.config = config, .find = finder, .user = user};
	char name[NAME_MAX_BYTES];

	*out = NULL;
	if (!isa_has(isa))
		return err_set(err, "instruction set '%s': this machine or build lacks it", isa_name(isa));
	if (check_config(config, err) || check_tensors(&s, err))
		return -1;
	struct encoder *e = mem_zalloc(1, sizeof(*e));
	e->config = *config;
	e->kernel = kernel_get(isa);
	e->stride = kernel_stride(config->hidden);
	e->words = *find(&s, &EMBEDDING[WORDS], -1, name);
	e->places = mem_alloc(mem_mul(config->positions, config->hidden), sizeof(float));
	tensor_read(find(&s, &EMBEDDING[PLACES], -1, name), 0, (size_t)config->positions * config->hidden,
	        e->places);
	e->type = read_row(&s, &EMBEDDING[TYPES], -1);
	read_norm(&s, &EMBEDDING[NORM_GAIN], -1, &e->embedded);
	e->layers = mem_zalloc(config->layers, sizeof(*e->layers));
	for (uint32_t i = 0; i < config->layers; i++)
		read_layer(&s, i, e->kernel, &e->layers[i]);
	*out = e;
	return 0;
}

static void release_norm(struct norm *norm)
{
	mem_free(norm->gain);
	mem_free(norm->bias);
}

void encoder_free(struct encoder *e)
{
	if (!e)
		return;
	for (uint32_t i = 0; i < e->config.layers; i++) {
		struct layer *layer = &e->layers[i];

		matrix_release(&layer->query);
		matrix_release(&layer->key);
		matrix_release(&layer->value);
		matrix_release(&layer->mix);
		release_norm(&layer->mixed);
		matrix_release(&layer->up);
		matrix_release(&layer->down);
		release_norm(&layer->done);
	}
	release_norm(&e->embedded);
	mem_free(e->layers);
	mem_free(e->places);
	mem_free(e->type);
	mem_free(e);
}

const struct config *encoder_config(const struct encoder *e)
{
	return &e->config;
}
