/* SPDX-License-Identifier: Apache-2.0 · results.h5: the one file that includes HDF5
 *
 * A file is built in memory by HDF5's core driver and written to the disk by base/file's road (temporary name, fsync,
 * rename): the library then never meets a full disk, at which 1.10.8 crashes in its clean-up (FAULTS.md), and what it
 * flushes, which is never synced, does not matter.
 */
#include "bench/store.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <hdf5.h>
#include <hdf5_hl.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"

#define SCHEMA 1          /* of xtremor-results.5; another number is refused */
#define TEXT_LIMIT 4096   /* bytes of a string: names, hashes */
#define VALUE_LIMIT 60000 /* bytes of an attribute: an object header holds 64 KiB */
#define COUNT_LIMIT (1u << 24)

/* The dimensions, in the order of /score. Each has a dataset of its name, its scale. */
enum dim { DIM_CHECKPOINT, DIM_CONDITION, DIM_ITEM, DIM_CHOICE, DIM_COUNT };

enum kind { KIND_TEXT, KIND_F32, KIND_I8, KIND_U8, KIND_U16, KIND_I32, KIND_U32, KIND_U64 };

/* Where a dataset's numbers are: in each checkpoint, in each condition, in arrays of each condition, in the scores, or
 * nowhere: an index 0, 1, 2 …, there to be a scale. */
enum place { IN_CHECKPOINT, IN_CONDITION, IN_ITEM, IN_SCORE, AN_INDEX };

struct row {
	const char *name;
	enum kind kind;
	enum place place;
	enum dim first; /* its first dimension; the others follow in order */
	int rank;
	size_t offset; /* of the member */
};

#define OF_CHECKPOINT(member) IN_CHECKPOINT, DIM_CHECKPOINT, 1, offsetof(struct results_checkpoint, member)
#define OF_CONDITION(member) IN_CONDITION, DIM_CONDITION, 1, offsetof(struct results_condition, member)
#define OF_ITEM(member) IN_ITEM, DIM_CONDITION, 2, offsetof(struct results_condition, member)

/* The schema. The first four are the scales, in the order of enum dim. */
static const struct row ROWS[] = {
        {"checkpoint", KIND_TEXT, OF_CHECKPOINT(name)},
        {"condition", KIND_U32, AN_INDEX, DIM_CONDITION, 1, 0},
        {"item", KIND_U32, AN_INDEX, DIM_ITEM, 1, 0},
        {"choice", KIND_U8, AN_INDEX, DIM_CHOICE, 1, 0},
        {"head", KIND_TEXT, OF_CHECKPOINT(head)},
        {"scorer", KIND_TEXT, OF_CHECKPOINT(scorer)},
        {"template", KIND_TEXT, OF_CHECKPOINT(template)},
        {"precision", KIND_TEXT, OF_CHECKPOINT(precision)},
        {"weights_sha256", KIND_TEXT, OF_CHECKPOINT(weights_sha256)},
        {"language", KIND_TEXT, OF_CONDITION(language)},
        {"attack", KIND_TEXT, OF_CONDITION(attack)},
        {"set_sha256", KIND_TEXT, OF_CONDITION(set_sha256)},
        {"severity", KIND_U8, OF_CONDITION(severity)},
        {"seed", KIND_U64, OF_CONDITION(seed)},
        {"label", KIND_I8, OF_ITEM(label)},
        {"idx", KIND_I32, OF_ITEM(idx)},
        {"question", KIND_U8, OF_ITEM(question)},
        {"edits", KIND_U16, OF_ITEM(edits)},
        {"score", KIND_F32, IN_SCORE, DIM_CHECKPOINT, 4, 0},
};
#define ROW_COUNT (sizeof(ROWS) / sizeof(*ROWS))

const char *store_version(void)
{
	return H5_VERS_INFO;
}

/* Settings of the library, made again at each entry: they are cheap, and nothing of ours remembers. */
static int start(struct xt_err *err)
{
	/* Fails when the library is already running, which is harmless. */
	(void)H5dont_atexit();
	/* No plug-ins: a file could name a filter, and HDF5 would load a library by it. */
	if (H5open() < 0 || H5Eset_auto2(H5E_DEFAULT, NULL, NULL) < 0 || H5PLset_loading_state(0) < 0)
		return err_set(
		        err, "HDF5 %u.%u.%u does not start", H5_VERS_MAJOR, H5_VERS_MINOR, H5_VERS_RELEASE);
	return 0;
}

