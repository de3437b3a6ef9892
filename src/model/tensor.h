/* SPDX-License-Identifier: Apache-2.0 · a borrowed array of numbers with name, type and shape */
#ifndef MODEL_TENSOR_H
#define MODEL_TENSOR_H
/*
 * A tensor is how weights travel from a checkpoint's file to the encoder: a name, a type, a shape, and a pointer into the
 * mapped file. Nobody copies; whoever mapped the file keeps it mapped for as long as a tensor of it is used.
 *
 *	const struct tensor *w = find(user, "encoder.layer.0.attention.self.query.weight");
 *	if (w && w->rank == 2 && tensor_is_real(w->dtype))
 *		tensor_read(w, row * w->shape[1], w->shape[1], values);
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Types of the numbers in a file, little-endian. The real ones (that tensor_read takes) are F64, F32, F16 and BF16. */
enum dtype {
	DTYPE_F64,
	DTYPE_F32,
	DTYPE_F16,
	DTYPE_BF16,
	DTYPE_I64,
	DTYPE_I32,
	DTYPE_I16,
	DTYPE_I8,
	DTYPE_U8,
	DTYPE_BOOL,
};

enum { TENSOR_RANK_MAX = 8 };

struct tensor {
	const char *name; /* as the encoder or head asks for it; NUL-terminated, borrowed */
	enum dtype dtype;
	unsigned rank;                 /* 0 is one number; at most TENSOR_RANK_MAX */
	size_t shape[TENSOR_RANK_MAX]; /* slowest first; only the first `rank` count */
	const void *data;              /* the first number; borrowed; may be unaligned */
	/* Numbers from one to the next of each dimension, where `strided`; else rows lie one behind the other. */
	bool strided;
	size_t stride[TENSOR_RANK_MAX];
};

/* Bytes of one number of the type. */
size_t dtype_size(enum dtype dtype);

/* Short name of the type as safetensors writes it: "F32", "BF16". A constant. */
const char *dtype_name(enum dtype dtype);

/* 1 for the types that tensor_read takes, else 0. */
int tensor_is_real(enum dtype dtype);

/* Numbers in the tensor. The product must have been checked against the file when the tensor was made. */
size_t tensor_count(const struct tensor *t);

/*
 * Reads `n` numbers from number `first` on into out, as f32 (F64 is rounded; the others are exact). The type must be real
 * and first + n at most tensor_count: own errors, not the file's, so they are asserted.
 */
void tensor_read(const struct tensor *t, size_t first, size_t n, float *out /* [n] */);

#endif
