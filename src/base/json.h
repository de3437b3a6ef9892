/* SPDX-License-Identifier: Apache-2.0 · strict JSON over jansson, and a writer
 *
 *	static int line(void *user, const struct json_t *object, size_t number, struct xt_err *err)
 *	{
 *		const struct json_t *premise = json_find(object, "premise");
 *		…
 *	}
 *	…
 *	return json_lines(path, line, user, err);
 *
 * Refused, each with file and line: duplicate keys, NUL, invalid UTF-8, over-long lines, trailing bytes.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct json_t; /* a value; jansson's own */

enum json_kind {
	JSON_IS_NULL,
	JSON_IS_BOOL,
	JSON_IS_INTEGER,
	JSON_IS_REAL,
	JSON_IS_STRING,
	JSON_IS_ARRAY,
	JSON_IS_OBJECT
};

/* A line of JSON lines may hold this many bytes. */
#define JSON_LINE_MAX (8u << 20)

/* Parses one document. file and line stand in messages; line 0 means that the document may span lines, and the place
 * inside it is named. *out is freed by json_done. */
int json_parse(const char *file, size_t line, const char *bytes, size_t length, struct json_t **out,
        struct xt_err *err);
void json_done(struct json_t *document);

/* Reads JSON lines: each must be an object. Empty lines are refused but for a last one; a byte-order mark is refused.
 * path "-" is standard input. Stops with −1 when each() returns non-zero, which must have set err. */
int json_lines(const char *path,
        int (*each)(void *user, const struct json_t *object, size_t line, struct xt_err *err), void *user,
        struct xt_err *err);

/* The same over bytes in memory. */
int json_lines_in(const char *file, const char *bytes, size_t length,
        int (*each)(void *user, const struct json_t *object, size_t line, struct xt_err *err), void *user,
        struct xt_err *err);

/* Its parts, for a reader that takes most lines in a way of its own: the check of the first bytes, and one line without its
 * newline. */
int json_check_start(const char *file, const char *bytes, size_t length, struct xt_err *err);
int json_line_in(const char *file, size_t number, const char *bytes, size_t length,
        int (*each)(void *user, const struct json_t *object, size_t line, struct xt_err *err), void *user,
        struct xt_err *err);

/* The member of an object; NULL where there is none or value is no object. */
const struct json_t *json_find(const struct json_t *value, const char *key);

enum json_kind json_kind(const struct json_t *value);
const char *json_kind_name(const struct json_t *value); /* "a string"; "nothing" for NULL */

/* The string's bytes (UTF-8 without NUL, NUL-terminated, owned by the document), or NULL when it is no string. */
const char *json_text(const struct json_t *value, size_t *length);

/* 0 and *out, or −1 when value is NULL or of another kind; json_double takes integers too. */
int json_int64(const struct json_t *value, int64_t *out);
int json_double(const struct json_t *value, double *out);
int json_truth(const struct json_t *value, bool *out);

/* Elements of an array; 0 and NULL when it is none. */
size_t json_count(const struct json_t *array);
const struct json_t *json_at(const struct json_t *array, size_t i);

/* Calls each() for every member of an object in the file's order, until it returns non-zero; returns what it did. */
int json_each(const struct json_t *object,
        int (*each)(void *user, const char *key, const struct json_t *value), void *user);

/* Appends a string in quotes; " \ and control characters are escaped, all else stays UTF-8. */
void json_put_string(struct buf *out, const char *bytes, size_t length);

/* The same into room that the caller has made, at most JSON_STRING_MAX bytes; returns its end. */
#define JSON_STRING_MAX(length) ((size_t)6 * (length) + 2)
char *json_write_string(char *at, const char *bytes, size_t length);

#endif