static herr_t innermost(unsigned n, const H5E_error2_t *entry, void *user)
{
	if (!n && entry->desc)
		buf_string(user, entry->desc);
	return 0;
}

/* An error of the library, with the innermost entry of its stack. */
static int failed(struct xt_err *err, const char *path, const char *what)
{
	struct buf why = BUF_INIT;

	H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, innermost, &why);
	err_set(err, "%s: %s (HDF5: %s)", path, what, why.length ? why.bytes : "no reason given");
	buf_release(&why);
	return -1;
}

static size_t kind_size(enum kind kind)
{
	static const size_t SIZES[] = {0, 4, 1, 1, 2, 4, 4, 8};

	return SIZES[kind];
}

/* The type of a dataset's elements, to be closed; length is that of a text. */
static hid_t kind_type(enum kind kind, size_t length, bool file)
{
	hid_t type;

	switch (kind) {
	case KIND_F32:
		return H5Tcopy(file ? H5T_IEEE_F32LE : H5T_NATIVE_FLOAT);
	case KIND_I8:
		return H5Tcopy(file ? H5T_STD_I8LE : H5T_NATIVE_INT8);
	case KIND_U8:
		return H5Tcopy(file ? H5T_STD_U8LE : H5T_NATIVE_UINT8);
	case KIND_U16:
		return H5Tcopy(file ? H5T_STD_U16LE : H5T_NATIVE_UINT16);
	case KIND_I32:
		return H5Tcopy(file ? H5T_STD_I32LE : H5T_NATIVE_INT32);
	case KIND_U32:
		return H5Tcopy(file ? H5T_STD_U32LE : H5T_NATIVE_UINT32);
	case KIND_U64:
		return H5Tcopy(file ? H5T_STD_U64LE : H5T_NATIVE_UINT64);
	case KIND_TEXT:
		break;
	}
	type = H5Tcopy(H5T_C_S1);
	if (type < 0)
		return type;
	if (H5Tset_size(type, length) >= 0 && H5Tset_strpad(type, H5T_STR_NULLPAD) >= 0 &&
	        H5Tset_cset(type, H5T_CSET_UTF8) >= 0)
		return type;
	H5Tclose(type);
	return H5I_INVALID_HID;
}

static size_t dim_length(const struct results *r, enum dim dim)
{
	switch (dim) {
	case DIM_CHECKPOINT:
		return r->checkpoint_count;
	case DIM_CONDITION:
		return r->condition_count;
	case DIM_ITEM:
		return r->item_count;
	default:
		return RESULTS_CHOICES;
	}
}

/* The member that a row is about in the i-th checkpoint or condition. */
static void *member(const struct results *r, const struct row *row, size_t i)
{
	char *base = row->place == IN_CHECKPOINT ? (char *)&r->checkpoint[i] : (char *)&r->condition[i];

	return base + row->offset;
}

static char **text_member(const struct results *r, const struct row *row, size_t i)
{
	return member(r, row, i);
}

/* Items of the arrays [condition][item]: a pointer to one of several types, read by its bytes. */
static char *array_member(const struct results *r, const struct row *row, size_t i)
{
	char *array;

	memcpy(&array, member(r, row, i), sizeof(array));
	return array;
}

static size_t row_elements(const struct results *r, const struct row *row)
{
	size_t n = 1;

	for (int i = 0; i < row->rank; i++)
		n = mem_mul(n, dim_length(r, row->first + (enum dim)i));
	return n;
}

/* Bytes of one element: for a text the longest there is, at least 1. */
static size_t row_width(const struct results *r, const struct row *row)
{
	size_t width = 1;

	if (row->kind != KIND_TEXT)
		return kind_size(row->kind);
	for (size_t i = 0; i < dim_length(r, row->first); i++) {
		const char *text = *text_member(r, row, i);
		size_t length = text ? strlen(text) : 0;

		width = length > width ? length : width;
	}
	return width;
}

