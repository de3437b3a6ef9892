/* SPDX-License-Identifier: Apache-2.0 · the cells of a checkpoint: answers counted, and carried through resamples */
#include "bench/figures-cell.h"

#include <string.h>

#include "base/loop.h"
#include "base/mem.h"

enum { CHUNK = 16 };

bool cell_is_clean(const char *attack)
{
	return attack && !strcmp(attack, FIGURES_CLEAN);
}

bool cell_same_language(const struct cell *a, const struct cell *b)
{
	return !strcmp(a->language, b->language);
}

bool cell_same_attack(const struct cell *a, const struct cell *b)
{
	return cell_same_language(a, b) && !strcmp(a->attack, b->attack);
}

static void answers_init(struct join_answers *answers, size_t n)
{
	answers->right = mem_alloc(n, sizeof(*answers->right));
	answers->tied = mem_alloc(n, sizeof(*answers->tied));
	answers->touched = mem_alloc(n, sizeof(*answers->touched));
}

static void answers_release(struct join_answers *answers)
{
	mem_free(answers->right);
	mem_free(answers->tied);
	mem_free(answers->touched);
}

/* Right answers and answers of a cell by unit, summed over its seeds. */
struct tally {
	int16_t *num[FIGURE_KINDS], *den[FIGURE_KINDS];
};

static void count_one(struct cell *cell, struct tally *tally, enum figure_kind kind, size_t unit, int right,
        bool touched, bool tied)
{
	struct cell_part *part = &cell->part[kind];

	tally->num[kind][unit] = (int16_t)(tally->num[kind][unit] + right);
	tally->den[kind][unit] = (int16_t)(tally->den[kind][unit] + 1);
	part->n++;
	part->noops += !touched;
	part->ties += tied;
}

static void count_clean(
        struct cell *cell, struct tally *tally, const struct join_answers *clean, size_t units)
{
	for (size_t u = 0; u < units; u++)
		if (clean->right[u] >= 0)
			count_one(cell, tally, FIGURE_CLEAN, u, clean->right[u], true, clean->tied[u]);
}

static void count_attacked(struct cell *cell, struct tally *tally, const struct join_answers *clean,
        const struct join_answers *attacked, size_t units, enum figure_items items)
{
	for (size_t u = 0; u < units; u++) {
		int c = clean->right[u], a = attacked->right[u];
		bool touched = attacked->touched[u];

		if (a < 0 || (items == ITEMS_TOUCHED && !touched))
			continue;
		count_one(cell, tally, FIGURE_ATTACKED, u, a, touched, attacked->tied[u]);
		if (c < 0)
			continue;
		count_one(cell, tally, FIGURE_DROP, u, c - a, touched, clean->tied[u] || attacked->tied[u]);
		/* over all items the clean figure is the language's own, counted once, in its clean cell */
		if (items == ITEMS_TOUCHED)
			count_one(cell, tally, FIGURE_CLEAN, u, c, touched, clean->tied[u]);
	}
}

static size_t same_seed(const struct join_view *view, size_t count)
{
	size_t n = 1;

	while (n < count && view[n].seed == view->seed)
		n++;
	return n;
}

static void count_cell(const struct cells *cells, struct cell *cell, struct tally *tally)
{
	size_t units = cells->join->idx_count;
	struct join_answers clean, attacked;

	answers_init(&clean, units);
	answers_init(&attacked, units);
	memset(clean.right, -1, units);
	if (cell->clean)
		join_answer(cells->join, cell->clean->view, cell->clean->view_count, &clean);
	if (cell->clean == cell) {
		if (cells->items == ITEMS_ALL)
			count_clean(cell, tally, &clean, units);
		cell->hidden = clean.hidden;
		cell->unscored = clean.unscored;
	}
	for (size_t v = 0, n; v < cell->view_count && cell->clean != cell; v += n) {
		n = same_seed(cell->view + v, cell->view_count - v);
		join_answer(cells->join, cell->view + v, n, &attacked);
		count_attacked(cell, tally, &clean, &attacked, units, cells->items);
		cell->hidden += attacked.hidden;
		cell->unscored += attacked.unscored;
	}
	answers_release(&clean);
	answers_release(&attacked);
}

