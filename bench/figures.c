/* SPDX-License-Identifier: Apache-2.0 · the figures of a board: every number in it, before any form */
#include "bench/figures.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/loop.h"
#include "base/mem.h"
#include "bench/figures-cell.h"
#include "bench/figures-join.h"
#include "bench/stats.h"

const char *const FIGURE_NAMES[FIGURE_KINDS] = {"clean", "attacked", "drop"};
const char *const ITEMS_NAMES[ITEMS_KINDS] = {"all", "touched"};

/* What the loop over rows shares. */
struct work {
	const struct cells *cells;
	struct figures_row *row;
};

/* A row over all attacks and severities holds the clean cells too, so that a language that was not attacked has
 * its clean figure in it. */
static bool matches(const struct figures_row *row, const struct cell *cell)
{
	if (row->language && strcmp(row->language, cell->language))
		return false;
	if (row->attack && strcmp(row->attack, cell->attack))
		return false;
	if (!row->attack && row->severity != FIGURES_ANY && cell_is_clean(cell->attack))
		return false;
	return row->severity == FIGURES_ANY || row->severity == cell->severity;
}

/* The cells that a figure of a row is the mean of, in order; returns how many. Over all items, a language's clean
 * cell stands once for all its cells. */
static size_t gather(const struct work *work, const struct figures_row *row, enum figure_kind kind,
        const struct cell **members)
{
	bool whole = kind == FIGURE_CLEAN && work->cells->items == ITEMS_ALL;
	size_t n = 0;

	for (size_t i = 0; i < work->cells->count; i++) {
		const struct cell *cell = &work->cells->cell[i];

		if (!matches(row, cell))
			continue;
		if (whole)
			cell = cell->clean;
		if (cell && cell->part[kind].track && !(whole && n && members[n - 1] == cell))
			members[n++] = cell;
	}
	return n;
}

static size_t run(
        const struct cell *const *members, size_t n, bool (*same)(const struct cell *, const struct cell *))
{
	size_t length = 1;

	while (length < n && same(members[0], members[length]))
		length++;
	return length;
}

static size_t runs(
        const struct cell *const *members, size_t n, bool (*same)(const struct cell *, const struct cell *))
{
	size_t count = 0;

	for (size_t i = 0; i < n; i += run(members + i, n - i, same))
		count++;
	return count;
}

/* The mean over severities, of that over attacks, of that over languages, written as one weight each. */
static void weigh(const struct cell *const *members, size_t n, double *weight)
{
	size_t languages = runs(members, n, cell_same_language);

	for (size_t l = 0, in_l; l < n; l += in_l) {
		size_t attacks;

		in_l = run(members + l, n - l, cell_same_language);
		attacks = runs(members + l, in_l, cell_same_attack);
		for (size_t a = l, in_a; a < l + in_l; a += in_a) {
			in_a = run(members + a, l + in_l - a, cell_same_attack);
			for (size_t i = a; i < a + in_a; i++)
				weight[i] = 1 / (double)(languages * attacks * in_a);
		}
	}
}

/* Adds up what the members have; a figure of one cell is that cell's. */
static void make_figure(const struct work *work, const struct cell *const *members, size_t n,
        enum figure_kind kind, double *weight, double *track, struct figure *figure)
{
	size_t length = stats_track(work->cells->draws);

	*figure = (struct figure){.value = NAN, .low = NAN, .high = NAN};
	for (size_t m = 0; m < n; m++) {
		figure->n += members[m]->part[kind].n;
		figure->noops += members[m]->part[kind].noops;
		figure->ties += members[m]->part[kind].ties;
	}
	if (n == 1) {
		const struct cell_part *part = &members[0]->part[kind];

		figure->value = part->track[0];
		figure->low = part->low;
		figure->high = part->high;
	}
	if (n < 2)
		return;
	weigh(members, n, weight);
	memset(track, 0, length * sizeof(*track));
	for (size_t m = 0; m < n; m++)
		for (size_t i = 0; i < length; i++)
			track[i] += members[m]->part[kind].track[i] * weight[m];
	figure->value = track[0];
	stats_interval(work->cells->draws, track, &figure->low, &figure->high);
}

static void make_row(void *user, int worker, size_t i)
{
	struct work *work = user;
	struct figures_row *row = &work->row[i];
	const struct cell **members = mem_alloc(work->cells->count, sizeof(*members));
	double *weight = mem_alloc(work->cells->count, sizeof(*weight));
	double *track = mem_alloc(stats_track(work->cells->draws), sizeof(*track));

	(void)worker;
	for (enum figure_kind kind = 0; kind < FIGURE_KINDS; kind++)
		make_figure(work, members, gather(work, row, kind, members), kind, weight, track,
		        &row->figure[kind]);
	mem_free(members);
	mem_free(weight);
	mem_free(track);
}

