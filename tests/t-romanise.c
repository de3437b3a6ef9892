/* SPDX-License-Identifier: Apache-2.0 · tests of langs/<code>/romanise.rules: golden words, and every word of real and sample items */
#include "tap.h"

#include <dirent.h>
#include <stdint.h>
#include <unistd.h>

#include "base/file.h"
#include "base/ini.h"
#include "base/json.h"
#include "base/text.h"
#include "base/translit.h"
#include "base/tsv.h"
#include "base/utf8.h"

/* Letters that must not be left in the romanisation of a word made of such letters alone. Tamil without its digits
 * and Thai without its digits and signs: they stay by design. */
static const struct {
	const char *script;
	int32_t first, last;
} LETTERS[] = {
        {"Taml", 0x0B82, 0x0BD7},
        {"Thai", 0x0E01, 0x0E2E},
        {"Hans", 0x4E00, 0x9FFF},
};

/* One language under test. */
struct bench {
	const char *code, *script;
	struct translit *rules; /* NULL: declared empty */
	struct segmenter *cutter;
	struct buf got, word;
	size_t rows, wrong, words, empty, bad, left, known, surprises;
	bool published;
};

/* A file of the source tree, the language's code in place of %s. */
static const char *path_of(const char *format, const char *code)
{
	char relative[384];

	snprintf(relative, sizeof(relative), format, code);
	return tap_source(relative);
}

/* The word of a golden row, its \uXXXX as characters. */
static void unescape(const char *from, struct buf *out)
{
	unsigned c;

	out->length = 0;
	for (; *from; from++) {
		if (from[0] == '\\' && from[1] == 'u' && sscanf(from + 2, "%4x", &c) == 1) {
			utf8_put(out, (int32_t)c);
			from += 5;
		} else {
			buf_append(out, from, 1);
		}
	}
}

static int romanise(struct bench *b, const char *word, size_t length, struct xt_err *err)
{
	b->got.length = 0;
	return translit_apply(b->rules, word, length, &b->got, err);
}

static int golden_row(void *user, char **fields, size_t line, struct xt_err *err)
{
	struct bench *b = user;

	unescape(fields[0], &b->word);
	if (romanise(b, b->word.bytes, b->word.length, err))
		return -1;
	b->rows++;
	if (strcmp(buf_text(&b->got), fields[1])) {
		b->wrong++;
		tap_say("%s, line %zu: %s gives '%s', wanted '%s' (%s)", b->code, line, fields[0],
		        buf_text(&b->got), fields[1], fields[2]);
	}
	return 0;
}

static int published_row(void *user, char **fields, size_t line, struct xt_err *err)
{
	struct bench *b = user;
	bool right;

	if (romanise(b, fields[0], strlen(fields[0]), err))
		return -1;
	b->rows++;
	right = !strcmp(buf_text(&b->got), fields[1]);
	b->known += !right;
	if (right != !strcmp(fields[3], "right")) {
		b->surprises++;
		tap_say("line %zu: %s gives '%s', published '%s', marked '%s'", line, fields[0],
		        buf_text(&b->got), fields[1], fields[3]);
	}
	return 0;
}

/* Whether a text has letters of b's script: none, some, or nothing else. */
static void letters(const struct bench *b, const char *bytes, size_t length, bool *some, bool *all)
{
	int32_t c;
	size_t n;

	*some = false;
	*all = true;
	for (size_t i = 0; i < length && (n = utf8_next(bytes + i, length - i, &c)); i += n) {
		bool is = false;

		for (size_t k = 0; k < sizeof(LETTERS) / sizeof(*LETTERS); k++)
			is = is || (!strcmp(LETTERS[k].script, b->script) && c >= LETTERS[k].first &&
			                   c <= LETTERS[k].last);
		*some = *some || is;
		*all = *all && (is || utf8_is_mark(c) || (c >= 0x0E30 && c <= 0x0E45));
	}
}

static int check_word(struct bench *b, const char *word, size_t length, struct xt_err *err)
{
	bool some, all, left, unused;

	if (romanise(b, word, length, err))
		return -1;
	b->words++;
	b->empty += !b->got.length;
	b->bad += utf8_check(b->got.bytes, b->got.length, NULL) != 0;
	letters(b, word, length, &some, &all);
	letters(b, b->got.bytes, b->got.length, &left, &unused);
	if (!b->got.length || (some && all && left))
		tap_say("%s: '%.*s' gives '%s'", b->code, (int)length, word, buf_text(&b->got));
	b->left += some && all && left;
	return 0;
}

static int item(void *user, const struct json_t *object, size_t line, struct xt_err *err)
{
	static const char *const FIELDS[] = {"premise", "choice1", "choice2"};
	struct bench *b = user;
	struct arena arena = ARENA_INIT;
	int result = 0;

	(void)line;
	for (size_t f = 0; f < 3 && !result; f++) {
		size_t length = 0;
		const char *bytes = json_text(json_find(object, FIELDS[f]), &length);
		struct text text;

		result = bytes ? segmenter_cut(b->cutter, bytes, length, &arena, &text, err)
		               : err_set(err, "no %s", FIELDS[f]);
		for (uint32_t w = 0; !result && w < text.word_count; w++)
			result = check_word(
			        b, bytes + text.words[w].begin, text.words[w].end - text.words[w].begin, err);
	}
	arena_release(&arena);
	return result;
}

