/* SPDX-License-Identifier: Apache-2.0 · spellings that look the same: reads spellings.tsv, finds its rows in a text */
#include "langs/spelling.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "langs/lang-private.h"

struct pair {
	struct str from, to;
};

struct spellings {
	struct arena arena;
	struct pair *pair; /* by the first byte of from, then in the table's order */
	size_t count, capacity;
	size_t first[257]; /* pairs under a byte: first[byte] … first[byte + 1] − 1 */
};

struct reader {
	struct spellings *all;
	const char *path;
};

/* Copies a field with \uXXXX as the character; length 0 where an escape is none. */
static struct str unescape(struct arena *arena, const char *text)
{
	struct buf out = BUF_INIT;
	struct str copy = {"", 0};

	while (*text) {
		int32_t c;

		if (*text != '\\') {
			buf_byte(&out, *text++);
			continue;
		}
		if (text[1] != 'u' || !utf8_hex(text + 2, 4, &c))
			goto out;
		utf8_put(&out, c);
		text += 6;
	}
	copy = (struct str){arena_copy(arena, buf_text(&out), out.length), (uint32_t)out.length};
out:
	buf_release(&out);
	return copy;
}

static void add(struct spellings *all, const struct str *from, const struct str *to)
{
	all->pair = mem_grow(all->pair, &all->capacity, all->count + 1, sizeof(*all->pair));
	all->pair[all->count++] = (struct pair){*from, *to};
}

static int read_row(void *user, char **fields, size_t line, struct xt_err *err)
{
	struct reader *r = user;
	struct str one = unescape(&r->all->arena, fields[0]), other = unescape(&r->all->arena, fields[1]);

	if (!one.length || !other.length)
		return err_set(err, "%s:%zu: '%s' and '%s': two texts are wanted; the only escape is \\uXXXX",
		        r->path, line, fields[0], fields[1]);
	if (one.length == other.length && !memcmp(one.bytes, other.bytes, one.length))
		return err_set(err, "%s:%zu: '%s' is spelt the same on both sides", r->path, line, fields[0]);
	if (!*fields[2])
		return err_set(err, "%s:%zu: '%s': a row needs a source", r->path, line, fields[0]);
	add(r->all, &one, &other);
	add(r->all, &other, &one);
	return 0;
}

/* Counting sort by first byte: it keeps the table's order. */
static void make_index(struct spellings *all)
{
	struct pair *sorted = mem_alloc(all->count + 1, sizeof(*sorted));
	size_t at[256];

	for (size_t i = 0; i < all->count; i++)
		all->first[(unsigned char)*all->pair[i].from.bytes + 1]++;
	for (size_t b = 0; b < 256; b++) {
		all->first[b + 1] += all->first[b];
		at[b] = all->first[b];
	}
	for (size_t i = 0; i < all->count; i++)
		sorted[at[(unsigned char)*all->pair[i].from.bytes]++] = all->pair[i];
	mem_free(all->pair);
	all->pair = sorted;
}

int spellings_read(struct spellings **out, const char *path, struct xt_err *err)
{
	struct spellings *all = mem_zalloc(1, sizeof(*all));
	struct reader reader = {all, path};

	*out = all;
	if (tsv_read(path, "one\tother\tsource", read_row, &reader, err)) {
		spellings_free(all);
		*out = NULL;
		return -1;
	}
	make_index(all);
	return 0;
}

void spellings_free(struct spellings *all)
{
	if (!all)
		return;
	arena_release(&all->arena);
	mem_free(all->pair);
	mem_free(all);
}

int spellings_load(struct tables *tables, const char *folder, struct xt_err *err)
{
	const char *mode = ini_get(tables->ini, "canonical", "mode");
	struct buf path = BUF_INIT;
	bool there;
	int result = 0;

	file_join(&path, folder, "spellings.tsv");
	there = file_exists(path.bytes);
	if (mode && strcmp(mode, "letters") && strcmp(mode, "empty"))
		result = err_set(err, "%s:%zu: mode = '%s': there are letters, empty", ini_path(tables->ini),
		        ini_line(tables->ini, "canonical", "mode"), mode);
	else if (there && mode && *mode == 'e')
		result = err_set(err, "%s: is there although mode in [canonical] is empty", path.bytes);
	else if (there)
		result = spellings_read(&tables->spellings, path.bytes, err);
	else if (mode && *mode == 'l')
		tables->spellings = mem_zalloc(1, sizeof(*tables->spellings));
	buf_release(&path);
	return result;
}

bool lang_has_spellings(const struct lang *lang)
{
	return lang->tables->spellings;
}

void spellings_each(const struct lang *lang, const char *bytes, size_t length, size_t at,
        void (*each)(void *user, size_t length, const struct str *other), void *user)
{
	const struct spellings *all = lang->tables->spellings;
	unsigned char byte;

	if (!all || at >= length)
		return;
	byte = (unsigned char)bytes[at];
	for (size_t i = all->first[byte]; i < all->first[byte + 1]; i++) {
		const struct str *from = &all->pair[i].from;

		if (from->length <= length - at && !memcmp(bytes + at, from->bytes, from->length))
			each(user, from->length, &all->pair[i].to);
	}
}
