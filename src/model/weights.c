/* SPDX-License-Identifier: Apache-2.0 · a checkpoint's tensors by name, whatever file they are saved in */
#include "model/weights.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define CONTAINER(name) extern const struct container container_##name;
#include "model/containers.def"
#undef CONTAINER

#define CONTAINER(name) &container_##name,
static const struct container *const CONTAINERS[] = {
#include "model/containers.def"
};
#undef CONTAINER

#define CONTAINER_COUNT (sizeof(CONTAINERS) / sizeof(*CONTAINERS))

struct weights {
	const struct container *container;
	char *path;
	struct file_map **map;
	char **map_path;
	size_t map_count, map_capacity, path_capacity;
	struct tensor *tensor;
	size_t count, capacity;
	struct arena arena;
	char sha256[HASH_HEX];
};

static bool ends_in(const char *path, const char *end)
{
	size_t n = strlen(path), m = strlen(end);

	return n > m && !strcmp(path + n - m, end);
}

/* Which container a path is: by its files where it is a folder, else by its own name. */
static const struct container *recognise(const char *path, struct buf *file)
{
	static const struct {
		const char *end;
		const struct container *container;
	} ENDS[] = {
	        {".safetensors", &container_safetensors},
	        {".safetensors.index.json", &container_safetensors_index},
	        {".bin.index.json", &container_torch_index},
	        {".bin", &container_torch},
	        {".p", &container_jiant},
	};

	if (file_is_dir(path)) {
		for (size_t i = 0; i < CONTAINER_COUNT; i++)
			if (CONTAINERS[i]->find(path, file))
				return CONTAINERS[i];
		return NULL;
	}
	buf_string(file, path);
	for (size_t i = 0; i < sizeof(ENDS) / sizeof(*ENDS); i++)
		if (ends_in(path, ENDS[i].end))
			return ENDS[i].container;
	return NULL;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct tensor *)a)->name, ((const struct tensor *)b)->name);
}

static int sort(struct weights *w, struct xt_err *err)
{
	if (w->count)
		qsort(w->tensor, w->count, sizeof(*w->tensor), by_name);
	for (size_t i = 1; i < w->count; i++)
		if (!strcmp(w->tensor[i - 1].name, w->tensor[i].name))
			return err_set(err, "%s: holds tensor '%s' twice", w->path, w->tensor[i].name);
	return 0;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static void hash_maps(struct weights *w)
{
	unsigned char digest[HASH_SHA256];
	struct buf lines = BUF_INIT;
	char hex[HASH_HEX];

	for (size_t i = 0; i < w->map_count; i++) {
		hash_sha256(w->map[i]->bytes, w->map[i]->length, digest);
		hash_hex(digest, hex);
		buf_printf(&lines, "%s  %s\n", hex, base_name(w->map_path[i]));
	}
	if (w->map_count != 1)
		hash_sha256(buf_text(&lines), lines.length, digest);
	hash_hex(digest, w->sha256);
	buf_release(&lines);
}

int weights_open(struct weights **out, const char *path, struct xt_err *err)
{
	struct weights *w = mem_zalloc(1, sizeof(*w));
	struct buf file = BUF_INIT;
	int result = -1;

	*out = NULL;
	w->container = recognise(path, &file);
	w->path = mem_copy(buf_text(&file), file.length);
	if (!w->container)
		err_set(err,
		        "%s: holds no weights that are read: model.safetensors, pytorch_model.bin, the index "
		        "of "
		        "either, or a single .p of jiant",
		        path);
	else
		result = w->container->open(w, w->path, err) || sort(w, err) ? -1 : 0;
	buf_release(&file);
	if (result) {
		weights_close(w);
		return -1;
	}
	hash_maps(w);
	*out = w;
	return 0;
}

void weights_close(struct weights *weights)
{
	if (!weights)
		return;
	for (size_t i = 0; i < weights->map_count; i++) {
		file_unmap(weights->map[i]);
		mem_free(weights->map[i]);
		mem_free(weights->map_path[i]);
	}
	mem_free(weights->map);
	mem_free(weights->map_path);
	mem_free(weights->tensor);
	mem_free(weights->path);
	arena_release(&weights->arena);
	mem_free(weights);
}

size_t weights_count(const struct weights *weights)
{
	return weights->count;
}

const struct tensor *weights_at(const struct weights *weights, size_t i)
{
	return i < weights->count ? &weights->tensor[i] : NULL;
}

const struct tensor *weights_find(const struct weights *weights, const char *name)
{
	struct tensor key = {.name = name};

	return weights->count ? bsearch(&key, weights->tensor, weights->count, sizeof(key), by_name) : NULL;
}

const char *weights_path(const struct weights *weights)
{
	return weights->path;
}

const char *weights_container(const struct weights *weights)
{
	return weights->container->name;
}

const char *weights_sha256(const struct weights *weights)
{
	return weights->sha256;
}

const struct file_map *weights_map(struct weights *weights, const char *path, struct xt_err *err)
{
	struct file_map map, *kept;
	size_t n = weights->map_count;

	if (file_map(path, &map, err))
		return NULL;
	kept = mem_alloc(1, sizeof(*kept));
	*kept = map;
	weights->map = mem_grow(weights->map, &weights->map_capacity, n + 1, sizeof(*weights->map));
	weights->map_path =
	        mem_grow(weights->map_path, &weights->path_capacity, n + 1, sizeof(*weights->map_path));
	weights->map[n] = kept;
	weights->map_path[n] = mem_copy(path, strlen(path));
	weights->map_count++;
	return kept;
}

void weights_add(struct weights *weights, const struct tensor *tensor)
{
	weights->tensor =
	        mem_grow(weights->tensor, &weights->capacity, weights->count + 1, sizeof(*weights->tensor));
	weights->tensor[weights->count++] = *tensor;
}

struct arena *weights_arena(struct weights *weights)
{
	return &weights->arena;
}