static bool items(struct bench *b, const char *path, const char *what)
{
	struct xt_err err;

	b->words = b->empty = b->bad = b->left = 0;
	if (!tap_ok(!json_lines(path, item, b, &err) && b->words && !b->empty && !b->bad && !b->left,
	            "%s: every word of %s comes out as valid text, not empty, in Latin letters", b->code,
	            what)) {
		tap_say("%zu words: %zu empty, %zu not UTF-8, %zu with letters left", b->words, b->empty,
		        b->bad, b->left);
		return false;
	}
	return true;
}

static void real_items(struct bench *b)
{
	static const char *const SPLITS[] = {"val", "test"};
	const char *shared = getenv("XTREMOR_SHARED");

	for (size_t i = 0; i < 2; i++) {
		struct buf path = BUF_INIT;
		char name[32];

		snprintf(name, sizeof(name), "%s.%s.jsonl", SPLITS[i], b->code);
		buf_string(&path, shared && *shared ? shared : tap_source("../shared"));
		buf_string(&path, "/data/xcopa/");
		buf_string(&path, b->code);
		buf_string(&path, "/");
		buf_string(&path, name);
		if (access(buf_text(&path), R_OK))
			tap_skip("every word of real XCOPA comes out well", "%s is not here", name);
		else
			items(b, path.bytes, name);
		buf_release(&path);
	}
}

static void sample_items(struct bench *b)
{
	char relative[64];

	snprintf(relative, sizeof(relative), "bench/sample/data/%s/test.%s.jsonl", b->code, b->code);
	items(b, tap_source(relative), "the sample items");
}

static void published(struct bench *b)
{
	const char *path = path_of("tests/golden/romanise-%s.tsv", b->code);
	struct xt_err err;
	bool read;

	if (access(path, R_OK))
		return;
	b->rows = 0;
	read = !tsv_read(path, "word\tromanised\tsource\tstate", published_row, b, &err);
	tap_ok(read && !b->surprises,
	        "%s: %zu of %zu published readings come out right, the known failures still fail", b->code,
	        b->rows - b->known, b->rows);
	tap_ok(b->rows >= 120 && b->known * 10 <= b->rows, "%s: at least nine of ten are right", b->code);
}

/* One file of rules: its golden words are in <code>.tsv, of a second way of writing in <code>-<file>.tsv. */
static void way(struct bench *b, const char *file, const char *locale)
{
	struct buf rules = BUF_INIT, path = BUF_INIT, table = BUF_INIT;
	bool first = !strcmp(file, "romanise.rules");
	struct xt_err err;

	buf_printf(&path, "langs/%s/%s", b->code, file);
	buf_printf(&table, first ? "tests/golden/romanise/%s.tsv" : "tests/golden/romanise/%s-%.*s.tsv",
	        b->code, (int)strcspn(file, "."), file);
	b->rows = b->wrong = 0;
	if (tap_ok(!file_read(tap_source(path.bytes), 1u << 20, &rules, &err) &&
	                    !translit_open(&b->rules, path.bytes, buf_text(&rules), rules.length, &err),
	            "%s: the rules of %s compile", b->code, file)) {
		tap_ok(!tsv_read(tap_source(table.bytes), "word\tromanised\twhy", golden_row, b, &err) &&
		                !b->wrong && b->rows >= 15,
		        "%s: the golden words of %s come out as the table says", b->code, file);
		if (first)
			published(b);
		if (tap_ok(!segmenter_new(&b->cutter, locale, NULL, 0, &err), "%s: words can be cut",
		            b->code)) {
			sample_items(b);
			real_items(b);
			segmenter_free(b->cutter);
		}
		translit_close(b->rules);
	}
	buf_release(&rules);
	buf_release(&path);
	buf_release(&table);
}

static void language(const char *code)
{
	struct bench b = {.code = code};
	struct ini *ini = NULL;
	struct buf files = BUF_INIT;
	struct xt_err err;
	const char *mode, *locale;

	if (!tap_ok(!ini_open(&ini, path_of("langs/%s/language.ini", code), &err), "%s: language.ini is read",
	            code)) {
		tap_say("%s", err.message);
		return;
	}
	mode = ini_get(ini, "romanise", "mode");
	locale = ini_get(ini, "language", "locale");
	b.script = ini_get(ini, "language", "script");
	if (mode && !strcmp(mode, "empty")) {
		tap_ok(ini_get(ini, "romanise", "why") &&
		                access(path_of("langs/%s/romanise.rules", code), F_OK),
		        "%s: romanise is declared empty, with a reason and without rules", code);
	} else if (tap_ok(mode && !strcmp(mode, "rules"), "%s: romanise has rules", code)) {
		buf_string(&files, ini_get(ini, "romanise", "rules"));
		for (char *at = files.bytes, *end; *at; at = end) {
			end = at + strcspn(at, " ");
			if (*end)
				*end++ = '\0';
			if (*at)
				way(&b, at, locale);
		}
	}
	buf_release(&b.got);
	buf_release(&b.word);
	buf_release(&files);
	ini_close(ini);
}

static int is_folder(const struct dirent *entry)
{
	return *entry->d_name != '.' && !strchr(entry->d_name, '.') && strlen(entry->d_name) < 9;
}

int main(void)
{
	struct dirent **folders;
	int count = scandir(tap_source("langs"), &folders, is_folder, alphasort), languages = 0;

	for (int i = 0; i < count; i++) {
		if (!access(path_of("langs/%s/language.ini", folders[i]->d_name), F_OK)) {
			language(folders[i]->d_name);
			languages++;
		}
		free(folders[i]);
	}
	if (count >= 0)
		free(folders);
	tap_ok(languages >= 12, "all twelve languages have a folder");
	return tap_done();
}
