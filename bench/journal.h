/* SPDX-License-Identifier: Apache-2.0 · scores on their way: an append-only file that survives a kill at any byte */
#ifndef BENCH_JOURNAL_H
#define BENCH_JOURNAL_H
/*
 *	struct journal *journal;
 *
 *	if (journal_open(&journal, "results.h5.journal.0", true, err))
 *		return -1;
 *	journal_block(journal, &block);
 *	if (journal_sync(journal, err))
 *		return -1;
 *	journal_close(journal);
 *
 * A journal is records, one after the other; numbers are little-endian:
 *
 *	4 bytes  "XTJ1"
 *	u32      kind: 1 run, 2 checkpoint, 3 block
 *	u32      length of what follows the checksum
 *	u32      CRC-32C over kind, length and what follows
 *	…        run:        "key=value\n" lines, everything that decides the scores of the whole run
 *	         checkpoint: u32 which, then such lines about it
 *	         block:      u32 checkpoint, condition, first item, count; then count × 2 f32
 *
 * Why not HDF5: FAULTS.md. Records are written whole and synced (fdatasync) before anyone counts on them; what a kill
 * or a power cut leaves of the last one fails its checksum and is cut off.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* Scores of count items of one condition, from item first on. */
struct journal_scores {
	uint32_t checkpoint, condition, first, count;
	const float (*score)[2]; /* [count][2] */
};

/* Called for each sound record in the file's order; non-zero (with err set) stops the reading with −1. Strings and
 * scores live during the call. No slot is NULL. */
struct journal_see {
	int (*run)(void *user, const char *lines, struct xt_err *err);
	int (*checkpoint)(void *user, uint32_t which, const char *lines, struct xt_err *err);
	int (*block)(void *user, const struct journal_scores *block, struct xt_err *err);
};

/* How a reading ended: bytes kept (all of them when why is NULL), and what is wrong with the first that are not. */
struct journal_end {
	size_t kept, length;
	const char *why; /* a constant */
};

/* Reads the records up to the first damage, which is no error: everything before it stands. An error is a file that
 * cannot be read or was never a journal. */
int journal_read(const char *path, const struct journal_see *see, void *user, struct journal_end *end,
        struct xt_err *err);

/* The same over bytes in memory; file stands in messages. */
int journal_read_in(const char *file, const void *bytes, size_t length, const struct journal_see *see,
        void *user, struct journal_end *end, struct xt_err *err);

struct journal;

/* Opens for appending, makes it where it is not there (with its folder synced), and locks it: a second process gets an
 * error. With fresh, an existing journal is an error. */
int journal_open(struct journal **out, const char *path, bool fresh, struct xt_err *err);

/* Cuts off what a reader did not keep; to be called before anything is added to a journal that was there. */
int journal_cut(struct journal *journal, size_t kept, struct xt_err *err);

/* Add a record in memory. */
void journal_run(struct journal *journal, const char *lines);
void journal_checkpoint(struct journal *journal, uint32_t which, const char *lines);
void journal_block(struct journal *journal, const struct journal_scores *block);

/* Writes what was added and syncs it: after this returns 0 it survives. After an error nothing more may be added; the
 * file is sound up to what was synced before. */
int journal_sync(struct journal *journal, struct xt_err *err);

/* Unlocks and frees; what was not synced is dropped. NULL is fine. */
void journal_close(struct journal *journal);

#endif
