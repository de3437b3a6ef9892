/* SPDX-License-Identifier: Apache-2.0 · model.safetensors, alone or as shards with an index */
#include "model/container.h"

#include <string.h>

#include "base/json.h"
#include "base/mem.h"
#include "model/safetensors.h"

static bool find(const char *folder, struct buf *path)
{
	return container_find(folder, "model.safetensors", path);
}

static int read_file(struct weights *weights, const char *path, struct xt_err *err)
{
	const struct file_map *map = weights_map(weights, path, err);
	struct safetensors *file;

	if (!map || safetensors_open_in(&file, path, map->bytes, map->length, err))
		return -1;
	for (size_t i = 0; i < safetensors_count(file); i++) {
		struct tensor t = *safetensors_at(file, i);

		t.name = arena_copy(weights_arena(weights), t.name, strlen(t.name));
		weights_add(weights, &t);
	}
	safetensors_close(file);
	return 0;
}

const struct container container_safetensors = {
        .name = "safetensors",
        .summary = "one model.safetensors",
        .find = find,
        .open = read_file,
};

static bool find_index(const char *folder, struct buf *path)
{
	return container_find(folder, "model.safetensors.index.json", path);
}

static int open_index(struct weights *weights, const char *path, struct xt_err *err)
{
	return container_read_index(weights, path, read_file, err);
}

const struct container container_safetensors_index = {
        .name = "safetensors-index",
        .summary = "shards that model.safetensors.index.json names",
        .find = find_index,
        .open = open_index,
};
