/* SPDX-License-Identifier: Apache-2.0 · libFuzzer target: a table of confusions, then a text that it is used on */
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/utf8.h"
#include "langs/confusion.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(void *user, const struct confusion *found)
{
	const struct text *text = user;

	if (found->begin > found->end || found->end > text->length ||
	        utf8_check(found->now.bytes, found->now.length, NULL))
		__builtin_trap();
}

/* The first line is the text, the rest is the table's rows. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char HEADER[] = "from\tto\tcontext\tkind\tweight\tsource\n";
	const char *bytes = (const char *)data, *line = memchr(bytes, '\n', size);
	struct arena arena = ARENA_INIT;
	struct buf path = BUF_INIT, table = BUF_INIT;
	struct segmenter *cutter;
	struct confusions *all;
	struct text text;

	if (!line)
		return 0;
	buf_string(&table, HEADER);
	buf_append(&table, line + 1, size - (size_t)(line + 1 - bytes));
	buf_printf(&path, "/tmp/fuzz-confusion.%d.tsv", (int)getpid());
	if (!file_write(path.bytes, table.bytes, table.length, false, NULL) &&
	        !confusions_read(&all, path.bytes, "tr", NULL)) {
		if (!segmenter_new(&cutter, "tr", NULL, 0, NULL) &&
		        !segmenter_cut(cutter, bytes, (size_t)(line - bytes), &arena, &text, NULL))
			confusions_find(all, &text, &arena, check, &text);
		segmenter_free(cutter);
		confusions_free(all);
	}
	unlink(path.bytes);
	arena_release(&arena);
	buf_release(&path);
	buf_release(&table);
	return 0;
}
