/* SPDX-License-Identifier: Apache-2.0 · a checkpoint made ready, and items through it */
#include "model/model.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/loop.h"
#include "base/mem.h"
#include "model/checkpoint.h"
#include "model/encoder.h"
#include "model/isa.h"
#include "model/scorer.h"
#include "model/prompt.h"
#include "model/template.h"
#include "model/tokenizer.h"

enum { TOKENS_MIN = 8 }; /* a pair has four special tokens, and must keep something of both texts */

struct model {
	struct tokenizer *tokenizer;
	struct checkpoint *checkpoint;
	struct encoder *encoder;
	const struct scorer *scorer;
	const struct head *head; /* that it reads; NULL: none */
	void *state;             /* the scorer's */
	struct prompt *prompt;   /* opened whether the scorer uses it or not */
	char *prefix;
	int threads;
	struct scoring scoring;
	struct model_facts facts;
};

static int check_vocab(const struct model *m, struct xt_err *err)
{
	uint32_t rows = checkpoint_config(m->checkpoint)->vocab;
	size_t ids = tokenizer_vocab(m->tokenizer);

	if (rows >= ids)
		return 0;
	return err_set(err,
	        "%s: %u rows of word embeddings are fewer than the tokenizer's %zu ids: the tokenizer "
	        "belongs to another "
	        "checkpoint",
	        checkpoint_path(m->checkpoint), rows, ids);
}

static int choose(struct model *m, const struct model_options *o, enum isa *isa, struct xt_err *err)
{
	const char *template = o->template ? o->template : "xtreme-r";
	size_t max = config_max_tokens(checkpoint_config(m->checkpoint));

	if (o->precision && strcmp(o->precision, "f32"))
		return err_set(err, "precision '%s' is not known: there is f32", o->precision);
	*isa = isa_best();
	if (o->isa && isa_find(o->isa, isa, err))
		return -1;
	if (prompt_open(&m->prompt, template, o->words, o->word_count, err))
		return -1;
	m->scorer = scorer_choose(o->scorer, o->head, m->checkpoint, &m->head, err);
	if (!m->scorer)
		return -1;
	if (m->scorer->templated) {
		size_t own = prompt_max_tokens(m->prompt);

		m->scoring.prompt = m->prompt;
		max = own && own < max ? own : max;
	}
	if (max < TOKENS_MIN)
		return err_set(err,
		        "%s: sequences of %zu tokens are too short to hold an item: at least %d are needed",
		        checkpoint_path(m->checkpoint), max, TOKENS_MIN);
	m->scoring.max_tokens = max;
	return 0;
}

static void note_facts(struct model *m, enum isa isa)
{
	m->facts = (struct model_facts){
	        .head = m->head ? m->head->name : "",
	        .scorer = m->scorer->name,
	        .template = m->scoring.prompt ? prompt_name(m->prompt) : "",
	        .template_sha256 = m->scoring.prompt ? prompt_sha256(m->prompt) : "",
	        .prefix = m->prefix,
	        .precision = "f32",
	        .isa = isa_name(isa),
	        .weights_sha256 = checkpoint_weights_sha256(m->checkpoint),
	        .tokenizer_sha256 = tokenizer_sha256(m->tokenizer),
	        .config_sha256 = checkpoint_config_sha256(m->checkpoint),
	        .parameters = checkpoint_parameters(m->checkpoint),
	        .max_tokens = m->scoring.max_tokens,
	};
}

