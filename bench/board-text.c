/* SPDX-License-Identifier: Apache-2.0 · the board for a terminal or a mail, 100 columns wide */
#include "bench/formats.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

#define COLUMNS 100
#define GAP 2
#define NAME_LEAST 12 /* columns that a long name may be pressed into before the table is cut instead */

static size_t width(const char *text)
{
	size_t length = strlen(text), columns = 0, n;

	for (size_t i = 0; i < length; i += n) {
		int32_t c;

		n = utf8_next(text + i, length - i, &c);
		columns += n ? utf8_width(c) : 1;
		n += !n;
	}
	return columns;
}

static void spaces(struct buf *out, size_t n)
{
	while (n--)
		buf_byte(out, ' ');
}

/* Ends a line, without blanks at its end. */
static void end_line(struct buf *out)
{
	while (out->length && out->bytes[out->length - 1] == ' ')
		out->length--;
	buf_byte(out, '\n');
}

static void put_cell(struct buf *out, const char *text, size_t columns, bool right)
{
	size_t wide = width(text), pad = wide < columns ? columns - wide : 0;

	spaces(out, right ? pad : 0);
	buf_string(out, text);
	spaces(out, (right ? 0 : pad) + GAP);
}

/* One line: the fixed columns, then first … last − 1. A text too wide for its column is put on a line of its own
 * before the rest. */
static void put_line(struct buf *out, const struct page_table *table, const char *const *cell,
        const size_t *columns, size_t first, size_t last)
{
	for (size_t i = 0; i < last; i += i + 1 == table->fixed ? first - i : 1) {
		const char *text = cell[i];

		if (width(text) > columns[i]) {
			buf_string(out, text);
			end_line(out);
			text = "";
			for (size_t j = 0; j < i; j++)
				spaces(out, columns[j] + GAP);
		}
		put_cell(out, text, columns[i], table->right[i]);
	}
	end_line(out);
}

static void rule(struct buf *out, size_t n)
{
	while (n--)
		buf_byte(out, '-');
	buf_byte(out, '\n');
}

static void measure(const struct page_table *table, size_t *columns)
{
	size_t sum = 0;

	for (size_t i = 0; i < table->columns; i++) {
		columns[i] = width(table->head[i]);
		for (size_t r = 0; r < table->rows; r++) {
			size_t wide = width(table->cell[r * table->columns + i]);

			columns[i] = wide > columns[i] ? wide : columns[i];
		}
		sum += columns[i] + (i ? GAP : 0);
	}
	/* names are the widest of the left-aligned columns: press those first */
	for (size_t i = 0; i < table->fixed && sum > COLUMNS; i++) {
		size_t least = columns[i] < NAME_LEAST ? columns[i] : NAME_LEAST;
		size_t cut = table->right[i] ? 0 : columns[i] - least;

		cut = cut < sum - COLUMNS ? cut : sum - COLUMNS;
		columns[i] -= cut;
		sum -= cut;
	}
}

static void put_table(struct buf *out, const struct page_table *table)
{
	size_t *columns = mem_alloc(table->columns, sizeof(*columns)), first = table->fixed, start = 0;

	measure(table, columns);
	for (size_t i = 0; i < table->fixed; i++)
		start += columns[i] + (i ? GAP : 0);
	buf_printf(out, "\n%s\n", table->title);
	while (first < table->columns) {
		size_t last = first, sum = start;

		while (last < table->columns && (last == first || sum + GAP + columns[last] <= COLUMNS))
			sum += GAP + columns[last++];
		if (first > table->fixed)
			buf_byte(out, '\n');
		put_line(out, table, table->head, columns, first, last);
		rule(out, sum);
		for (size_t r = 0; r < table->rows; r++) {
			if (table->total && r && r == table->rows - table->total)
				rule(out, sum);
			put_line(out, table, table->cell + r * table->columns, columns, first, last);
		}
		first = last;
	}
	mem_free(columns);
}

/* Breaks at blanks; what goes on is indented. */
static void put_note(struct buf *out, const char *text)
{
	size_t at = 0;

	while (*text) {
		size_t length = strcspn(text, " ");
		char *word = mem_copy(text, length);
		size_t wide = width(word);

		if (at && at + 1 + wide > COLUMNS) {
			buf_string(out, "\n ");
			at = 1;
		}
		if (at)
			buf_byte(out, ' ');
		buf_string(out, word);
		at += wide + (at > 0);
		mem_free(word);
		text += length;
		text += *text == ' ';
	}
	buf_byte(out, '\n');
}

static void put(const struct board *board, struct buf *out)
{
	const struct page *page = board->page;

	buf_printf(out, "%s\n", page->title);
	for (size_t i = 0; i < page->table_count; i++)
		put_table(out, &page->table[i]);
	buf_byte(out, '\n');
	for (size_t i = 0; i < page->note_count; i++)
		put_note(out, page->note[i]);
}

const struct format format_text = {"text", ITEMS_ALL, put};
