/* SPDX-License-Identifier: Apache-2.0 · what a board says to people: titles, tables, notes */
#include "bench/board-page.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

enum { SEEDS_SHOWN = 8, HASH_DIGITS = 64, HASH_SHOWN = 12 };

/* A masked copy that the page owns. */
BASE_PRINTF(2, 3) static const char *say(struct page *page, const char *format, ...)
{
	struct buf line = BUF_INIT;
	va_list args;
	char *copy;

	va_start(args, format);
	buf_vprintf(&line, format, args);
	va_end(args);
	copy = arena_copy(&page->arena, buf_text(&line), line.length);
	err_mask(copy);
	buf_release(&line);
	return copy;
}

BASE_PRINTF(2, 3) static void note(struct page *page, const char *format, ...)
{
	struct buf line = BUF_INIT;
	va_list args;

	va_start(args, format);
	buf_vprintf(&line, format, args);
	va_end(args);
	page->note = mem_grow(page->note, &page->note_capacity, page->note_count + 1, sizeof(*page->note));
	page->note[page->note_count++] = say(page, "%s", buf_text(&line));
	buf_release(&line);
}

static struct page_table *add_table(struct page *page, const char *title, size_t columns, size_t fixed)
{
	struct page_table *table;

	page->table =
	        mem_grow(page->table, &page->table_capacity, page->table_count + 1, sizeof(*page->table));
	table = &page->table[page->table_count++];
	*table = (struct page_table){.title = title, .columns = columns, .fixed = fixed};
	table->head = arena_alloc(&page->arena, columns, sizeof(*table->head));
	return table;
}

/* The columns from `from` on are aligned to the right. */
static void align(struct page *page, struct page_table *table, size_t from)
{
	bool *right = arena_alloc(&page->arena, table->columns, sizeof(*right));

	for (size_t i = 0; i < table->columns; i++)
		right[i] = i >= from;
	table->right = right;
}

static const char **add_row(struct page_table *table)
{
	const char **row;

	table->cell = mem_grow(
	        table->cell, &table->capacity, (table->rows + 1) * table->columns, sizeof(*table->cell));
	row = table->cell + table->rows++ * table->columns;
	for (size_t i = 0; i < table->columns; i++)
		row[i] = "";
	return row;
}

/* In per cent to one decimal; a small negative number is 0.0, not −0.0. */
static double percent(double share)
{
	return share > -0.0005 && share < 0 ? 0 : 100 * share;
}

/* "71.4 [67.2 75.4]", "–" where there is nothing to tell. */
static const char *with_interval(struct page *page, const struct figures_row *row, enum figure_kind kind)
{
	const struct figure *figure = row ? &row->figure[kind] : NULL;

	if (!figure || !figure->n)
		return "–";
	return say(page, "%.1f [%4.1f %4.1f]", percent(figure->value), percent(figure->low),
	        percent(figure->high));
}

/* "65.0 ( 6.4)": attacked accuracy, and the drop. */
static const char *with_drop(struct page *page, const struct figures_row *row)
{
	const struct figure *attacked = row ? &row->figure[FIGURE_ATTACKED] : NULL;
	const struct figure *drop = row ? &row->figure[FIGURE_DROP] : NULL;

	if (!attacked || !attacked->n)
		return "–";
	if (!drop->n)
		return say(page, "%.1f", percent(attacked->value));
	return say(page, "%.1f (%4.1f)", percent(attacked->value), percent(drop->value));
}

static const struct figures_row *whole(const struct figures_checkpoint *checkpoint)
{
	return figures_row(checkpoint, NULL, NULL, FIGURES_ANY, ITEMS_ALL);
}

static void put_checkpoint(
        struct page *page, struct page_table *table, const struct figures_checkpoint *checkpoint)
{
	const struct figures_row *all = whole(checkpoint);
	const char **row = add_row(table);

	row[0] = checkpoint->rank ? say(page, "%zu", checkpoint->rank) : "–";
	row[1] = say(page, "%s", checkpoint->name);
	row[2] = say(page, "%s", checkpoint->scorer ? checkpoint->scorer : "");
	row[3] = say(page, "%s", checkpoint->template ? checkpoint->template : "");
	for (enum figure_kind kind = 0; kind < FIGURE_KINDS; kind++)
		row[4 + kind] = with_interval(page, all, kind);
}

static void put_ranking(struct page *page, const struct figures *figures, bool rankable, const char *title)
{
	struct page_table *table = NULL;

	for (size_t i = 0; i < figures->checkpoint_count; i++) {
		const struct figures_checkpoint *checkpoint = &figures->checkpoint[figures->order[i]];

		if (!checkpoint->why != rankable)
			continue;
		if (!table) {
			table = add_table(page, title, 4 + FIGURE_KINDS, 2);
			table->head[0] = "Rank";
			table->head[1] = "Checkpoint";
			table->head[2] = "Scorer";
			table->head[3] = "Template";
			table->head[4] = "Clean";
			table->head[5] = "Attacked";
			table->head[6] = "Drop";
			align(page, table, 4);
		}
		put_checkpoint(page, table, checkpoint);
	}
}

