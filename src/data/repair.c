/* SPDX-License-Identifier: Apache-2.0 · a copy of DATA with its questions put right */
#include "data/repair.h"

#include <errno.h>
#include <ftw.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/mem.h"

#define FILE_LIMIT ((size_t)1 << 31)

struct repair {
	struct data data, from;
	const char *from_lang; /* a language of data; NULL: from is data of its own */
	const char *folder;    /* the temporary one */
	struct buf note;       /* repaired.json */
	void (*each)(void *user, const struct data_file *file, size_t items, size_t repaired);
	void *user;
};

static const struct data_file *source_of(const struct repair *r, const char *split)
{
	const struct data *data = r->from_lang ? &r->data : &r->from;

	for (size_t i = 0; i < data->count; i++)
		if (!strcmp(data->file[i].split, split) &&
		        (!r->from_lang || !strcmp(data->file[i].lang, r->from_lang)))
			return &data->file[i];
	return NULL;
}

static const struct item *find(const struct items *items, int32_t idx)
{
	for (size_t i = 0; i < items->count; i++)
		if (items->item[i].idx == idx)
			return &items->item[i];
	return NULL;
}

/* The n-th line with its end; lines were counted by the reader. */
static const char *next_line(const struct buf *bytes, size_t *at, size_t *length)
{
	const char *line = bytes->bytes + *at, *end = memchr(line, '\n', bytes->length - *at);

	*length = end ? (size_t)(end - line) + 1 : bytes->length - *at;
	*at += *length;
	return line;
}

/* A repaired line keeps its file's way of ending lines. */
static void put_repaired(struct buf *out, const struct item *item, const char *line, size_t length)
{
	bool newline = length && line[length - 1] == '\n';

	item_put(out, item);
	if (!newline)
		out->length--;
	else if (length > 1 && line[length - 2] == '\r') {
		out->length--;
		buf_string(out, "\r\n");
	}
}

/* Appends the repaired file, and the idx of its repaired items as JSON; returns how many they are. */
static size_t put_file(struct items *items, const struct items *right, const struct buf *bytes,
        struct buf *out, struct buf *idx, struct buf *unknown)
{
	size_t repaired = 0, at = 0, length = 0;

	for (size_t i = 0; i < items->count; i++) {
		struct item *item = &items->item[i];
		const struct item *other = find(right, item->idx);
		const char *line = item->split ? NULL : next_line(bytes, &at, &length);
		bool wrong = other && other->question != item->question;

		if (!other)
			buf_printf(unknown, "%s%" PRId32, unknown->length ? ", " : "", item->idx);
		if (wrong) {
			item->question = other->question;
			buf_printf(idx, "%s%" PRId32, repaired++ ? ", " : "", item->idx);
		}
		if (!line)
			item_put(out, item);
		else if (wrong)
			put_repaired(out, item, line, length);
		else
			buf_append(out, line, length);
	}
	return repaired;
}

static void put_note(struct repair *r, const struct data_file *file, const char *path, const struct buf *was,
        size_t items, size_t repaired, const struct buf *idx, const struct buf *unknown)
{
	unsigned char digest[HASH_SHA256];
	char hex[HASH_HEX];

	hash_sha256(was->bytes, was->length, digest);
	hash_hex(digest, hex);
	buf_string(&r->note, r->note.bytes[r->note.length - 1] == '[' ? "\n  {" : ",\n  {");
	buf_printf(&r->note,
	        "\"language\": \"%s\", \"split\": \"%s\", \"path\": \"%s\", \"was_sha256\": \"%s\", "
	        "\"items\": %zu, "
	        "\"repaired\": %zu, \"idx\": [%s], \"unknown_idx\": [%s]}",
	        file->lang, file->split, path, hex, items, repaired, buf_text(idx), buf_text(unknown));
}

static int write_file(const struct repair *r, const struct data_file *file, const char *path,
        const struct buf *bytes, struct xt_err *err)
{
	struct buf full = BUF_INIT;
	int result;

	file_join(&full, r->folder, file->lang);
	result = file_mkdirs(full.bytes, err);
	buf_clear(&full);
	file_join(&full, r->folder, path);
	if (!result)
		result = file_write(full.bytes, buf_text(bytes), bytes->length, true, err);
	buf_release(&full);
	return result;
}

