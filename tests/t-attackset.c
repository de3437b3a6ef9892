/* SPDX-License-Identifier: Apache-2.0 · tests of attack sets: manifests, reading, adding, verifying */
#include "tap.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/tsv.h"
#include "data/attackset.h"
#include "data/manifest.h"
#include "scratch.h"

#define ITEM(premise, idx, attack, severity, seed, edits)                                                  \
	"{\"premise\": \"" premise                                                                         \
	"\", \"choice1\": \"a\", \"choice2\": \"b\", \"question\": \"cause\", \"label\": 0, \"idx\": " idx \
	", \"attack\": \"" attack "\", \"severity\": " severity ", \"seed\": " seed ", \"edits\": [" edits \
	"]}\n"

#define EDIT(was, now) \
	"{\"field\": \"premise\", \"begin\": 0, \"end\": 2, \"was\": \"" was "\", \"now\": \"" now "\"}"

static const char NONE[] = ITEM("abc", "0", "none", "0", "0", "") ITEM("def", "1", "none", "0", "0", "");
static const char SWAP[] = ITEM("bac", "0", "swap", "3", "7", EDIT("ab", "ba"))
        ITEM("edf", "1", "swap", "3", "7", EDIT("de", "ed"));

static const char SWAP_AS_NONE[] =
        ITEM("bac", "0", "none", "0", "0", EDIT("ab", "ba")) ITEM("def", "1", "none", "0", "0", "");

static const char SOURCE[] = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";

static int refused(void *user, char **fields, size_t line, struct xt_err *err)
{
	struct manifest_json m;
	struct xt_err got = {""};
	int result = manifest_read_in(&m, "m/manifest.json", fields[1], strlen(fields[1]), &got);

	(void)user;
	(void)line;
	(void)err;
	if (!tap_ok(result && !strncmp(got.message, fields[2], strlen(fields[2])), "refused: %s", fields[0]))
		tap_say("%d '%s', wanted '%s'", result, got.message, fields[2]);
	manifest_release(&m);
	return 0;
}

/* Puts a file of a set, and its path and hash into the manifest. */
static int put(const char *path, const char *text, const char *source, const char *lang, struct xt_err *err)
{
	const char *const langs[] = {lang, NULL};
	struct manifest manifest = {.source = source, .langs = langs};
	unsigned char digest[HASH_SHA256];
	char hex[1][HASH_HEX];
	struct buf full = BUF_INIT;

	file_join(&full, "S", path);
	scratch_put(full.bytes, text);
	buf_release(&full);
	hash_sha256(text, strlen(text), digest);
	hash_hex(digest, hex[0]);
	return attackset_add(scratch_path("S"), &manifest, &path, (const char(*)[65])hex, 1, err);
}

static void test_add(void)
{
	struct buf before = BUF_INIT, after = BUF_INIT;
	struct xt_err err = {""};

	tap_ok(!put("swap.3.7/ta/test.ta.jsonl", SWAP, SOURCE, "ta", &err),
	        "a first file makes the manifest");
	tap_ok(!put("none.0.0/ta/test.ta.jsonl", NONE, SOURCE, "ta", &err) &&
	                !put("none.0.0/et/test.et.jsonl", NONE, SOURCE, "et", &err),
	        "more files are added to it");
	file_read(scratch_path("S/manifest.json"), 1U << 20, &before, NULL);
	tap_ok(strstr(buf_text(&before), "\"langs\": [\"et\", \"ta\"]") != NULL,
	        "its languages are put together, sorted");
	tap_ok(put("none.0.0/it/test.it.jsonl", NONE,
	               "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100", "it", &err) &&
	                strstr(err.message, "was made from other data"),
	        "files of other data are refused");
	file_read(scratch_path("S/manifest.json"), 1U << 20, &after, NULL);
	tap_same(buf_text(&after), buf_text(&before), "… and the manifest stays as it was");
	remove(scratch_path("S/none.0.0/it/test.it.jsonl"));
	buf_release(&before);
	buf_release(&after);
}

