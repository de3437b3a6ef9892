/* SPDX-License-Identifier: Apache-2.0 · DATA as a user names it: a folder in XCOPA's layout, a file, or "-" */
#ifndef DATA_DATA_H
#define DATA_DATA_H
/*
 *	struct data data;
 *
 *	if (data_open(&data, "xcopa", "test", NULL, err))
 *		return -1;
 *	for (size_t i = 0; i < data.count; i++)
 *		data_read(&data.file[i], &items, err);
 *	data_close(&data);
 */
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "data/item.h"

struct data_file {
	char *lang;  /* "ta" */
	char *split; /* "test" */
	char *path;
};

struct data {
	struct data_file *file; /* sorted by lang, then split */
	size_t count;
	bool folder; /* DATA is in XCOPA's layout */
};

/* The language of a file that nobody has named, as BCP 47 writes it. */
#define DATA_UNKNOWN "und"

/* Finds the files of DATA. In a folder: DIR/<lang>/<split>.<lang>.jsonl, for the languages named in
 * langs (NULL-terminated; NULL: every one that is there; one that is named and absent is an error).
 * split NULL takes every split. A single file, or "-" for standard input, has its language and split
 * from its name <split>.<lang>.jsonl, else from langs (exactly one; NULL: DATA_UNKNOWN) and split
 * (NULL: the name up to its first dot, else "data"). COPA's XML is "en" where nobody says otherwise,
 * and counts as one file for each split that its ids belong to. */
int data_open(
        struct data *out, const char *path, const char *split, const char *const *langs, struct xt_err *err);
void data_close(struct data *data);

/* Appends a file's items: of COPA's XML those of the file's split. */
int data_read(const struct data_file *file, struct items *items, struct xt_err *err);

/* The same, but an idx may stand twice: for the audit, which reports it. */
int data_read_loose(const struct data_file *file, struct items *items, struct xt_err *err);

/* Whether a string can be a language or a split in the layout: letters, digits, '-' and '_', a letter
 * first, at most 15 or 31 of them. Such a name is safe in a path. */
bool data_is_lang(const char *name, size_t length);
bool data_is_split(const char *name, size_t length);

#endif
