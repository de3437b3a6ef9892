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
};

struct score_counts {
	struct model_counts model;
	size_t blocks, resumed; /* blocks in all; found in journals */
	size_t absent;          /* checkpoints that could not be scored */
};

/* Scores and writes. A checkpoint that cannot be opened is told through note() and left out (its row is
 * there with NaN? no: it is absent), counted in
 * absent; the caller then exits with 3. note also tells what "auto" chose. Fails when nothing could be
 * scored, when out exists without resume (with a
 * hint), or when a journal belongs to another run (fingerprint, instruction set). */
int score_run(const struct score_options *options, const struct progress *progress,
        void (*note)(void *user, const char *message), void *user, struct score_counts *counts,
        struct xt_err *err);

#endif
