/* SPDX-License-Identifier: Apache-2.0 · what stands on the encoder: a checkpoint's heads */
#include "model/heads.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define TASKS "taskmodels_dict."

enum { NAME_SIZE = 512, HEADS_MAX = 100, OUTPUTS_MAX = 1 << 20 };

struct heads {
	struct arena arena;
	struct head head[HEADS_MAX];
	size_t count;
};

static const char *const KINDS[] = {"multiple choice", "multiple choice (jiant)", "sequence classification",
        "sequence classification (jiant)", "question answering", "token classification",
        "masked language model", "of another kind"};

const char *head_kind_name(enum head_kind kind)
{
	return KINDS[kind];
}

/* What is known while heads are looked for. */
struct finder {
	struct heads *heads;
	const struct weights *weights;
	const char *prefix;
	const struct config *config;
	struct xt_err *err;
};

static const struct tensor *find(const struct finder *f, const char *before, const char *name)
{
	char full[NAME_SIZE];

	if (snprintf(full, sizeof(full), "%s%s", before, name) >= (int)sizeof(full))
		return NULL;
	return weights_find(f->weights, full);
}

/* Fetches a matrix and its bias. rows 0: as many as it has. Missing: −1 with err set, unless neither is there and
 * optional. */
static int fetch(const struct finder *f, const char *before, const char *name, size_t rows, bool optional,
        const struct tensor **weight, const struct tensor **bias)
{
	size_t hidden = f->config->hidden;
	char one[NAME_SIZE], two[NAME_SIZE];

	snprintf(one, sizeof(one), "%s.weight", name);
	snprintf(two, sizeof(two), "%s.bias", name);
	*weight = find(f, before, one);
	*bias = find(f, before, two);
	if (optional && !*weight && !*bias)
		return 0;
	if (!*weight || !*bias)
		return err_set(f->err, "%s: tensor '%s%s' is missing, and the rest of its head is there",
		        weights_path(f->weights), before, *weight ? two : one);
	if ((*weight)->rank != 2 || (*weight)->shape[1] != hidden || (rows && (*weight)->shape[0] != rows) ||
	        !(*weight)->shape[0] || !tensor_is_real((*weight)->dtype))
		return err_set(f->err, "%s: tensor '%s%s' is no matrix of %s%.0zu rows of %zu real numbers",
		        weights_path(f->weights), before, one, rows ? "" : "some", rows, hidden);
	/* a row may be repeated by a stride of 0, so that the file's size is no bound */
	if ((*weight)->shape[0] > OUTPUTS_MAX)
		return err_set(f->err, "%s: tensor '%s%s' has %zu rows: a head has at most %d outputs",
		        weights_path(f->weights), before, one, (*weight)->shape[0], OUTPUTS_MAX);
	if ((*bias)->rank != 1 || (*bias)->shape[0] != (*weight)->shape[0] || !tensor_is_real((*bias)->dtype))
		return err_set(f->err, "%s: tensor '%s%s' is no row of %zu real numbers",
		        weights_path(f->weights), before, two, (*weight)->shape[0]);
	return 0;
}

static int add(const struct finder *f, const struct head *head)
{
	struct heads *heads = f->heads;

	if (heads->count == HEADS_MAX)
		return err_set(f->err, "%s: has more than %d heads", weights_path(f->weights), HEADS_MAX);
	heads->head[heads->count++] = *head;
	return 0;
}

static int fetch_pooler(const struct finder *f, bool optional, struct head *head)
{
	return fetch(
	        f, f->prefix, "pooler.dense", f->config->hidden, optional, &head->pooler, &head->pooler_bias);
}

/* transformers' "classifier": of one output a choice, of more tags, in two steps labels. */
static int find_classifier(const struct finder *f)
{
	struct head head = {.name = "classifier", .kind = HEAD_LABELS};

	if (find(f, "classifier.", "dense.weight") || find(f, "classifier.", "out_proj.weight")) {
		if (fetch(f, "classifier.", "dense", f->config->hidden, false, &head.dense,
		            &head.dense_bias) ||
		        fetch(f, "classifier.", "out_proj", 0, false, &head.out, &head.out_bias))
			return -1;
	} else if (find(f, "classifier", ".weight") || find(f, "classifier", ".bias")) {
		if (fetch(f, "", "classifier", 0, false, &head.out, &head.out_bias))
			return -1;
		head.kind = head.out->shape[0] == 1 ? HEAD_CHOICE : HEAD_TAGS;
		if (head.kind == HEAD_CHOICE && fetch_pooler(f, false, &head))
			return -1;
	} else {
		return 0;
	}
	head.outputs = head.out->shape[0];
	return add(f, &head);
}

