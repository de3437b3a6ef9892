/* SPDX-License-Identifier: Apache-2.0 · the leaderboard: figures, then a page of them, then its form */
#include "bench/board.h"

#include <string.h>

#include "bench/formats.h"

#define FORMAT(name) extern const struct format format_##name;
#include "bench/formats.def"
#undef FORMAT

#define FORMAT(name) &format_##name,
static const struct format *const FORMATS[] = {
#include "bench/formats.def"
        NULL,
};
#undef FORMAT

const char *board_format(size_t i)
{
	return i < sizeof(FORMATS) / sizeof(*FORMATS) - 1 ? FORMATS[i]->name : NULL;
}

static const struct format *find(const char *name)
{
	for (size_t i = 0; FORMATS[i]; i++)
		if (!strcmp(FORMATS[i]->name, name ? name : "text"))
			return FORMATS[i];
	return NULL;
}

/* Whether lines holds this line already, whole. */
static bool has_line(const struct buf *lines, const char *line, size_t length)
{
	for (const char *at = buf_text(lines); *at; at += strcspn(at, "\n") + 1)
		if (strcspn(at, "\n") == length && !strncmp(at, line, length))
			return true;
	return false;
}

/* The provenance lines of all results, each once. */
static void join_versions(const struct results *const *results, size_t count, struct buf *lines)
{
	for (size_t f = 0; f < count; f++) {
		const char *at = results[f]->versions ? results[f]->versions : "";

		while (*at) {
			size_t length = strcspn(at, "\n");

			if (length && !has_line(lines, at, length)) {
				buf_append(lines, at, length);
				buf_byte(lines, '\n');
			}
			at += length + (at[length] == '\n');
		}
	}
}

int board_put(const struct board_options *options, const struct results *const *results, size_t count,
        struct buf *out, struct xt_err *err)
{
	const struct format *format = find(options->format);
	struct buf versions = BUF_INIT;
	struct figures figures;
	struct page page;

	if (!format)
		return err_set(err, "there is no form '%s' of a board", options->format);
	if (figures_make(&figures, results, options->names, count, format->items, options->threads, err))
		return -1;
	join_versions(results, count, &versions);
	page_make(&page, &figures, buf_text(&versions));
	format->put(&(struct board){&figures, &page}, out);
	page_release(&page);
	figures_release(&figures);
	buf_release(&versions);
	return 0;
}
