/* SPDX-License-Identifier: Apache-2.0 · safetensors, every byte of whose header is checked */
#include "model/safetensors.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"

enum { PREFIX = 8, HEADER_MAX = 100000000, NAME_MAX_BYTES = 4096 };

struct safetensors {
	struct file_map map; /* bytes NULL where the bytes are the caller's */
	const unsigned char *bytes;
	size_t length;
	struct tensor *tensors; /* by name */
	size_t count;
	struct arena names;
};

/* What is known while the header is read. */
struct reader {
	struct safetensors *st;
	const char *file;
	const unsigned char *data; /* where offsets count from */
	size_t data_length;
	size_t (*range)[2]; /* of each tensor: begin, end */
	size_t capacity, range_capacity;
	struct xt_err *err;
};

static int find_dtype(const char *name, enum dtype *out)
{
	for (enum dtype d = DTYPE_F64; d <= DTYPE_BOOL; d++) {
		if (strcmp(name, dtype_name(d)))
			continue;
		*out = d;
		return 0;
	}
	return -1;
}

static int bad(const struct reader *r, const char *name, const char *what)
{
	return err_set(r->err, "%s: tensor '%s': %s", r->file, name, what);
}

/* A number that may be a size or an offset. */
static int read_size(const struct json_t *value, size_t *out)
{
	int64_t n;

	if (json_int64(value, &n) || n < 0 || (uint64_t)n > SIZE_MAX)
		return -1;
	*out = (size_t)n;
	return 0;
}

static int known_key(void *user, const char *key, const struct json_t *value)
{
	(void)user, (void)value;
	return strcmp(key, "dtype") && strcmp(key, "shape") && strcmp(key, "data_offsets");
}

/* Shape into *t and bytes of the numbers into *size. */
static int read_shape(const struct reader *r, const struct json_t *shape, struct tensor *t, size_t *size)
{
	size_t rank = json_count(shape), n = dtype_size(t->dtype);

	if (!shape || json_kind(shape) != JSON_IS_ARRAY)
		return bad(r, t->name, "\"shape\" is not an array of whole numbers");
	if (rank > TENSOR_RANK_MAX)
		return err_set(r->err, "%s: tensor '%s': %zu dimensions, at most %d are read", r->file,
		        t->name, rank, TENSOR_RANK_MAX);
	t->rank = (unsigned)rank;
	for (size_t i = 0; i < rank; i++) {
		if (read_size(json_at(shape, i), &t->shape[i]))
			return bad(
			        r, t->name, "\"shape\" is not an array of whole numbers that are 0 or more");
		if (__builtin_mul_overflow(n, t->shape[i], &n))
			return bad(r, t->name, "the product of \"shape\" is too large for any file");
	}
	*size = n;
	return 0;
}

static int read_range(
        const struct reader *r, const struct json_t *offsets, const char *name, size_t size, size_t range[2])
{
	if (json_count(offsets) != 2 || read_size(json_at(offsets, 0), &range[0]) ||
	        read_size(json_at(offsets, 1), &range[1]))
		return bad(r, name, "\"data_offsets\" is not two whole numbers, begin and end");
	if (range[0] > range[1] || range[1] > r->data_length)
		return err_set(r->err,
		        "%s: tensor '%s': bytes %zu to %zu do not lie in the file's %zu bytes of numbers: "
		        "the file is cut short or damaged",
		        r->file, name, range[0], range[1], r->data_length);
	if (range[1] - range[0] != size)
		return err_set(r->err,
		        "%s: tensor '%s': its shape and type want %zu bytes, its offsets give %zu", r->file,
		        name, size, range[1] - range[0]);
	return 0;
}

static int text_member(void *user, const char *key, const struct json_t *value)
{
	const struct reader *r = user;

	if (json_kind(value) == JSON_IS_STRING)
		return 0;
	return err_set(r->err, "%s: __metadata__: '%s' is %s where a string is expected", r->file, key,
	        json_kind_name(value));
}

static int read_metadata(struct reader *r, const struct json_t *value)
{
	if (json_kind(value) != JSON_IS_OBJECT)
		return err_set(r->err, "%s: __metadata__ is %s where an object of strings is expected",
		        r->file, json_kind_name(value));
	return json_each(value, text_member, r);
}

/* One member of the header. */
static int read_member(void *user, const char *key, const struct json_t *value)
{
	struct reader *r = user;
	struct safetensors *st = r->st;
	struct tensor t = {.name = key};
	const char *dtype;
	size_t size = 0, range[2];

	if (!strcmp(key, "__metadata__"))
		return read_metadata(r, value);
	if (strlen(key) > NAME_MAX_BYTES)
		return err_set(r->err, "%s: the name of a tensor is %zu bytes long, at most %d are read",
		        r->file, strlen(key), NAME_MAX_BYTES);
	if (json_kind(value) != JSON_IS_OBJECT || json_each(value, known_key, NULL))
		return bad(r, key, "is not an object of \"dtype\", \"shape\" and \"data_offsets\"");
	dtype = json_text(json_find(value, "dtype"), NULL);
	if (!dtype)
		return bad(r, key, "\"dtype\" is missing or no string");
	if (find_dtype(dtype, &t.dtype))
		return err_set(r->err, "%s: tensor '%s': type '%s' is not known: save it as F32, F16 or BF16",
		        r->file, key, dtype);
	if (read_shape(r, json_find(value, "shape"), &t, &size) ||
	        read_range(r, json_find(value, "data_offsets"), key, size, range))
		return -1;
	t.name = arena_copy(&st->names, key, strlen(key));
	t.data = r->data + range[0];
	st->tensors = mem_grow(st->tensors, &r->capacity, st->count + 1, sizeof(*st->tensors));
	r->range = mem_grow(r->range, &r->range_capacity, st->count + 1, sizeof(*r->range));
	memcpy(r->range[st->count], range, sizeof(range));
	st->tensors[st->count++] = t;
	return 0;
}

