/* SPDX-License-Identifier: Apache-2.0 · reading items from JSON lines, strictly */
#include "data/item-read.h"

#include <inttypes.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/utf8.h"

#define FILE_LIMIT ((size_t)1 << 31)
#define ATTACK_NAME_MAX 31

struct reader {
	struct items *items;
	const char *file;
	struct seen seen;
	bool loose; /* an idx may stand twice */
};

/* One line on its way to an item. */
struct line {
	struct reader *reader;
	size_t number;
	struct item item;
	const struct json_t *edits;
	unsigned had; /* bit i: KEYS[i] was there */
	struct xt_err *err;
};

static struct seen_key *slot_of(const struct seen *seen, int32_t key)
{
	size_t at = (uint32_t)key * UINT32_C(2654435761) & (seen->capacity - 1);

	while (seen->slot[at].line && seen->slot[at].key != key)
		at = (at + 1) & (seen->capacity - 1);
	return &seen->slot[at];
}

static void widen(struct seen *seen)
{
	struct seen old = *seen;

	seen->capacity = old.capacity ? mem_mul(old.capacity, 2) : 1024;
	seen->slot = mem_zalloc(seen->capacity, sizeof(*seen->slot));
	for (size_t i = 0; i < old.capacity; i++)
		if (old.slot[i].line)
			*slot_of(seen, old.slot[i].key) = old.slot[i];
	mem_free(old.slot);
}

size_t seen_add(struct seen *seen, int32_t key, size_t line)
{
	struct seen_key *slot;

	if (seen->count * 2 >= seen->capacity)
		widen(seen);
	slot = slot_of(seen, key);
	if (slot->line)
		return slot->line;
	*slot = (struct seen_key){line, key};
	seen->count++;
	return 0;
}

void seen_release(struct seen *seen)
{
	mem_free(seen->slot);
	*seen = (struct seen){NULL, 0, 0};
}

void items_add(struct items *items, const struct item *item)
{
	items->item = mem_grow(items->item, &items->capacity, items->count + 1, sizeof(*items->item));
	items->item[items->count++] = *item;
}

static bool same(struct str a, struct str b)
{
	return a.length == b.length && !memcmp(a.bytes, b.bytes, a.length);
}

int item_check(const char *file, const struct item *item, struct xt_err *err)
{
	for (unsigned f = 0; f < FIELD_COUNT; f++) {
		const struct str *text = &item->field[f];
		const char *name = field_name((enum field)f);

		if (!text->length)
			return err_set(err, "%s:%zu: %s is empty: give it a text or remove the item", file,
			        item->line, name);
		if (text->length > TEXT_MAX)
			return err_set(err, "%s:%zu: %s has %" PRIu32 " bytes: at most %u are taken", file,
			        item->line, name, text->length, TEXT_MAX);
	}
	if (same(item->field[FIELD_CHOICE1], item->field[FIELD_CHOICE2]))
		return err_set(err, "%s:%zu: choice1 and choice2 are the same text: no answer can be right",
		        file, item->line);
	return 0;
}

static int wrong(const struct line *line, const char *key, const struct json_t *value, const char *wanted)
{
	return err_set(line->err, "%s:%zu: \"%s\" is %s: %s is wanted", line->reader->file, line->number, key,
	        json_kind_name(value), wanted);
}

static int take_string(struct line *line, const char *key, const struct json_t *value, struct str *out)
{
	size_t length;
	const char *bytes = json_text(value, &length);

	if (!bytes)
		return wrong(line, key, value, "a string");
	if (length > TEXT_MAX)
		return err_set(line->err, "%s:%zu: %s has %zu bytes: at most %u are taken",
		        line->reader->file, line->number, key, length, TEXT_MAX);
	out->bytes = arena_copy(&line->reader->items->arena, bytes, length);
	out->length = (uint32_t)length;
	return 0;
}

static int take_number(struct line *line, const char *key, const struct json_t *value, int64_t low,
        int64_t high, int64_t *out)
{
	if (json_int64(value, out))
		return wrong(line, key, value, "a whole number");
	if (*out < low || *out > high)
		return err_set(line->err,
		        "%s:%zu: \"%s\" is %" PRId64 ": from %" PRId64 " to %" PRId64 " is wanted",
		        line->reader->file, line->number, key, *out, low, high);
	return 0;
}

static int take_premise(struct line *line, const char *key, const struct json_t *value)
{
	return take_string(line, key, value, &line->item.field[FIELD_PREMISE]);
}

static int take_choice1(struct line *line, const char *key, const struct json_t *value)
{
	return take_string(line, key, value, &line->item.field[FIELD_CHOICE1]);
}

static int take_choice2(struct line *line, const char *key, const struct json_t *value)
{
	return take_string(line, key, value, &line->item.field[FIELD_CHOICE2]);
}

