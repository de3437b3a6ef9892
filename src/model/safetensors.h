/* SPDX-License-Identifier: Apache-2.0 · safetensors: a JSON header, and numbers that stay in the file */
#ifndef MODEL_SAFETENSORS_H
#define MODEL_SAFETENSORS_H
/*
 *	struct safetensors *file;
 *
 *	if (safetensors_open(&file, "xlm-r/model.safetensors", err))
 *		return -1;
 *	const struct tensor *t = safetensors_find(file, "roberta.pooler.dense.bias");
 *	…
 *	safetensors_close(file);
 *
 * The format: eight bytes of header length (little-endian), a JSON object {name: {dtype, shape,
 * data_offsets}}, the numbers. Nothing in the file is trusted: header of at most 100 MB that begins with
 * '{', no name twice, types known, at most TENSOR_RANK_MAX dimensions, products checked, and the tensors
 * cover the rest of the file without overlap, hole or remainder. Empty tensors and those without dimensions
 * are legal, and so are numbers that are not finite.
 */
#include <stddef.h>

#include "base/err.h"
#include "model/tensor.h"

struct safetensors;

/* Maps and checks a file. Fails with the file, the tensor, what was found and what was expected; then
 * *out is NULL. */
int safetensors_open(struct safetensors **out, const char *path, struct xt_err *err);

/* The same of bytes in memory, which are borrowed; file stands in messages. */
int safetensors_open_in(
        struct safetensors **out, const char *file, const void *bytes, size_t length, struct xt_err *err);

/* Unmaps and frees; every tensor of it is gone. NULL is fine. */
void safetensors_close(struct safetensors *file);

/* Tensors, in the order of their names' bytes. */
size_t safetensors_count(const struct safetensors *file);
const struct tensor *safetensors_at(const struct safetensors *file, size_t i);

/* The tensor of that name, or NULL. */
const struct tensor *safetensors_find(const struct safetensors *file, const char *name);

#endif