/* Whether the checkpoint has something to say in a row; nothing was touched where nothing was attacked. */
static bool wanted(const struct work *work, const struct figures_row *row)
{
	for (size_t i = 0; i < work->cells->count; i++)
		if (matches(row, &work->cells->cell[i]) &&
		        !(row->items == ITEMS_TOUCHED && cell_is_clean(work->cells->cell[i].attack)))
			return true;
	return false;
}

/* Index 0 of each list means aggregated; attack holds FIGURES_CLEAN where figures->attack does not. */
static void list_rows(const struct figures *figures, const char *const *attack, size_t attacks,
        const struct work *work, struct figures_checkpoint *checkpoint, size_t *capacity)
{
	for (size_t l = 0; l <= figures->language_count; l++)
		for (size_t a = 0; a <= attacks; a++)
			for (size_t s = 0; s <= figures->severity_count; s++) {
				struct figures_row row = {.items = work->cells->items};

				row.language = l ? figures->language[l - 1] : NULL;
				row.attack = a ? attack[a - 1] : NULL;
				row.severity = s ? (int)figures->severity[s - 1] : FIGURES_ANY;
				if (cell_is_clean(row.attack)) {
					if (s)
						continue;
					row.severity = 0;
				}
				if (!wanted(work, &row))
					continue;
				checkpoint->row = mem_grow(checkpoint->row, capacity,
				        checkpoint->row_count + 1, sizeof(*checkpoint->row));
				checkpoint->row[checkpoint->row_count++] = row;
			}
}

static void make_checkpoint(const struct figures *figures, const char *const *attack, size_t attacks,
        const struct join *join, const struct stats_draws *draws, const struct join_view *view, size_t count,
        enum figure_items last, int threads, struct figures_checkpoint *checkpoint)
{
	size_t capacity = 0;

	for (size_t v = 0; v < count; v++)
		checkpoint->conditions += !v || join_by_condition(&view[v - 1], &view[v]) != 0;
	for (enum figure_items items = 0; items <= last; items++) {
		size_t before = checkpoint->row_count;
		struct cells cells;
		struct work work = {&cells, NULL};

		cells_make(&cells, join, draws, items, view, count, threads);
		list_rows(figures, attack, attacks, &work, checkpoint, &capacity);
		work.row = checkpoint->row + before;
		loop_run(threads, checkpoint->row_count - before, make_row, &work);
		for (size_t i = 0; i < cells.count && items == ITEMS_ALL; i++) {
			checkpoint->hidden += cells.cell[i].hidden;
			checkpoint->unscored += cells.cell[i].unscored;
		}
		cells_release(&cells);
	}
}

static int by_text(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y); /* equal ones are the same to all */
}

static int by_number(const void *x, const void *y)
{
	const uint64_t *a = x, *b = y;

	return (*a > *b) - (*a < *b);
}

static size_t unique_text(const char **v, size_t n)
{
	size_t kept = 0;

	qsort(v, n, sizeof(*v), by_text);
	for (size_t i = 0; i < n; i++)
		if (!kept || strcmp(v[kept - 1], v[i]))
			v[kept++] = v[i];
	return kept;
}

static size_t unique_number(uint64_t *v, size_t n)
{
	size_t kept = 0;

	qsort(v, n, sizeof(*v), by_number);
	for (size_t i = 0; i < n; i++)
		if (!kept || v[kept - 1] != v[i])
			v[kept++] = v[i];
	return kept;
}

/* The languages, attacks, severities and seeds that the views name. */
static void list_names(struct figures *figures, const struct join *join)
{
	size_t n = join->view_count, attacked = 0;
	uint64_t *severity = mem_alloc(n, sizeof(*severity));

	figures->language = mem_alloc(n, sizeof(*figures->language));
	figures->attack = mem_alloc(n, sizeof(*figures->attack));
	figures->seed = mem_alloc(n, sizeof(*figures->seed));
	for (size_t v = 0; v < n; v++) {
		const struct join_view *view = &join->view[v];

		figures->language[v] = view->condition->language;
		if (cell_is_clean(view->condition->attack))
			continue;
		figures->attack[attacked] = view->condition->attack;
		figures->seed[attacked] = view->seed;
		severity[attacked++] = (uint64_t)view->severity;
	}
	figures->language_count = unique_text(figures->language, n);
	figures->attack_count = unique_text(figures->attack, attacked);
	figures->seed_count = unique_number(figures->seed, attacked);
	figures->severity_count = unique_number(severity, attacked);
	figures->severity = mem_alloc(figures->severity_count, sizeof(*figures->severity));
	for (size_t i = 0; i < figures->severity_count; i++)
		figures->severity[i] = (unsigned)severity[i];
	mem_free(severity);
}

static const char *judge(const struct figures_row *all)
{
	const struct figure *clean = &all->figure[FIGURE_CLEAN];

	if (!clean->n)
		return "no clean scores";
	if (!all->figure[FIGURE_ATTACKED].n)
		return "no attacked scores";
	return clean->low > FIGURES_CHANCE ? NULL : "clean interval reaches chance";
}