static int take_question(struct line *line, const char *key, const struct json_t *value)
{
	const char *name = json_text(value, NULL);

	if (!name)
		return wrong(line, key, value, "\"cause\" or \"effect\"");
	if (question_find(name, &line->item.question))
		return err_set(line->err,
		        "%s:%zu: \"question\" is \"%.40s\": \"cause\" or \"effect\" is wanted",
		        line->reader->file, line->number, name);
	return 0;
}

static int take_label(struct line *line, const char *key, const struct json_t *value)
{
	int64_t n;

	if (take_number(line, key, value, -1, 1, &n))
		return -1;
	line->item.label = (int8_t)n;
	return 0;
}

static int take_idx(struct line *line, const char *key, const struct json_t *value)
{
	int64_t n;

	if (take_number(line, key, value, 0, INT32_MAX, &n))
		return -1;
	line->item.idx = (int32_t)n;
	return 0;
}

static int take_changed(struct line *line, const char *key, const struct json_t *value)
{
	bool changed;

	if (json_truth(value, &changed))
		return wrong(line, key, value, "true or false");
	line->item.changed = changed;
	return 0;
}

static int take_attack(struct line *line, const char *key, const struct json_t *value)
{
	struct str name;

	if (take_string(line, key, value, &name))
		return -1;
	if (!name.length || name.length > ATTACK_NAME_MAX ||
	        strspn(name.bytes, "abcdefghijklmnopqrstuvwxyz0123456789-_+") != name.length)
		return err_set(line->err,
		        "%s:%zu: \"attack\" is \"%.40s\": up to %d of a-z 0-9 - _ + are wanted",
		        line->reader->file, line->number, name.bytes, ATTACK_NAME_MAX);
	line->item.attack = name.bytes;
	return 0;
}

static int take_severity(struct line *line, const char *key, const struct json_t *value)
{
	int64_t n;

	if (take_number(line, key, value, 0, 5, &n))
		return -1;
	line->item.severity = (unsigned)n;
	return 0;
}

static int take_seed(struct line *line, const char *key, const struct json_t *value)
{
	int64_t n;

	if (take_number(line, key, value, 0, INT64_MAX, &n))
		return -1;
	line->item.seed = (uint64_t)n;
	return 0;
}

/* Kept until every text of the line is known. */
static int take_edits(struct line *line, const char *key, const struct json_t *value)
{
	if (json_kind(value) != JSON_IS_ARRAY)
		return wrong(line, key, value, "an array");
	line->edits = value;
	return 0;
}

static const struct {
	const char *name;
	int (*take)(struct line *line, const char *key, const struct json_t *value);
} KEYS[] = {
        {"premise", take_premise},
        {"choice1", take_choice1},
        {"choice2", take_choice2},
        {"question", take_question},
        {"idx", take_idx},
        {"label", take_label},
        {"changed", take_changed},
        {"attack", take_attack},
        {"severity", take_severity},
        {"seed", take_seed},
        {"edits", take_edits},
};

/* The first five must be there; the last four, all or none. */
enum { KEY_COUNT = sizeof(KEYS) / sizeof(*KEYS), NEEDED = 5, ATTACK_FIRST = 7 };

static int take_member(void *user, const char *key, const struct json_t *value)
{
	struct line *line = user;

	for (unsigned i = 0; i < KEY_COUNT; i++) {
		if (strcmp(key, KEYS[i].name))
			continue;
		line->had |= 1U << i;
		return KEYS[i].take(line, key, value);
	}
	return err_set(line->err,
	        "%s:%zu: unknown field \"%.40s\": premise, choice1, choice2, question, label, idx and "
	        "changed are "
	        "known, and in attack sets attack, severity, seed and edits",
	        line->reader->file, line->number, key);
}

static int check_keys(const struct line *line)
{
	unsigned attack = line->had >> ATTACK_FIRST;

	for (unsigned i = 0; i < KEY_COUNT; i++) {
		bool needed = i < NEEDED || (i >= ATTACK_FIRST && attack);

		if (needed && !(line->had & 1U << i))
			return err_set(line->err, "%s:%zu: \"%s\" is missing%s", line->reader->file,
			        line->number, KEYS[i].name,
			        i < NEEDED
			                ? ""
			                : ": a line of an attack set has attack, severity, seed and edits");
	}
	return 0;
}

static int count_member(void *user, const char *key, const struct json_t *value)
{
	(void)key;
	(void)value;
	++*(size_t *)user;
	return 0;
}

static int take_edit(struct line *line, const struct json_t *value, struct edit *out)
{
	const char *field = json_text(json_find(value, "field"), NULL);
	size_t members = 0;
	int64_t begin, end;

	if (json_kind(value) != JSON_IS_OBJECT)
		return wrong(line, "edits[…]", value, "an object {…}");
	if (!field || field_find(field, &out->field))
		return err_set(line->err,
		        "%s:%zu: an edit's \"field\" is not one of premise, choice1, choice2",
		        line->reader->file, line->number);
	json_each(value, count_member, &members);
	if (members != 5)
		return err_set(line->err,
		        "%s:%zu: an edit has %zu members: exactly field, begin, end, was and now are wanted",
		        line->reader->file, line->number, members);
	if (take_number(line, "begin", json_find(value, "begin"), 0, TEXT_MAX, &begin) ||
	        take_number(line, "end", json_find(value, "end"), begin, TEXT_MAX, &end) ||
	        take_string(line, "was", json_find(value, "was"), &out->was) ||
	        take_string(line, "now", json_find(value, "now"), &out->now))
		return -1;
	out->begin = (uint32_t)begin;
	out->end = (uint32_t)end;
	if (same(out->was, out->now))
		return err_set(line->err,
		        "%s:%zu: an edit of %s changes nothing: \"was\" and \"now\" are the same",
		        line->reader->file, line->number, field);
	return 0;
}