static void index_put(char *bytes, enum kind kind, size_t i)
{
	uint32_t wide = (uint32_t)i;
	uint8_t narrow = (uint8_t)i;

	if (kind == KIND_U32)
		memcpy(bytes + i * sizeof(wide), &wide, sizeof(wide));
	else
		memcpy(bytes + i, &narrow, sizeof(narrow));
}

/* All elements of a row, one after the other; to be freed. */
static char *row_pack(const struct results *r, const struct row *row, size_t width)
{
	size_t n = row_elements(r, row), outer = dim_length(r, row->first), inner = n / outer * width;
	char *bytes = mem_zalloc(n, width);

	if (row->place == IN_SCORE)
		memcpy(bytes, r->score, n * width);
	for (size_t i = 0; row->place != IN_SCORE && i < outer; i++) {
		if (row->place == AN_INDEX)
			index_put(bytes, row->kind, i);
		else if (row->place == IN_ITEM)
			memcpy(bytes + i * inner, array_member(r, row, i), inner);
		else if (row->kind != KIND_TEXT)
			memcpy(bytes + i * width, member(r, row, i), width);
		else if (*text_member(r, row, i))
			memcpy(bytes + i * width, *text_member(r, row, i), strlen(*text_member(r, row, i)));
	}
	return bytes;
}

/* A string of width bytes padded with NUL: valid UTF-8, nothing behind the first NUL. NULL where it is not. */
static char *unpad(const char *bytes, size_t width)
{
	size_t length = 0;

	while (length < width && bytes[length])
		length++;
	for (size_t i = length; i < width; i++)
		if (bytes[i])
			return NULL;
	return utf8_check(bytes, length, NULL) ? NULL : mem_copy(bytes, length);
}

/* The other way: into results whose sizes are set. */
static int row_unpack(struct results *r, const struct row *row, const char *bytes, size_t width,
        const char *path, struct xt_err *err)
{
	size_t n = row_elements(r, row), outer = dim_length(r, row->first), inner = n / outer * width;
	char *expected;
	int differs;

	if (row->place == AN_INDEX) {
		expected = row_pack(r, row, width);
		differs = memcmp(bytes, expected, n * width);
		mem_free(expected);
		return differs ? err_set(err, "%s: /%s: is not 0, 1, 2 …", path, row->name) : 0;
	}
	if (row->place == IN_SCORE)
		memcpy(r->score, bytes, n * width);
	for (size_t i = 0; row->place != IN_SCORE && i < outer; i++) {
		if (row->place == IN_ITEM)
			memcpy(array_member(r, row, i), bytes + i * inner, inner);
		else if (row->kind != KIND_TEXT)
			memcpy(member(r, row, i), bytes + i * width, width);
		else if (!(*text_member(r, row, i) = unpad(bytes + i * width, width)))
			return err_set(err, "%s: /%s[%zu]: is not UTF-8 padded with NUL", path, row->name, i);
	}
	return 0;
}

/* ---- writing ---- */

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Cuts "key=value\n" lines into an array sorted by bytes, which is the order in which HDF5 lists attributes. The
 * strings are in *copy; free both. */
static char **lines_of(const char *versions, char **copy, size_t *count)
{
	char **line = NULL, *next;
	size_t n = 0, capacity = 0;

	*copy = mem_copy(versions ? versions : "", versions ? strlen(versions) : 0);
	for (char *p = *copy; *p; p = next) {
		next = strchr(p, '\n');
		if (next)
			*next++ = '\0';
		else
			next = p + strlen(p);
		line = mem_grow(line, &capacity, n + 1, sizeof(*line));
		line[n++] = p;
	}
	if (n)
		qsort(line, n, sizeof(*line), by_text);
	*count = n;
	return line;
}

static int put_attribute(hid_t root, const char *name, hid_t type, const void *value)
{
	hid_t space = H5Screate(H5S_SCALAR), attribute = H5I_INVALID_HID;
	int result = -1;

	if (space >= 0 && (attribute = H5Acreate2(root, name, type, space, H5P_DEFAULT, H5P_DEFAULT)) >= 0 &&
	        H5Awrite(attribute, type, value) >= 0)
		result = 0;
	if (attribute >= 0 && H5Aclose(attribute) < 0)
		result = -1;
	if (space >= 0 && H5Sclose(space) < 0)
		result = -1;
	return result;
}

