/* SPDX-License-Identifier: Apache-2.0 · several results as one list of what was scored, checked for agreement */
#include "bench/figures-join.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "bench/figures.h"

static const char *text(const char *s)
{
	return s ? s : "";
}

static int compare(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

int join_by_cell(const struct join_view *a, const struct join_view *b)
{
	int by = strcmp(a->condition->language, b->condition->language);

	by = by ? by : strcmp(a->condition->attack, b->condition->attack);
	return by ? by : a->severity - b->severity;
}

int join_by_condition(const struct join_view *a, const struct join_view *b)
{
	int by = join_by_cell(a, b);

	return by ? by : compare(a->seed, b->seed);
}

static int by_place(const struct join_view *a, const struct join_view *b)
{
	int by = compare(a->file, b->file);

	by = by ? by : compare(a->c, b->c);
	return by ? by : compare(a->k, b->k);
}

/* Total orders: no two views are in the same place. */
static int by_checkpoint(const void *x, const void *y)
{
	const struct join_view *a = x, *b = y;
	int by = strcmp(a->checkpoint->name, b->checkpoint->name);

	by = by ? by : join_by_condition(a, b);
	return by ? by : by_place(a, b);
}

static int by_condition(const void *x, const void *y)
{
	int by = join_by_condition(x, y);

	return by ? by : by_place(x, y);
}

static void list(struct join *join, const struct results *const *results, size_t count)
{
	size_t n = 0;

	for (size_t f = 0; f < count; f++)
		n += mem_mul(results[f]->checkpoint_count, results[f]->condition_count);
	join->view = mem_alloc(n, sizeof(*join->view));
	for (size_t f = 0; f < count; f++)
		for (size_t c = 0; c < results[f]->checkpoint_count; c++)
			for (size_t k = 0; k < results[f]->condition_count; k++) {
				const struct results_condition *condition = &results[f]->condition[k];
				bool clean = !strcmp(condition->attack, FIGURES_CLEAN);

				join->view[join->view_count++] =
				        (struct join_view){&results[f]->checkpoint[c], condition,
				                clean ? 0 : condition->severity, clean ? 0 : condition->seed,
				                results[f], f, c, k};
			}
}

static void put_file(struct buf *out, const char *const *names, size_t file)
{
	if (names)
		buf_string(out, names[file]);
	else
		buf_printf(out, "results %zu", file + 1);
}

/* "A and B", or "A" where that is the same file. */
static int refuse(const char *const *names, const struct join_view *a, const struct join_view *b,
        const char *what, const char *todo, struct xt_err *err)
{
	struct buf files = BUF_INIT;

	put_file(&files, names, a->file);
	if (a->file != b->file) {
		buf_string(&files, " and ");
		put_file(&files, names, b->file);
	}
	err_set(err, "%s: %s: %s", files.bytes, what, todo);
	buf_release(&files);
	return -1;
}

static int refuse_condition(const char *const *names, const struct join_view *a, const struct join_view *b,
        const char *how, const char *todo, struct xt_err *err)
{
	struct buf what = BUF_INIT;

	buf_printf(&what, "language %s, attack %s, severity %d, seed %llu: %s", a->condition->language,
	        a->condition->attack, a->severity, (unsigned long long)a->seed, how);
	refuse(names, a, b, what.bytes, todo, err);
	buf_release(&what);
	return -1;
}

static int check_checkpoints(const struct join *join, const char *const *names, struct xt_err *err)
{
	for (size_t i = 1; i < join->view_count; i++) {
		const struct join_view *va = &join->view[i - 1], *vb = &join->view[i];
		const struct results_checkpoint *a = va->checkpoint, *b = vb->checkpoint;
		const char *what = strcmp(text(a->weights_sha256), text(b->weights_sha256)) ? "weights"
		                   : strcmp(text(a->scorer), text(b->scorer))               ? "scorers"
		                   : strcmp(text(a->template), text(b->template))           ? "templates"
		                   : strcmp(text(a->precision), text(b->precision))         ? "precisions"
		                                                                            : NULL;
		struct buf line = BUF_INIT;

		if (a == b || strcmp(a->name, b->name) || !what)
			continue;
		buf_printf(&line, "checkpoint '%s' is there with different %s", a->name, what);
		refuse(names, va, vb, line.bytes, "score one of them under another name, NAME=PATH", err);
		buf_release(&line);
		return -1;
	}
	return 0;
}

/* Sorts a copy by condition: the same one may be there for several checkpoints. */
static int check_sets(struct join *join, const char *const *names, struct xt_err *err)
{
	struct join_view *view = mem_alloc(join->view_count, sizeof(*view));
	int result = 0;

	if (join->view_count)
		memcpy(view, join->view, join->view_count * sizeof(*view));
	qsort(view, join->view_count, sizeof(*view), by_condition);
	join->conditions = join->view_count > 0;
	for (size_t i = 1; i < join->view_count && !result; i++) {
		if (join_by_condition(&view[i - 1], &view[i]))
			join->conditions++;
		else if (strcmp(text(view[i - 1].condition->set_sha256), text(view[i].condition->set_sha256)))
			result = refuse_condition(names, &view[i - 1], &view[i], "the attack sets differ",
			        "rank only results of one attack set together", err);
	}
	mem_free(view);
	return result;
}

static bool scored(const struct join_view *v, size_t i)
{
	const float *score = results_score(v->results, v->c, v->k, i);

	return v->condition->idx[i] >= 0 && !isnan(score[0]) && !isnan(score[1]);
}

static bool labelled(const struct join_view *v, size_t i)
{
	return v->condition->label[i] == 0 || v->condition->label[i] == 1;
}

static bool conflict(const struct join_view *a, const struct join_view *b)
{
	size_t n = a->results->item_count < b->results->item_count ? a->results->item_count
	                                                           : b->results->item_count;

	for (size_t i = 0; i < n; i++) {
		const float *x = results_score(a->results, a->c, a->k, i),
		            *y = results_score(b->results, b->c, b->k, i);

		if (a->condition->idx[i] != b->condition->idx[i] ||
		        a->condition->label[i] != b->condition->label[i])
			return true;
		if (scored(a, i) && scored(b, i) && memcmp(x, y, RESULTS_CHOICES * sizeof(*x)))
			return true;
	}
	return false;
}

static int check_scores(const struct join *join, const char *const *names, struct xt_err *err)
{
	for (size_t i = 1; i < join->view_count; i++) {
		const struct join_view *a = &join->view[i - 1], *b = &join->view[i];
		struct buf how = BUF_INIT;

		if (strcmp(a->checkpoint->name, b->checkpoint->name) || join_by_condition(a, b) ||
		        !conflict(a, b))
			continue;
		buf_printf(&how, "checkpoint '%s' is there twice with different scores", a->checkpoint->name);
		refuse_condition(names, a, b, how.bytes, "leave one of them out", err);
		buf_release(&how);
		return -1;
	}
	return 0;
}

static int by_number(const void *x, const void *y)
{
	const int32_t *a = x, *b = y;

	return (*a > *b) - (*a < *b);
}

/* Every condition once, its checkpoints aside: is an idx twice in it? */
static int check_idx(
        const struct results *const *results, const char *const *names, size_t count, struct xt_err *err)
{
	for (size_t f = 0; f < count; f++) {
		size_t n = results[f]->item_count;
		int32_t *idx = mem_alloc(n, sizeof(*idx));

		for (size_t k = 0; k < results[f]->condition_count; k++) {
			const struct results_condition *condition = &results[f]->condition[k];
			struct join_view v = {
			        NULL, condition, condition->severity, condition->seed, results[f], f, 0, k};
			bool rising = true;

			for (size_t i = 0; i < n; i++) {
				idx[i] = condition->idx[i];
				rising = rising && (!i || idx[i] > idx[i - 1] || idx[i] < 0);
			}
			if (!rising)
				qsort(idx, n, sizeof(*idx), by_number); /* equal numbers are the same */
			for (size_t i = 1; i < n; i++)
				if (idx[i] >= 0 && idx[i] == idx[i - 1]) {
					mem_free(idx);
					return refuse_condition(names, &v, &v, "an idx is there twice",
					        "items are paired by idx, so each must have its own", err);
				}
		}
		mem_free(idx);
	}
	return 0;
}

/* Where idx stands among the units, looking first where the last one stood; idx_count where it does not. */
static size_t find(const struct join *join, int32_t idx, size_t hint)
{
	size_t low = 0, high = join->idx_count;

	if (hint < join->idx_count && join->idx[hint] == idx)
		return hint;
	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (join->idx[middle] < idx)
			low = middle + 1;
		else
			high = middle;
	}
	return low < join->idx_count && join->idx[low] == idx ? low : join->idx_count;
}