static int take_all_edits(struct line *line)
{
	size_t count = json_count(line->edits);
	struct edit *edits;

	if (!count)
		return 0;
	edits = arena_alloc(&line->reader->items->arena, count, sizeof(*edits));
	for (size_t i = 0; i < count; i++) {
		if (take_edit(line, json_at(line->edits, i), &edits[i]))
			return -1;
		if (i && edits[i].field < edits[i - 1].field)
			return err_set(line->err,
			        "%s:%zu: edits are not in order: premise, then choice1, then choice2",
			        line->reader->file, line->number);
	}
	line->item.edits = edits;
	line->item.edit_count = count;
	return 0;
}

/* The clean text must come out again, and be a text: an edit may not cut a character. */
static int check_edits(const struct line *line)
{
	struct buf clean = BUF_INIT;
	int result = 0;

	for (unsigned f = 0; f < FIELD_COUNT && !result && line->item.edit_count; f++) {
		buf_clear(&clean);
		result = edits_undo(line->item.field[f], (enum field)f, line->item.edits,
		        line->item.edit_count, &clean, line->err);
		if (!result && (!clean.length || utf8_check(clean.bytes, clean.length, NULL)))
			result = err_set(line->err, "edits of %s do not lead back to a text",
			        field_name((enum field)f));
		if (result)
			err_prefix(line->err, "%s:%zu", line->reader->file, line->number);
	}
	buf_release(&clean);
	return result;
}

static int take_item(struct reader *reader, struct item *item, size_t number, struct xt_err *err)
{
	size_t before;

	item->line = number;
	if (item_check(reader->file, item, err))
		return -1;
	before = seen_add(&reader->seen, item->idx, number);
	if (before && !reader->loose)
		return err_set(err,
		        "%s:%zu: idx %" PRId32 " was on line %zu already: each item needs its own",
		        reader->file, number, item->idx, before);
	items_add(reader->items, item);
	return 0;
}

static int take_line(void *user, const struct json_t *object, size_t number, struct xt_err *err)
{
	struct reader *reader = user;
	struct line line = {reader, number, {.label = -1, .changed = -1, .line = number}, NULL, 0, err};

	if (json_each(object, take_member, &line) || check_keys(&line) || take_all_edits(&line) ||
	        check_edits(&line))
		return -1;
	return take_item(reader, &line.item, number, err);
}

static int read_lines(struct reader *reader, const char *bytes, size_t length, struct xt_err *err)
{
	size_t number = 1;

	for (size_t at = 0; at < length; number++) {
		const char *end = memchr(bytes + at, '\n', length - at);
		size_t n = end ? (size_t)(end - bytes) - at : length - at;
		struct item item;

		if (item_read_plain(bytes + at, n, &reader->items->arena, &item)
		                ? take_item(reader, &item, number, err)
		                : json_line_in(reader->file, number, bytes + at, n, take_line, reader, err))
			return -1;
		at += n + 1;
	}
	return 0;
}

static int read_bytes(struct items *items, const char *file, const char *bytes, size_t length, bool loose,
        struct xt_err *err)
{
	struct reader reader = {items, file, {NULL, 0, 0}, loose};
	size_t first = 0;
	int result;

	while (first < length && bytes[first] && strchr(" \t\r\n", bytes[first]))
		first++;
	if (first < length && bytes[first] == '<')
		return items_read_xml(items, file, bytes, length, err);
	result = json_check_start(file, bytes, length, err) || read_lines(&reader, bytes, length, err) ? -1
	                                                                                               : 0;
	seen_release(&reader.seen);
	return result;
}

static int read_file(struct items *items, const char *path, bool loose, struct xt_err *err)
{
	struct buf bytes = BUF_INIT;
	const char *file = strcmp(path, "-") ? path : "standard input";
	int result = file_read(path, FILE_LIMIT, &bytes, err);

	if (!result)
		result = read_bytes(items, file, buf_text(&bytes), bytes.length, loose, err);
	buf_release(&bytes);
	return result;
}

int items_read_in(struct items *items, const char *file, const char *bytes, size_t length, struct xt_err *err)
{
	return read_bytes(items, file, bytes, length, false, err);
}

int items_read(struct items *items, const char *path, struct xt_err *err)
{
	return read_file(items, path, false, err);
}

int items_read_loose(struct items *items, const char *path, struct xt_err *err)
{
	return read_file(items, path, true, err);
}
