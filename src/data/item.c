/* SPDX-License-Identifier: Apache-2.0 · a COPA item: its names, its line, and edits done and undone */
#include "data/item.h"

#include <inttypes.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"

static const char *const FIELDS[FIELD_COUNT] = {"premise", "choice1", "choice2"};
static const char *const QUESTIONS[] = {"cause", "effect"};

const char *field_name(enum field field)
{
	return FIELDS[field];
}

const char *question_name(enum question question)
{
	return QUESTIONS[question];
}

int field_find(const char *name, enum field *out)
{
	for (unsigned i = 0; i < FIELD_COUNT; i++) {
		if (strcmp(name, FIELDS[i]))
			continue;
		*out = (enum field)i;
		return 0;
	}
	return -1;
}

int question_find(const char *name, enum question *out)
{
	for (unsigned i = 0; i < 2; i++) {
		if (strcmp(name, QUESTIONS[i]))
			continue;
		*out = (enum question)i;
		return 0;
	}
	return -1;
}

void items_release(struct items *items)
{
	mem_free(items->item);
	arena_release(&items->arena);
	*items = (struct items)ITEMS_INIT;
}

static void put_edit(struct buf *out, const struct edit *edit)
{
	buf_printf(out, "{\"field\": \"%s\", \"begin\": %" PRIu32 ", \"end\": %" PRIu32 ", \"was\": ",
	        field_name(edit->field), edit->begin, edit->end);
	json_put_string(out, edit->was.bytes, edit->was.length);
	buf_string(out, ", \"now\": ");
	json_put_string(out, edit->now.bytes, edit->now.length);
	buf_byte(out, '}');
}

void item_put(struct buf *out, const struct item *item)
{
	for (unsigned f = 0; f < FIELD_COUNT; f++) {
		buf_printf(out, "%s\"%s\": ", f ? ", " : "{", FIELDS[f]);
		json_put_string(out, item->field[f].bytes, item->field[f].length);
	}
	buf_printf(out, ", \"question\": \"%s\"", question_name(item->question));
	if (item->label >= 0)
		buf_printf(out, ", \"label\": %d", item->label);
	buf_printf(out, ", \"idx\": %" PRId32, item->idx);
	if (item->changed >= 0)
		buf_printf(out, ", \"changed\": %s", item->changed ? "true" : "false");
	if (item->attack) {
		buf_printf(out, ", \"attack\": \"%s\", \"severity\": %u, \"seed\": %" PRIu64 ", \"edits\": [",
		        item->attack, item->severity, item->seed);
		for (size_t i = 0; i < item->edit_count; i++) {
			buf_string(out, i ? ", " : "");
			put_edit(out, &item->edits[i]);
		}
		buf_byte(out, ']');
	}
	buf_string(out, "}\n");
}

void edits_apply(struct str clean, enum field field, const struct edit *edits, size_t count, struct buf *out)
{
	size_t at = 0;

	for (size_t i = 0; i < count; i++) {
		if (edits[i].field != field)
			continue;
		buf_append(out, clean.bytes + at, edits[i].begin - at);
		buf_append(out, edits[i].now.bytes, edits[i].now.length);
		at = edits[i].end;
	}
	buf_append(out, clean.bytes + at, clean.length - at);
}

/* at and clean_at walk the attacked and the clean text together. */
int edits_undo(struct str attacked, enum field field, const struct edit *edits, size_t count, struct buf *out,
        struct xt_err *err)
{
	size_t at = 0, clean_at = 0;

	for (size_t i = 0; i < count; i++) {
		const struct edit *e = &edits[i];
		size_t keep;

		if (e->field != field)
			continue;
		if (e->begin < clean_at || e->end < e->begin)
			return err_set(err,
			        "edit %zu of %s: overlaps the edit before it, or ends before it begins",
			        i + 1, field_name(field));
		if (e->end - e->begin != e->was.length)
			return err_set(err,
			        "edit %zu of %s: \"was\" has %" PRIu32 " bytes, begin to end are %" PRIu32,
			        i + 1, field_name(field), e->was.length, e->end - e->begin);
		keep = e->begin - clean_at;
		if (attacked.length - at < keep || attacked.length - at - keep < e->now.length)
			return err_set(
			        err, "edit %zu of %s: lies outside the text", i + 1, field_name(field));
		if (e->now.length && memcmp(attacked.bytes + at + keep, e->now.bytes, e->now.length))
			return err_set(err, "edit %zu of %s: \"now\" is not what the text has there", i + 1,
			        field_name(field));
		buf_append(out, attacked.bytes + at, keep);
		buf_append(out, e->was.bytes, e->was.length);
		at += keep + e->now.length;
		clean_at = e->end;
	}
	buf_append(out, attacked.bytes + at, attacked.length - at);
	return 0;
}
