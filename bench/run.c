/* SPDX-License-Identifier: Apache-2.0 · inside of score_run: what a run is, in lines that can be compared */
#include "bench/run.h"

#include <string.h>

#include "base/hash.h"
#include "base/mem.h"

void run_note(const struct run *run, const char *format, ...)
{
	struct buf text = BUF_INIT;
	va_list args;

	if (!run->note)
		return;
	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	err_mask(text.bytes);
	run->note(run->user, text.bytes);
	buf_release(&text);
}

void run_complain(const struct run *run, const struct xt_err *why)
{
	if (run->options->complain)
		run->options->complain(run->user, why->message);
	else
		run_note(run, "%s", why->message);
}

/* The numbers of one condition's items, in arrays of their own length; padded later. */
static void keep_items(struct results_condition *c, const struct items *items)
{
	c->idx = mem_alloc(items->count, sizeof(*c->idx));
	c->label = mem_alloc(items->count, sizeof(*c->label));
	c->question = mem_alloc(items->count, sizeof(*c->question));
	c->edits = mem_alloc(items->count, sizeof(*c->edits));
	for (size_t i = 0; i < items->count; i++) {
		const struct item *item = &items->item[i];

		c->idx[i] = item->idx;
		c->label[i] = item->label;
		c->question[i] = item->question == QUESTION_EFFECT;
		c->edits[i] = item->edit_count < UINT16_MAX ? (uint16_t)item->edit_count : UINT16_MAX;
	}
}

static void pad_items(struct results_condition *c, size_t from, size_t to)
{
	c->idx = mem_resize(c->idx, to, sizeof(*c->idx));
	c->label = mem_resize(c->label, to, sizeof(*c->label));
	c->question = mem_resize(c->question, to, sizeof(*c->question));
	c->edits = mem_resize(c->edits, to, sizeof(*c->edits));
	for (size_t i = from; i < to; i++) {
		c->idx[i] = -1;
		c->label[i] = -1;
		c->question[i] = 0;
		c->edits[i] = 0;
	}
}

/* One condition is one language × attack × severity × seed: a second split would be a second condition of that name. */
static int one_split(const struct attackset *sets, struct xt_err *err)
{
	for (size_t i = 1; i < attackset_count(sets); i++) {
		const char *first = attackset_at(sets, 0)->split, *other = attackset_at(sets, i)->split;

		if (strcmp(first, other))
			return err_set(err, "%s: holds the splits %s and %s: make a folder for each",
			        attackset_path(sets), first, other);
	}
	return 0;
}

int run_load(struct run *run, struct xt_err *err)
{
	size_t conditions, most = 0;
	struct results *r;

	if (attackset_open(&run->sets, run->options->sets, err) || one_split(run->sets, err))
		return -1;
	conditions = attackset_count(run->sets);
	if (!conditions)
		return err_set(err, "%s: holds no condition", run->options->sets);
	r = run->results = mem_zalloc(1, sizeof(*r));
	r->condition = mem_zalloc(conditions, sizeof(*r->condition));
	r->condition_count = conditions;
	run->items = mem_zalloc(conditions, sizeof(*run->items));
	for (size_t i = 0; i < conditions; i++) {
		const struct condition *from = attackset_at(run->sets, i);
		struct results_condition *c = &r->condition[i];
		struct items items = ITEMS_INIT;

		if (attackset_read(run->sets, i, &items, err)) {
			items_release(&items);
			return -1;
		}
		keep_items(c, &items);
		run->items[i] = items.count;
		most = items.count > most ? items.count : most;
		items_release(&items);
		c->language = mem_copy(from->lang, strlen(from->lang));
		c->attack = mem_copy(from->attack, strlen(from->attack));
		c->set_sha256 = mem_copy(from->sha256, strlen(from->sha256));
		c->severity = (uint8_t)from->severity;
		c->seed = from->seed;
	}
	for (size_t i = 0; i < conditions; i++)
		pad_items(&r->condition[i], run->items[i], most);
	r->item_count = most;
	return most ? 0 : err_set(err, "%s: holds no item", run->options->sets);
}

/* One hash over all conditions, so that a journal knows its sets. */
static void hash_sets(const struct run *run, char hex[HASH_HEX])
{
	unsigned char digest[HASH_SHA256];
	struct buf all = BUF_INIT;

	for (size_t i = 0; i < run->results->condition_count; i++) {
		const struct results_condition *c = &run->results->condition[i];

		buf_printf(&all, "%s %s %u %llu %s\n", c->language, c->attack, c->severity,
		        (unsigned long long)c->seed, c->set_sha256);
	}
	hash_sha256(all.bytes, all.length, digest);
	hash_hex(digest, hex);
	buf_release(&all);
}

static const char * or (const char *text, const char *otherwise)
{
	return text ? text : otherwise;
}

void run_lines(const struct run *run, struct buf *out)
{
	char sets[HASH_HEX];

	hash_sets(run, sets);
	buf_printf(out, "xtremor=%s\nisa=%s\nsets=%s\n", xt_version(), run->model.isa, sets);
	buf_printf(out, "scorer=%s\ntemplate=%s\n", or (run->model.scorer, "auto"),
	        or (run->model.template, "xtreme-r"));
	buf_printf(out, "template_sha256=%s\n", run->template_sha256);
	buf_printf(out, "head=%s\nprefix=%s\nprecision=%s\n", or (run->model.head, ""),
	        or (run->model.prefix, ""), or (run->model.precision, "f32"));
	for (size_t i = 0; i < run->names.count; i++)
		buf_printf(out, "checkpoint %zu=%s\n", i + 1, run->names.name[i]);
}

void run_facts(const struct model_facts *facts, const char *name, struct buf *out)
{
	buf_printf(out, "name=%s\nhead=%s\nscorer=%s\ntemplate=%s\nprecision=%s\n", name, facts->head,
	        facts->scorer, facts->template, facts->precision);
	buf_printf(out, "template_sha256=%s\n", *facts->template_sha256 ? facts->template_sha256 : RUN_NONE);
	buf_printf(out, "weights_sha256=%s\ntokenizer_sha256=%s\nconfig_sha256=%s\n", facts->weights_sha256,
	        facts->tokenizer_sha256, facts->config_sha256);
}

char *run_value(const char *lines, const char *key)
{
	size_t length = strlen(key);

	for (const char *p = lines; p && *p; p = *p ? p + 1 : p) {
		if (!strncmp(p, key, length) && p[length] == '=')
			return mem_copy(p + length + 1, strcspn(p + length + 1, "\n"));
		p += strcspn(p, "\n");
	}
	return NULL;
}

int run_same(const char *was, const char *now, const char *file, struct xt_err *err)
{
	while (*was || *now) {
		size_t a = strcspn(was, "\n"), b = strcspn(now, "\n");

		if (a != b || memcmp(was, now, a))
			return err_set(err,
			        "%s%sbelongs to another run, with %.*s where this has %.*s: choose another "
			        "output, "
			        "or give the same options, sets and checkpoints",
			        file ? file : "", file ? ": " : "", a ? (int)a : 7, a ? was : "nothing",
			        b ? (int)b : 7, b ? now : "nothing");
		was += a + (was[a] != '\0');
		now += b + (now[b] != '\0');
	}
	return 0;
}
