/* SPDX-License-Identifier: Apache-2.0 · SETS/manifest.json, read and written */
#include "data/manifest.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/utf8.h"
#include "data/data.h"

#define LIMIT ((size_t)256 << 20)

const char *const MANIFEST_VERSIONS[VERSION_COUNT] = {"xtremor", "icu", "unicode", "utf8proc", "xkb-data"};

const char *manifest_version(int which)
{
	switch (which) {
	case VERSION_XTREMOR:
		return xt_version();
	case VERSION_ICU:
		return text_icu_version();
	case VERSION_UNICODE:
		return text_unicode_version();
	case VERSION_UTF8PROC:
		return utf8_version();
	default:
		return NULL;
	}
}

/* A number as this program writes it: digits, no leading zero, within 63 bits. */
static int parse_number(const char *text, size_t length, uint64_t *out)
{
	uint64_t n = 0;

	if (!length || length > 19 || (text[0] == '0' && length > 1))
		return -1;
	for (size_t i = 0; i < length; i++) {
		if (text[i] < '0' || text[i] > '9')
			return -1;
		n = n * 10 + (uint64_t)(text[i] - '0');
	}
	if (n > INT64_MAX)
		return -1;
	*out = n;
	return 0;
}

/* "<attack>.<severity>.<seed>": the name may hold no dot. */
static int parse_folder(const char *text, size_t length, struct arena *arena, struct condition *out)
{
	size_t name = strcspn(text, "./");
	uint64_t severity;

	if (!name || name > 31 || strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-_+") != name ||
	        text[name] != '.' || name + 3 >= length || text[name + 2] != '.' ||
	        parse_number(text + name + 1, 1, &severity) || severity > 5 ||
	        parse_number(text + name + 3, length - name - 3, &out->seed))
		return -1;
	out->attack = arena_copy(arena, text, name);
	out->severity = (unsigned)severity;
	return 0;
}

int condition_parse(const char *path, struct arena *arena, struct condition *out)
{
	const char *slash = strchr(path, '/'), *second = slash ? strchr(slash + 1, '/') : NULL, *name, *dot;
	size_t lang;

	if (!second || strchr(second + 1, '/') || parse_folder(path, (size_t)(slash - path), arena, out))
		return -1;
	lang = (size_t)(second - slash) - 1;
	name = second + 1;
	dot = strchr(name, '.');
	if (!data_is_lang(slash + 1, lang) || !dot || !data_is_split(name, (size_t)(dot - name)) ||
	        strncmp(dot + 1, slash + 1, lang) || strcmp(dot + 1 + lang, ".jsonl"))
		return -1;
	out->lang = arena_copy(arena, slash + 1, lang);
	out->split = arena_copy(arena, name, (size_t)(dot - name));
	out->path = arena_copy(arena, path, strlen(path));
	return 0;
}

struct reader {
	struct manifest_json *m;
	const char *file;
	size_t capacity;
	struct xt_err *err;
};

static bool is_hash(const char *text)
{
	return text && strlen(text) == 64 && strspn(text, "0123456789abcdef") == 64;
}

static const char *keep(struct reader *r, const struct json_t *value)
{
	size_t length;
	const char *text = json_text(value, &length);

	return text ? arena_copy(&r->m->arena, text, length) : NULL;
}

static int take_file(void *user, const char *key, const struct json_t *value)
{
	struct reader *r = user;
	struct condition c = {.sha256 = keep(r, value)};

	if (condition_parse(key, &r->m->arena, &c))
		return err_set(r->err,
		        "%s: files: '%.80s': a path of the form "
		        "<attack>.<severity>.<seed>/<lang>/<split>.<lang>.jsonl "
		        "is wanted",
		        r->file, key);
	if (!is_hash(c.sha256))
		return err_set(r->err, "%s: files: %s: 64 hexadecimal digits (its sha256) are wanted",
		        r->file, c.path);
	r->m->condition =
	        mem_grow(r->m->condition, &r->capacity, r->m->condition_count + 1, sizeof(*r->m->condition));
	r->m->condition[r->m->condition_count++] = c;
	return 0;
}

static int take_format(struct reader *r, const struct json_t *value)
{
	int64_t format;

	if (json_int64(value, &format))
		return err_set(r->err, "%s: \"format\" is %s: the whole number 1 is wanted", r->file,
		        json_kind_name(value));
	if (format != 1)
		return err_set(r->err, "%s: format %" PRId64 " is not known: this xtremor reads format 1",
		        r->file, format);
	return 0;
}