static void add_units(struct join *join, const int32_t *more, size_t count)
{
	int32_t *all;
	size_t n = join->idx_count, kept = 0;

	if (!count)
		return;
	all = mem_resize(join->idx, n + count, sizeof(*all));
	memcpy(all + n, more, count * sizeof(*all));
	qsort(all, n + count, sizeof(*all), by_number);
	for (size_t i = 0; i < n + count; i++)
		if (!kept || all[i] != all[kept - 1])
			all[kept++] = all[i];
	join->idx = all;
	join->idx_count = kept;
}

static void find_units(struct join *join)
{
	for (size_t v = 0; v < join->view_count; v++) {
		const struct join_view *view = &join->view[v];
		size_t n = view->results->item_count, count = 0, unit = 0;
		int32_t *more = mem_alloc(n, sizeof(*more));

		for (size_t i = 0; i < n; i++) {
			if (!labelled(view, i) || !scored(view, i))
				continue;
			unit = find(join, view->condition->idx[i], unit);
			if (unit == join->idx_count)
				more[count++] = view->condition->idx[i];
			unit++;
		}
		add_units(join, more, count);
		mem_free(more);
	}
}

int join_make(struct join *join, const struct results *const *results, const char *const *names, size_t count,
        struct xt_err *err)
{
	*join = (struct join){0};
	list(join, results, count);
	qsort(join->view, join->view_count, sizeof(*join->view), by_checkpoint);
	if (check_checkpoints(join, names, err) || check_sets(join, names, err) ||
	        check_idx(results, names, count, err) || check_scores(join, names, err)) {
		join_release(join);
		return -1;
	}
	find_units(join);
	return 0;
}