static int put_text_attribute(hid_t root, const char *name, const char *value)
{
	size_t length = strlen(value);
	hid_t type = kind_type(KIND_TEXT, length ? length : 1, true);
	int result = type < 0 ? -1 : put_attribute(root, name, type, value);

	if (type >= 0 && H5Tclose(type) < 0)
		result = -1;
	return result;
}

static int put_versions(hid_t root, const char *path, const char *versions, struct xt_err *err)
{
	char *copy, **line;
	size_t n;
	int32_t schema = SCHEMA;
	int result = 0;

	if (put_attribute(root, "schema", H5T_STD_I32LE, &schema))
		return failed(err, path, "attribute schema cannot be written");
	line = lines_of(versions, &copy, &n);
	for (size_t i = 0; !result && i < n; i++) {
		char *equals = strchr(line[i], '=');

		if (!equals || equals == line[i] || strlen(equals) > VALUE_LIMIT) {
			result = err_set(err, "%s: '%.40s' is no key=value of at most %d bytes", path,
			        line[i], VALUE_LIMIT);
			break;
		}
		*equals = '\0';
		if (put_text_attribute(root, line[i], equals + 1))
			result = failed(err, path, "an attribute cannot be written");
	}
	mem_free(line);
	mem_free(copy);
	return result;
}

/* Creates, writes and closes one dataset; a file is made and read in one place, so nothing is left open. */
static int put_row(hid_t file, const struct results *r, const struct row *row)
{
	size_t width = row_width(r, row);
	hid_t type = kind_type(row->kind, width, true), memory = kind_type(row->kind, width, false);
	hid_t plist = H5Pcreate(H5P_DATASET_CREATE), space, set = H5I_INVALID_HID;
	hsize_t shape[DIM_COUNT];
	char *bytes = row_pack(r, row, width);
	int result = -1;

	for (int i = 0; i < row->rank; i++)
		shape[i] = dim_length(r, row->first + (enum dim)i);
	space = H5Screate_simple(row->rank, shape, NULL);
	/* Without times, the same scores give the same bytes. */
	if (type >= 0 && memory >= 0 && plist >= 0 && space >= 0 &&
	        H5Pset_layout(plist, H5D_CONTIGUOUS) >= 0 &&
	        H5Pset_alloc_time(plist, H5D_ALLOC_TIME_EARLY) >= 0 &&
	        H5Pset_fill_time(plist, H5D_FILL_TIME_NEVER) >= 0 &&
	        H5Pset_obj_track_times(plist, false) >= 0)
		set = H5Dcreate2(file, row->name, type, space, H5P_DEFAULT, plist, H5P_DEFAULT);
	if (set >= 0 && H5Dwrite(set, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes) >= 0)
		result = 0;
	if (set >= 0 && H5Dclose(set) < 0)
		result = -1;
	H5Sclose(space);
	H5Pclose(plist);
	H5Tclose(memory);
	H5Tclose(type);
	mem_free(bytes);
	return result;
}

/* Makes the first four datasets scales and attaches them to every dimension of the others: netCDF's readers (xarray)
 * name dimensions by them. */
static int put_scales(hid_t file)
{
	hid_t scale[DIM_COUNT], set;
	int result = 0;

	for (size_t i = 0; i < DIM_COUNT; i++) {
		scale[i] = H5Dopen2(file, ROWS[i].name, H5P_DEFAULT);
		if (scale[i] < 0 || H5DSset_scale(scale[i], ROWS[i].name) < 0)
			result = -1;
	}
	for (size_t i = DIM_COUNT; !result && i < ROW_COUNT; i++) {
		set = H5Dopen2(file, ROWS[i].name, H5P_DEFAULT);
		for (int k = 0; !result && k < ROWS[i].rank; k++)
			if (set < 0 || H5DSattach_scale(set, scale[(int)ROWS[i].first + k], (unsigned)k) < 0)
				result = -1;
		if (set < 0 || H5Dclose(set) < 0)
			result = -1;
	}
	for (size_t i = 0; i < DIM_COUNT; i++)
		if (scale[i] < 0 || H5Dclose(scale[i]) < 0)
			result = -1;
	return result;
}

