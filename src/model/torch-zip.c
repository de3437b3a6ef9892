/* SPDX-License-Identifier: Apache-2.0 · where the entries of a stored zip archive lie in a map (libzip)
 *
 * libzip reads the directory and checks that it agrees with the entries; it does not say where an entry's bytes are. So it is
 * given a source of ours, which notes from where it reads: the first byte of an entry tells.
 */
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "model/pickle.h"
#include "model/torch.h"

/* The map as libzip sees it. */
struct source {
	const char *bytes;
	zip_uint64_t length, at, last; /* last: where the newest read began */
	zip_error_t error;
};

static zip_int64_t seek_source(struct source *s, void *data, zip_uint64_t length)
{
	zip_int64_t to = zip_source_seek_compute_offset(s->at, s->length, data, length, &s->error);

	if (to < 0)
		return -1;
	s->at = (zip_uint64_t)to;
	return 0;
}

static zip_int64_t read_source(struct source *s, void *data, zip_uint64_t length)
{
	zip_uint64_t n = length < s->length - s->at ? length : s->length - s->at;

	s->last = s->at;
	if (n)
		memcpy(data, s->bytes + s->at, n);
	s->at += n;
	return (zip_int64_t)n;
}

static zip_int64_t stat_source(const struct source *s, void *data)
{
	zip_stat_t *st = data;

	zip_stat_init(st);
	st->size = s->length;
	st->valid = ZIP_STAT_SIZE;
	return sizeof(*st);
}

static zip_int64_t serve(void *user, void *data, zip_uint64_t length, zip_source_cmd_t command)
{
	struct source *s = user;

	switch (command) {
	case ZIP_SOURCE_SUPPORTS:
		return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE,
		        ZIP_SOURCE_STAT, ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL,
		        ZIP_SOURCE_SUPPORTS, -1);
	case ZIP_SOURCE_OPEN:
		s->at = 0;
		return 0;
	case ZIP_SOURCE_READ:
		return read_source(s, data, length);
	case ZIP_SOURCE_SEEK:
		return seek_source(s, data, length);
	case ZIP_SOURCE_TELL:
		return (zip_int64_t)s->at;
	case ZIP_SOURCE_STAT:
		return stat_source(s, data);
	case ZIP_SOURCE_ERROR:
		return zip_error_to_data(&s->error, data, length);
	case ZIP_SOURCE_CLOSE:
	case ZIP_SOURCE_FREE:
		return 0;
	default:
		zip_error_set(&s->error, ZIP_ER_OPNOTSUPP, 0);
		return -1;
	}
}

/* An archive while its entries are looked up. */
struct archive {
	const char *path;
	struct source source;
	zip_t *zip;
	struct xt_err *err;
};

static int bad_entry(const struct archive *a, const char *name, const char *what)
{
	return err_set(
	        a->err, "%s: zip entry '%.200s' %s: torch.save writes none like it", a->path, name, what);
}

/* Where the bytes of an entry are. */
static int locate(struct archive *a, zip_uint64_t i, struct torch_storage *out)
{
	zip_stat_t st;
	zip_file_t *file;
	char first;

	if (zip_stat_index(a->zip, i, 0, &st) || !(st.valid & ZIP_STAT_NAME) || !(st.valid & ZIP_STAT_SIZE) ||
	        !(st.valid & ZIP_STAT_COMP_METHOD) || !(st.valid & ZIP_STAT_COMP_SIZE))
		return err_set(a->err, "%s: zip entry %llu cannot be read", a->path, (unsigned long long)i);
	if (st.comp_method != ZIP_CM_STORE || st.comp_size != st.size)
		return bad_entry(a, st.name, "is compressed");
	if (st.valid & ZIP_STAT_ENCRYPTION_METHOD && st.encryption_method != ZIP_EM_NONE)
		return bad_entry(a, st.name, "is encrypted");
	if (*st.name == '/' || strstr(st.name, "..") || strchr(st.name, '\\'))
		return bad_entry(a, st.name, "leads out of the archive");
	*out = (struct torch_storage){st.name, a->source.bytes, (size_t)st.size};
	if (!st.size)
		return 0;
	a->source.last = a->source.length;
	file = zip_fopen_index(a->zip, i, 0);
	if (!file || zip_fread(file, &first, 1) != 1) {
		if (file)
			zip_fclose(file);
		return bad_entry(a, st.name, "cannot be read");
	}
	zip_fclose(file);
	if (a->source.last >= a->source.length || st.size > a->source.length - a->source.last ||
	        a->source.bytes[a->source.last] != first)
		return bad_entry(a, st.name, "ends outside the file");
	out->bytes = a->source.bytes + a->source.last;
	return 0;
}

