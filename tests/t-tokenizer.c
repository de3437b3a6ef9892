/* SPDX-License-Identifier: Apache-2.0 · tests of the tokenizer: the ids that Python's sentencepiece gives, from any thread */
#include "tap.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "base/loop.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/tokenizer.h"

struct golden {
	const struct tokenizer *tokenizer;
	char *text[200];
	size_t length[200];
	struct ids wanted[200];
	size_t count;
	bool wrong[200];
};

static int read_golden(void *user, const struct json_t *object, size_t line, struct xt_err *err)
{
	struct golden *g = user;
	const struct json_t *ids = json_find(object, "ids");
	const char *text = json_text(json_find(object, "text"), &g->length[g->count]);

	if (g->count == 200)
		return err_set(err, "line %zu: more than 200", line);
	for (size_t i = 0; i < json_count(ids); i++) {
		int64_t id = -1;

		json_int64(json_at(ids, i), &id);
		ids_append(&g->wanted[g->count], (int32_t)id);
	}
	g->text[g->count] = mem_copy(text, g->length[g->count]);
	g->count++;
	return 0;
}

static void check_one(void *user, int worker, size_t at)
{
	struct golden *g = user;
	size_t i = at % g->count;
	struct ids ids = IDS_INIT;

	(void)worker;
	if (tokenizer_encode(g->tokenizer, g->text[i], g->length[i], &ids, NULL) ||
	        ids.count != g->wanted[i].count ||
	        (ids.count && memcmp(ids.id, g->wanted[i].id, ids.count * sizeof(*ids.id))))
		g->wrong[i] = true;
	ids_release(&ids);
}

static void agreement(const struct tokenizer *t)
{
	static struct golden g;
	struct xt_err err;
	bool fine;

	g.tokenizer = t;
	fine = !json_lines(tap_source("tests/golden/model/ids.jsonl"), read_golden, &g, &err) && g.count > 40;
	for (size_t i = 0; i < g.count; i++)
		check_one(&g, 0, i);
	for (size_t i = 0; i < g.count; i++) {
		if (g.wrong[i])
			tap_say("line %zu: '%s'", i + 1, g.text[i]);
		fine = fine && !g.wrong[i];
	}
	tap_ok(fine, "%zu texts have the ids of Python's sentencepiece", g.count);
	loop_run(4, 50 * g.count, check_one, &g);
	for (size_t i = 0; i < g.count; i++) {
		fine = fine && !g.wrong[i];
		mem_free(g.text[i]);
		ids_release(&g.wanted[i]);
	}
	tap_ok(fine, "four threads get the same");
}

static void refusals(const struct tokenizer *t)
{
	struct ids ids = IDS_INIT;
	struct xt_err err;
	char *long_text = mem_zalloc(TEXT_MAX + 1, 1);

	tap_ok(tokenizer_encode(t, "ab\xC0\x80", 4, &ids, &err) == -1, "an overlong NUL is refused");
	tap_same(err.message, "invalid UTF-8 or NUL at byte 2: save the text as UTF-8", "with its byte");
	tap_ok(tokenizer_encode(t, "a\0b", 3, &ids, &err) == -1, "a NUL is refused");
	memset(long_text, 'a', TEXT_MAX + 1);
	tap_ok(tokenizer_encode(t, long_text, TEXT_MAX + 1, &ids, &err) == -1,
	        "a text over 1 MiB is refused");
	tap_ok(!tokenizer_encode(t, long_text, TEXT_MAX, &ids, &err) && ids.count > 1000,
	        "a text of 1 MiB is cut");
	mem_free(long_text);
	ids_release(&ids);
}

int main(void)
{
	struct buf bytes = BUF_INIT;
	struct tokenizer *t = NULL;
	struct xt_err err = {""};

	if (file_read(tap_source("tests/golden/model/tiny.model"), 1 << 20, &bytes, &err) ||
	        tokenizer_open_in(&t, "tiny.model", bytes.bytes, bytes.length, &err)) {
		printf("Bail out! %s\n", err.message);
		return 99;
	}
	tap_ok(tokenizer_vocab(t) == 422, "420 pieces make 422 ids, <pad> and <mask> being none");
	tap_ok(strlen(tokenizer_sha256(t)) == 64, "the model's hash is known");
	agreement(t);
	refusals(t);
	tokenizer_close(t);
	buf_release(&bytes);
	tap_ok(tokenizer_open(&t, "no/such/folder", &err) == -1 && !t &&
	                strstr(err.message, "no/such/folder"),
	        "a missing folder is named");
	return tap_done();
}