static int put_all(hid_t file, const char *path, const struct results *r, struct xt_err *err)
{
	for (size_t i = 0; i < ROW_COUNT; i++)
		if (put_row(file, r, &ROWS[i]))
			return failed(err, path, "a dataset cannot be made");
	if (put_scales(file))
		return failed(err, path, "dimension scales cannot be made");
	if (put_versions(file, path, r->versions, err))
		return -1;
	return H5Fflush(file, H5F_SCOPE_GLOBAL) < 0 ? failed(err, path, "cannot be made") : 0;
}

/* The whole file as bytes. */
static int make_image(const char *path, const struct results *r, struct buf *image, struct xt_err *err)
{
	hid_t access = H5Pcreate(H5P_FILE_ACCESS), file = H5I_INVALID_HID;
	struct buf name = BUF_INIT;
	ssize_t length;
	int result = -1;

	/* A name that is nobody's: the library looks for such a file before it makes one in memory. */
	buf_printf(&name, "%s.image.%ld", path, (long)getpid());
	if (access < 0 || H5Pset_fapl_core(access, 1 << 20, false) < 0 ||
	        (file = H5Fcreate(name.bytes, H5F_ACC_TRUNC, H5P_DEFAULT, access)) < 0) {
		failed(err, path, "cannot be made in memory");
		goto out;
	}
	if (put_all(file, path, r, err))
		goto out;
	length = H5Fget_file_image(file, NULL, 0);
	if (length <= 0 ||
	        H5Fget_file_image(file, buf_extend(image, (size_t)length), (size_t)length) != length)
		failed(err, path, "cannot be made in memory");
	else
		result = 0;
out:
	if (file >= 0 && H5Fclose(file) < 0 && !result)
		result = failed(err, path, "cannot be closed");
	if (access >= 0)
		H5Pclose(access);
	buf_release(&name);
	return result;
}

static bool same_row(const struct results *a, const struct results *b, const struct row *row)
{
	size_t width = row_width(a, row);
	char *x, *y;
	bool same;

	if (row_elements(a, row) != row_elements(b, row) || width != row_width(b, row))
		return false;
	x = row_pack(a, row, width);
	y = row_pack(b, row, width);
	same = !memcmp(x, y, mem_mul(row_elements(a, row), width));
	mem_free(x);
	mem_free(y);
	return same;
}

/* Reads the written file again, from the disk's side of the library, and compares every number. */
static int read_back(const void *user, const char *name, struct xt_err *err)
{
	const struct results *r = user;
	struct results *again;
	bool same = true;

	if (store_read(&again, name, err))
		return err_prefix(err, "reading back what was written");
	for (size_t i = 0; i < ROW_COUNT; i++)
		same = same && same_row(r, again, &ROWS[i]);
	results_free(again);
	return same ? 0 : err_set(err, "%s: what was written is not what is read: is the disk sound?", name);
}

static int sane(const char *path, const struct results *r, struct xt_err *err)
{
	for (enum dim i = DIM_CHECKPOINT; i < DIM_COUNT; i++)
		if (!dim_length(r, i) || dim_length(r, i) > COUNT_LIMIT)
			return err_set(err, "%s: %zu entries of dimension %s cannot be stored", path,
			        dim_length(r, i), ROWS[i].name);
	return 0;
}

int store_write(const char *path, const struct results *r, struct xt_err *err)
{
	struct buf image = BUF_INIT;
	int result = -1;

	if (!start(err) && !sane(path, r, err) && !make_image(path, r, &image, err))
		result = file_write_checked(path, image.bytes, image.length, true, read_back, r, err);
	buf_release(&image);
	return result;
}

/* ---- reading ---- */

/* What one file is being read with. */
struct reader {
	const char *path;
	hid_t file;
	uint64_t size; /* of the file, in bytes */
	size_t length[DIM_COUNT];
	struct results *results;
};

