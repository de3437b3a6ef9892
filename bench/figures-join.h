/* SPDX-License-Identifier: Apache-2.0 · several results as one list of what was scored, checked for agreement */
#ifndef BENCH_FIGURES_JOIN_H
#define BENCH_FIGURES_JOIN_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "bench/results.h"

/* One checkpoint under one condition in one of the results. FIGURES_CLEAN always has severity 0 and seed 0. */
struct join_view {
	const struct results_checkpoint *checkpoint;
	const struct results_condition *condition;
	int severity;
	uint64_t seed;
	const struct results *results;
	size_t file, c, k; /* which of the results, and where in it */
};

struct join {
	struct join_view *view; /* sorted by checkpoint, language, attack, severity, seed, file, c, k */
	size_t view_count;
	int32_t *idx; /* the units: every idx that has a label and a score somewhere, rising */
	size_t idx_count;
	size_t conditions; /* how many different ones */
};

/* Lists and checks. Refused: a checkpoint whose weights, scorer, template or precision differ between two of the
 * results; a condition whose attack sets differ; scores of the same item that differ; an idx twice in a condition. */
int join_make(struct join *join, const struct results *const *results, const char *const *names, size_t count,
        struct xt_err *err);
void join_release(struct join *join);

/* −, 0, +: by language, attack, severity; and by seed after that. */
int join_by_cell(const struct join_view *a, const struct join_view *b);
int join_by_condition(const struct join_view *a, const struct join_view *b);

/* The answers of one checkpoint under one condition, by unit. */
struct join_answers {
	int8_t *right; /* 0 or 1; −1 no label or no score */
	uint8_t *tied, *touched;
	size_t hidden, unscored; /* items without a label; with one, but without a score */
};

/* Fills *answers, whose arrays are [idx_count], from views of one condition. */
void join_answer(
        const struct join *join, const struct join_view *view, size_t count, struct join_answers *answers);

#endif
