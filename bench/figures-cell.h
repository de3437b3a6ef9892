/* SPDX-License-Identifier: Apache-2.0 · the cells of a checkpoint: answers counted, and carried through resamples */
#ifndef BENCH_FIGURES_CELL_H
#define BENCH_FIGURES_CELL_H
/*
 *	struct cells cells;
 *
 *	cells_make(&cells, &join, &draws, ITEMS_ALL, view, view_count, threads);
 *	printf("%g\n", cells.cell[0].part[FIGURE_ATTACKED].track[0]);
 *	cells_release(&cells);
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bench/figures-join.h"
#include "bench/figures.h"
#include "bench/stats.h"

/* What a figure of one cell is made of; track NULL, n 0: nothing. low and high are its interval. */
struct cell_part {
	double *track, low, high;
	uint64_t n, noops, ties;
};

/* One language × attack × severity of one checkpoint. */
struct cell {
	const char *language, *attack;
	int severity;
	const struct join_view *view; /* [view_count], by seed */
	size_t view_count;
	const struct cell *clean; /* of the language, or NULL; the cell itself where it is clean */
	struct cell_part part[FIGURE_KINDS];
	size_t hidden, unscored; /* answers left out for want of a label, of a score */
};

/* Over ITEMS_ALL the clean figure is in the clean cells only; over ITEMS_TOUCHED in the attacked ones. */
struct cells {
	const struct join *join;
	const struct stats_draws *draws;
	enum figure_items items;
	struct cell *cell; /* sorted as join_by_cell does */
	size_t count;
};

/* Makes the cells of one checkpoint's views, which must outlive them; threads ≤ 0: all cores. */
void cells_make(struct cells *cells, const struct join *join, const struct stats_draws *draws,
        enum figure_items items, const struct join_view *view, size_t count, int threads);
void cells_release(struct cells *cells);

bool cell_is_clean(const char *attack); /* NULL: no */
bool cell_same_language(const struct cell *a, const struct cell *b);
bool cell_same_attack(const struct cell *a, const struct cell *b); /* of the same language */

#endif
