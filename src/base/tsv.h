/* SPDX-License-Identifier: Apache-2.0 · tables that people write: tab-separated, with a header row */
#ifndef BASE_TSV_H
#define BASE_TSV_H

#include <stddef.h>

#include "base/err.h"

/* Reads a table: lines that begin with '#' and empty lines are comments; the first other line must be the columns,
 * separated by tabs; every row has as many fields. each() gets the fields as C strings that live only during the call;
 * a non-zero result (with err set) stops. Refused with file:line: invalid UTF-8, NUL, another header, a row with too
 * few or too many fields. */
int tsv_read(const char *path, const char *columns,
        int (*each)(void *user, char **fields, size_t line, struct xt_err *err), void *user,
        struct xt_err *err);

/* The same for a file without header row: every row has at least fields fields; what is more is left in the last. */
int tsv_read_bare(const char *path, size_t fields,
        int (*each)(void *user, char **fields, size_t line, struct xt_err *err), void *user,
        struct xt_err *err);

#endif
