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

/* Lines are written into room that was made for the longest: printf would take longer than all else that is done to an
 * item. What follows writes at `at` and returns where it ended. */
static char *put_text(char *at, const char *text)
{
	size_t n = strlen(text);

	memcpy(at, text, n);
	return at + n;
}

#define NUMBER_MAX 20 /* digits of 2^64 − 1 */

static char *put_number(char *at, uint64_t n)
{
	char digits[NUMBER_MAX];
	size_t i = sizeof(digits);

	do
		digits[--i] = (char)('0' + n % 10);
	while (n /= 10);
	memcpy(at, digits + i, sizeof(digits) - i);
	return at + (sizeof(digits) - i);
}

static char *put_edit(char *at, const struct edit *edit)
{
	at = put_text(at, "{\"field\": \"");
	at = put_text(at, field_name(edit->field));
	at = put_text(at, "\", \"begin\": ");
	at = put_number(at, edit->begin);
	at = put_text(at, ", \"end\": ");
	at = put_number(at, edit->end);
	at = put_text(at, ", \"was\": ");
	at = json_write_string(at, edit->was.bytes, edit->was.length);
	at = put_text(at, ", \"now\": ");
	at = json_write_string(at, edit->now.bytes, edit->now.length);
	return put_text(at, "}");
}

static char *put_attack(char *at, const struct item *item)
{
	at = put_text(at, ", \"attack\": \"");
	at = put_text(at, item->attack);
	at = put_text(at, "\", \"severity\": ");
	at = put_number(at, item->severity);
	at = put_text(at, ", \"seed\": ");
	at = put_number(at, item->seed);
	at = put_text(at, ", \"edits\": [");
	for (size_t i = 0; i < item->edit_count; i++)
		at = put_edit(put_text(at, i ? ", " : ""), &item->edits[i]);
	return put_text(at, "]");
}

/* Names, quotes and numbers of a line, and of an edit: more than there are. */
#define LINE_MAX_REST ((size_t)256)
#define EDIT_MAX_REST ((size_t)128)

static size_t longest(const struct item *item)
{
	size_t n = LINE_MAX_REST;

	for (unsigned f = 0; f < FIELD_COUNT; f++)
		n += JSON_STRING_MAX(item->field[f].length);
	n += item->attack ? strlen(item->attack) : 0;
	for (size_t i = 0; i < item->edit_count; i++)
		n += EDIT_MAX_REST + JSON_STRING_MAX(item->edits[i].was.length) +
		     JSON_STRING_MAX(item->edits[i].now.length);
	return n;
}

static char *put_line(char *at, const struct item *item)
{
	for (unsigned f = 0; f < FIELD_COUNT; f++) {
		at = put_text(at, f ? ", \"" : "{\"");
		at = put_text(at, FIELDS[f]);
		at = put_text(at, "\": ");
		at = json_write_string(at, item->field[f].bytes, item->field[f].length);
	}
	at = put_text(at, ", \"question\": \"");
	at = put_text(at, question_name(item->question));
	at = put_text(at, "\"");
	if (item->label >= 0)
		at = put_number(put_text(at, ", \"label\": "), (uint64_t)item->label);
	at = put_text(at, item->idx < 0 ? ", \"idx\": -" : ", \"idx\": ");
	at = put_number(at, item->idx < 0 ? -(uint64_t)item->idx : (uint64_t)item->idx);
	if (item->changed >= 0)
		at = put_text(at, item->changed ? ", \"changed\": true" : ", \"changed\": false");
	if (item->attack)
		at = put_attack(at, item);
	return put_text(at, "}\n");
}

void item_put(struct buf *out, const struct item *item)
{
	size_t start = out->length;
	char *at = buf_extend(out, longest(item));

	out->length = start + (size_t)(put_line(at, item) - at);
	out->bytes[out->length] = '\0';
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