int model_open(struct model **out, const char *path, const struct model_options *options, struct xt_err *err)
{
	struct model *m = mem_zalloc(1, sizeof(*m));
	const char *prefix = options->prefix ? options->prefix : "";
	enum isa isa;

	*out = NULL;
	m->threads = options->threads;
	m->prefix = mem_copy(prefix, strlen(prefix));
	if (tokenizer_open(&m->tokenizer, path, err) || checkpoint_open(&m->checkpoint, path, err) ||
	        check_vocab(m, err) || choose(m, options, &isa, err))
		goto fail;
	m->scoring.tokenizer = m->tokenizer;
	m->scoring.prefix = m->prefix;
	if (encoder_new(&m->encoder, checkpoint_config(m->checkpoint), checkpoint_find, m->checkpoint, isa,
	            err)) {
		err_prefix(err, "%s", checkpoint_path(m->checkpoint));
		goto fail;
	}
	if (m->scorer->open)
		m->scorer->open(&m->state, m->checkpoint, m->head,
		        m->head ? scorer_label(m->scorer, m->checkpoint, m->head) : -1);
	note_facts(m, isa);
	*out = m;
	return 0;
fail:
	model_close(m);
	return -1;
}

void model_close(struct model *model)
{
	if (!model)
		return;
	if (model->state)
		model->scorer->close(model->state);
	encoder_free(model->encoder);
	checkpoint_close(model->checkpoint);
	tokenizer_close(model->tokenizer);
	prompt_close(model->prompt);
	mem_free(model->prefix);
	mem_free(model);
}

const struct model_facts *model_facts(const struct model *model)
{
	return &model->facts;
}

/* One call of model_score. Sequences stand in the items' order, each(item) behind one another. */
struct job {
	const struct model *model;
	const struct item *items;
	size_t count, each; /* items, sequences of an item */
	struct ids *ids;    /* [count × each] */
	bool *cut, *failed; /* [count × each], [count] */
	size_t *number;     /* [count × each]: which of the distinct sequences */
	struct sequence *distinct;
	size_t distinct_count;
	float *vectors; /* [distinct_count][hidden] */
	float (*scores)[2];
};

static int make_sequences(const struct job *job, size_t i, struct xt_err *err)
{
	const struct model *m = job->model;

	for (unsigned s = 0; s < job->each; s++) {
		size_t at = i * job->each + s;

		job->ids[at].count = 0;
		if (m->scorer->sequence(&m->scoring, &job->items[i], s, &job->ids[at], &job->cut[at], err))
			return -1;
	}
	return 0;
}

static void tokenize(void *user, int worker, size_t i)
{
	struct job *job = user;

	(void)worker;
	job->failed[i] = make_sequences(job, i, NULL);
}

/* The message comes from a second try on the first item that failed, so that no thread has to keep one. */
static int tokenize_all(struct job *job, struct xt_err *err)
{
	loop_run(job->model->threads, job->count, tokenize, job);
	for (size_t i = 0; i < job->count; i++) {
		if (!job->failed[i])
			continue;
		make_sequences(job, i, err);
		return err_prefix(err, "item idx %d (line %zu)", (int)job->items[i].idx, job->items[i].line);
	}
	return 0;
}

/* FNV-1a over the ids, a word at a time. */
static uint64_t digest(const struct ids *ids)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < ids->count; i++)
		h = (h ^ (uint32_t)ids->id[i]) * 1099511628211u;
	return h ^ h >> 32;
}

static bool same(const struct ids *a, const struct sequence *b)
{
	return a->count == b->length && !memcmp(a->id, b->ids, a->count * sizeof(*a->id));
}

/* Numbers the distinct sequences in the order in which they first occur: an open table of numbers + 1,
 * at most half full. */
static void find_distinct(struct job *job)
{
	size_t n = job->count * job->each, size = 16;
	size_t *table;

	while (size < 2 * n)
		size *= 2;
	table = mem_zalloc(size, sizeof(*table));
	for (size_t i = 0; i < n; i++) {
		const struct ids *ids = &job->ids[i];
		size_t at = digest(ids) & (size - 1);

		while (table[at] && !same(ids, &job->distinct[table[at] - 1]))
			at = (at + 1) & (size - 1);
		if (!table[at]) {
			job->distinct[job->distinct_count] = (struct sequence){ids->id, (uint32_t)ids->count};
			table[at] = ++job->distinct_count;
		}
		job->number[i] = table[at] - 1;
	}
	mem_free(table);
}

