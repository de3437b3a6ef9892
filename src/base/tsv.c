/* SPDX-License-Identifier: Apache-2.0 · tables that people write */
#include "base/tsv.h"

#include <stdbool.h>
#include <string.h>

#include "base/file.h"
#include "base/utf8.h"

#define COLUMNS_MAX 32
#define FILE_LIMIT ((size_t)1 << 30)

struct table {
	const char *path, *columns; /* columns NULL: no header row */
	size_t count;
	int (*each)(void *user, char **fields, size_t line, struct xt_err *err);
	void *user;
	struct xt_err *err;
	bool begun;
};

static size_t count_columns(const char *columns)
{
	size_t n = 1;

	for (; *columns; columns++)
		n += *columns == '\t';
	return n;
}

/* Cuts a line at its tabs, in place; the last of limit fields keeps what is left when the table has no header. */
static size_t cut(char *line, char **fields, size_t limit, bool rest)
{
	size_t n = 0;

	for (;;) {
		char *tab = strchr(line, '\t');

		if (n < limit)
			fields[n] = line;
		n++;
		if (!tab || (rest && n == limit))
			return n;
		*tab = '\0';
		line = tab + 1;
	}
}

static int header(struct table *t, const char *line, size_t number)
{
	struct buf wanted = BUF_INIT;
	int result = 0;

	t->begun = true;
	if (strcmp(line, t->columns)) {
		for (const char *c = t->columns; *c; c++)
			buf_byte(&wanted, *c == '\t' ? ' ' : *c);
		result =
		        err_set(t->err, "%s:%zu: the first row must name the columns: %s (separated by tabs)",
		                t->path, number, buf_text(&wanted));
	}
	buf_release(&wanted);
	return result;
}

static int row(struct table *t, char *line, size_t number)
{
	char *fields[COLUMNS_MAX];
	size_t n;

	if (t->columns && !t->begun)
		return header(t, line, number);
	n = cut(line, fields, t->count, !t->columns);
	if (t->columns ? n != t->count : n < t->count)
		return err_set(t->err, "%s:%zu: %zu fields separated by tabs where %zu are wanted", t->path,
		        number, n, t->count);
	return t->each(t->user, fields, number, t->err) ? -1 : 0;
}

static int rows(struct table *t, char *bytes, size_t length)
{
	static const char MARK[] = "\xEF\xBB\xBF"; /* of byte order, as spreadsheets write it */
	size_t number = 1, bad, from = length >= 3 && !memcmp(bytes, MARK, 3) ? 3 : 0;

	for (size_t at = from; at < length; number++) {
		char *line = bytes + at, *end = memchr(line, '\n', length - at);
		size_t n = end ? (size_t)(end - line) : length - at;

		at += n + 1;
		if (utf8_check(line, n, &bad))
			return err_set(
			        t->err, "%s:%zu: invalid UTF-8 or NUL at byte %zu", t->path, number, bad);
		if (n && line[n - 1] == '\r')
			n--;
		line[n] = '\0';
		if (n && *line != '#' && row(t, line, number))
			return -1;
	}
	return 0;
}

static int read_table(struct table *t)
{
	struct buf bytes = BUF_INIT;
	int result = file_read(t->path, FILE_LIMIT, &bytes, t->err);

	if (!result)
		result = rows(t, bytes.bytes, bytes.length);
	if (!result && t->columns && !t->begun)
		result = header(t, "", 1);
	buf_release(&bytes);
	return result;
}

int tsv_read(const char *path, const char *columns,
        int (*each)(void *user, char **fields, size_t line, struct xt_err *err), void *user,
        struct xt_err *err)
{
	struct table t = {path, columns, count_columns(columns), each, user, err, false};

	return read_table(&t);
}

int tsv_read_bare(const char *path, size_t fields,
        int (*each)(void *user, char **fields, size_t line, struct xt_err *err), void *user,
        struct xt_err *err)
{
	struct table t = {path, NULL, fields, each, user, err, false};

	return read_table(&t);
}
