/* SPDX-License-Identifier: Apache-2.0 · names to tensors, strictly */
#include "model/checkpoint.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "model/weights.h"

enum { NAME_SIZE = 128 };

/* What stands before the encoder's names: of transformers without and with a head, of jiant. */
static const char *const PREFIXES[] = {"", "roberta.", "encoder."};

struct checkpoint {
	struct config config;
	struct weights *file;
	const char *prefix; /* one of PREFIXES */
	const char *path;   /* the weights' */
	struct heads *heads;
	size_t parameters;
	char config_sha256[HASH_HEX];
};

/* A tensor of XLM-R and its shape: H hidden, F ffn, V words, P positions, T types, 1 one. */
struct wanted {
	const char *name, *shape;
};

static const struct wanted EMBEDDINGS[] = {
        {"embeddings.word_embeddings.weight", "VH"},
        {"embeddings.position_embeddings.weight", "PH"},
        {"embeddings.token_type_embeddings.weight", "TH"},
        {"embeddings.LayerNorm.weight", "H"},
        {"embeddings.LayerNorm.bias", "H"},
};

/* After "encoder.layer.N." */
static const struct wanted LAYER[] = {
        {"attention.self.query.weight", "HH"},
        {"attention.self.query.bias", "H"},
        {"attention.self.key.weight", "HH"},
        {"attention.self.key.bias", "H"},
        {"attention.self.value.weight", "HH"},
        {"attention.self.value.bias", "H"},
        {"attention.output.dense.weight", "HH"},
        {"attention.output.dense.bias", "H"},
        {"attention.output.LayerNorm.weight", "H"},
        {"attention.output.LayerNorm.bias", "H"},
        {"intermediate.dense.weight", "FH"},
        {"intermediate.dense.bias", "F"},
        {"output.dense.weight", "HF"},
        {"output.dense.bias", "H"},
        {"output.LayerNorm.weight", "H"},
        {"output.LayerNorm.bias", "H"},
};

static const struct wanted POOLER[] = {{"pooler.dense.weight", "HH"}, {"pooler.dense.bias", "H"}};
#define LENGTH(table) (sizeof(table) / sizeof(*(table)))

static size_t extent(const struct config *c, char letter)
{
	switch (letter) {
	case 'H':
		return c->hidden;
	case 'F':
		return c->ffn;
	case 'V':
		return c->vocab;
	case 'P':
		return c->positions;
	case 'T':
		return c->type_vocab;
	default:
		return 1;
	}
}

static void put_shape(struct buf *out, const size_t *shape, unsigned rank)
{
	buf_byte(out, '[');
	for (unsigned i = 0; i < rank; i++)
		buf_printf(out, "%s%zu", i ? ", " : "", shape[i]);
	buf_byte(out, ']');
}

/* Rows of embeddings may be more than the configuration says: real files pad them. */
static bool fits(const struct config *c, const struct wanted *w, const struct tensor *t)
{
	if (t->rank != strlen(w->shape) || !tensor_is_real(t->dtype))
		return false;
	for (unsigned i = 0; i < t->rank; i++) {
		size_t n = extent(c, w->shape[i]);

		if (t->shape[i] != n && !(strchr("VPT", w->shape[i]) && t->shape[i] > n))
			return false;
	}
	return true;
}

static int misfit(
        const struct checkpoint *c, const struct wanted *w, const struct tensor *t, struct xt_err *err)
{
	struct buf is = BUF_INIT, wants = BUF_INIT;
	size_t shape[TENSOR_RANK_MAX];
	unsigned rank = (unsigned)strlen(w->shape);

	for (unsigned i = 0; i < rank; i++)
		shape[i] = extent(&c->config, w->shape[i]);
	put_shape(&is, t->shape, t->rank);
	put_shape(&wants, shape, rank);
	err_set(err, "%s: tensor '%s' is %s %s, and config.json wants %s of F32, F16, BF16 or F64", c->path,
	        t->name, dtype_name(t->dtype), buf_text(&is), buf_text(&wants));
	buf_release(&is);
	buf_release(&wants);
	return -1;
}

static const struct tensor *find_joined(const struct checkpoint *c, const char *a, const char *b)
{
	char name[NAME_SIZE];

	if (snprintf(name, sizeof(name), "%s%s", a, b) >= (int)sizeof(name))
		return NULL;
	return weights_find(c->file, name);
}

