/* SPDX-License-Identifier: Apache-2.0 · the golden tables of the attacks: what each proposes, for readers of the language
 *
 * tests/golden/attacks/<attack>.tsv: columns lang, text, and `all` (every text that one proposal makes, in the text's
 * order) or `some` (texts that must be among them), separated by " | "; "-" is none. A table of many languages may be a
 * folder, too, tests/golden/attacks/<attack>/<language>.tsv. \uXXXX stands for the character of that number, so that
 * a reader sees what has no ink. Every language that an attack is not declared empty in
 * has five rows at least.
 */
#include "tap.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "perturb/perturb.h"

#define LANGS 32

struct table {
	const struct attack *attack;
	bool some;
	struct lang *lang[LANGS];
	size_t rows[LANGS];
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

/* Whether the chooser would draw a variant here. */
static bool fits(const struct attack *attack, const struct lang *lang, const struct text *text,
        const struct proposal *p, const struct str *now)
{
	struct arena arena = ARENA_INIT;
	struct proposals one = {.arena = &arena};
	bool taken;

	if (attack->promises & PROMISE_WELL_FORMED)
		proposals_add_formed(&one, text, lang, p->begin, p->end, now->bytes, now->length, 1);
	else
		proposals_add(&one, text, p->begin, p->end, now->bytes, now->length, 1);
	taken = one.count;
	arena_release(&arena);
	return taken;
}

static void put(const struct text *text, const struct proposal *p, const struct str *now, struct buf *out)
{
	buf_append(out, text->bytes, p->begin);
	buf_append(out, now->bytes, now->length);
	buf_append(out, text->bytes + p->end, text->length - p->end);
	buf_string(out, " | ");
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

		if (!p->variants)
			put(&text, p, &p->now, out);
		for (size_t k = 0; p->variants && k < p->variants->count; k++)
			if (fits(attack, lang, &text, p, &p->variants->now[k]))
				put(&text, p, &p->variants->now[k], out);
	}
	if (!list.count)
		buf_string(out, "- | ");
	arena_release(&arena);
	return result;
}

/* \uXXXX becomes its character, in place. */
static void unescape(char *text)
{
	struct buf out = BUF_INIT;

	for (char *at = text; *at;) {
		int32_t c;

		if (at[0] == '\\' && at[1] == 'u' && utf8_hex(at + 2, 4, &c)) {
			utf8_put(&out, c);
			at += 6;
		} else {
			buf_byte(&out, *at++);
		}
	}
	memcpy(text, buf_text(&out), out.length);
	text[out.length] = '\0';
	buf_release(&out);
}

/* The other way, for what a reader of a message would not see. */
static void say_escaped(const char *what, const char *text)
{
	struct buf out = BUF_INIT;
	int32_t c;
	size_t n;

	for (; (n = utf8_next(text, strlen(text), &c)); text += n)
		if (utf8_is_invisible(c) || *utf8_category(c) == 'C' || (c >= 0x300 && c < 0x370) ||
		        (c >= 0xF900 && c < 0xFB00))
			buf_printf(&out, "\\u%04X", (unsigned)c);
		else
			buf_append(&out, text, n);
	tap_say("%s%s", what, buf_text(&out));
	buf_release(&out);
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
	char name[64];
	bool ok;

	snprintf(name, sizeof(name), "%s", fields[1]);
	unescape(fields[1]);
	unescape(fields[2]);
	for (size_t i = 0; i < table->count; i++)
		table->rows[i] += table->lang[i] == lang;
	if (!lang || propose(table->attack, lang, fields[1], &got, err))
		return -1;
	buf_printf(&wanted, " | %s | ", fields[2]);
	ok = table->some ? has_each(got.bytes, fields[2]) : !strcmp(got.bytes, wanted.bytes);
	if (!tap_ok(ok, "%s %s, line %zu: %s", table->attack->name, fields[0], line, name)) {
		say_escaped("got", got.bytes);
		say_escaped("wanted", wanted.bytes);
	}
	buf_release(&got);
	buf_release(&wanted);
	return 0;
}

static void read_table(struct table *table, const char *path)
{
	struct buf text = BUF_INIT;
	struct xt_err err;

	table->some =
	        !file_read(path, 1 << 20, &text, &err) && strstr(buf_text(&text), "\nlang\ttext\tsome\n");
	if (!tap_ok(!tsv_read(path, table->some ? "lang\ttext\tsome" : "lang\ttext\tall", row, table, &err),
	            "the table of %s is read", table->attack->name))
		tap_say("%s", err.message);
	buf_release(&text);
}

/* Five rows at least where the attack can do something. */
static void count_rows(struct table *table, char **codes)
{
	for (char **code = codes; *code; code++) {
		struct xt_err err;
		struct lang *lang = find(table, *code, &err);
		size_t i = 0;

		while (i < table->count && table->lang[i] != lang)
			i++;
		if (lang && table->attack->propose && (!table->attack->able || table->attack->able(lang)))
			tap_ok(table->rows[i] >= 5, "%s has five golden rows of %s", table->attack->name,
			        *code);
	}
}

int main(void)
{
	struct xt_err err;
	char **codes;

	if (!tap_ok(!lang_codes(&codes, &err), "the folders in langs are the list of languages"))
		return tap_done();
	for (size_t i = 0; attack_at(i); i++) {
		struct table table = {.attack = attack_at(i)};
		struct buf path = BUF_INIT;

		buf_printf(&path, "tests/golden/attacks/%s", table.attack->name);
		for (char **code = codes; *code; code++) {
			struct buf one = BUF_INIT;

			buf_printf(&one, "%s/%s.tsv", path.bytes, *code);
			if (file_exists(tap_source(one.bytes)))
				read_table(&table, tap_source(one.bytes));
			buf_release(&one);
		}
		buf_string(&path, ".tsv");
		if (file_exists(tap_source(path.bytes)))
			read_table(&table, tap_source(path.bytes));
		count_rows(&table, codes);
		while (table.count)
			lang_close(table.lang[--table.count]);
		buf_release(&path);
	}
	mem_free(codes);
	return tap_done();
}
