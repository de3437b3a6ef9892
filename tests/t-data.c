/* SPDX-License-Identifier: Apache-2.0 · tests of data: folders, files, COPA's XML, and what is refused */
#include "tap.h"

#include "base/buf.h"
#include "data/data.h"
#include "scratch.h"

#define ITEM(idx)                                                                                           \
	"{\"premise\": \"p\", \"choice1\": \"a\", \"choice2\": \"b\", \"question\": \"cause\", \"label\": " \
	"0, "                                                                                               \
	"\"idx\": " #idx "}\n"

#define XML_ITEM(id) "<item id=\"" #id "\" asks-for=\"cause\"><p>p</p><a1>a</a1><a2>b</a2></item>"

/* "ta/test ta/val" as data_open found them, or its message. */
static void found(
        const char *name, const char *path, const char *split, const char *const *langs, const char *wanted)
{
	struct data data;
	struct xt_err err = {""};
	struct buf got = BUF_INIT;

	if (data_open(&data, path, split, langs, &err)) {
		const char *message = err.message;

		if (!strncmp(message, scratch_folder, strlen(scratch_folder)))
			message += strlen(scratch_folder) + 1;
		buf_printf(&got, "%s", message);
	} else {
		for (size_t i = 0; i < data.count; i++)
			buf_printf(&got, "%s%s/%s", i ? " " : "", data.file[i].lang, data.file[i].split);
		data_close(&data);
	}
	tap_same(buf_text(&got), wanted, name);
	buf_release(&got);
}

static void test_folder(void)
{
	const char *const ta[] = {"ta", NULL}, *const et[] = {"ta", "et", NULL},
	                  *const bad[] = {"../x", NULL};

	scratch_put("x/ta/test.ta.jsonl", ITEM(0));
	scratch_put("x/ta/val.ta.jsonl", ITEM(0));
	scratch_put("x/en/test.en.jsonl", ITEM(0));
	scratch_put("x/en/notes.txt", "");
	scratch_put("x/en/test.ta.jsonl", ITEM(0));
	scratch_put("x/README", "");
	scratch_put("x/.git/test..git.jsonl", "");
	scratch_put("empty/ta/notes.txt", "");
	found("a folder is read by language and split", scratch_path("x"), NULL, NULL,
	        "en/test ta/test ta/val");
	found("one split of it", scratch_path("x"), "test", NULL, "en/test ta/test");
	found("a split that some languages lack", scratch_path("x"), "val", NULL, "ta/val");
	found("one language of it", scratch_path("x"), "test", ta, "ta/test");
	found("a language that is named must be there", scratch_path("x"), "test", et,
	        "x: has no file et/test.et.jsonl");
	found("a split that no language has", scratch_path("x"), "dev", NULL,
	        "x: holds no <lang>/dev.<lang>.jsonl: XCOPA's layout is wanted");
	found("a folder of another layout", scratch_path("empty"), NULL, NULL,
	        "empty: holds no <lang>/<split>.<lang>.jsonl: XCOPA's layout is wanted");
	found("a language cannot be a path", scratch_path("x"), "test", bad,
	        "language '../x': a code such as ta is wanted");
	found("nor can a split", scratch_path("x"), "te/st", NULL,
	        "split 'te/st': a name such as val or test is wanted");
}

static void test_file(void)
{
	const char *const ta[] = {"ta", NULL}, *const two[] = {"ta", "th", NULL};

	scratch_put("train.jsonl", ITEM(0));
	found("a file's name says its language and split", scratch_path("x/ta/val.ta.jsonl"), NULL, NULL,
	        "ta/val");
	found("… which cannot be called another", scratch_path("x/en/test.en.jsonl"), "test", ta,
	        "x/en/test.en.jsonl: is by its name of language en, not of ta");
	found("… nor of another split", scratch_path("x/ta/val.ta.jsonl"), "test", NULL,
	        "x/ta/val.ta.jsonl: is by its name of split val, not of test");
	found("a name that says no language leaves it open", scratch_path("train.jsonl"), NULL, NULL,
	        "und/train");
	found("… unless it is told", scratch_path("train.jsonl"), "test", ta, "ta/test");
	found("one file is of one language", scratch_path("train.jsonl"), "test", two,
	        "train.jsonl: is one file, so exactly one language can be asked of it");
	found("standard input is what it is told to be", "-", "test", ta, "ta/test");
	found("a file that is not there", scratch_path("gone.jsonl"), NULL, NULL, "gone.jsonl: is not there");
}

static void test_xml(void)
{
	struct items items = ITEMS_INIT;
	struct data data;
	struct xt_err err;

	scratch_put("copa.xml",
	        "<copa-corpus>" XML_ITEM(1) XML_ITEM(401) XML_ITEM(402) XML_ITEM(501) "</copa-corpus>");
	found("COPA's XML is English, and has splits by id", scratch_path("copa.xml"), NULL, NULL,
	        "en/test en/train en/val");
	found("one split of it is asked for", scratch_path("copa.xml"), "val", NULL, "en/val");
	if (!data_open(&data, scratch_path("copa.xml"), "val", NULL, &err)) {
		tap_ok(!data_read(&data.file[0], &items, &err) && items.count == 2 && items.item[1].idx == 1,
		        "only the items of that split are read");
		data_close(&data);
	}
	items_release(&items);
	found("a split that it has not", scratch_path("copa.xml"), "dev", NULL,
	        "copa.xml: has no items of split dev");
}

int main(void)
{
	scratch_new("t-data");
	test_folder();
	test_file();
	test_xml();
	scratch_free();
	return tap_done();
}
