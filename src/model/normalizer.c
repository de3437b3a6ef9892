/* SPDX-License-Identifier: Apache-2.0 · where two libraries normalise a text with the same table in different ways */
#include "model/normalizer.h"

#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

enum { CLUSTER_MAX = 6 }; /* bytes: tokenizers looks up what is shorter */

/* uint32 size of the table, its units, the replacements, each ended by NUL; spmcheck.c says what a unit is. */
struct table {
	const unsigned char *unit;
	const char *text;
};

static uint32_t read32(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static uint32_t unit_at(const struct table *t, size_t i)
{
	return read32(t->unit + 4 * i);
}

static size_t offset(uint32_t unit)
{
	return (size_t)(unit >> 10) << ((unit & 1u << 9) >> 6);
}

/* The replacement of the longest, or the shortest, string that a text begins with; *n is its length; NULL: there is none. */
static const char *find(const struct table *t, const char *bytes, size_t length, bool longest, size_t *n)
{
	uint32_t unit = unit_at(t, 0);
	const char *found = NULL;
	size_t at = offset(unit);

	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)bytes[i];

		at ^= c;
		unit = unit_at(t, at);
		if ((unit & (1u << 31 | 0xFF)) != c)
			break;
		at ^= offset(unit);
		if (!(unit & 1u << 8))
			continue;
		found = t->text + (unit_at(t, at) & 0x7FFFFFFFu);
		*n = i + 1;
		if (!longest)
			break;
	}
	return found;
}

/* Appends, but no blank at the beginning or behind another. */
static void put(struct buf *out, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (bytes[i] != ' ' || (out->length && out->bytes[out->length - 1] != ' '))
			buf_byte(out, bytes[i]);
}

static void put_longest(const struct table *t, const char *bytes, size_t length, struct buf *out)
{
	for (size_t i = 0, n; i < length; i += n) {
		const char *found = find(t, bytes + i, length - i, true, &n);
		int32_t c;

		if (found) {
			put(out, found, strlen(found));
			continue;
		}
		n = utf8_next(bytes + i, length - i, &c);
		put(out, bytes + i, n);
	}
}

/* One character, looked up alone. */
static size_t put_character(const struct table *t, const char *bytes, size_t length, struct buf *out)
{
	int32_t c;
	size_t n = utf8_next(bytes, length, &c), m;
	const char *found = find(t, bytes, n, false, &m);

	put(out, found ? found : bytes, found ? strlen(found) : n);
	return n;
}

static void put_clusters(const struct table *t, const char *bytes, size_t length, struct buf *out)
{
	for (size_t i = 0, end, n; i < length; i = end) {
		const char *found = NULL;

		end = utf8_cluster_end(bytes, length, i);
		if (end - i < CLUSTER_MAX)
			found = find(t, bytes + i, end - i, false, &n);
		if (found)
			put(out, found, strlen(found));
		else
			for (; i < end; i += n)
				n = put_character(t, bytes + i, end - i, out);
	}
}

static void drop_last_blank(struct buf *text)
{
	if (text->length && text->bytes[text->length - 1] == ' ')
		text->length--;
}

bool normalizer_agrees(const unsigned char *map, size_t map_length, const char *bytes, size_t length)
{
	struct buf a = BUF_INIT, b = BUF_INIT;
	struct table t;
	bool same;

	if (!map_length)
		return true;
	t.unit = map + 4;
	t.text = (const char *)map + 4 + read32(map);
	put_longest(&t, bytes, length, &a);
	put_clusters(&t, bytes, length, &b);
	drop_last_blank(&a);
	drop_last_blank(&b);
	same = a.length == b.length && (!a.length || !memcmp(a.bytes, b.bytes, a.length));
	buf_release(&a);
	buf_release(&b);
	return same;
}
