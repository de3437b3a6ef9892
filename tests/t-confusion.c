/* SPDX-License-Identifier: Apache-2.0 · confusion tables: rows match where they say, capitals stay, broken tables are refused */
#include "tap.h"

#include "base/tsv.h"
#include "bytes.h"
#include "langs/confusion.h"
#include "scratch.h"

#define HEADER "from\tto\tcontext\tkind\tweight\tsource\n"

/* Every text that one row makes, with " | " between. */
struct found {
	const struct text *text;
	struct buf out;
};

static void put(void *user, const struct confusion *c)
{
	struct found *found = user;
	const struct text *text = found->text;

	buf_string(&found->out, found->out.length ? " | " : "");
	buf_append(&found->out, text->bytes, c->begin);
	buf_append(&found->out, c->now.bytes, c->now.length);
	buf_append(&found->out, text->bytes + c->end, text->length - c->end);
}

static void find(const struct confusions *all, const char *locale, const char *bytes, struct buf *out)
{
	struct arena arena = ARENA_INIT;
	struct segmenter *cutter;
	struct text text;
	struct found found = {&text, BUF_INIT};
	struct xt_err err;

	if (!segmenter_new(&cutter, locale, NULL, 0, &err) &&
	        !segmenter_cut(cutter, bytes, strlen(bytes), &arena, &text, &err))
		confusions_find(all, &text, &arena, put, &found);
	buf_string(out, buf_text(&found.out));
	buf_release(&found.out);
	segmenter_free(cutter);
	arena_release(&arena);
}

static int good_row(void *user, char **fields, size_t line, struct xt_err *err)
{
	struct confusions *all;
	struct buf got = BUF_INIT, table = BUF_INIT;
	struct xt_err why;
	char *wanted = fields[4];

	(void)user, (void)line, (void)err;
	buf_string(&table, HEADER);
	for (char *row = strtok(fields[2], ";"); row; row = strtok(NULL, ";")) {
		for (char *at = row + strspn(row, " "); *at; at++)
			buf_byte(&table, *at == ',' ? '\t' : *at);
		buf_string(&table, "\tk\t1\ts\n");
	}
	if (confusions_read(&all, scratch_put("t/c.tsv", table.bytes), fields[1], &why)) {
		tap_ok(false, "%s: %s", fields[0], why.message);
	} else {
		buf_string(&got, "");
		find(all, fields[1], fields[3], &got);
		tap_same(got.length ? got.bytes : "-", wanted, fields[0]);
	}
	confusions_free(all);
	buf_release(&got);
	buf_release(&table);
	return 0;
}

static int bad_row(void *user, char **fields, size_t line, struct xt_err *err)
{
	struct xt_err got = {""};
	struct confusions *all;
	size_t length;
	char *bytes = bytes_of(fields[1], &length);
	const char *path = scratch_put("t/c.tsv", "");

	(void)user, (void)err;
	file_write(path, bytes, length, false, NULL);
	if (!tap_ok(confusions_read(&all, path, "en", &got) == -1 && strstr(got.message, fields[2]),
	            "line %zu is refused: %s", line, fields[0]))
		tap_say("got: %s", got.message);
	confusions_free(all);
	free(bytes);
	return 0;
}

int main(void)
{
	struct xt_err err;

	scratch_new("t-confusion");
	if (!tap_ok(!tsv_read(tap_source("tests/golden/confusions.tsv"), "what\tlocale\trows\ttext\tmakes",
	                    good_row, NULL, &err),
	            "the table of rules is read"))
		tap_say("%s", err.message);
	if (!tap_ok(!tsv_read(tap_source("tests/golden/bad-confusions.tsv"), "why\tinput\tmessage", bad_row,
	                    NULL, &err),
	            "the table of bad tables is read"))
		tap_say("%s", err.message);
	scratch_free();
	return tap_done();
}
