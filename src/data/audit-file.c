/* SPDX-License-Identifier: Apache-2.0 · one file looked at, by itself and beside another */
#include "data/audit-file.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

#define NIKHAHIT 0x0E4D
#define SARA_AA 0x0E32

static void find(
        struct audit_file *f, enum finding_kind kind, int32_t idx, enum field field, const char *detail)
{
	struct findings *list = &f->found[kind];

	list->at = mem_grow(list->at, &list->capacity, list->count + 1, sizeof(*list->at));
	list->at[list->count++] = (struct finding){idx, field, detail};
}

/* Thai tone marks, mai ek to mai chattawa. */
static bool is_tone(int32_t c)
{
	return c >= 0x0E48 && c <= 0x0E4B;
}

/* Lists the characters of a text that no one can see. NULL: none. */
static const char *invisible(struct arena *arena, const struct str *text)
{
	struct buf list = BUF_INIT;
	const char *detail = NULL;
	int32_t c;

	for (size_t i = 0, n; i < text->length; i += n) {
		n = utf8_next(text->bytes + i, text->length - i, &c);
		if (!n)
			break;
		if (utf8_is_invisible(c))
			buf_printf(&list, "%sU+%04" PRIX32, list.length ? " " : "", (uint32_t)c);
	}
	if (list.length)
		detail = arena_copy(arena, list.bytes, list.length);
	buf_release(&list);
	return detail;
}

/* Sara am (U+0E33) is a vowel sign over the consonant and one behind it; typed as those two, a tone
 * comes between, or wrongly behind the first: the same picture from other characters. */
static bool split_sara_am(const struct str *text)
{
	int32_t c;
	bool open = false;

	for (size_t i = 0, n; i < text->length; i += n) {
		n = utf8_next(text->bytes + i, text->length - i, &c);
		if (!n)
			return false;
		if (open && c == SARA_AA)
			return true;
		open = c == NIKHAHIT || (open && is_tone(c));
	}
	return false;
}

/* The last character that shows is punctuation. */
static bool ended(const struct str *text)
{
	int32_t c, last = 0;

	for (size_t i = 0, n; i < text->length; i += n) {
		n = utf8_next(text->bytes + i, text->length - i, &c);
		if (!n)
			break;
		if (*utf8_category(c) != 'Z' && *utf8_category(c) != 'C' && !utf8_is_invisible(c))
			last = c;
	}
	return *utf8_category(last) == 'P';
}

static void look_at_field(struct audit_file *f, const struct item *item, enum field field)
{
	const struct str *text = &item->field[field];
	const char *unseen = invisible(&f->items.arena, text);

	if (!utf8_is_normal(text->bytes, text->length, UTF8_NFC))
		find(f, FIND_NOT_NFC, item->idx, field, NULL);
	if (unseen)
		find(f, FIND_INVISIBLE, item->idx, field, unseen);
	if (split_sara_am(text))
		find(f, FIND_SARA_AM, item->idx, field, NULL);
	if (!ended(text)) {
		find(f, FIND_UNENDED, item->idx, field, NULL);
		f->unended[field]++;
	}
}

/* An item by its idx, then its place in the file: no two are equal. */
static int by_idx(const void *a, const void *b)
{
	const struct item *x = *(const struct item *const *)a, *y = *(const struct item *const *)b;

	if (x->idx != y->idx)
		return x->idx < y->idx ? -1 : 1;
	return x->line < y->line ? -1 : x->line > y->line;
}

static const struct item **sort(const struct items *items)
{
	const struct item **sorted = mem_alloc(items->count, sizeof(*sorted));

	for (size_t i = 0; i < items->count; i++)
		sorted[i] = &items->item[i];
	if (items->count)
		qsort(sorted, items->count, sizeof(*sorted), by_idx);
	return sorted;
}

void audit_file_look(struct audit_file *f)
{
	const struct item **sorted = sort(&f->items);

	for (size_t i = 0; i < f->items.count; i++) {
		const struct item *item = sorted[i];

		f->labels[item->label < 0 ? 2 : item->label]++;
		f->questions[item->question]++;
		if (i && sorted[i - 1]->idx == item->idx)
			find(f, FIND_TWICE, item->idx, FIELD_PREMISE, NULL);
		for (unsigned field = 0; field < FIELD_COUNT; field++)
			look_at_field(f, item, (enum field)field);
	}
	mem_free(sorted);
}

static void compare_pair(
        struct audit_file *f, const struct item *item, const struct item *other, bool questions)
{
	if (questions && item->question != other->question)
		find(f, FIND_QUESTION, item->idx, FIELD_PREMISE, NULL);
	if (item->label >= 0 && other->label >= 0 && item->label != other->label)
		find(f, FIND_LABEL, item->idx, FIELD_PREMISE, NULL);
}

void audit_file_compare(struct audit_file *f, const struct audit_file *reference, bool questions)
{
	const struct item **own = sort(&f->items), **other = sort(&reference->items);
	size_t i = 0, j = 0;

	while (i < f->items.count || j < reference->items.count) {
		bool left = i < f->items.count, right = j < reference->items.count;

		if (left && i && own[i]->idx == own[i - 1]->idx) {
			i++;
		} else if (right && j && other[j]->idx == other[j - 1]->idx) {
			j++;
		} else if (left && right && own[i]->idx == other[j]->idx) {
			compare_pair(f, own[i++], other[j++], questions);
		} else if (!right || (left && own[i]->idx < other[j]->idx)) {
			find(f, FIND_EXTRA, own[i++]->idx, FIELD_PREMISE, NULL);
		} else {
			find(f, FIND_MISSING, other[j++]->idx, FIELD_PREMISE, NULL);
		}
	}
	mem_free(own);
	mem_free(other);
}