const struct tensor *checkpoint_find(void *user, const char *name)
{
	const struct checkpoint *c = user;

	return find_joined(c, c->prefix, name);
}

/* What is missing, for one message. */
struct missing {
	size_t count;
	char first[NAME_SIZE];
};

/* Checks the tensors of a table, each behind the prefix and `before`. */
static int check_table(struct checkpoint *c, const char *before, const struct wanted *table, size_t n,
        struct missing *missing, struct xt_err *err)
{
	for (size_t i = 0; i < n; i++) {
		char name[NAME_SIZE];
		const struct tensor *t;

		snprintf(name, sizeof(name), "%s%s%s", c->prefix, before, table[i].name);
		t = weights_find(c->file, name);
		if (!t) {
			if (!missing->count++)
				memcpy(missing->first, name, sizeof(name));
			continue;
		}
		if (!fits(&c->config, &table[i], t))
			return misfit(c, &table[i], t, err);
		c->parameters += tensor_count(t);
	}
	return 0;
}

static int check_encoder(struct checkpoint *c, struct xt_err *err)
{
	struct missing missing = {0};
	char before[NAME_SIZE / 2];

	if (check_table(c, "", EMBEDDINGS, LENGTH(EMBEDDINGS), &missing, err))
		return -1;
	for (uint32_t i = 0; i < c->config.layers; i++) {
		snprintf(before, sizeof(before), "encoder.layer.%u.", i);
		if (check_table(c, before, LAYER, LENGTH(LAYER), &missing, err))
			return -1;
	}
	if (!missing.count)
		return 0;
	return err_set(err,
	        "%s: tensor '%s'%s missing that config.json wants: it belongs to another model, or is "
	        "damaged",
	        c->path, missing.first, missing.count > 1 ? " and others are" : " is");
}

static bool in_table(const char *name, const struct wanted *table, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!strcmp(name, table[i].name))
			return true;
	}
	return false;
}

/* name, the prefix removed, is one of the encoder's. */
static bool in_encoder(const struct config *config, const char *name)
{
	static const char LAYERS[] = "encoder.layer.";
	const char *p = name + strlen(LAYERS);
	uint32_t layer = 0;

	if (strncmp(name, LAYERS, strlen(LAYERS)))
		return in_table(name, EMBEDDINGS, LENGTH(EMBEDDINGS)) ||
		       in_table(name, POOLER, LENGTH(POOLER));
	if (p[0] == '0' && p[1] != '.')
		return false;
	for (; *p >= '0' && *p <= '9'; p++) {
		if (layer > config->layers)
			return false;
		layer = layer * 10 + (uint32_t)(*p - '0');
	}
	return *p == '.' && layer < config->layers && in_table(p + 1, LAYER, LENGTH(LAYER));
}

/* Every tensor is the encoder's or a head's; integers 0, 1, 2 … that older versions of transformers saved are nobody's. */
static int check_rest(const struct checkpoint *c, struct xt_err *err)
{
	size_t prefix = strlen(c->prefix), extra = 0;
	const char *first = NULL;

	for (size_t i = 0; i < weights_count(c->file); i++) {
		const char *full = weights_at(c->file, i)->name;
		bool inside = !strncmp(full, c->prefix, prefix);
		const char *name = inside ? full + prefix : full;

		if ((inside && (in_encoder(&c->config, name) || !strcmp(name, "embeddings.position_ids"))) ||
		        heads_know(full))
			continue;
		first = first ? first : full;
		extra++;
	}
	if (!extra)
		return 0;
	return err_set(err,
	        "%s: tensor '%s'%s not known in an XLM-R of config.json's %u layers: it belongs to another "
	        "model",
	        c->path, first, extra > 1 ? " and others are" : " is", c->config.layers);
}

static int check_pooler(struct checkpoint *c, struct xt_err *err)
{
	struct missing missing = {0};

	if (!checkpoint_find(c, "pooler.dense.weight"))
		return 0;
	if (check_table(c, "", POOLER, LENGTH(POOLER), &missing, err))
		return -1;
	return missing.count ? err_set(err, "%s: tensor '%s' is missing, and the rest of the pooler is there",
	                               c->path, missing.first)
	                     : 0;
}

