/* SPDX-License-Identifier: Apache-2.0 · attack sets opened, read, and added to */
#include "data/attackset.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "data/attackset-read.h"
#include "data/manifest.h"

#define FILE_LIMIT ((size_t)1 << 31)
#define ELSEWHERE ": name another folder with -o"

struct attackset {
	char *path;
	struct manifest_json manifest; /* its conditions sorted */
};

static int by_condition(const void *a, const void *b)
{
	const struct condition *x = a, *y = b;
	int order = strcmp(x->lang, y->lang);

	if (order)
		return order;
	if (!strcmp(x->attack, "none") != !strcmp(y->attack, "none"))
		return strcmp(x->attack, "none") ? 1 : -1;
	order = strcmp(x->attack, y->attack);
	if (order)
		return order;
	if (x->severity != y->severity)
		return x->severity < y->severity ? -1 : 1;
	if (x->seed != y->seed)
		return x->seed < y->seed ? -1 : 1;
	return strcmp(x->split, y->split);
}

int attackset_open(struct attackset **out, const char *path, struct xt_err *err)
{
	struct attackset *set = mem_zalloc(1, sizeof(*set));

	*out = NULL;
	if (manifest_read(&set->manifest, path, err)) {
		mem_free(set);
		return -1;
	}
	set->path = mem_copy(path, strlen(path));
	if (set->manifest.condition_count)
		qsort(set->manifest.condition, set->manifest.condition_count,
		        sizeof(*set->manifest.condition), by_condition);
	*out = set;
	return 0;
}

void attackset_close(struct attackset *set)
{
	if (!set)
		return;
	manifest_release(&set->manifest);
	mem_free(set->path);
	mem_free(set);
}

size_t attackset_count(const struct attackset *set)
{
	return set->manifest.condition_count;
}

const struct condition *attackset_at(const struct attackset *set, size_t i)
{
	return &set->manifest.condition[i];
}

const char *attackset_path(const struct attackset *set)
{
	return set->path;
}

const char *attackset_hash(const struct attackset *set, const char *path)
{
	for (size_t i = 0; i < set->manifest.condition_count; i++)
		if (!strcmp(set->manifest.condition[i].path, path))
			return set->manifest.condition[i].sha256;
	return NULL;
}

