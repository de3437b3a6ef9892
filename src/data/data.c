/* SPDX-License-Identifier: Apache-2.0 · DATA as a user names it */
#include "data/data.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "data/item-read.h"

#define EXTENSION ".jsonl"
#define UNNAMED "data" /* the split of what has no name */

static bool is_name(const char *name, size_t length, size_t limit)
{
	static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
	static const char OTHERS[] = "0123456789-_";

	if (!length || length > limit || !name[0] || !strchr(LETTERS, name[0]))
		return false;
	for (size_t i = 0; i < length; i++)
		if (!name[i] || (!strchr(LETTERS, name[i]) && !strchr(OTHERS, name[i])))
			return false;
	return true;
}

bool data_is_lang(const char *name, size_t length)
{
	return is_name(name, length, 15);
}

bool data_is_split(const char *name, size_t length)
{
	return is_name(name, length, 31);
}

static void add(struct data *data, const char *lang, const char *split, size_t split_length, const char *path)
{
	data->file = mem_resize(data->file, data->count + 1, sizeof(*data->file));
	data->file[data->count++] = (struct data_file){
	        mem_copy(lang, strlen(lang)), mem_copy(split, split_length), mem_copy(path, strlen(path))};
}

static bool wanted(const char *const *langs, const char *lang)
{
	for (size_t i = 0; langs && langs[i]; i++)
		if (!strcmp(langs[i], lang))
			return true;
	return !langs;
}

/* "test.ta.jsonl" in the folder of ta: the length of "test"; 0 for any other name. */
static size_t split_of(const char *name, const char *lang)
{
	size_t length = strlen(name), tail = 1 + strlen(lang) + strlen(EXTENSION);
	size_t split = length > tail ? length - tail : 0;

	if (!data_is_split(name, split) || name[split] != '.' ||
	        strncmp(name + split + 1, lang, strlen(lang)) ||
	        strcmp(name + length - strlen(EXTENSION), EXTENSION))
		return 0;
	return split;
}

static int add_lang(
        struct data *data, const char *root, const char *lang, const char *split, struct xt_err *err)
{
	struct buf folder = BUF_INIT, path = BUF_INIT;
	char **names = NULL;
	size_t count = 0;
	int result;

	file_join(&folder, root, lang);
	result = file_names(folder.bytes, &names, &count, err);
	for (size_t i = 0; i < count && !result; i++) {
		size_t n = split_of(names[i], lang);

		if (!n || (split && (strlen(split) != n || strncmp(split, names[i], n))))
			continue;
		buf_clear(&path);
		file_join(&path, folder.bytes, names[i]);
		add(data, lang, names[i], n, path.bytes);
	}
	file_names_free(names, count);
	buf_release(&folder);
	buf_release(&path);
	return result;
}

static bool has_lang(const struct data *data, const char *lang)
{
	for (size_t i = 0; i < data->count; i++)
		if (!strcmp(data->file[i].lang, lang))
			return true;
	return false;
}

static int open_folder(
        struct data *data, const char *path, const char *split, const char *const *langs, struct xt_err *err)
{
	struct buf folder = BUF_INIT;
	char **names = NULL;
	size_t count = 0;
	int result = file_names(path, &names, &count, err);

	data->folder = true;
	for (size_t i = 0; i < count && !result; i++) {
		buf_clear(&folder);
		file_join(&folder, path, names[i]);
		if (data_is_lang(names[i], strlen(names[i])) && wanted(langs, names[i]) &&
		        file_is_dir(folder.bytes))
			result = add_lang(data, path, names[i], split, err);
	}
	file_names_free(names, count);
	buf_release(&folder);
	for (size_t i = 0; !result && langs && langs[i]; i++)
		if (!has_lang(data, langs[i]))
			result = err_set(err, "%s: has no file %s/%s.%s" EXTENSION, path, langs[i],
			        split ? split : "*", langs[i]);
	if (!result && !data->count)
		result = err_set(err, "%s: holds no <lang>/%s.<lang>" EXTENSION ": XCOPA's layout is wanted",
		        path, split ? split : "<split>");
	return result;
}

/* COPA's XML of one file may hold train, val and test. */
static int add_xml(
        struct data *data, const char *path, const char *split, const char *lang, struct xt_err *err)
{
	static const char *const SPLITS[] = {"test", "train", "val"};
	struct items items = ITEMS_INIT;
	int result = items_read(&items, path, err);

	for (size_t s = 0; s < 3 && !result; s++) {
		size_t i = 0;

		while (i < items.count && items.item[i].split && strcmp(items.item[i].split, SPLITS[s]))
			i++;
		if (i < items.count && (!split || !strcmp(split, SPLITS[s])))
			add(data, lang, SPLITS[s], strlen(SPLITS[s]), path);
	}
	if (!result && !data->count)
		result = err_set(
		        err, "%s: has no items of split %s", path, split ? split : "train, val or test");
	items_release(&items);
	return result;
}

