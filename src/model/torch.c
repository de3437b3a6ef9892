/* SPDX-License-Identifier: Apache-2.0 · files of torch.save, checked against the bytes that are there */
#include "model/torch.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/pickle.h"

/* 0x1950a86a20f9469cfc6c, of which pickle_number gives 64 bits; torch/serialization.py. */
#define MAGIC 0xA86A20F9469CFC6CULL
#define PROTOCOL 1001

/* One file while it is read. */
struct file {
	struct weights *weights;
	const char *path, *bytes;
	size_t length;
	struct pickle *pickle;
	struct torch_storage *storage; /* sorted by key */
	size_t count;
	struct xt_err *err;
};

static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct torch_storage *)a)->key, ((const struct torch_storage *)b)->key);
}

static const struct torch_storage *find_storage(const struct file *f, const char *key)
{
	struct torch_storage wanted = {key, NULL, 0};

	return f->count ? bsearch(&wanted, f->storage, f->count, sizeof(wanted), by_key) : NULL;
}

static int bad(const struct file *f, const struct pickle_tensor *t, const char *what)
{
	return err_set(f->err, "%s: tensor '%s' %s", f->path, t->name, what);
}

/* Numbers from the tensor's first to behind its last, −1 on overflow; 0 for an empty one. */
static int span(const struct pickle_tensor *t, size_t *out)
{
	size_t last = 0, count = 1;

	for (unsigned i = 0; i < t->rank; i++) {
		size_t step;

		if (__builtin_mul_overflow(count, t->shape[i], &count) ||
		        (t->shape[i] && (__builtin_mul_overflow(t->shape[i] - 1, t->stride[i], &step) ||
		                                __builtin_add_overflow(last, step, &last))))
			return -1;
	}
	*out = count ? last + 1 : 0;
	return count && !*out ? -1 : 0;
}

static bool is_strided(const struct pickle_tensor *t)
{
	size_t step = 1;

	for (unsigned i = t->rank; i--; step *= t->shape[i])
		if (t->shape[i] > 1 && t->stride[i] != step)
			return true;
	return false;
}

static int add_tensor(const struct file *f, const struct pickle_tensor *t)
{
	const struct torch_storage *s = find_storage(f, t->storage);
	size_t size = dtype_size(t->dtype), numbers;
	struct tensor tensor = {.dtype = t->dtype, .rank = t->rank};
	struct arena *arena = weights_arena(f->weights);

	if (!s)
		return bad(f, t, "is in a storage that the file has not");
	if (t->numel > s->length / size)
		return bad(f, t, "is in a storage of fewer numbers than the pickle says");
	if (span(t, &numbers) || t->offset > t->numel || numbers > t->numel - t->offset)
		return bad(f, t, "reaches beyond its storage");
	tensor.strided = numbers && is_strided(t);
	memcpy(tensor.shape, t->shape, sizeof(tensor.shape));
	memcpy(tensor.stride, t->stride, sizeof(tensor.stride));
	tensor.name = arena_copy(arena, t->name, strlen(t->name));
	tensor.data = s->bytes + t->offset * size;
	weights_add(f->weights, &tensor);
	return 0;
}

static int add_tensors(struct file *f)
{
	if (f->count)
		qsort(f->storage, f->count, sizeof(*f->storage), by_key);
	for (size_t i = 1; i < f->count; i++)
		if (!strcmp(f->storage[i - 1].key, f->storage[i].key))
			return err_set(f->err, "%s: holds storage '%s' twice", f->path, f->storage[i].key);
	for (size_t i = 0; i < pickle_count(f->pickle); i++)
		if (add_tensor(f, pickle_at(f->pickle, i)))
			return -1;
	return 0;
}

static int read_zip(struct file *f)
{
	size_t at, end;

	if (torch_read_zip(f->path, f->bytes, f->length, weights_arena(f->weights), &f->storage, &f->count,
	            &at, &end, f->err))
		return -1;
	return pickle_open(&f->pickle, f->path, f->bytes, end, at, f->err);
}

/* Tensors of one storage stand together, in the pickle's order: it has them in one array. */
static int by_storage(const void *a, const void *b)
{
	const struct pickle_tensor *const *x = a, *const *y = b;
	int order = strcmp((*x)->storage, (*y)->storage);

	return order ? order : (*x > *y) - (*x < *y);
}

