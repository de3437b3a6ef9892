/* SPDX-License-Identifier: Apache-2.0 · what the containers share: finding a file, and an index of shards */
#include "model/container.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/mem.h"

#define INDEX_LIMIT ((size_t)16 << 20)
#define SHARDS_MAX 1000

bool container_find(const char *folder, const char *name, struct buf *path)
{
	size_t before = path->length;

	file_join(path, folder, name);
	if (file_exists(path->bytes))
		return true;
	path->length = before;
	path->bytes[before] = '\0';
	return false;
}

/* The index while its shards are read. */
struct shards {
	struct weights *weights;
	const char *path;
	const struct json_t *map; /* tensor to file */
	const char **name;        /* sorted */
	size_t count, capacity;
	struct xt_err *err;
};

/* A shard lies beside its index: a name with '/' could be any file of this machine. */
static bool is_plain(const char *name)
{
	return *name && *name != '.' && !strchr(name, '/') && !strchr(name, '\\');
}

static int note_shard(void *user, const char *key, const struct json_t *value)
{
	struct shards *s = user;
	const char *name = json_text(value, NULL);

	if (!name || !is_plain(name))
		return err_set(s->err,
		        "%s: tensor '%s': its file is %s%s: a plain name beside the index is wanted", s->path,
		        key, name ? "" : json_kind_name(value), name ? name : "");
	for (size_t i = s->count; i--;)
		if (!strcmp(s->name[i], name))
			return 0;
	if (s->count == SHARDS_MAX)
		return err_set(s->err, "%s: names more than %d files", s->path, SHARDS_MAX);
	s->name = mem_grow(s->name, &s->capacity, s->count + 1, sizeof(*s->name));
	s->name[s->count++] = name;
	return 0;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Every tensor of the shard must be one that the index has in this file. */
static int check_shard(const struct shards *s, const char *name, size_t first)
{
	for (size_t i = first; i < weights_count(s->weights); i++) {
		const char *tensor = weights_at(s->weights, i)->name;
		const char *file = json_text(json_find(s->map, tensor), NULL);

		if (!file)
			return err_set(s->err, "%s: file %s holds tensor '%s', which the index has not",
			        s->path, name, tensor);
		if (strcmp(file, name))
			return err_set(s->err, "%s: file %s holds tensor '%s', which the index has in %s",
			        s->path, name, tensor, file);
	}
	return 0;
}

static int count_member(void *user, const char *key, const struct json_t *value)
{
	(void)key, (void)value;
	++*(size_t *)user;
	return 0;
}

static int read_shards(
        struct shards *s, int (*read)(struct weights *weights, const char *path, struct xt_err *err))
{
	const char *slash = strrchr(s->path, '/');
	size_t folder = slash ? (size_t)(slash + 1 - s->path) : 0, named = 0;
	int result = 0;

	qsort(s->name, s->count, sizeof(*s->name), by_text);
	for (size_t i = 0; i < s->count && !result; i++) {
		size_t first = weights_count(s->weights);
		struct buf path = BUF_INIT;

		buf_append(&path, s->path, folder);
		buf_string(&path, s->name[i]);
		result = read(s->weights, path.bytes, s->err) || check_shard(s, s->name[i], first) ? -1 : 0;
		buf_release(&path);
	}
	json_each(s->map, count_member, &named);
	if (!result && weights_count(s->weights) != named)
		result = err_set(s->err,
		        "%s: names %zu tensors, and the files hold %zu: one is missing, or twice there",
		        s->path, named, weights_count(s->weights));
	return result;
}

int container_read_index(struct weights *weights, const char *path,
        int (*read)(struct weights *weights, const char *path, struct xt_err *err), struct xt_err *err)
{
	struct shards s = {.weights = weights, .path = path, .err = err};
	struct buf bytes = BUF_INIT;
	struct json_t *index = NULL;
	int result = -1;

	if (file_read(path, INDEX_LIMIT, &bytes, err) ||
	        json_parse(path, 0, buf_text(&bytes), bytes.length, &index, err))
		goto out;
	s.map = json_find(index, "weight_map");
	if (!s.map || json_kind(s.map) != JSON_IS_OBJECT) {
		err_set(err, "%s: has no \"weight_map\" from tensors to files", path);
		goto out;
	}
	if (json_each(s.map, note_shard, &s))
		goto out;
	result = s.count ? read_shards(&s, read) : err_set(err, "%s: names no file", path);
out:
	mem_free(s.name);
	json_done(index);
	buf_release(&bytes);
	return result;
}
