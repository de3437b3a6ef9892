/* SPDX-License-Identifier: Apache-2.0 · key = value files over inih
 *
 *	[language]
 *	name = Tamil        ; a comment behind a value
 *	source = a long value goes on
 *	  on indented lines, joined by one space
 */
#ifndef BASE_INI_H
#define BASE_INI_H

#include <stddef.h>

#include "base/err.h"

/* One file read: sections of keys, in the file's order. Values are trimmed UTF-8. */
struct ini;

/* Reads a file. Refused with file:line: invalid UTF-8 or NUL, lines over 198 bytes (inih's limit as Debian builds it;
 * a long value goes on in the next, indented, line), a key twice in a section, lines that are neither section nor key. */
int ini_open(struct ini **out, const char *path, struct xt_err *err);
void ini_close(struct ini *ini);

/* The value of a key, "" when it is there and empty, NULL when it is not there. Owned by ini. */
const char *ini_get(const struct ini *ini, const char *section, const char *key);

/* The line of a key, 0 when it is not there; and the path that was opened: for messages. */
size_t ini_line(const struct ini *ini, const char *section, const char *key);
const char *ini_path(const struct ini *ini);

/* The i-th key of the whole file: 0 and its parts, −1 past the end. Lets a reader refuse keys it does not know. */
int ini_at(const struct ini *ini, size_t i, const char **section, const char **key, const char **value);

#endif