static double key_of(const struct figures_checkpoint *checkpoint)
{
	return figures_row(checkpoint, NULL, NULL, FIGURES_ANY, ITEMS_ALL)->figure[FIGURE_ATTACKED].value;
}

/* Checkpoints come by name, and insertion keeps that order among equals. */
static void rank(struct figures *figures)
{
	size_t n = 0;

	figures->order = mem_alloc(figures->checkpoint_count, sizeof(*figures->order));
	for (size_t c = 0; c < figures->checkpoint_count; c++) {
		struct figures_checkpoint *checkpoint = &figures->checkpoint[c];
		size_t at = n;

		checkpoint->why = judge(figures_row(checkpoint, NULL, NULL, FIGURES_ANY, ITEMS_ALL));
		if (checkpoint->why)
			continue;
		for (; at && key_of(&figures->checkpoint[figures->order[at - 1]]) < key_of(checkpoint); at--)
			figures->order[at] = figures->order[at - 1];
		figures->order[at] = c;
		n++;
	}
	for (size_t i = 0; i < n; i++) {
		struct figures_checkpoint *this = &figures->checkpoint[figures->order[i]];
		const struct figures_checkpoint *last =
		        i ? &figures->checkpoint[figures->order[i - 1]] : NULL;

		this->rank = last && !(key_of(this) < key_of(last)) ? last->rank : i + 1;
	}
	for (size_t c = 0; c < figures->checkpoint_count; c++)
		if (figures->checkpoint[c].why)
			figures->order[n++] = c;
}

static int check_seeds(const struct figures *figures, struct xt_err *err)
{
	if (figures->seed_count <= STATS_TERM)
		return 0;
	return err_set(
	        err, "%zu seeds are more than the %d that can be averaged", figures->seed_count, STATS_TERM);
}

static size_t same_checkpoint(const struct join_view *view, size_t count)
{
	size_t n = 1;

	while (n < count && !strcmp(view[n].checkpoint->name, view->checkpoint->name))
		n++;
	return n;
}

static void make_all(struct figures *figures, const struct join *join, const struct stats_draws *draws,
        enum figure_items last, int threads)
{
	const char **attack = mem_alloc(figures->attack_count + 1, sizeof(*attack));
	size_t attacks = figures->attack_count, capacity = 0;

	if (attacks)
		memcpy(attack, figures->attack, attacks * sizeof(*attack));
	attack[attacks++] = FIGURES_CLEAN;
	attacks = unique_text(attack, attacks);
	for (size_t v = 0, n; v < join->view_count; v += n) {
		const struct results_checkpoint *from = join->view[v].checkpoint;
		struct figures_checkpoint *checkpoint;

		n = same_checkpoint(join->view + v, join->view_count - v);
		figures->checkpoint = mem_grow(figures->checkpoint, &capacity, figures->checkpoint_count + 1,
		        sizeof(*figures->checkpoint));
		checkpoint = &figures->checkpoint[figures->checkpoint_count++];
		*checkpoint = (struct figures_checkpoint){.name = from->name,
		        .head = from->head,
		        .scorer = from->scorer,
		        .template = from->template,
		        .precision = from->precision};
		make_checkpoint(
		        figures, attack, attacks, join, draws, join->view + v, n, last, threads, checkpoint);
	}
	mem_free(attack);
}

int figures_make(struct figures *figures, const struct results *const *results, const char *const *names,
        size_t count, enum figure_items last, int threads, struct xt_err *err)
{
	struct stats_draws draws = {0};
	struct join join;
	int result = -1;

	*figures = (struct figures){0};
	if (join_make(&join, results, names, count, err))
		return -1;
	list_names(figures, &join);
	figures->conditions = join.conditions;
	figures->units = join.idx_count;
	figures->resamples = STATS_RESAMPLES;
	if (check_seeds(figures, err) || stats_draw(&draws, join.idx_count, STATS_RESAMPLES, threads, err))
		goto out;
	make_all(figures, &join, &draws, last, threads);
	rank(figures);
	result = 0;
out:
	stats_release(&draws);
	join_release(&join);
	if (result)
		figures_release(figures);
	return result;
}

void figures_release(struct figures *figures)
{
	for (size_t c = 0; c < figures->checkpoint_count; c++)
		mem_free(figures->checkpoint[c].row);
	mem_free(figures->checkpoint);
	mem_free(figures->order);
	mem_free(figures->language);
	mem_free(figures->attack);
	mem_free(figures->severity);
	mem_free(figures->seed);
	*figures = (struct figures){0};
}

static bool same_name(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

const struct figures_row *figures_row(const struct figures_checkpoint *checkpoint, const char *language,
        const char *attack, int severity, enum figure_items items)
{
	for (size_t i = 0; i < checkpoint->row_count; i++) {
		const struct figures_row *row = &checkpoint->row[i];

		if (row->items == items && row->severity == severity && same_name(row->language, language) &&
		        same_name(row->attack, attack))
			return row;
	}
	return NULL;
}