static int find_span(const struct finder *f, const char *before, const char *name)
{
	struct head head = {.name = name, .kind = HEAD_SPAN, .outputs = 2};

	if (fetch(f, before, "qa_outputs", 2, true, &head.out, &head.out_bias))
		return -1;
	return head.out ? add(f, &head) : 0;
}

/* The language model that every XLM-R was trained with; some files keep half of it, which is no head. */
static int find_mlm(const struct finder *f, const char *before, const char *name)
{
	struct head head = {.name = name, .kind = HEAD_MLM};
	size_t vocab;

	head.dense = find(f, before, "dense.weight");
	head.dense_bias = find(f, before, "dense.bias");
	head.norm = find(f, before, "layer_norm.weight");
	head.norm_bias = find(f, before, "layer_norm.bias");
	head.out = find(f, before, "decoder.weight");
	head.out_bias = find(f, before, "bias");
	head.out_bias = head.out_bias ? head.out_bias : find(f, before, "decoder.bias");
	if (!head.dense || !head.dense_bias || !head.norm || !head.norm_bias || !head.out_bias)
		return 0;
	vocab = head.out_bias->rank == 1 ? head.out_bias->shape[0] : 0;
	head.outputs = vocab;
	return add(f, &head);
}

/* One attribute of one of jiant's tasks: "head." or an older name. before ends in '.'. */
static int find_task(const struct finder *f, const char *before, const char *name)
{
	struct head head = {.name = name, .kind = HEAD_OTHER};

	if (find(f, before, "dense.weight") && find(f, before, "out_proj.weight")) {
		if (fetch(f, before, "dense", f->config->hidden, false, &head.dense, &head.dense_bias) ||
		        fetch(f, before, "out_proj", 0, false, &head.out, &head.out_bias) ||
		        fetch_pooler(f, false, &head))
			return -1;
		head.outputs = head.out->shape[0];
		head.kind = head.outputs == 1 ? HEAD_CHOICE_JIANT : HEAD_LABELS_JIANT;
		return add(f, &head);
	}
	if (find(f, before, "qa_outputs.weight"))
		return find_span(f, before, name);
	if (find(f, before, "layer_norm.weight"))
		return find_mlm(f, before, name);
	if (find(f, before, "classifier.weight") &&
	        !find(f, before, "span_attention_extractor._global_attention.weight")) {
		if (fetch(f, before, "classifier", 0, false, &head.out, &head.out_bias))
			return -1;
		head.outputs = head.out->shape[0];
		head.kind = HEAD_TAGS;
	}
	return add(f, &head);
}

/* "taskmodels_dict.<task>.<attribute>.<rest>": its three parts; a task's name may have dots. False where it is none. */
static bool split(const char *tensor, size_t *task, size_t *attribute)
{
	static const char *const ATTRIBUTES[] = {".head.", ".classification_head.", ".regression_head.",
	        ".choice_scoring_head.", ".span_comparison_head.", ".span_prediction_head.",
	        ".token_classification_head.", ".qa_head.", ".mlm_head.", ".pooler_head.", ".encoder."};

	if (strncmp(tensor, TASKS, strlen(TASKS)))
		return false;
	for (size_t i = 0; i < sizeof(ATTRIBUTES) / sizeof(*ATTRIBUTES); i++) {
		const char *at = strstr(tensor + strlen(TASKS), ATTRIBUTES[i]);

		if (!at || at == tensor + strlen(TASKS))
			continue;
		*task = (size_t)(at - tensor) - strlen(TASKS);
		*attribute = strlen(ATTRIBUTES[i]) - 1;
		return true;
	}
	return false;
}