static void test_order(void)
{
	struct attackset *set;
	struct items items = ITEMS_INIT;
	struct buf got = BUF_INIT;
	struct xt_err err = {""};

	if (!tap_ok(!attackset_open(&set, scratch_path("S"), &err), "the set is opened")) {
		tap_say("%s", err.message);
		return;
	}
	for (size_t i = 0; i < attackset_count(set); i++) {
		const struct condition *c = attackset_at(set, i);

		buf_printf(&got, "%s/%s.%u.%d ", c->lang, c->attack, c->severity, (int)c->seed);
		if (attackset_read(set, i, &items, &err))
			tap_say("%s", err.message);
	}
	tap_same(buf_text(&got), "et/none.0.0 ta/none.0.0 ta/swap.3.7 ",
	        "conditions come by language, none first");
	tap_ok(items.count == 6 && items.item[4].edit_count == 1, "their items are read");
	attackset_close(set);
	items_release(&items);
	buf_release(&got);
}

static void gather(void *user, const char *message)
{
	buf_printf(user, "%s\n", message);
}

/* Verifies S and looks for each of the words, which '|' separates, in what is found; NULL: nothing is found. */
static void verified(const char *name, const char *words)
{
	struct attackset *set;
	struct buf got = BUF_INIT;
	struct xt_err err = {""};
	long n = -1;
	bool all = true;

	if (attackset_open(&set, scratch_path("S"), &err)) {
		tap_ok(false, "%s", name);
		tap_say("%s", err.message);
		return;
	}
	n = attackset_verify(set, gather, &got, &err);
	attackset_close(set);
	if (words) {
		char *copy = strdup(words);

		for (char *word = strtok(copy, "|"); word; word = strtok(NULL, "|"))
			all = all && strstr(buf_text(&got), word);
		free(copy);
	}
	if (!tap_ok(words ? n > 0 && all : n == 0, "%s", name))
		tap_say("%ld: %s", n, buf_text(&got));
	buf_release(&got);
}

static void put_both(const char *none, const char *swap)
{
	struct xt_err err;

	put("none.0.0/ta/test.ta.jsonl", none, SOURCE, "ta", &err);
	put("swap.3.7/ta/test.ta.jsonl", swap, SOURCE, "ta", &err);
}

static void test_verify(void)
{
	verified("a good set is found good", NULL);
	scratch_put("S/swap.3.7/ta/test.ta.jsonl", NONE);
	verified("a file that was changed is found by its hash, and by its lines",
	        "swap.3.7/ta/test.ta.jsonl: its sha256 is|swap.3.7/ta/test.ta.jsonl:1: the line does not say "
	        "attack swap");
	put_both(NONE, ITEM("bac", "0", "swap", "3", "7", EDIT("ab", "ba"))
	                       ITEM("edf", "1", "swap", "3", "7", EDIT("xe", "ed")));
	verified("another clean text is found, with its line",
	        "swap.3.7/ta/test.ta.jsonl:2: the clean premise of idx 1 is not that of "
	        "none.0.0/ta/test.ta.jsonl:2");
	put_both(NONE, ITEM("bac", "0", "swap", "3", "7", EDIT("ab", "ba"))
	                       ITEM("edf", "1", "swap", "3", "7", EDIT("de", "ef")));
	verified("an edit that does not fit is found, with its line",
	        "swap.3.7/ta/test.ta.jsonl:2: edit 1 of premise: \"now\" is not what the text has there");
	put_both(NONE, ITEM("bac", "0", "swap", "3", "7", EDIT("ab", "ba")));
	verified("a line less is found",
	        "swap.3.7/ta/test.ta.jsonl: has 1 items, none.0.0/ta/test.ta.jsonl has 2");
	put_both(SWAP_AS_NONE, SWAP);
	verified("a clean text with edits is found", "none.0.0/ta/test.ta.jsonl:1: none is the clean text");
	put_both(NONE, SWAP);
	remove(scratch_path("S/swap.3.7/ta/test.ta.jsonl"));
	verified("a file that is gone is found", "swap.3.7/ta/test.ta.jsonl: cannot be read");
	put_both(NONE, SWAP);
	scratch_put("S/extra.1.0/ta/test.ta.jsonl", NONE);
	scratch_put("S/notes.txt", "");
	verified("a jsonl file that the manifest does not name is found",
	        "S/extra.1.0/ta/test.ta.jsonl: is not named in the manifest");
	remove(scratch_path("S/extra.1.0/ta/test.ta.jsonl"));
	verified("… and all is well without it", NULL);
}

