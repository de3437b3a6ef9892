/* SPDX-License-Identifier: Apache-2.0 · the board as GitHub-flavoured Markdown */
#include "bench/formats.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

/* GitHub makes links of bare addresses, whose signs are "://" and "www." */
static bool links(const char *text, const char *at)
{
	return !strncmp(at, "://", 3) || (*at == '.' && at - text >= 3 && !strncasecmp(at - 3, "www", 3));
}

/* Every ASCII punctuation character may be escaped (CommonMark 0.31.2, 2.4); these can begin or end something. */
static void put_text(struct buf *out, const char *text)
{
	for (const char *at = text; *at; at++) {
		if (strchr("\\`*_{}[]<>#+!|~&$@", *at) || links(text, at))
			buf_byte(out, '\\');
		buf_byte(out, *at);
	}
}

static void put_row(struct buf *out, const char *const *cell, size_t columns)
{
	buf_byte(out, '|');
	for (size_t i = 0; i < columns; i++) {
		buf_byte(out, ' ');
		put_text(out, cell[i]);
		buf_string(out, " |");
	}
	buf_byte(out, '\n');
}

static void put_table(struct buf *out, const struct page_table *table)
{
	buf_string(out, "\n## ");
	put_text(out, table->title);
	buf_string(out, "\n\n");
	put_row(out, table->head, table->columns);
	buf_byte(out, '|');
	for (size_t i = 0; i < table->columns; i++)
		buf_string(out, table->right[i] ? " ---: |" : " --- |");
	buf_byte(out, '\n');
	for (size_t r = 0; r < table->rows; r++)
		put_row(out, table->cell + r * table->columns, table->columns);
}

static void put(const struct board *board, struct buf *out)
{
	const struct page *page = board->page;

	buf_string(out, "# ");
	put_text(out, page->title);
	buf_byte(out, '\n');
	for (size_t i = 0; i < page->table_count; i++)
		put_table(out, &page->table[i]);
	buf_byte(out, '\n');
	for (size_t i = 0; i < page->note_count; i++) {
		buf_string(out, "- ");
		put_text(out, page->note[i]);
		buf_byte(out, '\n');
	}
}

const struct format format_markdown = {"markdown", ITEMS_ALL, put};