static int find_prefix(struct checkpoint *c, struct xt_err *err)
{
	for (size_t i = 0; i < LENGTH(PREFIXES); i++) {
		if (!find_joined(c, PREFIXES[i], EMBEDDINGS[0].name))
			continue;
		if (c->prefix)
			return err_set(err, "%s: holds both '%s%s' and '%s%s': which is meant?", c->path,
			        c->prefix, EMBEDDINGS[0].name, PREFIXES[i], EMBEDDINGS[0].name);
		c->prefix = PREFIXES[i];
	}
	return c->prefix ? 0
	                 : err_set(err,
	                           "%s: holds no tensor '%s', neither so nor with 'roberta.' or 'encoder.' "
	                           "before "
	                           "it: this is no XLM-R",
	                           c->path, EMBEDDINGS[0].name);
}

static void count_heads(struct checkpoint *c)
{
	const struct head *head;

	for (size_t i = 0; (head = heads_at(c->heads, i)); i++) {
		const struct tensor *parts[] = {head->dense, head->dense_bias, head->norm, head->norm_bias,
		        head->out, head->out_bias};

		for (size_t k = 0; k < LENGTH(parts); k++)
			c->parameters += parts[k] ? tensor_count(parts[k]) : 0;
	}
}

static int check_names(struct checkpoint *c, struct xt_err *err)
{
	return find_prefix(c, err) || check_encoder(c, err) || check_pooler(c, err) ||
	                       heads_find(&c->heads, c->file, c->prefix, &c->config, err) ||
	                       check_rest(c, err)
	               ? -1
	               : 0;
}

int checkpoint_open(struct checkpoint **out, const char *folder, struct xt_err *err)
{
	struct checkpoint *c = mem_zalloc(1, sizeof(*c));
	struct buf config = BUF_INIT;
	int result = -1;

	*out = NULL;
	file_join(&config, folder, "config.json");
	if (!file_is_dir(folder)) {
		err_set(err, "%s: is no folder: a checkpoint is a folder in Hugging Face's form", folder);
		goto out;
	}
	if (config_read(&c->config, config.bytes, c->config_sha256, err) ||
	        weights_open(&c->file, folder, err))
		goto out;
	c->path = weights_path(c->file);
	if (check_names(c, err))
		goto out;
	count_heads(c);
	*out = c;
	c = NULL;
	result = 0;
out:
	checkpoint_close(c);
	buf_release(&config);
	return result;
}

void checkpoint_close(struct checkpoint *c)
{
	if (!c)
		return;
	heads_free(c->heads);
	weights_close(c->file);
	mem_free(c);
}

const struct config *checkpoint_config(const struct checkpoint *c)
{
	return &c->config;
}

const struct weights *checkpoint_weights(const struct checkpoint *c)
{
	return c->file;
}

const char *checkpoint_path(const struct checkpoint *c)
{
	return c->path;
}

const struct head *checkpoint_head_at(const struct checkpoint *c, size_t i)
{
	return heads_at(c->heads, i);
}

/* The name of a head's output, NULL where it has none. */
static const char *label_at(const struct checkpoint *c, const struct head *head, size_t i)
{
	static const char *const THREE[] = {"contradiction", "entailment", "neutral"}, *const TWO[] = {
	                                                                                       "0", "1"};

	if (head->kind == HEAD_LABELS_JIANT)
		return head->outputs == 3 ? THREE[i] : head->outputs == 2 ? TWO[i] : NULL;
	return c->config.label_count == head->outputs ? c->config.label[i] : NULL;
}

int checkpoint_label(const struct checkpoint *c, const struct head *head, const char *const *names)
{
	for (size_t k = 0; names[k]; k++)
		for (size_t i = 0; i < head->outputs; i++) {
			const char *label = label_at(c, head, i);

			if (label && !strcasecmp(label, names[k]))
				return (int)i;
		}
	return -1;
}

size_t checkpoint_parameters(const struct checkpoint *c)
{
	return c->parameters;
}

const char *checkpoint_weights_sha256(const struct checkpoint *c)
{
	return weights_sha256(c->file);
}

const char *checkpoint_config_sha256(const struct checkpoint *c)
{
	return c->config_sha256;
}
