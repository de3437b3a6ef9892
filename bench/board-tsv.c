/* SPDX-License-Identifier: Apache-2.0 · the board as a table of every figure, for pandas and R */
#include "bench/formats.h"

#include <math.h>
#include <string.h>

#define COLUMNS                                                                                              \
	"checkpoint\tlanguage\tattack\tseverity\tfigure\tvalue\tlow\thigh\tn\titems\tsubset\tnoops\tties\ts" \
	"corer\t"                                                                                            \
	"template\tprecision\n"

/* A name from outside must not end its column or its line. */
static void put_text(struct buf *out, const char *text)
{
	size_t at = out->length;

	buf_string(out, text ? text : "*");
	err_mask(out->bytes + at);
	out->length = at + strlen(out->bytes + at);
}

static void put_value(struct buf *out, double value)
{
	if (!isnan(value))
		buf_printf(out, "%.17g", value);
	buf_byte(out, '\t');
}

static void put_figure(const struct figures_checkpoint *checkpoint, const struct figures_row *row,
        enum figure_kind kind, struct buf *out)
{
	const struct figure *figure = &row->figure[kind];

	put_text(out, checkpoint->name);
	buf_byte(out, '\t');
	put_text(out, row->language);
	buf_byte(out, '\t');
	put_text(out, row->attack);
	if (row->severity == FIGURES_ANY)
		buf_string(out, "\t*");
	else
		buf_printf(out, "\t%d", row->severity);
	buf_printf(out, "\t%s\t", FIGURE_NAMES[kind]);
	put_value(out, figure->value);
	put_value(out, figure->low);
	put_value(out, figure->high);
	buf_printf(out, "%llu\t%s\tall\t%llu\t%llu\t", (unsigned long long)figure->n, ITEMS_NAMES[row->items],
	        (unsigned long long)figure->noops, (unsigned long long)figure->ties);
	put_text(out, checkpoint->scorer ? checkpoint->scorer : "");
	buf_byte(out, '\t');
	put_text(out, checkpoint->template ? checkpoint->template : "");
	buf_byte(out, '\t');
	put_text(out, checkpoint->precision ? checkpoint->precision : "");
	buf_byte(out, '\n');
}

static void put(const struct board *board, struct buf *out)
{
	buf_string(out, COLUMNS);
	for (size_t c = 0; c < board->figures->checkpoint_count; c++) {
		const struct figures_checkpoint *checkpoint = &board->figures->checkpoint[c];

		for (size_t r = 0; r < checkpoint->row_count; r++) {
			const struct figures_row *row = &checkpoint->row[r];
			bool clean = row->attack && !strcmp(row->attack, FIGURES_CLEAN);

			for (enum figure_kind kind = 0; kind < (clean ? 1 : FIGURE_KINDS); kind++)
				put_figure(checkpoint, row, kind, out);
		}
	}
}

const struct format format_tsv = {"tsv", ITEMS_TOUCHED, put};
