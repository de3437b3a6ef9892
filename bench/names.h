/* SPDX-License-Identifier: Apache-2.0 · what checkpoints are called in results */
#ifndef BENCH_NAMES_H
#define BENCH_NAMES_H
/*
 *	struct names names;
 *
 *	if (names_make(&names, (const char *const[]){"a/xlm-r", "b/xlm-r", "mine=c"}, 3, err))
 *		return -1;
 *	puts(names.name[0]);	(a/xlm-r, b/xlm-r and mine)
 *	names_free(&names);
 */
#include <stddef.h>

#include "base/err.h"

struct names {
	char **name;
	char **path;
	size_t count;
};

/* From "PATH" or "NAME=PATH" (unless a file of that whole name is there, or NAME holds a slash): the last component of
 * the path; where two are the same, each gets the shortest tail of its path that tells it from the others. Fails where
 * that cannot be: a path twice, a name twice, a name that is not UTF-8 or holds control characters. */
int names_make(struct names *out, const char *const *specs, size_t count, struct xt_err *err);
void names_free(struct names *names);

#endif
