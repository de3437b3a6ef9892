/* SPDX-License-Identifier: Apache-2.0 · a suite: the definition of a benchmark in a file
 *
 *	struct suite *suite;
 *
 *	if (suite_open(&suite, "xcopa-r1", err))
 *		return -1;
 *	options.attacks = suite->attacks;
 *	…
 *	suite_close(suite);
 *
 * Suites are bench/suites/NAME.ini, found by file_datadir.
 */
#ifndef BENCH_SUITE_H
#define BENCH_SUITE_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define SUITE_SEEDS 64

struct suite {
	const char *name, *summary, *template;
	const char *const *attacks; /* NULL-terminated; rows of list.def, or several joined by '+' */
	unsigned severities[5];
	size_t severity_count;
	uint64_t seeds[SUITE_SEEDS];
	size_t seed_count;
	unsigned fields; /* bits */
};

/* Reads a suite. Refused with file:line and what to do: a name that is no file's, an unknown section or key, one that is
 * missing, and values that the commands would not take. */
int suite_open(struct suite **out, const char *name, struct xt_err *err);
void suite_close(struct suite *suite);

/* The names of all suites, sorted; free with file_names_free. */
int suite_names(char ***names, size_t *count, struct xt_err *err);

#endif