/* Numbers that the scorer gets of a sequence. */
static size_t vector_width(const struct model *m)
{
	return m->scorer->read ? m->scorer->reads : checkpoint_config(m->checkpoint)->hidden;
}

static int encode(const struct job *job, struct xt_err *err)
{
	const struct model *m = job->model;
	struct reader reader = {m->scorer->reads, m->scorer->read, m->state};

	if (m->scorer->read)
		return encoder_run_read(m->encoder, job->distinct, job->distinct_count, &reader, m->threads,
		        job->vectors, err);
	return encoder_run(m->encoder, job->distinct, job->distinct_count, m->scorer->pooling, m->threads,
	        job->vectors, err);
}

static void score_item(void *user, int worker, size_t i)
{
	const struct job *job = user;
	const struct model *m = job->model;
	size_t width = vector_width(m);
	const float *vector[SCORER_SEQUENCES_MAX] = {NULL};

	(void)worker;
	for (unsigned s = 0; s < job->each; s++)
		vector[s] = job->vectors + job->number[i * job->each + s] * width;
	m->scorer->score(m->state, width, vector, job->scores[i]);
}

static void count(const struct job *job, struct model_counts *counts)
{
	counts->sequences += job->count * job->each;
	counts->distinct += job->distinct_count;
	for (size_t i = 0; i < job->distinct_count; i++)
		counts->tokens += job->distinct[i].length;
	for (size_t i = 0; i < job->count * job->each; i++)
		counts->truncated += job->cut[i];
}

static int run(struct job *job, struct model_counts *counts, struct xt_err *err)
{
	const struct model *m = job->model;

	if (tokenize_all(job, err))
		return -1;
	find_distinct(job);
	job->vectors = mem_alloc(job->distinct_count, mem_mul(vector_width(m), sizeof(float)));
	if (encode(job, err))
		return err_prefix(err, "%s", checkpoint_path(m->checkpoint));
	loop_run(m->threads, job->count, score_item, job);
	for (size_t i = 0; i < job->count; i++) {
		if (!isfinite(job->scores[i][0]) || !isfinite(job->scores[i][1]))
			return err_set(err,
			        "%s: item idx %d (line %zu) has a score that is no finite number: the head "
			        "is damaged",
			        checkpoint_path(m->checkpoint), (int)job->items[i].idx, job->items[i].line);
	}
	if (counts)
		count(job, counts);
	return 0;
}

int model_score(struct model *model, const struct item *items, size_t n, float (*scores)[2],
        struct model_counts *counts, struct xt_err *err)
{
	size_t each = model->scorer->sequences, all = mem_mul(n, each);
	struct job job = {
	        .model = model,
	        .items = items,
	        .count = n,
	        .each = each,
	        .ids = mem_zalloc(all, sizeof(*job.ids)),
	        .cut = mem_zalloc(all, sizeof(*job.cut)),
	        .failed = mem_zalloc(n, sizeof(*job.failed)),
	        .number = mem_alloc(all, sizeof(*job.number)),
	        .distinct = mem_alloc(all, sizeof(*job.distinct)),
	        .scores = scores,
	};
	int result = run(&job, counts, err);

	for (size_t i = 0; i < all; i++)
		ids_release(&job.ids[i]);
	mem_free(job.ids);
	mem_free(job.cut);
	mem_free(job.failed);
	mem_free(job.number);
	mem_free(job.distinct);
	mem_free(job.vectors);
	return result;
}

int model_scorer_at(size_t i, const char **name, const char **summary)
{
	const struct scorer *s = scorer_at(i);

	if (!s)
		return 0;
	*name = s->name;
	*summary = s->summary;
	return 1;
}

int model_template_at(size_t i, const char **name, const char **summary)
{
	const struct template *t = template_at(i);

	if (!t)
		return 0;
	*name = t->name;
	*summary = t->summary;
	return 1;
}
