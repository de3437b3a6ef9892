/* SPDX-License-Identifier: Apache-2.0 · what a board says to people: titles, tables, notes; forms only draw it */
#ifndef BENCH_BOARD_PAGE_H
#define BENCH_BOARD_PAGE_H
/*
 *	struct page page;
 *
 *	page_make(&page, &figures, versions);
 *	for (size_t i = 0; i < page.table_count; i++)
 *		draw(&page.table[i]);
 *	page_release(&page);
 */
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "bench/figures.h"

/* Columns before `fixed` name the row: a form that cuts a wide table in pieces repeats them. */
struct page_table {
	const char *title;
	const char **head; /* [columns] */
	const bool *right; /* [columns] aligned to the right */
	size_t columns, fixed;
	const char **cell; /* [rows][columns]; "" where there is nothing to say */
	size_t rows, capacity;
	size_t total; /* the last rows, set apart from the others */
};

/* Every string is UTF-8, masked (err_mask) and owned by the arena. */
struct page {
	const char *title;
	struct page_table *table;
	size_t table_count, table_capacity;
	const char **note;
	size_t note_count, note_capacity;
	struct arena arena;
};

/* versions: provenance lines, "key=value\n", or NULL. */
void page_make(struct page *page, const struct figures *figures, const char *versions);
void page_release(struct page *page);

#endif
