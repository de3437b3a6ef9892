/* SPDX-License-Identifier: Apache-2.0 · DATA as a user names it: a folder in XCOPA's layout, a file, or "-" */
#ifndef DATA_DATA_H
#define DATA_DATA_H
/*
 *	struct data data;
 *
 *	if (data_open(&data, "xcopa", "test", NULL, err))
 *		return -1;
 *	for (size_t i = 0; i < data.count; i++)
 *		items_read(&items, data.file[i].path, err);
 *	data_close(&data);
 */
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct data_file {
	char *lang;  /* "ta" */
	char *split; /* "test" */
	char *path;
};

struct data {
	struct data_file *file; /* sorted by lang */
	size_t count;
	bool folder; /* DATA is in XCOPA's layout */
};

/* Finds the files of DATA. In a folder: DIR/<lang>/<split>.<lang>.jsonl, for the languages named in langs
 * (NULL-terminated; NULL: every
 * one that is there; one that is named and absent is an error). split NULL takes every split. A single file
 * has its language and
 * split from its name <split>.<lang>.jsonl, else from langs (exactly one) and split; COPA's XML is "en"
 * where nobody says
 * otherwise. */
int data_open(
        struct data *out, const char *path, const char *split, const char *const *langs, struct xt_err *err);
void data_close(struct data *data);

#endif
