/* SPDX-License-Identifier: Apache-2.0 · key = value files over inih */
#include "base/ini.h"

#include <ini.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"

#define LINE_LIMIT 198 /* of INI_MAX_LINE 200, less newline and NUL */
#define FILE_LIMIT ((size_t)1 << 20)

struct entry {
	const char *section, *key, *value;
	size_t line;
};

struct ini {
	struct arena arena;
	const char *path;
	struct entry *entries;
	size_t count, capacity;
};

/* What the callbacks of one parse share. */
struct reading {
	struct ini *ini;
	const char *bytes;
	size_t length, at, line;
	bool indented;
	bool open; /* a value stands above in this section, for an indented line to go on with */
	int failed;
	struct xt_err *err;
};

static const struct entry *find(const struct ini *ini, const char *section, const char *key)
{
	for (size_t i = 0; i < ini->count; i++)
		if (*ini->entries[i].key == *key && !strcmp(ini->entries[i].key, key) &&
		        !strcmp(ini->entries[i].section, section))
			return &ini->entries[i];
	return NULL;
}

/* inih's reader: one line, NUL-terminated, like fgets. check_lines has made sure that lines fit. */
static char *next_line(char *out, int room, void *stream)
{
	struct reading *r = stream;
	const char *end;
	size_t n;

	if (r->at >= r->length || r->failed)
		return NULL;
	end = memchr(r->bytes + r->at, '\n', r->length - r->at);
	n = end ? (size_t)(end - r->bytes) - r->at + 1 : r->length - r->at;
	if (n + 1 > (size_t)room)
		n = (size_t)room - 1;
	memcpy(out, r->bytes + r->at, n);
	out[n] = '\0';
	r->indented = *out == ' ' || *out == '\t';
	if (out[strspn(out, " \t\r")] == '[' && !(r->indented && r->open))
		r->open = false;
	r->at += n;
	r->line++;
	return out;
}

static void join(struct ini *ini, struct entry *entry, const char *more)
{
	size_t a = strlen(entry->value), b = strlen(more);
	char *value = arena_alloc(&ini->arena, a + b + 2, 1);

	memcpy(value, entry->value, a);
	value[a] = ' ';
	memcpy(value + a + 1, more, b + 1);
	entry->value = value;
}

static int add(void *user, const char *section, const char *key, const char *value)
{
	struct reading *r = user;
	struct ini *ini = r->ini;

	if (r->indented && !r->open) {
		r->failed = err_set(r->err,
		        "%s:%zu: an indented line goes on with the value above, and there is none in [%s]",
		        ini->path, r->line, section);
		return 0;
	}
	if (r->indented) {
		join(ini, &ini->entries[ini->count - 1], value);
		return 1;
	}
	if (find(ini, section, key)) {
		r->failed = err_set(
		        r->err, "%s:%zu: key '%s' is there twice in [%s]", ini->path, r->line, key, section);
		return 0;
	}
	r->open = true;
	ini->entries = mem_grow(ini->entries, &ini->capacity, ini->count + 1, sizeof(*ini->entries));
	ini->entries[ini->count++] = (struct entry){
	        arena_copy(&ini->arena, section, strlen(section)),
	        arena_copy(&ini->arena, key, strlen(key)),
	        arena_copy(&ini->arena, value, strlen(value)),
	        r->line,
	};
	return 1;
}

static int check_lines(const char *path, const char *bytes, size_t length, struct xt_err *err)
{
	size_t at = 0, bad;

	for (size_t line = 1; at < length; line++) {
		const char *end = memchr(bytes + at, '\n', length - at);
		size_t n = end ? (size_t)(end - bytes) - at : length - at;

		if (n > LINE_LIMIT)
			return err_set(err,
			        "%s:%zu: line of %zu bytes is longer than %d: let it go on in the next, "
			        "indented",
			        path, line, n, LINE_LIMIT);
		if (utf8_check(bytes + at, n, &bad))
			return err_set(err, "%s:%zu: invalid UTF-8 or NUL at byte %zu", path, line, bad);
		at += n + 1;
	}
	return 0;
}

static int parse(struct reading *r)
{
	int line = ini_parse_stream(next_line, r, add, r);

	if (r->failed)
		return -1;
	if (line > 0)
		return err_set(r->err, "%s:%d: neither [section] nor key = value", r->ini->path, line);
	return 0;
}

int ini_open(struct ini **out, const char *path, struct xt_err *err)
{
	struct buf bytes = BUF_INIT;
	struct ini *ini = mem_zalloc(1, sizeof(*ini));
	struct reading r = {.ini = ini, .err = err};
	int result = -1;

	ini->path = arena_copy(&ini->arena, path, strlen(path));
	if (file_read(path, FILE_LIMIT, &bytes, err) || check_lines(path, bytes.bytes, bytes.length, err))
		goto out;
	r.bytes = bytes.bytes;
	r.length = bytes.length;
	result = parse(&r);
out:
	buf_release(&bytes);
	if (result) {
		ini_close(ini);
		ini = NULL;
	}
	*out = ini;
	return result;
}

void ini_close(struct ini *ini)
{
	if (!ini)
		return;
	mem_free(ini->entries);
	arena_release(&ini->arena);
	mem_free(ini);
}

const char *ini_path(const struct ini *ini)
{
	return ini->path;
}

const char *ini_get(const struct ini *ini, const char *section, const char *key)
{
	const struct entry *entry = find(ini, section, key);

	return entry ? entry->value : NULL;
}

size_t ini_line(const struct ini *ini, const char *section, const char *key)
{
	const struct entry *entry = find(ini, section, key);

	return entry ? entry->line : 0;
}

int ini_at(const struct ini *ini, size_t i, const char **section, const char **key, const char **value)
{
	if (i >= ini->count)
		return -1;
	*section = ini->entries[i].section;
	*key = ini->entries[i].key;
	*value = ini->entries[i].value;
	return 0;
}
