/* SPDX-License-Identifier: Apache-2.0 · the leaderboard: figures with intervals from results, in text, TSV
 * or Markdown */
#ifndef BENCH_BOARD_H
#define BENCH_BOARD_H
/*
 *	struct board_options options = {.format = "text"};
 *	struct buf out = BUF_INIT;
 *
 *	if (board_put(&options, (const struct results *const[]){results}, 1, &out, err))
 *		return -1;
 */
#include <stddef.h>

#include "base/buf.h"
#include "bench/results.h"

struct board_options {
	const char *format; /* "text", "tsv", "markdown"; NULL: text */
	int threads;        /* ≤ 0: all cores; the digits do not depend on it */

	/* [count] what the results are called in messages, their paths; NULL: "results 1", … */
	const char *const *names;
};

/* The name of the i-th form of a board, in alphabetical order; NULL past the last. */
const char *board_format(size_t i);

/* Appends the board over one or more results, joined by the checkpoints' names. Fails when two of them hold
 * the same checkpoint and condition with different scores, attack sets or weights, when a condition has an
 * idx twice, or when the format is unknown. */
int board_put(const struct board_options *options, const struct results *const *results, size_t count,
        struct buf *out, struct xt_err *err);

#endif
