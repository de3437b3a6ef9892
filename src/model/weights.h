/* SPDX-License-Identifier: Apache-2.0 · a checkpoint's tensors by name, whatever file they are saved in
 *
 *	struct weights *weights;
 *
 *	if (weights_open(&weights, "xlm-r-mnli", err))
 *		return -1;
 *	const struct tensor *t = weights_find(weights, "roberta.pooler.dense.bias");
 *	…
 *	weights_close(weights);
 *
 * A container is one way of saving them: container-<name>.c, named in containers.def in the order in which a folder is
 * searched. Files are mapped; tensors point into the maps and live as long.
 */
#ifndef MODEL_WEIGHTS_H
#define MODEL_WEIGHTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "model/tensor.h"

struct weights;

struct container {
	const char *name, *summary;

	/* Appends the path of the container's file in a folder and returns true, where there is one. Never NULL. */
	bool (*find)(const char *folder, struct buf *path);

	/* Adds every tensor of the file. Never NULL. */
	int (*open)(struct weights *weights, const char *path, struct xt_err *err);
};

/* Opens what is first found in a folder, or the file itself where path is a .safetensors, .bin or .p file. On failure
 * *out is NULL, and the message names the file, the tensor or byte, and what was expected. */
int weights_open(struct weights **out, const char *path, struct xt_err *err);
void weights_close(struct weights *weights);

/* Tensors in the order of their names' bytes; by name, NULL where there is none. */
size_t weights_count(const struct weights *weights);
const struct tensor *weights_at(const struct weights *weights, size_t i);
const struct tensor *weights_find(const struct weights *weights, const char *name);

/* The file (of several, their index), its container, and the SHA-256 of all bytes: of one file its own, of several that
 * of the lines "hash  name". */
const char *weights_path(const struct weights *weights);
const char *weights_container(const struct weights *weights);
const char *weights_sha256(const struct weights *weights);

/* For containers. Maps a file of the checkpoint until weights_close, and notes it for the hash: NULL with err set where
 * it cannot be read. */
const struct file_map *weights_map(struct weights *weights, const char *path, struct xt_err *err);

/* For containers. Adds a tensor, whose name and data live as long as the map or weights_arena. A name twice is told when all
 * are read. */
void weights_add(struct weights *weights, const struct tensor *tensor);
struct arena *weights_arena(struct weights *weights);

#endif