static bool is_xml(const char *path)
{
	struct file_map map;
	size_t i = 0;
	bool xml;

	if (!strcmp(path, "-") || file_map(path, &map, NULL))
		return false;
	while (i < map.length && map.bytes[i] && strchr(" \t\r\n", map.bytes[i]))
		i++;
	xml = i < map.length && map.bytes[i] == '<';
	file_unmap(&map);
	return xml;
}

/* The parts of <split>.<lang>.jsonl; false where the name has another form. */
static bool cut_name(const char *name, size_t *split, char lang[16])
{
	const char *dot = strchr(name, '.'), *next = dot ? strchr(dot + 1, '.') : NULL;

	if (!next || strcmp(next, EXTENSION) || !data_is_lang(dot + 1, (size_t)(next - dot) - 1) ||
	        !data_is_split(name, (size_t)(dot - name)))
		return false;
	*split = (size_t)(dot - name);
	memcpy(lang, dot + 1, (size_t)(next - dot) - 1);
	lang[next - dot - 1] = '\0';
	return true;
}

static int open_file(
        struct data *data, const char *path, const char *split, const char *const *langs, struct xt_err *err)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	const char *only = langs && langs[0] && !langs[1] ? langs[0] : NULL;
	size_t length = strcspn(name, ".");
	char lang[16];

	if (langs && !only)
		return err_set(err, "%s: is one file, so exactly one language can be asked of it", path);
	if (strcmp(path, "-") && !file_exists(path))
		return err_set(err, "%s: is not there", path);
	if (is_xml(path))
		return add_xml(data, path, split, only ? only : "en", err);
	if (cut_name(name, &length, lang)) {
		if (split && (strlen(split) != length || strncmp(split, name, length)))
			return err_set(err, "%s: is by its name of split %.*s, not of %s", path, (int)length,
			        name, split);
		if (only && strcmp(only, lang))
			return err_set(err, "%s: is by its name of language %s, not of %s", path, lang, only);
		add(data, lang, name, length, path);
		return 0;
	}
	if (split)
		add(data, only ? only : DATA_UNKNOWN, split, strlen(split), path);
	else if (data_is_split(name, length))
		add(data, only ? only : DATA_UNKNOWN, name, length, path);
	else
		add(data, only ? only : DATA_UNKNOWN, UNNAMED, strlen(UNNAMED), path);
	return 0;
}

static int check_names(const char *split, const char *const *langs, struct xt_err *err)
{
	if (split && !data_is_split(split, strlen(split)))
		return err_set(err, "split '%.40s': a name such as val or test is wanted", split);
	for (size_t i = 0; langs && langs[i]; i++)
		if (!data_is_lang(langs[i], strlen(langs[i])))
			return err_set(err, "language '%.40s': a code such as ta is wanted", langs[i]);
	return 0;
}

static int by_lang(const void *a, const void *b)
{
	const struct data_file *x = a, *y = b;
	int order = strcmp(x->lang, y->lang);

	return order ? order : strcmp(x->split, y->split);
}

int data_open(
        struct data *out, const char *path, const char *split, const char *const *langs, struct xt_err *err)
{
	*out = (struct data){NULL, 0, false};
	if (check_names(split, langs, err) || (file_is_dir(path) ? open_folder(out, path, split, langs, err)
	                                                         : open_file(out, path, split, langs, err))) {
		data_close(out);
		return -1;
	}
	qsort(out->file, out->count, sizeof(*out->file), by_lang);
	return 0;
}

void data_close(struct data *data)
{
	for (size_t i = 0; i < data->count; i++) {
		mem_free(data->file[i].lang);
		mem_free(data->file[i].split);
		mem_free(data->file[i].path);
	}
	mem_free(data->file);
	*data = (struct data){NULL, 0, false};
}

/* Keeps, of the items from start on, those of the file's split; plain lines say none and stay. */
static int keep_split(const struct data_file *file, struct items *items, size_t start, struct xt_err *err)
{
	size_t kept = start;

	for (size_t i = start; i < items->count; i++)
		if (!items->item[i].split || !strcmp(items->item[i].split, file->split))
			items->item[kept++] = items->item[i];
	if (kept == start && items->count > start)
		return err_set(err, "%s: has no items of split %s: COPA's XML holds train, val and test",
		        file->path, file->split);
	if (kept == start)
		return err_set(err, "%s: holds no items", file->path);
	items->count = kept;
	return 0;
}

int data_read(const struct data_file *file, struct items *items, struct xt_err *err)
{
	size_t start = items->count;

	return items_read(items, file->path, err) || keep_split(file, items, start, err) ? -1 : 0;
}

int data_read_loose(const struct data_file *file, struct items *items, struct xt_err *err)
{
	size_t start = items->count;

	return items_read_loose(items, file->path, err) || keep_split(file, items, start, err) ? -1 : 0;
}