/* Clean, each attack, all attacks: of a language, or of all at one severity or at all. */
static void put_cells(struct page *page, const struct figures *figures,
        const struct figures_checkpoint *checkpoint, const char *language, int severity, const char **row)
{
	if (severity == FIGURES_ANY)
		row[1] = with_interval(
		        page, figures_row(checkpoint, language, NULL, FIGURES_ANY, ITEMS_ALL), FIGURE_CLEAN);
	for (size_t a = 0; a <= figures->attack_count; a++) {
		const char *attack = a < figures->attack_count ? figures->attack[a] : NULL;

		row[2 + a] = with_drop(page, figures_row(checkpoint, language, attack, severity, ITEMS_ALL));
	}
}

static void put_language(struct page *page, const struct figures *figures,
        const struct figures_checkpoint *checkpoint, const char *language, struct page_table *table)
{
	const struct figures_row *all = figures_row(checkpoint, language, NULL, FIGURES_ANY, ITEMS_ALL);
	const char **row = add_row(table);
	bool chance = all && all->figure[FIGURE_CLEAN].n && all->figure[FIGURE_CLEAN].low <= FIGURES_CHANCE;

	row[0] = say(page, "%s%s", language, chance ? " (chance)" : "");
	put_cells(page, figures, checkpoint, language, FIGURES_ANY, row);
}

/* What of the attacked items no edit changed. */
static void put_noops(struct page *page, const struct figures *figures,
        const struct figures_checkpoint *checkpoint, const char **row)
{
	row[0] = "unchanged";
	for (size_t a = 0; a <= figures->attack_count; a++) {
		const char *attack = a < figures->attack_count ? figures->attack[a] : NULL;
		const struct figures_row *of = figures_row(checkpoint, NULL, attack, FIGURES_ANY, ITEMS_ALL);
		const struct figure *figure = of ? &of->figure[FIGURE_ATTACKED] : NULL;

		row[2 + a] = figure && figure->n
		                     ? say(page, "%.1f %%", 100 * (double)figure->noops / (double)figure->n)
		                     : "–";
	}
}

static void put_languages(
        struct page *page, const struct figures *figures, const struct figures_checkpoint *checkpoint)
{
	size_t columns = 3 + figures->attack_count;
	struct page_table *table =
	        add_table(page, say(page, "%s: attacked accuracy (drop), %%", checkpoint->name), columns, 2);

	table->head[0] = "Language";
	table->head[1] = "Clean";
	for (size_t a = 0; a < figures->attack_count; a++)
		table->head[2 + a] = say(page, "%s", figures->attack[a]);
	table->head[columns - 1] = "all attacks";
	align(page, table, 1);
	for (size_t l = 0; l < figures->language_count; l++)
		put_language(page, figures, checkpoint, figures->language[l], table);
	table->total = table->rows;
	if (figures->language_count > 1) {
		const char **row = add_row(table);

		row[0] = "all";
		put_cells(page, figures, checkpoint, NULL, FIGURES_ANY, row);
	}
	for (size_t s = 0; s < figures->severity_count && figures->severity_count > 1; s++) {
		const char **row = add_row(table);

		row[0] = say(page, "severity %u", figures->severity[s]);
		put_cells(page, figures, checkpoint, NULL, (int)figures->severity[s], row);
	}
	if (figures->attack_count)
		put_noops(page, figures, checkpoint, add_row(table));
	table->total = table->rows - table->total;
}

static void put_severities(struct page *page, const struct figures *figures)
{
	struct buf line = BUF_INIT;

	if (!figures->severity_count)
		return;
	buf_string(&line, figures->severity_count > 1 ? "Severities" : "Severity");
	for (size_t i = 0; i < figures->severity_count; i++)
		buf_printf(&line, " %u", figures->severity[i]);
	buf_string(&line, figures->seed_count > 1 ? "; seeds" : "; seed");
	for (size_t i = 0; i < figures->seed_count && i < SEEDS_SHOWN; i++)
		buf_printf(&line, " %llu", (unsigned long long)figures->seed[i]);
	if (figures->seed_count > SEEDS_SHOWN)
		buf_printf(&line, " … (%zu)", figures->seed_count);
	note(page,
	        "%s. Averages are taken over severities, then attacks, then languages, each weighing the "
	        "same%s.",
	        line.bytes, figures->seed_count > 1 ? "; the seeds of a severity are averaged before" : "");
	buf_release(&line);
}

