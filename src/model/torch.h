/* SPDX-License-Identifier: Apache-2.0 · files of torch.save: a pickle of what there is, and the numbers
 *
 *	const struct file_map *map = weights_map(weights, path, err);
 *
 *	if (!map || torch_read(weights, path, map->bytes, map->length, err))
 *		return -1;
 *
 * Two forms. Since torch 1.6 a zip archive whose entries are stored as they are: <stem>/data.pkl, <stem>/data/<key>. Before,
 * pickles one behind the other (a magic number, the protocol 1001, facts about the machine, the state dict, the list of
 * storages) and then the storages, each with its count before it. Numbers stay in the map.
 */
#ifndef MODEL_TORCH_H
#define MODEL_TORCH_H

#include "model/weights.h"

enum { TORCH_ENTRIES_MAX = 20000 };

/* Adds every tensor of the file to weights. Each is checked against the bytes that are really there; storages may be
 * shared. Fails with path, place and what is wrong. */
int torch_read(
        struct weights *weights, const char *path, const char *bytes, size_t length, struct xt_err *err);

/* Storages by key, as either form has them. */
struct torch_storage {
	const char *key;
	const char *bytes;
	size_t length;
};

/* For the two forms (torch-zip.c, torch.c): the storage of that key, NULL where there is none; those found are sorted by
 * torch_read. */
int torch_read_zip(const char *path, const char *bytes, size_t length, struct arena *arena,
        struct torch_storage **storages, size_t *count, size_t *pickle_at, size_t *pickle_end,
        struct xt_err *err);

#endif
