/* SPDX-License-Identifier: Apache-2.0 · the scoring run: every checkpoint on every condition, journalled,
 * then folded into HDF5 */
#ifndef BENCH_SCORE_H
#define BENCH_SCORE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/progress.h"
#include "model/model.h"

struct score_options {
	const char *sets;               /* folder of attack sets */
	const char *const *checkpoints; /* "PATH" or "NAME=PATH" */
	size_t checkpoint_count;
	struct model_options model;
	const char *out; /* results.h5 */
	bool resume;
	/* Where not NULL, hears in note's place why a checkpoint cannot be scored. */
	void (*complain)(void *user, const char *message);
};

struct score_counts {
	struct model_counts model;
	size_t blocks, resumed; /* blocks in all; found in journals */
	size_t absent;          /* checkpoints that could not be scored */
};

/* Scores and writes. A checkpoint that cannot be scored is told through note() (which may be NULL), counted in absent and
 * has no row; the caller then exits with 3. note also tells what "auto" chose, and damage found in a journal. Fails when
 * nothing could be scored, when out or a journal exists without resume (with a hint), when what exists belongs to another
 * run (sets, checkpoints, options, version, instruction set), and when the disk is full; what was scored before is then
 * in the journal. With resume a finished out is left alone. progress is told sequences that are safe on disk. */
int score_run(const struct score_options *options, const struct progress *progress,
        void (*note)(void *user, const char *message), void *user, struct score_counts *counts,
        struct xt_err *err);

#endif
