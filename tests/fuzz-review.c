/* SPDX-License-Identifier: Apache-2.0 · libFuzzer target: a table of verdicts, and its rows' own words looked up again */
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "perturb/rejects.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void round_trip(const char *bytes, size_t length)
{
	struct buf shown = BUF_INIT, back = BUF_INIT;

	buf_string(&shown, "");
	rejects_escape(&shown, bytes, length);
	if (rejects_unescape(&back, shown.bytes) || back.length != length ||
	        (length && memcmp(back.bytes, bytes, length) != 0))
		__builtin_trap();
	buf_release(&shown);
	buf_release(&back);
}

/* The first line is a text, the rest are the table's rows. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = (const char *)data, *line = memchr(bytes, '\n', size);
	struct buf path = BUF_INIT, table = BUF_INIT;
	struct rejects *rejects = rejects_new();
	struct arena arena = ARENA_INIT;
	struct segmenter *cutter = NULL;
	struct text text;

	if (line) {
		buf_string(&table, REVIEW_COLUMNS "\n");
		buf_append(&table, line + 1, size - (size_t)(line + 1 - bytes));
		buf_printf(&path, "/tmp/fuzz-review.%d.tsv", (int)getpid());
		if (!file_write(path.bytes, table.bytes, table.length, false, NULL))
			(void)rejects_read(rejects, path.bytes, NULL);
		unlink(path.bytes);
		if (!segmenter_new(&cutter, "tr", NULL, 0, NULL) &&
		        !segmenter_cut(cutter, bytes, (size_t)(line - bytes), &arena, &text, NULL)) {
			struct refusals of = rejects_of(rejects, "tr", "swap");

			round_trip(bytes, text.length);
			for (uint32_t i = 0; i < text.letter_count; i++)
				(void)refusals_have(&of, &text, text.letters[i].begin, text.letters[i].end,
				        &(struct str){"x", 1});
		}
	}
	segmenter_free(cutter);
	rejects_free(rejects);
	arena_release(&arena);
	buf_release(&path);
	buf_release(&table);
	return 0;
}