static const struct pickle_tensor **sort_tensors(const struct file *f, struct arena *arena)
{
	size_t count = pickle_count(f->pickle);
	const struct pickle_tensor **sorted = arena_alloc(arena, count, sizeof(const struct pickle_tensor *));

	for (size_t i = 0; i < count; i++)
		sorted[i] = pickle_at(f->pickle, i);
	if (count)
		qsort(sorted, count, sizeof(*sorted), by_storage);
	return sorted;
}

/* The type of the numbers in a storage of a legacy file: what the first tensor of it says. */
static int storage_size(
        const struct file *f, const struct pickle_tensor *const *sorted, const char *key, size_t *size)
{
	size_t low = 0, high = pickle_count(f->pickle);

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(sorted[middle]->storage, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == pickle_count(f->pickle) || strcmp(sorted[low]->storage, key))
		return err_set(f->err, "%s: storage '%.100s' is of no tensor", f->path, key);
	*size = dtype_size(sorted[low]->dtype);
	return 0;
}

/* Behind the last pickle each storage has its count (8 bytes, little-endian) and its numbers. */
static int read_storages(struct file *f, const struct pickle *keys, size_t count, size_t at)
{
	struct arena *arena = weights_arena(f->weights);
	const struct pickle_tensor **sorted;

	if (count > TORCH_ENTRIES_MAX)
		return err_set(f->err, "%s: lists %zu storages: at most %d are read", f->path, count,
		        TORCH_ENTRIES_MAX);
	f->storage = arena_alloc(arena, count, sizeof(*f->storage));
	sorted = sort_tensors(f, arena);
	for (size_t i = 0; i < count; i++) {
		const char *key = pickle_text(keys, i);
		uint64_t numbers = 0;
		size_t size = 1;

		if (storage_size(f, sorted, key, &size))
			return -1;
		for (unsigned b = 0; b < 8 && f->length - at >= 8; b++)
			numbers |= (uint64_t)(unsigned char)f->bytes[at + b] << (8 * b);
		if (f->length - at < 8 || numbers > (f->length - at - 8) / size)
			return err_set(f->err, "%s: storage '%.100s' ends behind the file: it was cut short",
			        f->path, key);
		f->storage[i] = (struct torch_storage){
		        arena_copy(arena, key, strlen(key)), f->bytes + at + 8, (size_t)numbers * size};
		at += 8 + (size_t)numbers * size;
	}
	f->count = count;
	return 0;
}

static int read_legacy(struct file *f)
{
	unsigned long long number;
	struct pickle *keys;
	size_t at, count;
	int result;

	if (pickle_number(f->path, f->bytes, f->length, 0, &number, &at, f->err))
		return -1;
	if (number != MAGIC)
		return err_set(f->err,
		        "%s: is no file of torch.save: neither a zip archive nor its older form", f->path);
	if (pickle_number(f->path, f->bytes, f->length, at, &number, &at, f->err))
		return -1;
	if (number != PROTOCOL)
		return err_set(f->err, "%s: is of torch's protocol %llu: 1001 is read", f->path, number);
	if (pickle_skip_dict(f->path, f->bytes, f->length, at, &at, f->err) ||
	        pickle_open(&f->pickle, f->path, f->bytes, f->length, at, f->err) ||
	        pickle_list(&keys, f->path, f->bytes, f->length, pickle_end(f->pickle), &count, f->err))
		return -1;
	result = read_storages(f, keys, count, pickle_end(keys));
	pickle_close(keys);
	return result;
}

int torch_read(
        struct weights *weights, const char *path, const char *bytes, size_t length, struct xt_err *err)
{
	struct file f = {.weights = weights, .path = path, .bytes = bytes, .length = length, .err = err};
	bool zip = length >= 4 && !memcmp(bytes, "PK\3\4", 4);
	int result;

	if (!length)
		return err_set(err, "%s: is empty", path);
	if (!zip && (unsigned char)*bytes != 0x80)
		return err_set(
		        err, "%s: is no file of torch.save: neither a zip archive nor its older form", path);
	result = (zip ? read_zip(&f) : read_legacy(&f)) || add_tensors(&f) ? -1 : 0;
	pickle_close(f.pickle);
	return result;
}
