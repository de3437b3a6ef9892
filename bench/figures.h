/* SPDX-License-Identifier: Apache-2.0 · the figures of a board: every number in it, before any form */
#ifndef BENCH_FIGURES_H
#define BENCH_FIGURES_H
/*
 *	struct figures figures;
 *
 *	if (figures_make(&figures, results, names, count, ITEMS_ALL, threads, err))
 *		return -1;
 *	const struct figures_row *row = figures_row(&figures.checkpoint[0], "ta", NULL, FIGURES_ANY, ITEMS_ALL);
 *	printf("%g\n", row->figure[FIGURE_ATTACKED].value);
 *	figures_release(&figures);
 *
 * A *cell* is a language × attack × severity; its seeds are averaged. A *row* is a cell, or the mean over all cells
 * that agree in what it names: first over severities, then over attacks, then over languages, each weighing the same.
 * A new figure is a name in figures.c, a kind here, and what it counts; a new subset is another items.
 */
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "bench/results.h"

/* Of the choices that a checkpoint takes: right 1, wrong 0; equal scores take the first choice (ties counts them).
 * Items without a label or a score are left out. drop is clean − attacked over the items that have both. */
enum figure_kind { FIGURE_CLEAN, FIGURE_ATTACKED, FIGURE_DROP, FIGURE_KINDS };
extern const char *const FIGURE_NAMES[FIGURE_KINDS];

/* All items, or those with at least one edit. */
enum figure_items { ITEMS_ALL, ITEMS_TOUCHED, ITEMS_KINDS };
extern const char *const ITEMS_NAMES[ITEMS_KINDS];

#define FIGURES_CLEAN "none" /* the attack that is none */
#define FIGURES_ANY (-1)     /* severity: aggregated */
#define FIGURES_CHANCE 0.5   /* of two choices */

/* value, low and high (95 %) are shares, NaN where n is 0. n counts the answers that the figure is over (an item under
 * a condition is one); noops those of them whose text no edit changed; ties those with equal scores. */
struct figure {
	double value, low, high;
	uint64_t n, noops, ties;
};

/* attack FIGURES_CLEAN has severity 0, and its clean figure only. */
struct figures_row {
	const char *language, *attack; /* NULL: aggregated */
	int severity;                  /* FIGURES_ANY: aggregated */
	enum figure_items items;
	struct figure figure[FIGURE_KINDS];
};

struct figures_checkpoint {
	const char *name, *head, *scorer, *template, *precision;
	struct figures_row *row; /* sorted: items, language, attack, severity; aggregated before any */
	size_t row_count;
	size_t rank;               /* from 1, the same for equal attacked accuracy; 0: not rankable */
	const char *why;           /* why it is not rankable, else NULL */
	size_t conditions;         /* how many it was scored under */
	uint64_t hidden, unscored; /* items left out for want of a label, of a score */
};

/* Strings are borrowed from the results. */
struct figures {
	struct figures_checkpoint *checkpoint; /* by name */
	size_t checkpoint_count;
	size_t *order; /* [checkpoint_count] the board's order: ranked ones by rank, then the others by name */
	const char **language, **attack; /* sorted by bytes; attack without FIGURES_CLEAN */
	size_t language_count, attack_count;
	unsigned *severity; /* of attacks, rising */
	size_t severity_count;
	uint64_t *seed; /* of attacks, rising */
	size_t seed_count;
	size_t conditions; /* how many different ones there are */
	size_t units, resamples;
};

/* Joins the results by the checkpoints' names and computes. names: see struct board_options. Ranked by attacked accuracy
 * over everything, then name; not rankable is a checkpoint whose clean interval over everything reaches chance, or that
 * lacks clean or attacked scores. last: which rows are wanted, up to these items. */
int figures_make(struct figures *figures, const struct results *const *results, const char *const *names,
        size_t count, enum figure_items last, int threads, struct xt_err *err);
void figures_release(struct figures *figures);

/* A row, or NULL. language and attack NULL, severity FIGURES_ANY: aggregated over it. */
const struct figures_row *figures_row(const struct figures_checkpoint *checkpoint, const char *language,
        const char *attack, int severity, enum figure_items items);

#endif
