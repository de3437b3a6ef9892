/* SPDX-License-Identifier: Apache-2.0 · the golden tables of the attacks: what each proposes, for readers of the language
 *
 * tests/golden/attacks/<attack>.tsv: columns lang, text, and `all` (every text that one proposal makes, in the text's
 * order) or `some` (texts that must be among them), separated by " | "; "-" is none.
 */
#include "tap.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/tsv.h"
#include "perturb/perturb.h"

#define LANGS 32

struct table {
	const struct attack *attack;
	bool some;
	struct lang *lang[LANGS];
	size_t count;
};

static struct lang *find(struct table *table, const char *code, struct xt_err *err)
{
	for (size_t i = 0; i < table->count; i++)
		if (!strcmp(lang_code(table->lang[i]), code))
			return table->lang[i];
	if (table->count == LANGS || lang_open(&table->lang[table->count], code, NULL, 0, false, err))
		return NULL;
	return table->lang[table->count++];
}

/* Every text that one proposal makes, " | " before each and after the last. */
static int propose(const struct attack *attack, struct lang *lang, const char *bytes, struct buf *out,
        struct xt_err *err)
{
	struct arena arena = ARENA_INIT;
	struct proposals list = {.arena = &arena};
	struct text text;
	int result = segmenter_cut(lang_segmenter(lang), bytes, strlen(bytes), &arena, &text, err);

	if (!result && attack->propose && (!attack->able || attack->able(lang)))
		result = attack->propose(&text, lang, &list, err);
	buf_string(out, " | ");
	for (size_t i = 0; i < list.count; i++) {
		const struct proposal *p = &list.proposal[i];

		buf_append(out, bytes, p->begin);
		buf_append(out, p->now.bytes, p->now.length);
		buf_printf(out, "%s | ", bytes + p->end);
	}
	if (!list.count)
		buf_string(out, "- | ");
	arena_release(&arena);
	return result;
}

static bool has_each(const char *all, char *some)
{
	bool has = true;

	for (char *at = some, *next; has && at; at = next) {
		struct buf one = BUF_INIT;

		next = strstr(at, " | ");
		if (next) {
			*next = '\0';
			next += 3;
		}
		buf_printf(&one, " | %s | ", at);
		has = strstr(all, one.bytes);
		buf_release(&one);
	}
	return has;
}

static int row(void *user, char **fields, size_t line, struct xt_err *err)
{
	struct table *table = user;
	struct lang *lang = find(table, fields[0], err);
	struct buf got = BUF_INIT, wanted = BUF_INIT;
	bool ok;

	if (!lang || propose(table->attack, lang, fields[1], &got, err))
		return -1;
	buf_printf(&wanted, " | %s | ", fields[2]);
	ok = table->some ? has_each(got.bytes, fields[2]) : !strcmp(got.bytes, wanted.bytes);
	if (!tap_ok(ok, "%s %s, line %zu: %s", table->attack->name, fields[0], line, fields[1]))
		tap_say("got%swanted%s", got.bytes, wanted.bytes);
	buf_release(&got);
	buf_release(&wanted);
	return 0;
}

int main(void)
{
	for (size_t i = 0; attack_at(i); i++) {
		struct table table = {.attack = attack_at(i)};
		struct buf path = BUF_INIT, text = BUF_INIT;
		struct xt_err err;

		buf_printf(&path, "tests/golden/attacks/%s.tsv", table.attack->name);
		if (!file_read(tap_source(path.bytes), 1 << 20, &text, &err))
			table.some = strstr(buf_text(&text), "\nlang\ttext\tsome\n");
		if (!tap_ok(!tsv_read(tap_source(path.bytes),
		                    table.some ? "lang\ttext\tsome" : "lang\ttext\tall", row, &table, &err),
		            "the table of %s is read", table.attack->name))
			tap_say("%s", err.message);
		while (table.count)
			lang_close(table.lang[--table.count]);
		buf_release(&path);
		buf_release(&text);
	}
	return tap_done();
}