static const struct row *row_find(const char *name)
{
	for (size_t i = 0; i < ROW_COUNT; i++)
		if (!strcmp(ROWS[i].name, name))
			return &ROWS[i];
	return NULL;
}

struct listing {
	const char *path;
	size_t count;
	struct xt_err *err;
};

static herr_t see_link(hid_t group, const char *name, const H5L_info_t *info, void *user)
{
	struct listing *seen = user;
	hid_t object = H5I_INVALID_HID;
	bool plain;

	if (!row_find(name))
		return err_set(seen->err, "%s: holds '%s', which results of schema %d do not", seen->path,
		        name, SCHEMA);
	if (info->type == H5L_TYPE_HARD)
		object = H5Oopen(group, name, H5P_DEFAULT);
	plain = object >= 0 && H5Iget_type(object) == H5I_DATASET;
	if (object >= 0)
		H5Oclose(object);
	if (!plain)
		return err_set(seen->err, "%s: /%s: is not a dataset of this file itself", seen->path, name);
	seen->count++;
	return 0;
}

/* Exactly the datasets of the schema, each a plain one. */
static int check_links(const struct reader *in, struct xt_err *err)
{
	struct listing seen = {in->path, 0, err};

	err_set(err, "%s: cannot be listed", in->path);
	if (H5Literate(in->file, H5_INDEX_NAME, H5_ITER_INC, NULL, see_link, &seen) < 0)
		return -1;
	if (seen.count == ROW_COUNT)
		return 0;
	for (size_t i = 0; i < ROW_COUNT; i++)
		if (H5Lexists(in->file, ROWS[i].name, H5P_DEFAULT) <= 0)
			return err_set(err, "%s: has no /%s: is it a results.h5 of xtremor?", in->path,
			        ROWS[i].name);
	return err_set(err, "%s: has a dataset twice", in->path);
}

/* The type that a row's dataset must have; *width is set. */
static int check_type(
        const struct reader *in, const struct row *row, hid_t set, size_t *width, struct xt_err *err)
{
	hid_t got = H5Dget_type(set), wanted = H5I_INVALID_HID;
	bool same = false;

	*width = kind_size(row->kind);
	if (got >= 0 && row->kind == KIND_TEXT)
		*width = H5Tget_class(got) == H5T_STRING && H5Tis_variable_str(got) == 0 ? H5Tget_size(got)
		                                                                         : 0;
	if (got >= 0 && *width && *width <= TEXT_LIMIT) {
		wanted = kind_type(row->kind, *width, true);
		same = wanted >= 0 && H5Tequal(got, wanted) > 0;
	}
	if (wanted >= 0)
		H5Tclose(wanted);
	if (got >= 0)
		H5Tclose(got);
	return same ? 0
	            : err_set(err, "%s: /%s: is of another type than xtremor-results(5) says", in->path,
	                      row->name);
}

/* Its shape: a dimension's length is set by its scale, which is read first. */
static int check_shape(struct reader *in, const struct row *row, hid_t set, struct xt_err *err)
{
	hid_t space = H5Dget_space(set);
	hsize_t shape[DIM_COUNT] = {0};
	bool scale = row < ROWS + DIM_COUNT;
	int result = -1;

	if (space < 0 || H5Sis_simple(space) <= 0 || H5Sget_simple_extent_ndims(space) != row->rank ||
	        H5Sget_simple_extent_dims(space, shape, NULL) < 0) {
		err_set(err, "%s: /%s: has not %d dimensions", in->path, row->name, row->rank);
		goto out;
	}
	for (int i = 0; i < row->rank; i++) {
		if (scale)
			in->length[row->first] = (size_t)shape[0];
		if (!shape[i] || shape[i] > COUNT_LIMIT || shape[i] != in->length[(int)row->first + i]) {
			err_set(err, "%s: /%s: %llu entries of dimension %s do not fit the file", in->path,
			        row->name, (unsigned long long)shape[i], ROWS[(int)row->first + i].name);
			goto out;
		}
	}
	result = 0;
out:
	if (space >= 0)
		H5Sclose(space);
	return result;
}

