/* SPDX-License-Identifier: Apache-2.0 · tests of items: what is read, what is refused, what is written */
#include "tap.h"

#include <inttypes.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/tsv.h"
#include "bytes.h"
#include "data/item.h"

static int refused(void *user, char **fields, size_t line, struct xt_err *err)
{
	struct items items = ITEMS_INIT;
	struct xt_err got = {""};
	size_t length;
	char *bytes = bytes_of(fields[1], &length);
	int result = items_read_in(&items, "f", bytes, length, &got);

	(void)user;
	(void)line;
	(void)err;
	if (!tap_ok(result && !strncmp(got.message, fields[2], strlen(fields[2])), "refused: %s", fields[0]))
		tap_say("%d '%s', wanted '%s'", result, got.message, fields[2]);
	items_release(&items);
	free(bytes);
	return 0;
}

static void test_refused(void)
{
	struct xt_err err;

	if (!tap_ok(!tsv_read(tap_source("tests/golden/bad-items.tsv"), "why\tinput\tmessage", refused, NULL,
	                    &err),
	            "the table of bad items is read"))
		tap_say("%s", err.message);
}

static void test_long(void)
{
	struct items items = ITEMS_INIT;
	struct buf line = BUF_INIT;
	struct xt_err err = {""};

	buf_string(&line, "{\"premise\": \"");
	memset(buf_extend(&line, (1U << 20) + 1), 'a', (1U << 20) + 1);
	buf_string(
	        &line, "\", \"choice1\": \"a\", \"choice2\": \"b\", \"question\": \"cause\", \"idx\": 0}\n");
	tap_ok(items_read_in(&items, "f", line.bytes, line.length, &err), "a text over 1 MiB is refused");
	tap_same(err.message, "f:1: premise has 1048577 bytes: at most 1048576 are taken",
	        "… and the message says so");
	buf_release(&line);
	items_release(&items);
}

static const char XCOPA[] = "{\"premise\": \"Il prodotto era imballato.\", \"choice1\": \"Era fragile.\", "
                            "\"choice2\": \"Era piccolo.\", "
                            "\"question\": \"cause\", \"label\": 0, \"idx\": 0, \"changed\": false}\n"
                            "{\"premise\": \"Ho svuotato le tasche.\", \"choice1\": \"Ho recuperato il "
                            "biglietto.\", \"choice2\": \"Ho "
                            "trovato \\\"un'arma\\\".\", \"question\": \"effect\", \"label\": 1, \"idx\": 1, "
                            "\"changed\": true}\n";

static void put_all(struct buf *out, const struct items *items)
{
	for (size_t i = 0; i < items->count; i++)
		item_put(out, &items->item[i]);
}

static void same_again(const char *name, const char *bytes)
{
	struct items items = ITEMS_INIT;
	struct buf out = BUF_INIT;
	struct xt_err err = {""};

	if (items_read_in(&items, "f", bytes, strlen(bytes), &err))
		tap_say("%s", err.message);
	put_all(&out, &items);
	tap_same(buf_text(&out), bytes, name);
	buf_release(&out);
	items_release(&items);
}

static void test_superglue(void)
{
	static const char BYTES[] = "{\"premise\": \"The item was packaged.\", \"choice1\": \"It was "
	                            "fragile.\", \"choice2\": \"It was small.\", "
	                            "\"question\": \"cause\", \"idx\": 0}\r\n"
	                            "{\"premise\": \"I emptied it.\", \"choice1\": \"a\", \"choice2\": "
	                            "\"b\", \"question\": \"effect\", "
	                            "\"idx\": 1, \"label\": -1}";
	struct items items = ITEMS_INIT;

	tap_ok(!items_read_in(&items, "f", BYTES, strlen(BYTES), NULL) && items.count == 2,
	        "SuperGLUE's lines are read, with \\r and without a last newline");
	tap_ok(items.count == 2 && items.item[0].label == -1 && items.item[1].label == -1,
	        "a hidden label is -1, absent or written so");
	tap_ok(items.count == 2 && items.item[0].changed == -1 && items.item[1].line == 2,
	        "what the file does not say is kept apart, and lines are known");
	items_release(&items);
}

static void test_xml(void)
{
	static const char BYTES[] =
	        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE copa-corpus SYSTEM \"copa.dtd\">\n"
	        "<copa-corpus version=\"1.0\">\n"
	        "<item id=\"501\" asks-for=\"cause\" most-plausible-alternative=\"1\">\n"
	        "<p> The item was &quot;packaged&quot; in bubble wrap. </p>\n<a1>It was "
	        "fragile.</a1>\n<a2>It was "
	        "small.</a2>\n</item>\n"
	        "<item id=\"401\" asks-for=\"effect\" "
	        "most-plausible-alternative=\"2\"><p>a</p><a1>b</a1><a2>c</a2></item>\n"
	        "<item id=\"1\" asks-for=\"effect\"><p>a</p><a1>b</a1><a2>c</a2></item>\n"
	        "</copa-corpus>\n";
	struct items items = ITEMS_INIT;
	struct xt_err err = {""};
	const struct item *it;

	if (!tap_ok(!items_read_in(&items, "f", BYTES, strlen(BYTES), &err) && items.count == 3,
	            "COPA's own XML is read")) {
		tap_say("%s", err.message);
		return;
	}
	it = items.item;
	tap_same(it[0].field[FIELD_PREMISE].bytes, "The item was \"packaged\" in bubble wrap.",
	        "its texts lose the space around them and their escapes");
	tap_ok(it[0].idx == 0 && it[0].label == 0 && it[0].question == QUESTION_CAUSE && it[0].line == 4,
	        "id 501 is idx 0, alternative 1 is label 0");
	tap_ok(it[1].idx == 0 && it[1].label == 1 && it[2].idx == 0 && it[2].label == -1,
	        "id 401 and id 1 are idx 0 of their splits");
	tap_ok(!strcmp(it[0].split, "test") && !strcmp(it[1].split, "val") && !strcmp(it[2].split, "train"),
	        "the split follows from the id");
	items_release(&items);
}