static int take_files(struct reader *r, const struct json_t *value)
{
	if (!value || json_kind(value) != JSON_IS_OBJECT)
		return err_set(r->err, "%s: \"files\" is %s: an object {path: sha256} is wanted", r->file,
		        json_kind_name(value));
	return json_each(value, take_file, r) ? -1 : 0;
}

static int take_source(struct reader *r, const struct json_t *value)
{
	r->m->source = keep(r, value);
	if (!is_hash(r->m->source))
		return err_set(r->err, "%s: \"source\" is no sha256 of 64 hexadecimal digits", r->file);
	return 0;
}

static int take_langs(struct reader *r, const struct json_t *value)
{
	size_t n = json_count(value);

	if (json_kind(value) != JSON_IS_ARRAY)
		return err_set(
		        r->err, "%s: \"langs\" is %s: an array is wanted", r->file, json_kind_name(value));
	r->m->langs = arena_alloc(&r->m->arena, n, sizeof(*r->m->langs));
	for (size_t i = 0; i < n; i++) {
		const char *lang = keep(r, json_at(value, i));

		if (!lang || !data_is_lang(lang, strlen(lang)))
			return err_set(r->err, "%s: \"langs\" holds what is no language code", r->file);
		r->m->langs[r->m->lang_count++] = lang;
	}
	return 0;
}

static int take_external(struct reader *r, const struct json_t *value)
{
	size_t n = json_count(value);

	if (json_kind(value) != JSON_IS_ARRAY)
		return err_set(
		        r->err, "%s: \"external\" is %s: an array is wanted", r->file, json_kind_name(value));
	r->m->external = arena_alloc(&r->m->arena, n, sizeof(*r->m->external));
	for (size_t i = 0; i < n; i++) {
		const struct json_t *e = json_at(value, i);
		struct manifest_external *out = &r->m->external[i];

		*out = (struct manifest_external){keep(r, json_find(e, "path")),
		        keep(r, json_find(e, "sha256")), keep(r, json_find(e, "package"))};
		if (!out->path || !is_hash(out->sha256))
			return err_set(
			        r->err, "%s: \"external\" holds an entry without path or sha256", r->file);
		r->m->external_count++;
	}
	return 0;
}

static int take_versions(struct reader *r, const struct json_t *value)
{
	if (json_kind(value) != JSON_IS_OBJECT)
		return err_set(r->err, "%s: \"versions\" is %s: an object is wanted", r->file,
		        json_kind_name(value));
	for (int v = 0; v < VERSION_COUNT; v++)
		r->m->versions[v] = keep(r, json_find(value, MANIFEST_VERSIONS[v]));
	return 0;
}

static const struct {
	const char *key;
	int (*take)(struct reader *r, const struct json_t *value);
} KEYS[] = {
        {"format", take_format},
        {"files", take_files},
        {"source", take_source},
        {"langs", take_langs},
        {"external", take_external},
        {"versions", take_versions},
};

enum { KEY_COUNT = sizeof(KEYS) / sizeof(*KEYS), NEEDED = 2 };

static int find_unknown(void *user, const char *key, const struct json_t *value)
{
	struct reader *r = user;

	(void)value;
	for (size_t i = 0; i < KEY_COUNT; i++)
		if (!strcmp(key, KEYS[i].key))
			return 0;
	r->m->unknown = arena_copy(&r->m->arena, key, strlen(key));
	return 1;
}

static int take_all(struct reader *r, const struct json_t *document)
{
	if (json_kind(document) != JSON_IS_OBJECT)
		return err_set(
		        r->err, "%s: is %s: an object {…} is wanted", r->file, json_kind_name(document));
	for (size_t i = 0; i < KEY_COUNT; i++) {
		const struct json_t *value = json_find(document, KEYS[i].key);

		if (!value && i < NEEDED)
			return err_set(r->err, "%s: \"%s\" is missing", r->file, KEYS[i].key);
		if (value && KEYS[i].take(r, value))
			return -1;
	}
	json_each(document, find_unknown, r);
	return 0;
}

int manifest_read_in(
        struct manifest_json *out, const char *file, const char *bytes, size_t length, struct xt_err *err)
{
	struct reader r = {out, file, 0, err};
	struct json_t *document;
	int result;

	*out = (struct manifest_json){.arena = ARENA_INIT};
	if (json_parse(file, 0, bytes, length, &document, err))
		return -1;
	result = take_all(&r, document);
	json_done(document);
	if (result)
		manifest_release(out);
	return result;
}

