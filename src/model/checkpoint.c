/* SPDX-License-Identifier: Apache-2.0 · names to tensors, strictly */
#include "model/checkpoint.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "model/weights.h"

enum { NAME_SIZE = 128 };

#define PREFIX "roberta."

struct checkpoint {
	struct config config;
	struct weights *file;
	const char *prefix; /* PREFIX or "" */
	const char *path;   /* the weights' */
	const char *head;
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
static const struct wanted CLASSIFIER[] = {{"classifier.weight", "1H"}, {"classifier.bias", "1"}};

/* Tensors that no scorer reads: a head, or a leaving of training. A name that ends in '.' is the
 * beginning of names. */
static const struct {
	const char *name;
	const char *head; /* NULL: harmless */
} UNREAD[] = {
        {"embeddings.position_ids", NULL}, /* integers 0, 1, 2 … that older versions of transformers saved */
        {"lm_head.", NULL},                /* the language model that every encoder was trained with */
        {"classifier.dense.", "sequence classification"},
        {"classifier.out_proj.", "sequence classification"},
        {"classifier.weight", "token classification"},
        {"classifier.bias", "token classification"},
        {"qa_outputs.", "question answering"},
};

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

const struct tensor *checkpoint_head(const struct checkpoint *c, const char *name)
{
	return strncmp(name, "pooler.", 7) ? weights_find(c->file, name) : find_joined(c, c->prefix, name);
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

static bool named(const char *name, const char *row)
{
	size_t n = strlen(row);

	return row[n - 1] == '.' ? !strncmp(name, row, n) : !strcmp(name, row);
}

/* Whether a tensor that is not the encoder's is known; notes the head that it belongs to. */
static bool known(struct checkpoint *c, const char *name, bool choice)
{
	if (choice && in_table(name, CLASSIFIER, LENGTH(CLASSIFIER)))
		return true;
	for (size_t i = 0; i < LENGTH(UNREAD); i++) {
		if (!named(name, UNREAD[i].name))
			continue;
		if (UNREAD[i].head)
			c->head = UNREAD[i].head;
		return true;
	}
	return false;
}

static int check_rest(struct checkpoint *c, bool choice, struct xt_err *err)
{
	size_t prefix = strlen(c->prefix), extra = 0;
	const char *first = NULL;

	for (size_t i = 0; i < weights_count(c->file); i++) {
		const char *full = weights_at(c->file, i)->name;
		bool inside = !strncmp(full, c->prefix, prefix);
		const char *name = inside ? full + prefix : full;

		if ((inside && in_encoder(&c->config, name)) || known(c, name, choice))
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

/* A classifier with one output on a pooler is multiple choice. */
static int check_head(struct checkpoint *c, struct xt_err *err)
{
	const struct tensor *w = checkpoint_head(c, "classifier.weight");
	bool choice = w && w->rank == 2 && w->shape[0] == 1;
	struct missing missing = {0};
	const char *prefix = c->prefix;

	if (checkpoint_head(c, "pooler.dense.weight") || choice) {
		if (check_table(c, "", POOLER, LENGTH(POOLER), &missing, err))
			return -1;
	}
	if (choice) {
		c->prefix = "";
		if (check_table(c, "", CLASSIFIER, LENGTH(CLASSIFIER), &missing, err))
			return -1;
		c->prefix = prefix;
	}
	if (missing.count)
		return err_set(err, "%s: tensor '%s' is missing, and the rest of its head is there", c->path,
		        missing.first);
	c->head = "";
	if (check_rest(c, choice, err))
		return -1;
	if (choice)
		c->head = "classifier";
	return 0;
}

static int check_names(struct checkpoint *c, struct xt_err *err)
{
	bool bare = weights_find(c->file, EMBEDDINGS[0].name);
	bool prefixed = find_joined(c, PREFIX, EMBEDDINGS[0].name);

	if (bare && prefixed)
		return err_set(err, "%s: holds '%s' with and without '%s' before it: which is meant?",
		        c->path, EMBEDDINGS[0].name, PREFIX);
	if (!bare && !prefixed)
		return err_set(err, "%s: holds neither '%s%s' nor the same without '%s': this is no XLM-R",
		        c->path, PREFIX, EMBEDDINGS[0].name, PREFIX);
	c->prefix = bare ? "" : PREFIX;
	return check_encoder(c, err) || check_head(c, err) ? -1 : 0;
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
	weights_close(c->file);
	mem_free(c);
}

const struct config *checkpoint_config(const struct checkpoint *c)
{
	return &c->config;
}

const char *checkpoint_path(const struct checkpoint *c)
{
	return c->path;
}

bool checkpoint_is_choice(const struct checkpoint *c)
{
	return !strcmp(c->head, "classifier");
}

const char *checkpoint_head_name(const struct checkpoint *c)
{
	return c->head;
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