static void test_edits(void)
{
	struct str clean = {"aé—z", 7};
	const struct edit edits[] = {
	        {FIELD_PREMISE, 0, 0, {"", 0}, {"»", 2}},
	        {FIELD_PREMISE, 1, 3, {"é", 2}, {"e", 1}},
	        {FIELD_PREMISE, 3, 6, {"—", 3}, {"", 0}},
	        {FIELD_CHOICE1, 0, 1, {"a", 1}, {"b", 1}},
	};
	struct buf out = BUF_INIT, back = BUF_INIT;

	edits_apply(clean, FIELD_PREMISE, edits, 4, &out);
	tap_same(buf_text(&out), "»aez", "edits of one field are applied, those of others are not");
	tap_ok(!edits_undo(
	               (struct str){out.bytes, (uint32_t)out.length}, FIELD_PREMISE, edits, 4, &back, NULL),
	        "they are undone");
	tap_same(buf_text(&back), "aé—z", "… and the clean text is there again");
	tap_ok(edits_undo((struct str){"»axz", 5}, FIELD_PREMISE, edits, 4, &back, NULL),
	        "edits that do not fit a text are not undone");
	buf_release(&out);
	buf_release(&back);
}

static void test_names(void)
{
	enum field field = FIELD_PREMISE;
	enum question question = QUESTION_CAUSE;

	tap_ok(!field_find("choice2", &field) && field == FIELD_CHOICE2 && field_find("choice3", &field),
	        "fields are found by name");
	tap_ok(!question_find("effect", &question) && question == QUESTION_EFFECT &&
	                question_find("", &question),
	        "questions are found by name");
}

static void drop_returns(struct buf *bytes)
{
	size_t n = 0;

	for (size_t i = 0; i < bytes->length; i++)
		if (bytes->bytes[i] != '\r')
			bytes->bytes[n++] = bytes->bytes[i];
	bytes->length = n;
}

/* The real data comes out of reader and writer with the bytes it went in with, but for its carriage returns. */
static void test_real(void)
{
	static const char *const LANGS[] = {
	        "en", "et", "ht", "id", "it", "qu", "sw", "ta", "th", "tr", "vi", "zh"};
	const char *shared = getenv("XTREMOR_SHARED");
	struct buf path = BUF_INIT, bytes = BUF_INIT, out = BUF_INIT;
	size_t count = 0, same = 0;
	struct xt_err err = {""};

	buf_printf(&path, "%s/data/xcopa", shared ? shared : tap_source("../shared"));
	if (!file_is_dir(path.bytes)) {
		tap_skip("real XCOPA is read and written alike", "%s is not there", path.bytes);
		buf_release(&path);
		return;
	}
	for (size_t i = 0; i < 24; i++) {
		struct items items = ITEMS_INIT;
		struct buf file = BUF_INIT;

		buf_printf(&file, "%s/%s/%s.%s.jsonl", path.bytes, LANGS[i / 2], i % 2 ? "val" : "test",
		        LANGS[i / 2]);
		buf_clear(&bytes);
		buf_clear(&out);
		if (items_read(&items, file.bytes, &err) || file_read(file.bytes, 1U << 30, &bytes, &err))
			tap_say("%s", err.message);
		put_all(&out, &items);
		drop_returns(&bytes);
		count += items.count;
		same += out.length == bytes.length && !memcmp(out.bytes, bytes.bytes, out.length);
		items_release(&items);
		buf_release(&file);
	}
	tap_ok(count == 7200, "real XCOPA has 7,200 items in 12 languages (%zu read)", count);
	tap_ok(same == 24, "its files come out of reader and writer with the same bytes (%zu of 24)", same);
	buf_release(&path);
	buf_release(&bytes);
	buf_release(&out);
}

int main(void)
{
	test_names();
	same_again("XCOPA's lines are read and written with the same bytes", XCOPA);
	same_again("lines of attack sets are, too",
	        "{\"premise\": \"Teh sky\", \"choice1\": \"a\", \"choice2\": \"b\", \"question\": \"cause\", "
	        "\"label\": 1, "
	        "\"idx\": 3, \"attack\": \"swap\", \"severity\": 1, \"seed\": 9223372036854775807, "
	        "\"edits\": [{\"field\": "
	        "\"premise\", \"begin\": 1, \"end\": 3, \"was\": \"he\", \"now\": \"eh\"}]}\n"
	        "{\"premise\": \"The sky\", \"choice1\": \"a\", \"choice2\": \"b\", \"question\": \"cause\", "
	        "\"idx\": 4, "
	        "\"attack\": \"none\", \"severity\": 0, \"seed\": 0, \"edits\": []}\n");
	test_superglue();
	test_xml();
	test_edits();
	test_refused();
	test_long();
	test_real();
	return tap_done();
}
