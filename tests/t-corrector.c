/* SPDX-License-Identifier: Apache-2.0 · what Hunspell sets right is turned round, and read only where it is asked for */
#include "tap.h"

#include "base/tsv.h"
#include "bytes.h"
#include "langs/corrector.h"
#include "scratch.h"

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

static int row(void *user, char **fields, size_t line, struct xt_err *err)
{
	struct confusions *all = confusions_new("en");
	struct arena arena = ARENA_INIT;
	struct segmenter *cutter = NULL;
	struct text text;
	struct found found = {&text, BUF_INIT};
	struct xt_err why = {""};
	size_t length;
	char *bytes = bytes_of(fields[1], &length);
	const char *path = scratch_put("x.aff", "");

	(void)user, (void)line, (void)err;
	file_write(path, bytes, length, false, NULL);
	if (corrector_read(all, path, &why) || segmenter_new(&cutter, "en", NULL, 0, &why) ||
	        segmenter_cut(cutter, fields[2], strlen(fields[2]), &arena, &text, &why))
		tap_ok(false, "%s: %s", fields[0], why.message);
	else
		confusions_find(all, &text, &arena, put, &found);
	tap_same(found.out.length ? found.out.bytes : "-", fields[3], fields[0]);
	buf_release(&found.out);
	segmenter_free(cutter);
	confusions_free(all);
	arena_release(&arena);
	free(bytes);
	return 0;
}

/* A fact of this machine: only where the package is. */
static void system_data(void)
{
	const char *path = "/usr/share/hunspell/it_IT.aff";
	struct lang *italian;
	struct xt_err err;

	if (!file_exists(path)) {
		printf("ok %d - hunspell-it is named in the manifest # SKIP it is not installed\n",
		        ++tap_count);
		return;
	}
	if (!tap_ok(!lang_open_parts(&italian, "it", NULL, 0, true, LANG_CONFUSIONS, &err), "Italian opens"))
		return;
	tap_ok(lang_external_count(italian) == 1 && !strcmp(lang_external_at(italian, 0)->path, path) &&
	                lang_external_at(italian, 0)->package,
	        "hunspell-it is named in the manifest");
	tap_ok(lang_has_confusions(italian, "corrector"), "its mistakes are among the rest");
	lang_close(italian);
	if (!tap_ok(!lang_open_parts(&italian, "it", NULL, 0, false, LANG_CONFUSIONS, &err),
	            "Italian opens again"))
		return;
	tap_ok(!lang_external_count(italian) && !lang_has_confusions(italian, "corrector"),
	        "it is not read where nobody asks for it");
	lang_close(italian);
}

int main(void)
{
	struct xt_err err;

	scratch_new("t-corrector");
	if (!tap_ok(!tsv_read(tap_source("tests/golden/correctors.tsv"), "what\taffixes\ttext\tmakes", row,
	                    NULL, &err),
	            "the table of affix files is read"))
		tap_say("%s", err.message);
	tap_ok(corrector_read(NULL, scratch_path("not-there.aff"), &err) == -1 &&
	                strstr(err.message, "not-there.aff"),
	        "a file that is not there is named");
	system_data();
	scratch_free();
	return tap_done();
}