static int repair_file(struct repair *r, const struct data_file *file, struct xt_err *err)
{
	const struct data_file *source = source_of(r, file->split);
	struct items items = ITEMS_INIT, right = ITEMS_INIT;
	struct buf was = BUF_INIT, out = BUF_INIT, idx = BUF_INIT, unknown = BUF_INIT, path = BUF_INIT;
	size_t repaired;
	int result = -1;

	if (!source) {
		err_set(err, "%s: there are no questions of split %s to repair it from", file->path,
		        file->split);
		goto out;
	}
	if (data_read(file, &items, err) || data_read(source, &right, err) ||
	        file_read(file->path, FILE_LIMIT, &was, err))
		goto out;
	repaired = put_file(&items, &right, &was, &out, &idx, &unknown);
	buf_printf(&path, "%s/%s.%s.jsonl", file->lang, file->split, file->lang);
	put_note(r, file, path.bytes, &was, items.count, repaired, &idx, &unknown);
	result = write_file(r, file, path.bytes, &out, err);
	if (!result)
		r->each(r->user, file, items.count, repaired);
out:
	items_release(&items);
	items_release(&right);
	buf_release(&was);
	buf_release(&out);
	buf_release(&idx);
	buf_release(&unknown);
	buf_release(&path);
	return result;
}

/* A language of DATA first; else a path, whose questions must be of one language. */
static int open_from(struct repair *r, const char *from, const char *split, struct xt_err *err)
{
	for (size_t i = 0; i < r->data.count; i++)
		if (!strcmp(r->data.file[i].lang, from))
			r->from_lang = from;
	if (r->from_lang)
		return 0;
	if (!file_exists(from))
		return err_set(err, "%s: is neither a language of the data nor a file or folder", from);
	if (data_open(&r->from, from, split, NULL, err))
		return -1;
	for (size_t i = 1; i < r->from.count; i++)
		if (strcmp(r->from.file[i].lang, r->from.file[0].lang))
			return err_set(err, "%s: holds several languages: name one file", from);
	return 0;
}

static int write_note(struct repair *r, struct xt_err *err)
{
	struct buf path = BUF_INIT;
	int result;

	buf_string(&r->note, "\n]}\n");
	file_join(&path, r->folder, "repaired.json");
	result = file_write(path.bytes, r->note.bytes, r->note.length, true, err);
	buf_release(&path);
	return result;
}

static int drop(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st;
	(void)kind;
	(void)where;
	return remove(path);
}

static int repair_all(struct repair *r, const char *from, struct xt_err *err)
{
	buf_string(
	        &r->note, "{\"format\": 1, \"made_by\": \"xtremor inspect --repair-questions\", \"from\": ");
	json_put_string(&r->note, from, strlen(from));
	buf_string(&r->note, ", \"files\": [");
	for (size_t i = 0; i < r->data.count; i++)
		if (repair_file(r, &r->data.file[i], err))
			return -1;
	return write_note(r, err);
}

int repair_questions(const char *path, const char *split, const char *from, const char *out,
        void (*each)(void *user, const struct data_file *file, size_t items, size_t repaired), void *user,
        struct xt_err *err)
{
	struct repair r = {.each = each, .user = user};
	struct buf final = BUF_INIT, folder = BUF_INIT;
	int result = -1;

	buf_string(&final, out);
	while (final.length > 1 && final.bytes[final.length - 1] == '/')
		final.bytes[--final.length] = '\0';
	buf_printf(&folder, "%s.tmp.%ld", final.bytes, (long)getpid());
	r.folder = folder.bytes;
	if (file_exists(final.bytes)) {
		err_set(err, "%s: is there already: name a folder that is not", final.bytes);
		goto out;
	}
	if (!strcmp(path, "-")) {
		err_set(err, "standard input: a file or folder is wanted for a repair");
		goto out;
	}
	if (data_open(&r.data, path, split, NULL, err) || open_from(&r, from, split, err) ||
	        file_mkdirs(folder.bytes, err))
		goto out;
	result = repair_all(&r, from, err);
	if (!result && rename(folder.bytes, final.bytes))
		result = err_set(err, "%s: cannot be made: %s", final.bytes, strerror(errno));
	if (result)
		nftw(folder.bytes, drop, 8, FTW_DEPTH | FTW_PHYS);
out:
	data_close(&r.data);
	data_close(&r.from);
	buf_release(&r.note);
	buf_release(&final);
	buf_release(&folder);
	return result;
}