static int by_name(const void *a, const void *b)
{
	const struct tensor *x = a, *y = b;

	return strcmp(x->name, y->name);
}

struct placed {
	size_t begin, end;
	const char *name;
};

static int by_place(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;

	if (x->begin != y->begin)
		return x->begin < y->begin ? -1 : 1;
	if (x->end != y->end)
		return x->end < y->end ? -1 : 1;
	return strcmp(x->name, y->name);
}

/* Sorted by place, each tensor must begin where the last ended and the last must end with the file. */
static int check_cover(const struct reader *r)
{
	const struct safetensors *st = r->st;
	struct placed *p = mem_alloc(st->count, sizeof(*p));
	size_t at = 0;
	int result = 0;

	for (size_t i = 0; i < st->count; i++)
		p[i] = (struct placed){r->range[i][0], r->range[i][1], st->tensors[i].name};
	if (st->count)
		qsort(p, st->count, sizeof(*p), by_place);
	for (size_t i = 0; i < st->count && !result; i++) {
		if (p[i].begin < at)
			result = err_set(r->err, "%s: tensors '%s' and '%s' overlap", r->file, p[i - 1].name,
			        p[i].name);
		else if (p[i].begin > at)
			result = err_set(r->err,
			        "%s: bytes %zu to %zu, before tensor '%s', belong to no tensor", r->file, at,
			        p[i].begin, p[i].name);
		at = p[i].end;
	}
	if (!result && at != r->data_length)
		result = err_set(r->err, "%s: %zu bytes behind the last tensor belong to none", r->file,
		        r->data_length - at);
	mem_free(p);
	return result;
}

static int read_header(struct reader *r)
{
	struct safetensors *st = r->st;
	struct json_t *header;
	uint64_t n = 0;
	int result;

	if (st->length < PREFIX)
		return err_set(r->err, "%s: %zu bytes are no safetensors file: it is cut short", r->file,
		        st->length);
	for (int i = PREFIX - 1; i >= 0; i--)
		n = n << 8 | st->bytes[i];
	if (n > HEADER_MAX)
		return err_set(r->err,
		        "%s: a header of %llu bytes is more than %d: this is no safetensors file", r->file,
		        (unsigned long long)n, HEADER_MAX);
	if (n > st->length - PREFIX)
		return err_set(r->err,
		        "%s: the header wants %llu bytes, the file has %zu behind its length: it is cut "
		        "short",
		        r->file, (unsigned long long)n, st->length - PREFIX);
	if (!n || st->bytes[PREFIX] != '{')
		return err_set(r->err, "%s: the header does not begin with '{': this is no safetensors file",
		        r->file);
	r->data = st->bytes + PREFIX + n;
	r->data_length = st->length - PREFIX - (size_t)n;
	if (json_parse(r->file, 0, (const char *)st->bytes + PREFIX, (size_t)n, &header, r->err))
		return -1;
	result = json_each(header, read_member, r);
	json_done(header);
	if (result || check_cover(r))
		return -1;
	if (st->count)
		qsort(st->tensors, st->count, sizeof(*st->tensors), by_name);
	return 0;
}

static int open_bytes(struct safetensors **out, struct safetensors *st, const char *file, struct xt_err *err)
{
	struct reader r = {.st = st, .file = file, .err = err};
	int result = read_header(&r);

	mem_free(r.range);
	if (result) {
		safetensors_close(st);
		st = NULL;
	}
	*out = st;
	return result ? -1 : 0;
}

int safetensors_open_in(
        struct safetensors **out, const char *file, const void *bytes, size_t length, struct xt_err *err)
{
	struct safetensors *st = mem_zalloc(1, sizeof(*st));

	st->bytes = bytes;
	st->length = length;
	return open_bytes(out, st, file, err);
}

int safetensors_open(struct safetensors **out, const char *path, struct xt_err *err)
{
	struct safetensors *st;
	struct file_map map;

	*out = NULL;
	if (file_map(path, &map, err))
		return -1;
	st = mem_zalloc(1, sizeof(*st));
	st->map = map;
	st->bytes = (const unsigned char *)map.bytes;
	st->length = map.length;
	return open_bytes(out, st, path, err);
}

void safetensors_close(struct safetensors *file)
{
	if (!file)
		return;
	mem_free(file->tensors);
	arena_release(&file->names);
	file_unmap(&file->map);
	mem_free(file);
}

size_t safetensors_count(const struct safetensors *file)
{
	return file->count;
}

const struct tensor *safetensors_at(const struct safetensors *file, size_t i)
{
	return &file->tensors[i];
}

const struct tensor *safetensors_find(const struct safetensors *file, const char *name)
{
	struct tensor key = {.name = name};

	return file->count ? bsearch(&key, file->tensors, file->count, sizeof(key), by_name) : NULL;
}
