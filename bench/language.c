/* SPDX-License-Identifier: Apache-2.0 · inside of score_run: the items of one language, each distinct one once */
#include "bench/language.h"

#include <string.h>

#include "base/mem.h"

static uint64_t hash_item(const struct item *item)
{
	uint64_t h = 0xCBF29CE484222325U ^ (uint64_t)item->question; /* FNV-1a, 64 bits */

	for (int f = 0; f < FIELD_COUNT; f++)
		for (uint32_t i = 0; i <= item->field[f].length; i++)
			h = (h ^ (unsigned char)item->field[f].bytes[i]) * 0x100000001B3U;
	return h ^ h >> 32;
}

static bool same_item(const struct item *a, const struct item *b)
{
	if (a->question != b->question)
		return false;
	for (int f = 0; f < FIELD_COUNT; f++)
		if (a->field[f].length != b->field[f].length ||
		        memcmp(a->field[f].bytes, b->field[f].bytes, a->field[f].length))
			return false;
	return true;
}

/* Finds for each item the first that is the same. */
static void find_same(struct language *l)
{
	size_t slots = 64;
	uint32_t *table; /* 1 + index of a ref; 0: free */

	while (slots < 2 * l->total)
		slots *= 2;
	table = mem_zalloc(slots, sizeof(*table));
	for (size_t i = 0; i < l->total; i++) {
		const struct item *item = language_item(l, &l->ref[i]);
		size_t at = (size_t)hash_item(item) & (slots - 1);

		while (table[at] && !same_item(item, language_item(l, &l->ref[table[at] - 1])))
			at = (at + 1) & (slots - 1);
		if (!table[at])
			table[at] = (uint32_t)(i + 1);
		l->ref[i].same = table[at] - 1;
	}
	mem_free(table);
}

void language_release(struct language *l)
{
	for (size_t i = 0; i < l->count; i++)
		items_release(&l->items[i]);
	mem_free(l->items);
	mem_free(l->ref);
}

int language_read(struct run *run, size_t first, struct language *l, struct xt_err *err)
{
	const struct results *r = run->results;
	size_t end = first, at = 0;

	*l = (struct language){.first = first};
	while (end < r->condition_count && !strcmp(r->condition[end].language, r->condition[first].language))
		l->total += run->items[end++];
	l->count = end - first;
	l->items = mem_zalloc(l->count, sizeof(*l->items));
	l->ref = mem_alloc(l->total, sizeof(*l->ref));
	for (size_t i = 0; i < l->count; i++) {
		l->items[i] = (struct items)ITEMS_INIT;
		if (attackset_read(run->sets, first + i, &l->items[i], err))
			return -1;
		if (l->items[i].count != run->items[first + i])
			return err_set(err, "%s: changed while it was being scored", run->options->sets);
		for (size_t k = 0; k < l->items[i].count; k++)
			l->ref[at++] = (struct ref){(uint32_t)i, (uint32_t)k, 0};
	}
	find_same(l);
	return 0;
}
