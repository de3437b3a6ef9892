/* SPDX-License-Identifier: Apache-2.0 · pytorch_model.bin, alone or as shards with an index, and jiant's *.p */
#include "model/container.h"

#include <string.h>

#include "base/mem.h"
#include "model/torch.h"

static bool find(const char *folder, struct buf *path)
{
	return container_find(folder, "pytorch_model.bin", path);
}

static int read_file(struct weights *weights, const char *path, struct xt_err *err)
{
	const struct file_map *map = weights_map(weights, path, err);

	return map && !torch_read(weights, path, map->bytes, map->length, err) ? 0 : -1;
}

const struct container container_torch = {
        .name = "torch",
        .summary = "one pytorch_model.bin, of either form",
        .find = find,
        .open = read_file,
};

static bool find_index(const char *folder, struct buf *path)
{
	return container_find(folder, "pytorch_model.bin.index.json", path);
}

static int open_index(struct weights *weights, const char *path, struct xt_err *err)
{
	return container_read_index(weights, path, read_file, err);
}

const struct container container_torch_index = {
        .name = "torch-index",
        .summary = "shards that pytorch_model.bin.index.json names",
        .find = find_index,
        .open = open_index,
};

/* best_model.p, last_model.p, or the only .p that there is. */
static bool find_jiant(const char *folder, struct buf *path)
{
	char **names;
	size_t count, found = 0, which = 0;

	if (container_find(folder, "best_model.p", path) || container_find(folder, "last_model.p", path))
		return true;
	if (file_names(folder, &names, &count, NULL))
		return false;
	for (size_t i = 0; i < count; i++) {
		size_t n = strlen(names[i]);

		if (n > 2 && !strcmp(names[i] + n - 2, ".p")) {
			found++;
			which = i;
		}
	}
	if (found == 1)
		file_join(path, folder, names[which]);
	file_names_free(names, count);
	return found == 1;
}

const struct container container_jiant = {
        .name = "jiant",
        .summary = "a state dict of jiant: best_model.p, last_model.p or the only *.p",
        .find = find_jiant,
        .open = read_file,
};
