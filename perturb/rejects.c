/* SPDX-License-Identifier: Apache-2.0 · what people have rejected, read and looked up */
#include "perturb/rejects.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "perturb/perturb.h"

struct reject {
	const char *lang, *attack;
	struct str word, becomes;
};

struct rejects {
	struct reject *reject;
	size_t count, capacity;
	struct arena arena;
};

struct rejects *rejects_new(void)
{
	return mem_zalloc(1, sizeof(struct rejects));
}

void rejects_free(struct rejects *rejects)
{
	if (!rejects)
		return;
	arena_release(&rejects->arena);
	mem_free(rejects->reject);
	mem_free(rejects);
}

void rejects_escape(struct buf *out, const char *bytes, size_t length)
{
	size_t step;

	for (size_t at = 0; at < length; at += step) {
		int32_t c = 0;

		step = utf8_next(bytes + at, length - at, &c);
		step = step ? step : 1;
		if (c == '\\' || c == '\t' || c == '\n' || c == '\r')
			buf_printf(out, "\\%c", c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : '\\');
		else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || utf8_is_invisible(c))
			buf_printf(out, c > 0xFFFF ? "\\U%08X" : "\\u%04X", (unsigned)c);
		else
			buf_append(out, bytes + at, step);
	}
}

int rejects_unescape(struct buf *out, const char *text)
{
	while (*text) {
		size_t digits = text[0] != '\\' ? 0 : text[1] == 'u' ? 4 : text[1] == 'U' ? 8 : 0;
		static const char FROM[] = "tnr\\", TO[] = "\t\n\r\\";
		const char *simple = text[0] == '\\' && text[1] ? strchr(FROM, text[1]) : NULL;

		if (*text != '\\') {
			buf_byte(out, *text++);
		} else if (simple) {
			buf_byte(out, TO[simple - FROM]);
			text += 2;
		} else {
			int32_t c;

			if (!digits || !utf8_hex(text + 2, digits, &c))
				return -1;
			utf8_put(out, c);
			text += 2 + digits;
		}
	}
	return 0;
}

struct reading {
	struct rejects *rejects;
	const char *path;
	char **langs; /* that there are, NULL-terminated */
};

enum { LANGUAGE = 1, ATTACK = 2, WORD = 7, BECOMES = 8, VERDICT = 11 };

static int take_text(struct reading *r, const char *what, const char *field, size_t line, struct str *out,
        struct xt_err *err)
{
	struct buf text = BUF_INIT;
	int result = rejects_unescape(&text, field);

	if (result)
		err_set(err, "%s:%zu: %s: a backslash stands for \\\\ \\t \\n \\r \\uXXXX or \\UXXXXXXXX",
		        r->path, line, what);
	else
		*out = (struct str){
		        arena_copy(&r->rejects->arena, buf_text(&text), text.length), (uint32_t)text.length};
	buf_release(&text);
	return result;
}

/* Whether a cell is the word, whatever its case and with blanks around it, as spreadsheets and hands leave them. */
static bool is_word(const char *cell, const char *word)
{
	size_t n = strlen(word);

	cell += strspn(cell, " ");
	return !strncasecmp(cell, word, n) && cell[n + strspn(cell + n, " ")] == '\0';
}

static bool is_language(char *const *langs, const char *code)
{
	while (*langs && strcmp(*langs, code) != 0)
		langs++;
	return *langs;
}

static int take_row(void *user, char **fields, size_t line, struct xt_err *err)
{
	struct reading *r = user;
	struct rejects *all = r->rejects;
	struct reject reject;

	if (!is_word(fields[VERDICT], "") && !is_word(fields[VERDICT], "accept") &&
	        !is_word(fields[VERDICT], "reject"))
		return err_set(err, "%s:%zu: verdict '%.40s': accept, reject or nothing is wanted", r->path,
		        line, fields[VERDICT]);
	if (!is_language(r->langs, fields[LANGUAGE]))
		return err_set(err,
		        "%s:%zu: there is no language '%.40s': 'xtremor list languages' names them", r->path,
		        line, fields[LANGUAGE]);
	if (!attack_find(fields[ATTACK]))
		return err_set(err, "%s:%zu: there is no attack '%.40s'", r->path, line, fields[ATTACK]);
	if (take_text(r, "word", fields[WORD], line, &reject.word, err) ||
	        take_text(r, "becomes", fields[BECOMES], line, &reject.becomes, err))
		return -1;
	if (!strcmp(reject.word.bytes, reject.becomes.bytes))
		return err_set(err, "%s:%zu: the word becomes itself", r->path, line);
	if (!is_word(fields[VERDICT], "reject"))
		return 0;
	reject.lang = arena_copy(&all->arena, fields[LANGUAGE], strlen(fields[LANGUAGE]));
	reject.attack = attack_find(fields[ATTACK])->name;
	all->reject = mem_grow(all->reject, &all->capacity, all->count + 1, sizeof(*all->reject));
	all->reject[all->count++] = reject;
	return 0;
}

