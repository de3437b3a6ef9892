/* SPDX-License-Identifier: Apache-2.0 · what the containers share
 *
 *	return container_read_index(weights, "model.safetensors.index.json", read_file, err);
 */
#ifndef MODEL_CONTAINER_H
#define MODEL_CONTAINER_H

#include "model/weights.h"

/* Appends folder/name and returns true where that file is there; else path is as before. */
bool container_find(const char *folder, const char *name, struct buf *path);

/* Reads the shards that an index names ({"weight_map": {tensor: file}}) with read. A shard's name is a plain one: no '/', no dot
 * in front. Every tensor of the index must be in the file that the index says, and no file has another. */
int container_read_index(struct weights *weights, const char *path,
        int (*read)(struct weights *weights, const char *path, struct xt_err *err), struct xt_err *err);

#endif
