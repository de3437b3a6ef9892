/* SPDX-License-Identifier: Apache-2.0 · what attack sets really change, and what a checkpoint's tokeniser absorbs of it
 *
 *	struct changes *changes;
 *
 *	if (changes_measure(&changes, "SETS", "xlm-roberta-base", 0, NULL, note, NULL, err))
 *		return -1;
 *	changes_tsv(changes, &out);
 *	changes_free(changes);
 */
#ifndef BENCH_CHANGE_H
#define BENCH_CHANGE_H

#include <stddef.h>

#include "base/buf.h"
#include "base/progress.h"

struct changes;

/* Measures every condition of SETS but the clean one, in the order of attackset_at. The clean text is had from the
 * edits. checkpoint: a folder with a tokeniser, or NULL. A condition that cannot be read is told through note() and
 * left out; −1 when there is nothing to measure. threads ≤ 0: all cores; no figure depends on them. */
int changes_measure(struct changes **out, const char *sets, const char *checkpoint, int threads,
        const struct progress *progress, void (*note)(void *user, const char *message), void *user,
        struct xt_err *err);
void changes_free(struct changes *changes);

/* How many conditions could not be read. */
size_t changes_absent(const struct changes *changes);

/* Appends a table, tab-separated with a header, or one JSON document. */
void changes_tsv(const struct changes *changes, struct buf *out);
void changes_json(const struct changes *changes, struct buf *out);

#endif