int manifest_read(struct manifest_json *out, const char *sets, struct xt_err *err)
{
	struct buf path = BUF_INIT, bytes = BUF_INIT;
	int result;

	*out = (struct manifest_json){.arena = ARENA_INIT};
	file_join(&path, sets, "manifest.json");
	result = file_read(path.bytes, LIMIT, &bytes, err);
	if (!result)
		result = manifest_read_in(out, path.bytes, buf_text(&bytes), bytes.length, err);
	buf_release(&path);
	buf_release(&bytes);
	return result;
}

void manifest_release(struct manifest_json *m)
{
	mem_free(m->condition);
	arena_release(&m->arena);
	*m = (struct manifest_json){.arena = ARENA_INIT};
}

static void put_member(struct buf *out, const char *key, const char *value)
{
	json_put_string(out, key, strlen(key));
	buf_string(out, ": ");
	json_put_string(out, value, strlen(value));
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct condition *)a)->path, ((const struct condition *)b)->path);
}

static void put_files(struct buf *out, const struct manifest_json *m)
{
	struct condition *sorted = mem_alloc(m->condition_count, sizeof(*sorted));

	if (m->condition_count) {
		memcpy(sorted, m->condition, m->condition_count * sizeof(*sorted));
		qsort(sorted, m->condition_count, sizeof(*sorted), by_path);
	}
	buf_string(out, "  \"files\": {");
	for (size_t i = 0; i < m->condition_count; i++) {
		buf_string(out, i ? ",\n    " : "\n    ");
		put_member(out, sorted[i].path, sorted[i].sha256);
	}
	buf_string(out, "\n  },\n");
	mem_free(sorted);
}

static int by_file(const void *a, const void *b)
{
	return strcmp(
	        ((const struct manifest_external *)a)->path, ((const struct manifest_external *)b)->path);
}

static void put_external(struct buf *out, const struct manifest_json *m)
{
	struct manifest_external *sorted = mem_alloc(m->external_count, sizeof(*sorted));

	if (m->external_count) {
		memcpy(sorted, m->external, m->external_count * sizeof(*sorted));
		qsort(sorted, m->external_count, sizeof(*sorted), by_file);
	}
	buf_string(out, "  \"external\": [");
	for (size_t i = 0; i < m->external_count; i++) {
		buf_string(out, i ? ",\n    {" : "\n    {");
		if (sorted[i].package) {
			put_member(out, "package", sorted[i].package);
			buf_string(out, ", ");
		}
		put_member(out, "path", sorted[i].path);
		buf_string(out, ", ");
		put_member(out, "sha256", sorted[i].sha256);
		buf_byte(out, '}');
	}
	buf_string(out, m->external_count ? "\n  ],\n" : "],\n");
	mem_free(sorted);
}

static int by_string(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void put_langs(struct buf *out, const struct manifest_json *m)
{
	const char **sorted = mem_alloc(m->lang_count, sizeof(*sorted));

	for (size_t i = 0; i < m->lang_count; i++)
		sorted[i] = m->langs[i];
	if (m->lang_count)
		qsort(sorted, m->lang_count, sizeof(*sorted), by_string);
	buf_string(out, "  \"langs\": [");
	for (size_t i = 0; i < m->lang_count; i++) {
		buf_string(out, i ? ", " : "");
		json_put_string(out, sorted[i], strlen(sorted[i]));
	}
	buf_string(out, "],\n");
	mem_free(sorted);
}

void manifest_put(struct buf *out, const struct manifest_json *m)
{
	static const int SORTED[] = {
	        VERSION_ICU, VERSION_UNICODE, VERSION_UTF8PROC, VERSION_XKB, VERSION_XTREMOR};

	buf_string(out, "{\n");
	put_external(out, m);
	put_files(out, m);
	buf_string(out, "  \"format\": 1,\n");
	put_langs(out, m);
	buf_string(out, "  ");
	put_member(out, "source", m->source);
	buf_string(out, ",\n  \"versions\": {");
	for (size_t i = 0; i < VERSION_COUNT; i++) {
		if (SORTED[i] == VERSION_XKB && !m->versions[VERSION_XKB])
			continue;
		buf_string(out, i ? ", " : "");
		put_member(out, MANIFEST_VERSIONS[SORTED[i]], m->versions[SORTED[i]]);
	}
	buf_string(out, "}\n}\n");
}