/* Whether the same is left out of every checkpoint; then it is told once. */
static bool same_left(const struct figures *figures)
{
	const struct figures_checkpoint *first = figures->checkpoint;

	for (size_t i = 1; i < figures->checkpoint_count; i++)
		if (figures->checkpoint[i].hidden != first->hidden ||
		        figures->checkpoint[i].unscored != first->unscored)
			return false;
	return figures->checkpoint_count > 0;
}

static void put_caveats(struct page *page, const struct figures *figures)
{
	bool same = same_left(figures);

	if (same && (figures->checkpoint->hidden || figures->checkpoint->unscored))
		note(page,
		        "%llu answers without a label and %llu without a score are left out of each "
		        "checkpoint.",
		        (unsigned long long)figures->checkpoint->hidden,
		        (unsigned long long)figures->checkpoint->unscored);
	for (size_t i = 0; i < figures->checkpoint_count; i++) {
		const struct figures_checkpoint *checkpoint = &figures->checkpoint[figures->order[i]];

		if (checkpoint->why)
			note(page, "%s is not rankable: %s.", checkpoint->name, checkpoint->why);
		if (checkpoint->conditions < figures->conditions)
			note(page,
			        "%s was scored under %zu of the %zu conditions here: compare it with care.",
			        checkpoint->name, checkpoint->conditions, figures->conditions);
		if (!same && (checkpoint->hidden || checkpoint->unscored))
			note(page, "%s: %llu answers without a label and %llu without a score are left out.",
			        checkpoint->name, (unsigned long long)checkpoint->hidden,
			        (unsigned long long)checkpoint->unscored);
	}
}

/* One provenance line, "key=value": a hash in it is cut to what tells it from others by eye, and a value that stands
 * there once for each checkpoint is told once where it is the same. */
static void put_version(struct buf *out, const char *line, size_t length)
{
	const char *value = memchr(line, '=', length), *before = NULL;
	size_t end, word, last = 0;

	if (!value || value + 1 == line + length)
		return;
	buf_string(out, out->length ? ", " : "");
	buf_append(out, line, (size_t)(value - line));
	end = length - (size_t)(++value - line);
	for (size_t i = 0; i < end; i += word + 1) {
		for (word = 0; i + word < end && value[i + word] != ' '; word++)
			;
		if (before && word == last && !memcmp(before, value + i, word))
			continue;
		buf_byte(out, ' ');
		buf_append(out, value + i, word >= HASH_DIGITS ? HASH_SHOWN : word);
		before = value + i;
		last = word;
	}
}

static void put_notes(struct page *page, const struct figures *figures, const char *versions)
{
	struct buf made = BUF_INIT;
	uint64_t ties = 0;

	for (size_t c = 0; c < figures->checkpoint_count; c++) {
		const struct figures_row *all = whole(&figures->checkpoint[c]);

		ties += all->figure[FIGURE_CLEAN].ties + all->figure[FIGURE_ATTACKED].ties;
	}
	note(page,
	        "Accuracy in %%: the choice with the higher score is the answer; of equal ones the first "
	        "(ties: %llu). Drop is clean minus attacked over the same items.",
	        (unsigned long long)ties);
	put_severities(page, figures);
	note(page,
	        "[low high]: 95 %% intervals by BCa bootstrap, %zu resamples of the %zu idx, which "
	        "languages, "
	        "attacks, severities and seeds share; the TSV form has one for every figure.",
	        figures->resamples, figures->units);
	if (figures->attack_count)
		note(page, "unchanged: attacked items without an edit; they are in the averages.");
	put_caveats(page, figures);
	for (const char *at = versions ? versions : ""; *at; at += strcspn(at, "\n"), at += *at == '\n')
		put_version(&made, at, strcspn(at, "\n"));
	if (made.length)
		note(page, "Scored with %s.", made.bytes);
	buf_release(&made);
}

static const char *plural(size_t n)
{
	return n == 1 ? "" : "s";
}

void page_make(struct page *page, const struct figures *figures, const char *versions)
{
	size_t n = figures->checkpoint_count;

	*page = (struct page){0};
	page->title = say(page, "xtremor board: %zu checkpoint%s, %zu language%s, %zu attack%s", n, plural(n),
	        figures->language_count, plural(figures->language_count), figures->attack_count,
	        plural(figures->attack_count));
	put_ranking(page, figures, true, "Ranked by attacked accuracy");
	put_ranking(page, figures, false, "Not rankable");
	for (size_t i = 0; i < n; i++)
		put_languages(page, figures, &figures->checkpoint[figures->order[i]]);
	put_notes(page, figures, versions);
}

void page_release(struct page *page)
{
	for (size_t i = 0; i < page->table_count; i++)
		mem_free(page->table[i].cell);
	mem_free(page->table);
	mem_free(page->note);
	arena_release(&page->arena);
	*page = (struct page){0};
}