/* Makes CHUNK cells, together: the resamples are more than a cache holds, so each is fetched once for all of them. */
static void make_chunk(void *user, int worker, size_t chunk)
{
	struct cells *cells = user;
	const struct stats_draws *draws = cells->draws;
	size_t first = chunk * CHUNK, last = first + CHUNK < cells->count ? first + CHUNK : cells->count,
	       n = 0;
	int16_t *sums = mem_zalloc(mem_mul((last - first) * 2 * FIGURE_KINDS, draws->stride), sizeof(*sums)),
	        *at = sums;
	struct stats_term terms[CHUNK * FIGURE_KINDS];

	(void)worker;
	for (size_t i = first; i < last; i++) {
		struct cell *cell = &cells->cell[i];
		struct tally tally;

		for (size_t kind = 0; kind < FIGURE_KINDS; kind++, at += 2 * draws->stride) {
			tally.num[kind] = at;
			tally.den[kind] = at + draws->stride;
		}
		count_cell(cells, cell, &tally);
		for (size_t kind = 0; kind < FIGURE_KINDS; kind++) {
			if (!cell->part[kind].n)
				continue;
			cell->part[kind].track = mem_alloc(stats_track(draws), sizeof(double));
			terms[n++] =
			        (struct stats_term){tally.num[kind], tally.den[kind], cell->part[kind].track};
		}
	}
	stats_ratios(draws, terms, n);
	mem_free(sums);
	for (size_t i = first; i < last; i++)
		for (size_t kind = 0; kind < FIGURE_KINDS; kind++) {
			struct cell_part *part = &cells->cell[i].part[kind];

			if (part->n)
				stats_interval(draws, part->track, &part->low, &part->high);
		}
}

/* Lists the cells of one checkpoint's views. */
static void list(struct cells *cells, const struct join_view *view, size_t count)
{
	const struct cell *clean = NULL;

	cells->cell = mem_zalloc(count, sizeof(*cells->cell));
	cells->count = 0;
	for (size_t v = 0; v < count; v++) {
		struct cell *cell = &cells->cell[cells->count];

		if (!v || join_by_cell(&view[v - 1], &view[v])) {
			cell->language = view[v].condition->language;
			cell->attack = view[v].condition->attack;
			cell->severity = view[v].severity;
			cell->view = &view[v];
			cells->count++;
		} else {
			cell--;
		}
		cell->view_count++;
	}
	for (size_t i = 0; i < cells->count; i++) {
		size_t j = i;

		if (!i || !cell_same_language(&cells->cell[i - 1], &cells->cell[i])) {
			while (j < cells->count && cell_same_language(&cells->cell[i], &cells->cell[j]) &&
			        !cell_is_clean(cells->cell[j].attack))
				j++;
			clean = j < cells->count && cell_same_language(&cells->cell[i], &cells->cell[j])
			                ? &cells->cell[j]
			                : NULL;
		}
		cells->cell[i].clean = clean;
	}
}

void cells_release(struct cells *cells)
{
	for (size_t i = 0; i < cells->count; i++)
		for (size_t kind = 0; kind < FIGURE_KINDS; kind++)
			mem_free(cells->cell[i].part[kind].track);
	mem_free(cells->cell);
	*cells = (struct cells){0};
}

void cells_make(struct cells *cells, const struct join *join, const struct stats_draws *draws,
        enum figure_items items, const struct join_view *view, size_t count, int threads)
{
	*cells = (struct cells){.join = join, .draws = draws, .items = items};
	list(cells, view, count);
	loop_run(threads, (cells->count + CHUNK - 1) / CHUNK, make_chunk, cells);
}