void join_release(struct join *join)
{
	mem_free(join->view);
	mem_free(join->idx);
	*join = (struct join){0};
}

/* The view that item i is read from: one that has its score, else one that has the item, else NULL. */
static const struct join_view *pick(const struct join_view *view, size_t count, size_t i)
{
	const struct join_view *found = NULL;

	for (size_t v = 0; v < count; v++) {
		if (i >= view[v].results->item_count || view[v].condition->idx[i] < 0)
			continue;
		if (scored(&view[v], i))
			return &view[v];
		found = found ? found : &view[v];
	}
	return found;
}

void join_answer(
        const struct join *join, const struct join_view *view, size_t count, struct join_answers *answers)
{
	size_t items = 0, unit = 0;

	memset(answers->right, -1, join->idx_count);
	memset(answers->tied, 0, join->idx_count);
	memset(answers->touched, 0, join->idx_count);
	answers->hidden = answers->unscored = 0;
	for (size_t v = 0; v < count; v++)
		items = view[v].results->item_count > items ? view[v].results->item_count : items;
	for (size_t i = 0; i < items; i++) {
		const struct join_view *at = pick(view, count, i);
		const float *score = at ? results_score(at->results, at->c, at->k, i) : NULL;
		int label = at ? at->condition->label[i] : -1;

		if (!at)
			continue;
		answers->hidden += !labelled(at, i);
		answers->unscored += labelled(at, i) && !scored(at, i);
		if (!labelled(at, i) || !scored(at, i))
			continue;
		unit = find(join, at->condition->idx[i], unit);
		answers->tied[unit] = !(score[0] < score[1] || score[0] > score[1]);
		answers->right[unit] = label == (score[1] > score[0]);
		answers->touched[unit] = at->condition->edits[i] > 0;
		unit++;
	}
}