static int by_cell(const char *lang, const char *attack, const struct reject *b)
{
	int order = strcmp(lang, b->lang);

	return order ? order : strcmp(attack, b->attack);
}

static int by_all(const void *a, const void *b)
{
	const struct reject *x = a, *y = b;
	int order = by_cell(x->lang, x->attack, y);

	order = order ? order : strcmp(x->word.bytes, y->word.bytes);
	return order ? order : strcmp(x->becomes.bytes, y->becomes.bytes);
}

int rejects_read(struct rejects *rejects, const char *path, struct xt_err *err)
{
	struct reading reading = {rejects, path, NULL};
	int result =
	        lang_codes(&reading.langs, err) || tsv_read(path, REVIEW_COLUMNS, take_row, &reading, err);

	mem_free(reading.langs);
	if (result)
		return -1;
	if (rejects->count)
		qsort(rejects->reject, rejects->count, sizeof(*rejects->reject), by_all);
	return 0;
}

struct refusals rejects_of(const struct rejects *rejects, const char *lang, const char *attack)
{
	struct refusals of = {NULL, 0};

	for (size_t i = 0; rejects && i < rejects->count; i++) {
		if (by_cell(lang, attack, &rejects->reject[i]) != 0)
			continue;
		of.first = of.count ? of.first : &rejects->reject[i];
		of.count++;
	}
	return of;
}

/* The index of the first word that ends behind at. */
static uint32_t word_behind(const struct text *text, uint32_t at)
{
	uint32_t low = 0, high = text->word_count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (text->words[middle].end > at)
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

struct span rejects_stretch(const struct text *text, uint32_t begin, uint32_t end)
{
	struct span stretch = {begin, end};
	uint32_t first = word_behind(text, begin), w = first;
	const struct word *words = text->words;

	for (; w < text->word_count && (words[w].begin < end || words[w].begin <= begin); w++) {
		stretch.begin = words[w].begin < stretch.begin ? words[w].begin : stretch.begin;
		stretch.end = words[w].end > stretch.end ? words[w].end : stretch.end;
	}
	if (w > first)
		return stretch;
	if (first && words[first - 1].end == begin)
		stretch.begin = words[first - 1].begin;
	if (begin != end && first < text->word_count && words[first].begin == end)
		stretch.end = words[first].end;
	return stretch;
}

/* Like strcmp(a, b), where a is in pieces and b is one text. */
struct pieces {
	struct str part[3];
};

static bool are(const struct pieces *pieces, const struct str *text)
{
	const char *at = text->bytes;
	size_t length = 0;

	for (int i = 0; i < 3; i++)
		length += pieces->part[i].length;
	if (length != text->length)
		return false;
	for (int i = 0; i < 3; i++) {
		const struct str *part = &pieces->part[i];

		if (part->length && memcmp(at, part->bytes, part->length) != 0)
			return false;
		at += part->length;
	}
	return true;
}

bool refusals_have(const struct refusals *refusals, const struct text *text, uint32_t begin, uint32_t end,
        const struct str *now)
{
	struct span s;
	struct pieces was, becomes;

	if (!refusals->count)
		return false;
	s = rejects_stretch(text, begin, end);
	was = (struct pieces){{{text->bytes + s.begin, s.end - s.begin}, {"", 0}, {"", 0}}};
	becomes = (struct pieces){
	        {{text->bytes + s.begin, begin - s.begin}, *now, {text->bytes + end, s.end - end}}};
	for (size_t i = 0; i < refusals->count; i++)
		if (are(&was, &refusals->first[i].word) && are(&becomes, &refusals->first[i].becomes))
			return true;
	return false;
}
