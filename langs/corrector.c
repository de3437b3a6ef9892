/* SPDX-License-Identifier: Apache-2.0 · what correctors set right, turned round: Hunspell's REP and MAP tables */
#include "langs/corrector.h"

#include <string.h>

#include "base/file.h"
#include "base/utf8.h"
#include "langs/lang-private.h"
#include "langs/lexicon-load.h"

#define FILE_LIMIT ((size_t)1 << 26)
#define LETTERS_MAX 8
#define BYTES_MAX 24 /* of one side: a pattern has room for them */
#define KIND "corrector"
#define WEIGHT "0.25"
#define SPACES " \t\r"

/* Appends text as a pattern, in small letters: what means something there is escaped, _ is a space. */
static void put_pattern(struct buf *out, const char *text, size_t length)
{
	for (size_t at = 0, n; at < length; at += n) {
		int32_t c;

		n = utf8_next(text + at, length - at, &c);
		if (!n)
			return;
		if (c == '_')
			c = ' ';
		else if (c < 0x80 && strchr("\\[]#^-", c))
			buf_byte(out, '\\');
		utf8_put(out, utf8_lower(c));
	}
}

/* A row "right becomes wrong"; one that is no row (right and wrong the same, both empty) is passed over. */
static int add(struct confusions *into, const char *right, const char *wrong, const char *context,
        const char *path, size_t line, struct xt_err *err)
{
	char kind[] = KIND, weight[] = WEIGHT, source[] = "Hunspell";
	struct buf from = BUF_INIT, to = BUF_INIT, where = BUF_INIT;
	int result = 0;

	put_pattern(&from, right, strlen(right));
	put_pattern(&to, wrong, strlen(wrong));
	buf_string(&to, ""); /* a row that drops has an empty field, not none */
	buf_string(&where, context);
	if (from.length && from.length <= BYTES_MAX && to.length <= BYTES_MAX &&
	        strcmp(from.bytes, to.bytes)) {
		char *fields[] = {from.bytes, to.bytes, where.bytes, kind, weight, source};

		result = confusions_put(into, fields, path, line, err);
	}
	buf_release(&from);
	buf_release(&to);
	buf_release(&where);
	return result;
}

/* Whether a text has more than one code point. */
static bool is_long(const char *text)
{
	int32_t c;
	size_t n = utf8_next(text, strlen(text), &c);

	return text[n] != '\0';
}

/* "REP ^wrong$ right". That one letter, wherever it stands, becomes several is a way to guess, and turned round would be made
 * all over a text: Hunspell's Thai has sara a for ro han as well as ro han for sara a. */
static int add_replacement(
        struct confusions *into, char *wrong, char *right, const char *path, size_t line, struct xt_err *err)
{
	size_t length;
	bool begins = *wrong == '^', ends;

	wrong += begins;
	length = strlen(wrong);
	ends = length && wrong[length - 1] == '$';
	if (ends)
		wrong[length - 1] = '\0';
	if (!begins && !ends && !is_long(right) && is_long(wrong))
		return 0;
	return add(into, right, wrong,
	        begins && ends ? "#_#"
	        : begins       ? "#_"
	        : ends         ? "_#"
	                       : "",
	        path, line, err);
}

/* Whether a plain letter would get a mark: correctors put marks in, and people leave them out. */
static bool is_marking(const struct buf *right, const struct buf *wrong)
{
	return right->length == 1 && (right->bytes[0] & 0x80) == 0 && wrong->length &&
	       (wrong->bytes[0] & 0x80) != 0;
}

/* "MAP aàá" or "MAP ß(ss)": each becomes each, but none that has no mark one that has. */
static int add_letters(
        struct confusions *into, const char *set, const char *path, size_t line, struct xt_err *err)
{
	struct buf letter[LETTERS_MAX] = {BUF_INIT};
	size_t count = 0, length = strlen(set);
	int result = 0;

	for (size_t at = 0; at < length && count <= LETTERS_MAX; count++) {
		size_t begin = at + (set[at] == '('), n;
		int32_t c;

		n = set[at] == '(' ? strcspn(set + begin, ")") : utf8_next(set + at, length - at, &c);
		at = begin + n + (set[at] == '(' && set[begin + n]);
		if (count < LETTERS_MAX && n)
			buf_append(&letter[count], set + begin, n);
	}
	for (size_t i = 0; count <= LETTERS_MAX && i < count; i++)
		for (size_t k = 0; k < count && !result; k++)
			if (k != i && letter[i].length && letter[k].length &&
			        !is_marking(&letter[i], &letter[k]))
				result = add(into, letter[i].bytes, letter[k].bytes, "", path, line, err);
	for (size_t i = 0; i < LETTERS_MAX; i++)
		buf_release(&letter[i]);
	return result;
}

static char *word(char **at)
{
	char *begin = *at + strspn(*at, SPACES);

	*at = begin + strcspn(begin, SPACES);
	if (**at)
		*(*at)++ = '\0';
	return begin;
}

static int read_line(struct confusions *into, char *text, const char *path, size_t line, struct xt_err *err)
{
	char *at = text, *name = word(&at), *first = word(&at), *second = word(&at);

	if (!strcmp(name, "REP") && *first && *second)
		return add_replacement(into, first, second, path, line, err);
	if (!strcmp(name, "MAP") && *first && !(*first >= '0' && *first <= '9'))
		return add_letters(into, first, path, line, err);
	return 0;
}

int corrector_read(struct confusions *into, const char *path, struct xt_err *err)
{
	struct buf text = BUF_INIT;
	size_t line = 0;
	int result = file_read(path, FILE_LIMIT, &text, err);

	for (char *at = text.bytes, *end; !result && at && *at; at = end) {
		size_t n = strcspn(at, "\n");

		end = at + n + (at[n] == '\n');
		line++;
		at[n] = '\0';
		if (!utf8_check(at, n, NULL))
			result = read_line(into, at, path, line, err);
	}
	buf_release(&text);
	if (!result)
		confusions_finish(into);
	return result;
}

int correctors_load(struct tables *tables, struct xt_err *err)
{
	const char *words = ini_get(tables->ini, "system", "hunspell");
	struct buf path = BUF_INIT;
	const char *corrector = ini_get(tables->ini, "system", "corrector");
	int result = 0;

	if (!words || strlen(words) < 4 || (corrector && !strcmp(corrector, "none")))
		return 0;
	buf_append(&path, words, strlen(words) - 4);
	buf_string(&path, ".aff");
	if (file_exists(path.bytes)) {
		if (!tables->confusions)
			tables->confusions = confusions_new(ini_get(tables->ini, "language", "locale"));
		result = corrector_read(tables->confusions, path.bytes, err);
		if (!result)
			result = external_add(tables, path.bytes,
			        ini_get(tables->ini, "system", "hunspell_package"), NULL, err);
	}
	buf_release(&path);
	return result;
}