/* Contiguous bytes that lie in this file: nothing elsewhere, nothing packed, nothing longer than the file. */
static int check_layout(
        const struct reader *in, const struct row *row, hid_t set, size_t width, struct xt_err *err)
{
	hid_t plist = H5Dget_create_plist(set);
	haddr_t offset = H5Dget_offset(set);
	uint64_t need = width;
	bool plain = plist >= 0 && H5Pget_layout(plist) == H5D_CONTIGUOUS &&
	             H5Pget_external_count(plist) == 0 && H5Pget_nfilters(plist) == 0;

	if (plist >= 0)
		H5Pclose(plist);
	if (!plain)
		return err_set(err, "%s: /%s: is not stored as one plain piece", in->path, row->name);
	for (int i = 0; i < row->rank; i++) {
		/* A length is at most 2^24, a width 2^12; what grows past the file stops before it overflows. */
		need *= in->length[(int)row->first + i];
		if (need > in->size)
			break;
	}
	if (offset == HADDR_UNDEF || offset > in->size || need > in->size - offset ||
	        H5Dget_storage_size(set) != need)
		return err_set(err, "%s: /%s: needs %llu bytes, which the file does not hold: is it cut?",
		        in->path, row->name, (unsigned long long)need);
	return 0;
}

/* Opens and checks one dataset; reads it where results are there already. */
static int take_row(struct reader *in, const struct row *row, struct xt_err *err)
{
	hid_t set = H5Dopen2(in->file, row->name, H5P_DEFAULT), memory = H5I_INVALID_HID;
	size_t width;
	char *bytes = NULL;
	int result = -1;

	if (set < 0)
		return failed(err, in->path, "a dataset cannot be opened");
	if (check_type(in, row, set, &width, err) || check_shape(in, row, set, err) ||
	        check_layout(in, row, set, width, err))
		goto out;
	if (!in->results) {
		result = 0;
		goto out;
	}
	memory = kind_type(row->kind, width, false);
	bytes = mem_alloc(row_elements(in->results, row), width);
	if (memory < 0 || H5Dread(set, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes) < 0)
		failed(err, in->path, "a dataset cannot be read");
	else
		result = row_unpack(in->results, row, bytes, width, in->path, err);
out:
	mem_free(bytes);
	if (memory >= 0)
		H5Tclose(memory);
	H5Dclose(set);
	return result;
}

struct attributes {
	const char *path;
	struct buf *lines;
	bool schema;
	struct xt_err *err;
};

static int see_schema(hid_t attribute, struct attributes *seen)
{
	int32_t schema = 0;
	hid_t space = H5Aget_space(attribute);
	bool one = space >= 0 && H5Sget_simple_extent_type(space) == H5S_SCALAR;

	if (space >= 0)
		H5Sclose(space);
	if (!one || H5Aread(attribute, H5T_NATIVE_INT32, &schema) < 0 || schema != SCHEMA)
		return err_set(seen->err, "%s: schema %d, and this xtremor reads schema %d", seen->path,
		        (int)schema, SCHEMA);
	seen->schema = true;
	return 0;
}

static int see_value(hid_t attribute, const char *name, struct attributes *seen)
{
	hid_t type = H5Aget_type(attribute), space = H5Aget_space(attribute);
	size_t width = type >= 0 && H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) == 0
	                       ? H5Tget_size(type)
	                       : 0;
	char *bytes = NULL, *text = NULL;

	if (width && width <= VALUE_LIMIT && space >= 0 && H5Sget_simple_extent_type(space) == H5S_SCALAR) {
		bytes = mem_alloc(width, 1);
		if (H5Aread(attribute, type, bytes) >= 0)
			text = unpad(bytes, width);
	}
	if (text && !strchr(text, '\n') && !strchr(name, '=') && !strchr(name, '\n') && *name)
		buf_printf(seen->lines, "%s=%s\n", name, text);
	else
		err_set(seen->err, "%s: attribute '%s': is not one line of text", seen->path, name);
	width = text && !strchr(text, '\n');
	mem_free(bytes);
	mem_free(text);
	if (space >= 0)
		H5Sclose(space);
	if (type >= 0)
		H5Tclose(type);
	return width ? 0 : -1;
}