/* What stands before "/data.pkl" in the one entry of that name; its length, −1 with err set. */
static int find_stem(const struct archive *a, const struct torch_storage *entry, size_t count, size_t *pickle,
        size_t *stem)
{
	static const char END[] = "/data.pkl";
	size_t found = 0;

	for (size_t i = 0; i < count; i++) {
		size_t n = strlen(entry[i].key);

		if (n < sizeof(END) || strcmp(entry[i].key + n - (sizeof(END) - 1), END))
			continue;
		found++;
		*pickle = i;
		*stem = n - (sizeof(END) - 1);
	}
	if (found != 1)
		return err_set(
		        a->err, "%s: the archive has %zu entries data.pkl and one is wanted", a->path, found);
	if (entry[*pickle].length > PICKLE_BYTES_MAX)
		return bad_entry(a, entry[*pickle].key, "is larger than any state dict's");
	return 0;
}

static int by_place(const void *a, const void *b)
{
	const struct torch_storage *x = a, *y = b;

	return x->bytes < y->bytes ? -1 : x->bytes > y->bytes;
}

/* Bytes that are in two entries are a sign of a file that means two things. */
static int check_apart(const struct archive *a, struct torch_storage *entry, size_t count)
{
	qsort(entry, count, sizeof(*entry), by_place);
	for (size_t i = 1; i < count; i++)
		if (entry[i - 1].length && entry[i].length &&
		        entry[i - 1].bytes + entry[i - 1].length > entry[i].bytes)
			return bad_entry(a, entry[i].key, "overlaps another");
	return 0;
}

static int read_entries(struct archive *a, struct arena *arena, struct torch_storage **storages,
        size_t *count, size_t *pickle_at, size_t *pickle_end)
{
	zip_int64_t n = zip_get_num_entries(a->zip, 0);
	struct torch_storage *entry;
	size_t stem = 0, pickle = 0, kept = 0;

	if (n < 1 || n > TORCH_ENTRIES_MAX)
		return err_set(a->err, "%s: the archive has %lld entries: at most %d are read", a->path,
		        (long long)n, TORCH_ENTRIES_MAX);
	entry = arena_alloc(arena, (size_t)n, sizeof(*entry));
	for (zip_int64_t i = 0; i < n; i++) {
		if (locate(a, (zip_uint64_t)i, &entry[i]))
			return -1;
		entry[i].key = arena_copy(arena, entry[i].key, strlen(entry[i].key));
	}
	if (check_apart(a, entry, (size_t)n) || find_stem(a, entry, (size_t)n, &pickle, &stem))
		return -1;
	*pickle_at = (size_t)(entry[pickle].bytes - a->source.bytes);
	*pickle_end = *pickle_at + entry[pickle].length;
	for (zip_int64_t i = 0; i < n; i++) {
		const char *name = entry[i].key;

		if (strlen(name) > stem && !strcmp(name + stem, "/byteorder") &&
		        (entry[i].length != 6 || memcmp(entry[i].bytes, "little", 6)))
			return bad_entry(
			        a, name, "is not 'little': numbers of the other byte order are not read");
		if (strncmp(name, entry[pickle].key, stem) || strncmp(name + stem, "/data/", 6))
			continue;
		(*storages)[kept++] =
		        (struct torch_storage){name + stem + 6, entry[i].bytes, entry[i].length};
	}
	*count = kept;
	return 0;
}

int torch_read_zip(const char *path, const char *bytes, size_t length, struct arena *arena,
        struct torch_storage **storages, size_t *count, size_t *pickle_at, size_t *pickle_end,
        struct xt_err *err)
{
	struct archive a = {.path = path, .source = {.bytes = bytes, .length = length}, .err = err};
	zip_error_t error;
	zip_source_t *source;
	int result;

	zip_error_init(&error);
	zip_error_init(&a.source.error);
	source = zip_source_function_create(serve, &a.source, &error);
	if (source)
		a.zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
	if (!a.zip) {
		result = err_set(err, "%s: is no whole zip archive: %s", path, zip_error_strerror(&error));
		zip_source_free(source);
	} else {
		*storages = arena_alloc(arena, TORCH_ENTRIES_MAX, sizeof(**storages));
		result = read_entries(&a, arena, storages, count, pickle_at, pickle_end);
		zip_discard(a.zip);
	}
	zip_error_fini(&error);
	zip_error_fini(&a.source.error);
	return result;
}
