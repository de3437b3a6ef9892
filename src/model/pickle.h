/* SPDX-License-Identifier: Apache-2.0 · pickles of state dicts, read and never run
 *
 *	struct pickle *pickle;
 *
 *	if (pickle_open(&pickle, "pytorch_model.bin", bytes, length, 0, err))
 *		return -1;
 *	for (size_t i = 0; i < pickle_count(pickle); i++)
 *		use(pickle_at(pickle, i));
 *	pickle_close(pickle);
 *
 * A pickle is a program for Python's unpickler (Lib/pickletools.py describes the opcodes, protocol 2). What torch.save
 * writes of a state dict needs 35 of them and 14 globals; every other opcode and global is refused by name and offset, and
 * nothing is called or imported: a storage or a tensor is a note of what the file says. What the file says of sizes is
 * believed by nobody before torch.c has compared it with the bytes (CVE-2025-32434 and CVE-2026-24747 are holes in a
 * reader that did less).
 */
#ifndef MODEL_PICKLE_H
#define MODEL_PICKLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "model/tensor.h"

enum {
	PICKLE_BYTES_MAX = 16 << 20,
	PICKLE_MEMO_MAX = 1000000,
	PICKLE_STACK_MAX = 100000,
	PICKLE_STRING_MAX = 4096,
	PICKLE_STEPS_MAX = 4000000, /* opcodes; a nine-headed model of jiant has a tenth */
};

/* One tensor of a state dict as the pickle describes it. Strings are the pickle's. */
struct pickle_tensor {
	const char *name;
	const char *storage; /* its key: the entry data/<key> of a zip, or one of the list in a legacy file */
	enum dtype dtype;    /* of the storage */
	size_t numel, offset; /* numbers in the storage, and where in it the tensor begins */
	unsigned rank;
	size_t shape[TENSOR_RANK_MAX], stride[TENSOR_RANK_MAX]; /* in numbers */
};

struct pickle;

/* Reads the pickle that begins at byte `at`: it must be a dict from names to tensors, in which what is no tensor is a
 * number, a text or nothing, and is left out. file stands in messages, with offsets that count from bytes. */
int pickle_open(struct pickle **out, const char *file, const void *bytes, size_t length, size_t at,
        struct xt_err *err);
void pickle_close(struct pickle *pickle);

/* The byte behind it. */
size_t pickle_end(const struct pickle *pickle);

/* Tensors, in the file's order; no name twice. */
size_t pickle_count(const struct pickle *pickle);
const struct pickle_tensor *pickle_at(const struct pickle *pickle, size_t i);

/* For the legacy form: a pickle that is one whole number of up to 10 bytes, given as its low 64 bits; one that is a dict,
 * whatever is in it; and one that is a list of texts (*count of them, the pickle's; call each with i). Each sets *end. */
int pickle_number(const char *file, const void *bytes, size_t length, size_t at, unsigned long long *number,
        size_t *end, struct xt_err *err);
int pickle_skip_dict(
        const char *file, const void *bytes, size_t length, size_t at, size_t *end, struct xt_err *err);
int pickle_list(struct pickle **out, const char *file, const void *bytes, size_t length, size_t at,
        size_t *count, struct xt_err *err);
const char *pickle_text(const struct pickle *pickle, size_t i);

#endif