static bool is_alias(const char *tensor, size_t task, size_t attribute)
{
	return attribute == strlen("encoder.") &&
	       !strncmp(tensor + strlen(TASKS) + task + 1, "encoder.", attribute);
}

/* jiant writes the encoder once for itself and once for each task, from one storage. Other numbers under the second name
 * would be another encoder: which is meant? */
static int check_alias(const struct finder *f, const struct tensor *t, size_t task)
{
	const char *rest = t->name + strlen(TASKS) + task + 1 + strlen("encoder.");
	const struct tensor *first = find(f, f->prefix, rest);

	if (!strncmp(rest, "embeddings.position_ids", 23))
		return 0;
	if (!first)
		return err_set(f->err, "%s: tensor '%s' is not in the encoder that the file has first",
		        weights_path(f->weights), t->name);
	if (first->dtype != t->dtype || first->rank != t->rank ||
	        memcmp(first->shape, t->shape, t->rank * sizeof(*t->shape)) || first->strided != t->strided ||
	        (t->strided && memcmp(first->stride, t->stride, t->rank * sizeof(*t->stride))) ||
	        (first->data != t->data &&
	                (t->strided || memcmp(first->data, t->data, tensor_count(t) * dtype_size(t->dtype)))))
		return err_set(f->err, "%s: tensor '%s' has other numbers than '%s': which encoder is meant?",
		        weights_path(f->weights), t->name, first->name);
	return 0;
}

static int find_tasks(const struct finder *f)
{
	char seen[NAME_SIZE] = "";

	for (size_t i = 0; i < weights_count(f->weights); i++) {
		const struct tensor *t = weights_at(f->weights, i);
		size_t task, attribute, n;
		char before[NAME_SIZE];

		if (!split(t->name, &task, &attribute))
			continue;
		if (is_alias(t->name, task, attribute)) {
			if (check_alias(f, t, task))
				return -1;
			continue;
		}
		n = strlen(TASKS) + task + 1 + attribute;
		if (n >= sizeof(before))
			return err_set(f->err, "%s: the name of a task is too long: '%s'",
			        weights_path(f->weights), t->name);
		memcpy(before, t->name, n);
		before[n] = '\0';
		if (!strcmp(before, seen)) /* they come sorted */
			continue;
		memcpy(seen, before, n + 1);
		if (find_task(f, before, arena_copy(&f->heads->arena, t->name + strlen(TASKS), task)))
			return -1;
	}
	return 0;
}

static int by_name(const void *a, const void *b)
{
	const struct head *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	return order ? order : (x->kind > y->kind) - (x->kind < y->kind);
}

int heads_find(struct heads **out, const struct weights *weights, const char *prefix,
        const struct config *config, struct xt_err *err)
{
	struct heads *heads = mem_zalloc(1, sizeof(*heads));
	struct finder f = {heads, weights, prefix, config, err};
	struct head pooler = {.name = ""};

	if (fetch_pooler(&f, true, &pooler) || find_classifier(&f) || find_span(&f, "", "qa_outputs") ||
	        find_mlm(&f, "lm_head.", "lm_head") || find_tasks(&f)) {
		heads_free(heads);
		*out = NULL;
		return -1;
	}
	qsort(heads->head, heads->count, sizeof(*heads->head), by_name);
	*out = heads;
	return 0;
}

void heads_free(struct heads *heads)
{
	if (!heads)
		return;
	arena_release(&heads->arena);
	mem_free(heads);
}

const struct head *heads_at(const struct heads *heads, size_t i)
{
	return i < heads->count ? &heads->head[i] : NULL;
}

bool heads_know(const char *tensor)
{
	static const char *const KNOWN[] = {"classifier.dense.weight", "classifier.dense.bias",
	        "classifier.out_proj.weight", "classifier.out_proj.bias", "classifier.weight",
	        "classifier.bias", "qa_outputs.weight", "qa_outputs.bias"};
	size_t task, attribute;

	for (size_t i = 0; i < sizeof(KNOWN) / sizeof(*KNOWN); i++)
		if (!strcmp(tensor, KNOWN[i]))
			return true;
	return !strncmp(tensor, "lm_head.", 8) || split(tensor, &task, &attribute);
}
