/* SPDX-License-Identifier: Apache-2.0 · what a form of the board is: a name, and one function
 *
 *	static void put(const struct board *board, struct buf *out) { … }
 *	const struct format format_tsv = {"tsv", ITEMS_TOUCHED, put};
 *
 * Its file is board-<name>.c; its row stands in formats.def.
 */
#ifndef BENCH_FORMATS_H
#define BENCH_FORMATS_H

#include "base/buf.h"
#include "bench/board-page.h"
#include "bench/figures.h"

/* What a form can draw: the figures, and the page made of them for people. */
struct board {
	const struct figures *figures;
	const struct page *page;
};

struct format {
	const char *name;
	enum figure_items items;                                 /* it shows rows up to these */
	void (*put)(const struct board *board, struct buf *out); /* appends */
};

#endif
