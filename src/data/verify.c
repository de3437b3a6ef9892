/* SPDX-License-Identifier: Apache-2.0 · attack sets checked: hashes, edits, clean text, strangers */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "data/attackset-read.h"

#define DEPTH_MAX 8

struct verify {
	const struct attackset *set;
	void (*each)(void *user, const char *message);
	void *user;
	long findings;
};

/* What all conditions of one language and split must lead back to: those of the first of them. */
struct reference {
	const struct condition *condition; /* NULL: none yet */
	struct items items;
	struct buf *clean; /* [item][field] */
};

static void find(struct verify *v, const struct xt_err *err)
{
	v->findings++;
	v->each(v->user, err->message);
}

static void forget(struct reference *ref)
{
	for (size_t i = 0; i < ref->items.count * FIELD_COUNT; i++)
		buf_release(&ref->clean[i]);
	mem_free(ref->clean);
	items_release(&ref->items);
	*ref = (struct reference){NULL, ITEMS_INIT, NULL};
}

/* The reader has done this once without complaint, so the edits fit. */
static void put_clean(const struct item *item, enum field field, struct buf *out)
{
	buf_string(out, "");
	edits_undo(item->field[field], field, item->edits, item->edit_count, out, NULL);
}

static void remember(struct reference *ref, const struct condition *c, struct items *items)
{
	ref->condition = c;
	ref->items = *items;
	*items = (struct items)ITEMS_INIT;
	ref->clean = mem_zalloc(ref->items.count * FIELD_COUNT, sizeof(*ref->clean));
	for (size_t i = 0; i < ref->items.count * FIELD_COUNT; i++)
		put_clean(&ref->items.item[i / FIELD_COUNT], (enum field)(i % FIELD_COUNT), &ref->clean[i]);
}

static const char *compare_item(const struct reference *ref, size_t i, const struct item *item)
{
	const struct item *first = &ref->items.item[i];
	const char *differs = first->idx != item->idx             ? "idx"
	                      : first->question != item->question ? "question"
	                      : first->label != item->label       ? "label"
	                      : first->changed != item->changed   ? "changed"
	                                                          : NULL;
	struct buf clean = BUF_INIT;

	for (unsigned f = 0; f < FIELD_COUNT && !differs; f++) {
		const struct buf *wanted = &ref->clean[i * FIELD_COUNT + f];

		buf_clear(&clean);
		put_clean(item, (enum field)f, &clean);
		if (clean.length != wanted->length || memcmp(clean.bytes, wanted->bytes, clean.length))
			differs = field_name((enum field)f);
	}
	buf_release(&clean);
	return differs;
}

static void compare(
        struct verify *v, const struct reference *ref, const struct condition *c, const struct items *items)
{
	const char *sets = attackset_path(v->set);
	struct xt_err err;

	if (items->count != ref->items.count) {
		err_set(&err, "%s/%s: has %zu items, %s has %zu", sets, c->path, items->count,
		        ref->condition->path, ref->items.count);
		find(v, &err);
		return;
	}
	for (size_t i = 0; i < items->count; i++) {
		const char *differs = compare_item(ref, i, &items->item[i]);

		if (!differs)
			continue;
		err_set(&err, "%s/%s:%zu: the clean %s of idx %" PRId32 " is not that of %s:%zu", sets,
		        c->path, items->item[i].line, differs, items->item[i].idx, ref->condition->path,
		        ref->items.item[i].line);
		find(v, &err);
	}
}

static void check_condition(struct verify *v, struct reference *ref, const struct condition *c)
{
	const char *sets = attackset_path(v->set);
	struct items items = ITEMS_INIT;
	struct buf bytes = BUF_INIT;
	struct xt_err err;

	if (ref->condition &&
	        (strcmp(ref->condition->lang, c->lang) || strcmp(ref->condition->split, c->split)))
		forget(ref);
	if (attackset_bytes(sets, c->path, &bytes, &err)) {
		find(v, &err);
		buf_release(&bytes);
		return;
	}
	if (attackset_check_hash(sets, c, &bytes, &err))
		find(v, &err);
	if (attackset_parse(sets, c, &bytes, &items, &err))
		find(v, &err);
	else if (!ref->condition)
		remember(ref, c, &items);
	else
		compare(v, ref, c, &items);
	items_release(&items);
	buf_release(&bytes);
}

static bool is_jsonl(const char *name)
{
	size_t length = strlen(name);

	return length > 6 && !strcmp(name + length - 6, ".jsonl");
}

/* folder is relative to SETS, "" for SETS itself. */
static void find_strangers(struct verify *v, const char *folder, unsigned depth)
{
	struct buf full = BUF_INIT, path = BUF_INIT;
	char **names = NULL;
	size_t count = 0;
	struct xt_err err;

	file_join(&full, attackset_path(v->set), folder);
	if (file_names(full.bytes, &names, &count, &err))
		find(v, &err);
	for (size_t i = 0; i < count; i++) {
		struct stat st;

		buf_clear(&path);
		buf_clear(&full);
		file_join(&path, folder, names[i]);
		file_join(&full, attackset_path(v->set), path.bytes);
		if (lstat(full.bytes, &st))
			continue;
		if (S_ISDIR(st.st_mode) && depth < DEPTH_MAX)
			find_strangers(v, path.bytes, depth + 1);
		if (S_ISDIR(st.st_mode) || !is_jsonl(names[i]) || attackset_hash(v->set, path.bytes))
			continue;
		err_set(&err, "%s: is not named in the manifest", full.bytes);
		find(v, &err);
	}
	file_names_free(names, count);
	buf_release(&full);
	buf_release(&path);
}

/* Conditions come by language, attack and split; by language and split they share a clean text. */
static void check_split(struct verify *v, const char *split)
{
	struct reference ref = {NULL, ITEMS_INIT, NULL};

	for (size_t i = 0; i < attackset_count(v->set); i++)
		if (!strcmp(attackset_at(v->set, i)->split, split))
			check_condition(v, &ref, attackset_at(v->set, i));
	forget(&ref);
}

static bool split_is_new(const struct attackset *set, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (!strcmp(attackset_at(set, j)->split, attackset_at(set, i)->split))
			return false;
	return true;
}

long attackset_verify(const struct attackset *set, void (*each)(void *user, const char *message), void *user,
        struct xt_err *err)
{
	struct verify v = {set, each, user, 0};

	(void)err;
	for (size_t i = 0; i < attackset_count(set); i++)
		if (split_is_new(set, i))
			check_split(&v, attackset_at(set, i)->split);
	find_strangers(&v, "", 0);
	return v.findings;
}
