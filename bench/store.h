/* SPDX-License-Identifier: Apache-2.0 · results.h5: the one file that includes HDF5 is store.c */
#ifndef BENCH_STORE_H
#define BENCH_STORE_H
/*
 *	struct results *results;
 *
 *	if (store_read(&results, "results.h5", err))
 *		return -1;
 *	…
 *	results_free(results);
 *
 * The schema is xtremor-results.5.
 */
#include "base/err.h"
#include "bench/results.h"

/* Writes a whole file through a temporary name in the same folder, reads it back and compares, syncs, renames over
 * path and syncs the folder. The same results give the same bytes. */
int store_write(const char *path, const struct results *results, struct xt_err *err);

/* Reads a file, from anyone: exactly our layout is accepted (no links, references, variable-length data,
 * external storage or filters). */
int store_read(struct results **out, const char *path, struct xt_err *err);

/* HDF5's version, for provenance; a static string. */
const char *store_version(void);

#endif