static void test_links(void)
{
	struct attackset *set;
	struct items items = ITEMS_INIT;
	struct xt_err err = {""};

	scratch_put("outside/test.ta.jsonl", SWAP);
	remove(scratch_path("S/swap.3.7/ta/test.ta.jsonl"));
	if (symlink("../../../outside/test.ta.jsonl", scratch_path("S/swap.3.7/ta/test.ta.jsonl")) ||
	        attackset_open(&set, scratch_path("S"), &err))
		return;
	tap_ok(attackset_read(set, 2, &items, &err) && strstr(err.message, "a link"),
	        "a file is not read through a link");
	remove(scratch_path("S/swap.3.7/ta/test.ta.jsonl"));
	remove(scratch_path("S/swap.3.7/ta"));
	if (!symlink("../../outside", scratch_path("S/swap.3.7/ta")))
		tap_ok(attackset_read(set, 2, &items, &err) != 0, "nor is a folder");
	attackset_close(set);
	items_release(&items);
}

static void test_small_manifest(void)
{
	static const char FORM[] =
	        "{\"files\": {\"none.0.0/ta/test.ta.jsonl\": \"%s\"}, \"format\": 1, \"later\": {}}";
	const char *const langs[] = {"ta", NULL};
	struct manifest manifest = {.source = SOURCE, .langs = langs};
	unsigned char digest[HASH_SHA256];
	char hex[HASH_HEX];
	struct buf text = BUF_INIT;
	struct attackset *set = NULL;
	struct items items = ITEMS_INIT;
	struct xt_err err = {""};

	hash_sha256(NONE, strlen(NONE), digest);
	hash_hex(digest, hex);
	buf_printf(&text, FORM, hex);
	scratch_put("small/none.0.0/ta/test.ta.jsonl", NONE);
	scratch_put("small/manifest.json", text.bytes);
	tap_ok(!attackset_open(&set, scratch_path("small"), &err) && !attackset_read(set, 0, &items, &err) &&
	                items.count == 2,
	        "a manifest with format and files alone is enough to read");
	tap_ok(attackset_agrees(scratch_path("small"), &manifest, &err) != 0, "… but not to add to");
	attackset_close(set);
	items_release(&items);
	buf_release(&text);
}

static void test_keyboards(void)
{
	const char *const langs[] = {"ta", NULL}, *const none[] = {NULL};
	struct manifest manifest = {.source = SOURCE, .langs = langs};
	const char *sets = scratch_path("keyboards");
	struct xt_err err = {""};

	file_mkdirs(sets, &err);
	tap_ok(!attackset_add(sets, &manifest, none, NULL, 0, &err), "a set is begun without keyboards");
	manifest.xkb_data = "2.35.1-1";
	tap_ok(!attackset_add(sets, &manifest, none, NULL, 0, &err), "… keyboards may be added");
	manifest.xkb_data = NULL;
	tap_ok(!attackset_add(sets, &manifest, none, NULL, 0, &err), "… and what needs none");
	manifest.xkb_data = "2.42-1";
	tap_ok(attackset_agrees(sets, &manifest, &err) == -1 &&
	                strstr(err.message, "was made with xkb-data 2.35.1-1, this is 2.42-1"),
	        "… but not those of another xkb-data");
}

int main(void)
{
	struct xt_err err = {""};

	scratch_new("t-attackset");
	if (!tap_ok(!tsv_read(tap_source("tests/golden/bad-manifests.tsv"), "why\tinput\tmessage", refused,
	                    NULL, &err),
	            "the table of bad manifests is read"))
		tap_say("%s", err.message);
	test_add();
	test_order();
	test_verify();
	test_links();
	test_small_manifest();
	test_keyboards();
	scratch_free();
	return tap_done();
}