/* Opens a path of the layout below a folder, part by part, through no link. */
static int open_beneath(const char *sets, const char *path)
{
	int fd = open(sets, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	while (fd >= 0 && *path) {
		size_t n = strcspn(path, "/");
		char *part = mem_copy(path, n);
		int next = openat(fd, part,
		        O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | (path[n] ? O_DIRECTORY : 0));
		int why = errno;

		mem_free(part);
		close(fd);
		errno = why;
		fd = next;
		path += n + (path[n] == '/');
	}
	return fd;
}

static int read_all(int fd, struct buf *out)
{
	char piece[65536];
	ssize_t n;

	while ((n = read(fd, piece, sizeof(piece))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		if (out->length + (size_t)n > FILE_LIMIT) {
			errno = EFBIG;
			return -1;
		}
		buf_append(out, piece, (size_t)n);
	}
	return 0;
}

int attackset_bytes(const char *sets, const char *path, struct buf *out, struct xt_err *err)
{
	int fd = open_beneath(sets, path), result = 0;
	struct stat st;

	if (fd < 0)
		return err_set(err, "%s/%s: cannot be read: %s", sets, path,
		        errno == ELOOP ? "a link, and links are not followed" : strerror(errno));
	if (fstat(fd, &st) || !S_ISREG(st.st_mode))
		result = err_set(err, "%s/%s: is not a file", sets, path);
	else if (read_all(fd, out))
		result = err_set(err, "%s/%s: cannot be read: %s", sets, path, strerror(errno));
	close(fd);
	return result;
}

/* A line must say what its folder says; and what is called clean must be clean. */
static int check_line(
        const char *file, const struct condition *c, const struct item *item, struct xt_err *err)
{
	if (!item->attack || strcmp(item->attack, c->attack) || item->severity != c->severity ||
	        item->seed != c->seed)
		return err_set(err,
		        "%s:%zu: the line does not say attack %s, severity %u, seed %" PRIu64
		        " as its folder does",
		        file, item->line, c->attack, c->severity, c->seed);
	if (item->edit_count && !strcmp(c->attack, "none"))
		return err_set(err, "%s:%zu: none is the clean text, and has no edits", file, item->line);
	return 0;
}

int attackset_parse(const char *sets, const struct condition *c, const struct buf *bytes, struct items *items,
        struct xt_err *err)
{
	struct buf file = BUF_INIT;
	size_t start = items->count;
	int result;

	file_join(&file, sets, c->path);
	result = items_read_in(items, file.bytes, buf_text(bytes), bytes->length, err);
	for (size_t i = start; i < items->count && !result; i++)
		result = check_line(file.bytes, c, &items->item[i], err);
	if (!result && items->count == start)
		result = err_set(err, "%s: holds no items", file.bytes);
	buf_release(&file);
	return result;
}

int attackset_check_hash(
        const char *sets, const struct condition *c, const struct buf *bytes, struct xt_err *err)
{
	unsigned char digest[HASH_SHA256];
	char hex[HASH_HEX];

	hash_sha256(buf_text(bytes), bytes->length, digest);
	hash_hex(digest, hex);
	if (!strcmp(hex, c->sha256))
		return 0;
	return err_set(err, "%s/%s: its sha256 is %s, the manifest says %s: make the sets again", sets,
	        c->path, hex, c->sha256);
}

int attackset_read(const struct attackset *set, size_t i, struct items *items, struct xt_err *err)
{
	const struct condition *c = attackset_at(set, i);
	struct buf bytes = BUF_INIT;
	int result = attackset_bytes(set->path, c->path, &bytes, err) ||
	                             attackset_check_hash(set->path, c, &bytes, err) ||
	                             attackset_parse(set->path, c, &bytes, items, err)
	                     ? -1
	                     : 0;

	buf_release(&bytes);
	return result;
}

static int read_if_there(struct manifest_json *m, const char *sets, bool *there, struct xt_err *err)
{
	struct buf path = BUF_INIT;

	file_join(&path, sets, "manifest.json");
	*there = file_exists(path.bytes);
	buf_release(&path);
	*m = (struct manifest_json){.arena = ARENA_INIT};
	return *there ? manifest_read(m, sets, err) : 0;
}

static int check_external(const struct manifest_json *m, const char *sets, const struct manifest_external *e,
        struct xt_err *err)
{
	for (size_t i = 0; i < m->external_count; i++)
		if (!strcmp(m->external[i].path, e->path) && strcmp(m->external[i].sha256, e->sha256))
			return err_set(err, "%s/manifest.json: was made with another content of %s" ELSEWHERE,
			        sets, e->path);
	return 0;
}

static const char *version_of(const struct manifest *manifest, int v)
{
	return v == VERSION_XKB ? manifest->xkb_data : manifest_version(v);
}

static int agrees(
        const struct manifest_json *m, const char *sets, const struct manifest *manifest, struct xt_err *err)
{
	if (m->unknown)
		return err_set(err,
		        "%s/manifest.json: has a key '%.40s' that this xtremor does not know" ELSEWHERE, sets,
		        m->unknown);
	if (!m->source || strcmp(m->source, manifest->source))
		return err_set(err,
		        "%s/manifest.json: was made from other data (source %.12s…, now %.12s…)" ELSEWHERE,
		        sets, m->source ? m->source : "not said", manifest->source);
	for (int v = 0; v < VERSION_COUNT; v++) {
		const char *then = m->versions[v], *now = version_of(manifest, v);

		if (v == VERSION_XKB && (!then || !now))
			continue; /* not all attacks read keyboards */
		if (!then || strcmp(then, now))
			return err_set(err, "%s/manifest.json: was made with %s %s, this is %s" ELSEWHERE,
			        sets, MANIFEST_VERSIONS[v], then ? then : "of no known version", now);
	}
	for (size_t i = 0; i < manifest->external_count; i++)
		if (check_external(m, sets, &manifest->external[i], err))
			return -1;
	return 0;
}

int attackset_agrees(const char *sets, const struct manifest *manifest, struct xt_err *err)
{
	struct manifest_json m;
	bool there;
	int result = read_if_there(&m, sets, &there, err);

	if (!result && there)
		result = agrees(&m, sets, manifest, err);
	manifest_release(&m);
	return result;
}

static void add_langs(struct manifest_json *m, const char *const *langs)
{
	size_t n = 0;
	const char **all;

	while (langs[n])
		n++;
	all = arena_alloc(&m->arena, m->lang_count + n, sizeof(*all));
	for (size_t i = 0; i < m->lang_count; i++)
		all[i] = m->langs[i];
	m->langs = all;
	for (size_t i = 0; i < n; i++) {
		size_t j = 0;

		while (j < m->lang_count && strcmp(all[j], langs[i]))
			j++;
		if (j == m->lang_count)
			all[m->lang_count++] = langs[i];
	}
}

static void add_external(struct manifest_json *m, const struct manifest *manifest)
{
	struct manifest_external *all =
	        arena_alloc(&m->arena, m->external_count + manifest->external_count, sizeof(*all));

	for (size_t i = 0; i < m->external_count; i++)
		all[i] = m->external[i];
	m->external = all;
	for (size_t i = 0; i < manifest->external_count; i++) {
		size_t j = 0;

		while (j < m->external_count && strcmp(all[j].path, manifest->external[i].path))
			j++;
		if (j == m->external_count)
			all[m->external_count++] = manifest->external[i];
	}
}

static int by_path(const void *a, const void *b)
{
	return strcmp(((const struct condition *)a)->path, ((const struct condition *)b)->path);
}

static int add_files(struct manifest_json *m, const char *const *paths, const char (*sha256)[65],
        size_t count, struct xt_err *err)
{
	size_t old = m->condition_count;

	m->condition = mem_resize(m->condition, old + count, sizeof(*m->condition));
	if (old)
		qsort(m->condition, old, sizeof(*m->condition), by_path);
	for (size_t i = 0; i < count; i++) {
		struct condition c = {.sha256 = sha256[i], .path = paths[i]}, *there = NULL;

		if (old)
			there = bsearch(&c, m->condition, old, sizeof(c), by_path);
		if (condition_parse(paths[i], &m->arena, &c))
			return err_set(err, "%s: is no path of an attack set", paths[i]);
		if (there)
			there->sha256 = sha256[i];
		else
			m->condition[m->condition_count++] = c;
	}
	return 0;
}

int attackset_add(const char *sets, const struct manifest *manifest, const char *const *paths,
        const char (*sha256)[65], size_t count, struct xt_err *err)
{
	struct buf path = BUF_INIT, bytes = BUF_INIT;
	struct manifest_json m;
	bool there;
	int result = read_if_there(&m, sets, &there, err);

	if (!result && there)
		result = agrees(&m, sets, manifest, err);
	if (!result)
		result = add_files(&m, paths, sha256, count, err);
	if (!result) {
		add_langs(&m, manifest->langs);
		add_external(&m, manifest);
		m.source = manifest->source;
		for (int v = 0; v < VERSION_COUNT; v++)
			if (v != VERSION_XKB || manifest->xkb_data)
				m.versions[v] = version_of(manifest, v);
		manifest_put(&bytes, &m);
		file_join(&path, sets, "manifest.json");
		result = file_write(path.bytes, bytes.bytes, bytes.length, false, err);
	}
	manifest_release(&m);
	buf_release(&path);
	buf_release(&bytes);
	return result;
}
