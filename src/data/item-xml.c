/* SPDX-License-Identifier: Apache-2.0 · reading items from COPA's own XML
 *
 *	<copa-corpus version="1.0">
 *	<item id="501" asks-for="cause" most-plausible-alternative="1">
 *	<p>The item was packaged in bubble wrap.</p>
 *	<a1>It was fragile.</a1>
 *	<a2>It was small.</a2>
 *	</item>
 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/xml.h"
#include "data/item-read.h"

struct reader {
	struct items *items;
	const char *file;
	struct seen seen;
	struct item item;
	bool inside;
};

/* Which ids are of which split, and what XCOPA counts them from. */
static const struct {
	long first, last;
	const char *split;
} SPLITS[] = {{1, 400, "train"}, {401, 500, "val"}, {501, 1000, "test"}};

static int take_id(struct reader *r, const char *id, size_t line, struct xt_err *err)
{
	char *end;
	long n = id && *id >= '0' && *id <= '9' ? strtol(id, &end, 10) : 0;
	size_t before;

	if (n < 1 || n > 1000 || *end)
		return err_set(err, "%s:%zu: item's id is %.20s: COPA has 1 to 1000", r->file, line,
		        id ? id : "missing");
	for (size_t i = 0; i < sizeof(SPLITS) / sizeof(*SPLITS); i++) {
		if (n < SPLITS[i].first || n > SPLITS[i].last)
			continue;
		r->item.idx = (int32_t)(n - SPLITS[i].first);
		r->item.split = SPLITS[i].split;
	}
	before = seen_add(&r->seen, (int32_t)n, line);
	if (before)
		return err_set(err, "%s:%zu: id %ld was on line %zu already", r->file, line, n, before);
	return 0;
}

static int begin_item(struct reader *r, const char **attributes, size_t line, struct xt_err *err)
{
	const char *asks = xml_find(attributes, "asks-for");
	const char *right = xml_find(attributes, "most-plausible-alternative");

	r->item = (struct item){.label = -1, .changed = -1, .line = line};
	r->inside = true;
	if (take_id(r, xml_find(attributes, "id"), line, err))
		return -1;
	if (!asks || question_find(asks, &r->item.question))
		return err_set(err, "%s:%zu: asks-for is %.20s: cause or effect is wanted", r->file, line,
		        asks ? asks : "missing");
	if (right && strcmp(right, "1") && strcmp(right, "2"))
		return err_set(err, "%s:%zu: most-plausible-alternative is %.20s: 1 or 2 is wanted", r->file,
		        line, right);
	if (right)
		r->item.label = (int8_t)(*right - '1');
	return 0;
}

static int begin(void *user, const char *name, const char **attributes, size_t line, struct xt_err *err)
{
	struct reader *r = user;

	if (!strcmp(name, "item") && !r->inside)
		return begin_item(r, attributes, line, err);
	if (!strcmp(name, "copa-corpus") && !r->inside)
		return 0;
	if (r->inside && (!strcmp(name, "p") || !strcmp(name, "a1") || !strcmp(name, "a2")))
		return 0;
	return err_set(err, "%s:%zu: element %.40s: COPA has copa-corpus, item, and in it p, a1 and a2",
	        r->file, line, name);
}

static int take_text(
        struct reader *r, enum field field, const char *text, size_t length, size_t line, struct xt_err *err)
{
	struct str *out = &r->item.field[field];

	if (out->bytes)
		return err_set(
		        err, "%s:%zu: the item has two texts for %s", r->file, line, field_name(field));
	if (length > TEXT_MAX)
		return err_set(err, "%s:%zu: %s has %zu bytes: at most %u are taken", r->file, line,
		        field_name(field), length, TEXT_MAX);
	*out = (struct str){arena_copy(&r->items->arena, text, length), (uint32_t)length};
	return 0;
}

static int end(void *user, const char *name, const char *text, size_t length, size_t line, struct xt_err *err)
{
	struct reader *r = user;

	if (!strcmp(name, "p"))
		return take_text(r, FIELD_PREMISE, text, length, line, err);
	if (!strcmp(name, "a1") || !strcmp(name, "a2"))
		return take_text(r, name[1] == '1' ? FIELD_CHOICE1 : FIELD_CHOICE2, text, length, line, err);
	if (strcmp(name, "item"))
		return 0;
	r->inside = false;
	if (item_check(r->file, &r->item, err))
		return -1;
	items_add(r->items, &r->item);
	return 0;
}

int items_read_xml(
        struct items *items, const char *file, const char *bytes, size_t length, struct xt_err *err)
{
	static const struct xml_reader READER = {begin, end};
	struct reader reader = {.items = items, .file = file};
	int result = xml_read_in(file, bytes, length, &READER, &reader, err);

	seen_release(&reader.seen);
	return result;
}