static herr_t see_attribute(hid_t root, const char *name, const H5A_info_t *info, void *user)
{
	struct attributes *seen = user;
	hid_t attribute = H5Aopen(root, name, H5P_DEFAULT);
	int result;

	(void)info;
	if (attribute < 0)
		return failed(seen->err, seen->path, "an attribute cannot be opened");
	result = !strcmp(name, "schema") ? see_schema(attribute, seen) : see_value(attribute, name, seen);
	H5Aclose(attribute);
	return result;
}

static int take_versions(struct reader *in, struct xt_err *err)
{
	struct buf lines = BUF_INIT;
	struct attributes seen = {in->path, &lines, false, err};
	int result = -1;

	err_set(err, "%s: its attributes cannot be listed", in->path);
	if (H5Aiterate2(in->file, H5_INDEX_NAME, H5_ITER_INC, NULL, see_attribute, &seen) >= 0)
		result = seen.schema
		                 ? 0
		                 : err_set(err, "%s: has no attribute schema: is it a results.h5 of xtremor?",
		                           in->path);
	if (!result)
		in->results->versions = mem_copy(buf_text(&lines), lines.length);
	buf_release(&lines);
	return result;
}

/* What readers of results index by, or take for granted. */
static int check_values(const struct reader *in, struct xt_err *err)
{
	const struct results *r = in->results;

	for (size_t i = 0; i < r->condition_count; i++)
		for (size_t k = 0; k < r->item_count; k++) {
			const struct results_condition *c = &r->condition[i];

			if (c->label[k] < -1 || c->label[k] > 1 || c->question[k] > 1 || c->idx[k] < -1)
				return err_set(err,
				        "%s: condition %zu, item %zu: label %d, question %d, idx %d cannot "
				        "be",
				        in->path, i, k, c->label[k], c->question[k], (int)c->idx[k]);
		}
	for (size_t i = 0; i < r->checkpoint_count; i++)
		if (!*r->checkpoint[i].name)
			return err_set(err, "%s: checkpoint %zu has no name", in->path, i);
	return 0;
}

static int take_all(struct reader *in, struct xt_err *err)
{
	in->length[DIM_CHOICE] = RESULTS_CHOICES;
	if (check_links(in, err))
		return -1;
	/* Twice: every size is known to be honest before memory is asked for. */
	for (size_t i = 0; i < ROW_COUNT; i++)
		if (take_row(in, &ROWS[i], err))
			return -1;
	if (in->length[DIM_CHOICE] != RESULTS_CHOICES)
		return err_set(err, "%s: /choice: %zu choices, where items have %d", in->path,
		        in->length[DIM_CHOICE], RESULTS_CHOICES);
	in->results =
	        results_new(in->length[DIM_CHECKPOINT], in->length[DIM_CONDITION], in->length[DIM_ITEM]);
	for (size_t i = 0; i < ROW_COUNT; i++)
		if (take_row(in, &ROWS[i], err))
			return -1;
	return take_versions(in, err) || check_values(in, err) ? -1 : 0;
}

int store_read(struct results **out, const char *path, struct xt_err *err)
{
	struct reader in = {.path = path, .file = H5I_INVALID_HID};
	hid_t access = H5I_INVALID_HID;
	struct stat st;
	int result = -1;

	*out = NULL;
	if (start(err))
		return -1;
	if (stat(path, &st))
		return err_set(err, "%s: cannot be read: %s", path, strerror(errno));
	if (!S_ISREG(st.st_mode))
		return err_set(err, "%s: is not a file", path);
	in.size = (uint64_t)st.st_size;
	access = H5Pcreate(H5P_FILE_ACCESS);
	/* Files are whole when they get their name, so nobody needs a lock; some network file systems have none. */
	if (access < 0 || H5Pset_file_locking(access, false, true) < 0 ||
	        (in.file = H5Fopen(path, H5F_ACC_RDONLY, access)) < 0)
		failed(err, path, "cannot be opened as HDF5: is it a results.h5, and whole?");
	else
		result = take_all(&in, err);
	if (in.file >= 0 && H5Fclose(in.file) < 0 && !result)
		result = failed(err, path, "cannot be closed");
	if (access >= 0)
		H5Pclose(access);
	if (result)
		results_free(in.results);
	else
		*out = in.results;
	return result;
}
