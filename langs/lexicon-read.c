/* SPDX-License-Identifier: Apache-2.0 · lexicons as others write them: TSV, Open Multilingual WordNet, MyThes
 *
 * OMW: https://omwn.org (Bond and Foster 2013), one wn-data-<lang>.tab for each language. MyThes:
 * https://hunspell.github.io (data_layout.txt in the MyThes sources), as LibreOffice and Debian's mythes-* packages ship.
 */
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "langs/lexicon.h"

#define FILE_LIMIT ((size_t)1 << 28)
#define SYNSET_LIMIT 400 /* words: each pairs with each */
#define OUR_COLUMNS "word\tsynonym\tpos\tsource"

/* A file cut into lines, in place. */
struct lines {
	const char *path;
	char *at, *end;
	size_t line;
	struct xt_err *err;
};

/* The next line as a C string without its end, NULL at the end or (failed) where it is no text. */
static char *next(struct lines *lines, bool *failed)
{
	char *line = lines->at, *end;
	size_t n, bad;

	*failed = false;
	if (line >= lines->end)
		return NULL;
	end = memchr(line, '\n', (size_t)(lines->end - line));
	n = (size_t)((end ? end : lines->end) - line);
	lines->at = line + n + 1;
	lines->line++;
	if (utf8_check(line, n, &bad)) {
		err_set(lines->err, "%s:%zu: invalid UTF-8 or NUL at byte %zu: save the file as UTF-8",
		        lines->path, lines->line, bad);
		*failed = true;
		return NULL;
	}
	if (n && line[n - 1] == '\r')
		n--;
	line[n] = '\0'; /* the buffer has a NUL behind its last byte */
	return line;
}

/* The part before the next separator, cut off *rest, which is NULL after the last. */
static char *part(char **rest, char separator)
{
	char *field = *rest, *end = field ? strchr(field, separator) : NULL;

	if (end)
		*end = '\0';
	*rest = end ? end + 1 : NULL;
	return field;
}

/* Removes spaces around a word, makes underscores spaces and runs of spaces one. */
static char *tidy(char *word)
{
	char *to, *from = word;

	for (to = word; *from; from++) {
		char c = *from == '_' ? ' ' : *from;

		if (c != ' ' || (to > word && to[-1] != ' '))
			*to++ = c;
	}
	if (to > word && to[-1] == ' ')
		to--;
	*to = '\0';
	return word;
}

static void add(struct lexicon *lexicon, const char *word, const char *synonym)
{
	lexicon_add(lexicon, word, strlen(word), synonym, strlen(synonym));
}

static int read_tsv(struct lexicon *lexicon, struct lines *lines)
{
	bool ours = false, begun = false, failed;
	char *line;

	while ((line = next(lines, &failed))) {
		char *rest = line, *word, *synonym;

		if (!*line || *line == '#')
			continue;
		if (!begun && !strcmp(line, OUR_COLUMNS)) {
			begun = ours = true;
			continue;
		}
		begun = true;
		word = tidy(part(&rest, '\t'));
		if (!rest || !*word)
			return err_set(lines->err,
			        "%s:%zu: a row is a word and its synonyms, separated by tabs", lines->path,
			        lines->line);
		synonym = part(&rest, '\t');
		if (!ours) {
			for (; synonym; synonym = part(&rest, '\t'))
				add(lexicon, word, tidy(synonym));
			continue;
		}
		if (!part(&rest, '\t') || !part(&rest, '\t') || rest || !*tidy(synonym))
			return err_set(lines->err,
			        "%s:%zu: a row has four fields separated by tabs: word, synonym, pos, source",
			        lines->path, lines->line);
		add(lexicon, word, synonym);
	}
	return failed ? -1 : 0;
}

/* A word of a synset, to be sorted. */
struct lemma {
	const char *synset, *word;
	size_t order;
};

static int compare(const void *a, const void *b)
{
	const struct lemma *x = a, *y = b;
	int way = strcmp(x->synset, y->synset);

	if (!way)
		way = strcmp(x->word, y->word);
	return way ? way : (x->order > y->order) - (x->order < y->order);
}

static int pair_synsets(struct lexicon *lexicon, struct lemma *lemmas, size_t count, struct lines *lines)
{
	size_t end;

	if (count)
		qsort(lemmas, count, sizeof(*lemmas), compare);
	for (size_t begin = 0; begin < count; begin = end) {
		for (end = begin; end < count && !strcmp(lemmas[end].synset, lemmas[begin].synset);)
			end++;
		if (end - begin > SYNSET_LIMIT)
			return err_set(lines->err,
			        "%s: synset '%s' has %zu words, more than %d: is it a WordNet?", lines->path,
			        lemmas[begin].synset, end - begin, SYNSET_LIMIT);
		for (size_t i = begin; i < end; i++)
			for (size_t j = begin; j < end; j++)
				if (i != j)
					add(lexicon, lemmas[i].word, lemmas[j].word);
	}
	return 0;
}

static bool is_lemma(const char *type)
{
	const char *colon = strchr(type, ':');

	return !strcmp(colon ? colon + 1 : type, "lemma");
}

static int read_tab(struct lexicon *lexicon, struct lines *lines)
{
	struct lemma *lemmas = NULL;
	size_t count = 0, capacity = 0;
	bool failed;
	int result = -1;
	char *line;

	while ((line = next(lines, &failed))) {
		char *rest = line, *synset = part(&rest, '\t'), *type = part(&rest, '\t');
		char *word = part(&rest, '\t');

		if (!*line || *line == '#')
			continue;
		if (!word) {
			err_set(lines->err,
			        "%s:%zu: a row is a synset, a type such as 'ita:lemma' and a word, separated "
			        "by "
			        "tabs",
			        lines->path, lines->line);
			goto out;
		}
		if (!is_lemma(type))
			continue; /* definitions and examples */
		lemmas = mem_grow(lemmas, &capacity, count + 1, sizeof(*lemmas));
		lemmas[count] = (struct lemma){synset, tidy(word), count};
		count++;
	}
	result = failed ? -1 : pair_synsets(lexicon, lemmas, count, lines);
out:
	mem_free(lemmas);
	return result;
}

/* The terms of one line of an entry, "(pos)|term|term (remark)|…". */
static void read_terms(struct lexicon *lexicon, const char *word, char *line)
{
	char *rest = line, *pos = part(&rest, '|'), *term;

	if (strstr(pos, "[ant") || strstr(pos, "(ant"))
		return;
	while ((term = part(&rest, '|')))
		if (!strchr(term, '('))
			add(lexicon, word, tidy(term));
}

static int read_mythes(struct lexicon *lexicon, struct lines *lines)
{
	bool failed;
	char *line;

	while ((line = next(lines, &failed))) {
		char *rest = line, *word = part(&rest, '|'), *end;
		unsigned long count;

		if (!*line)
			continue;
		count = rest && *rest >= '0' && *rest <= '9' ? strtoul(rest, &end, 10) : 0;
		if (!count || tidy(end)[0])
			return err_set(lines->err,
			        "%s:%zu: an entry begins with a word, '|' and the number of lines that "
			        "follow",
			        lines->path, lines->line);
		tidy(word);
		while (count--) {
			if (!(line = next(lines, &failed)))
				return failed ? -1
				              : err_set(lines->err, "%s:%zu: ends inside the entry '%s'",
				                        lines->path, lines->line, word);
			read_terms(lexicon, word, line);
		}
	}
	return failed ? -1 : 0;
}

/* Appends bytes in another encoding as UTF-8. */
static int convert(const char *encoding, char *bytes, size_t length, struct buf *out, struct lines *lines)
{
	iconv_t converter = iconv_open("UTF-8", encoding);
	int result = 0;

	if (converter == (iconv_t)-1)
		return err_set(lines->err,
		        "%s:1: encoding '%s' is not known here: the first line of a MyThes file names it",
		        lines->path, encoding);
	while (length && !result) {
		char piece[4096], *to = piece;
		size_t room = sizeof(piece), n = iconv(converter, &bytes, &length, &to, &room);

		buf_append(out, piece, sizeof(piece) - room);
		if (n == (size_t)-1 && errno != E2BIG)
			result = err_set(lines->err, "%s: bytes that are not %s, %zu before the end",
			        lines->path, encoding, length);
	}
	iconv_close(converter);
	return result;
}

static int read_mythes_encoded(struct lexicon *lexicon, struct lines *lines)
{
	struct buf text = BUF_INIT;
	char encoding[32];
	char *end = memchr(lines->at, '\n', (size_t)(lines->end - lines->at));
	size_t n = end ? (size_t)(end - lines->at) : (size_t)(lines->end - lines->at);
	int result = -1;

	if (n && lines->at[n - 1] == '\r')
		n--;
	if (!end || !n || n >= sizeof(encoding) || memchr(lines->at, '|', n) || memchr(lines->at, '\0', n))
		return err_set(lines->err,
		        "%s:1: the first line of a MyThes file names its encoding: 'UTF-8'", lines->path);
	memcpy(encoding, lines->at, n);
	encoding[n] = '\0';
	lines->at = end + 1;
	lines->line = 1;
	if (!strcmp(encoding, "UTF-8"))
		return read_mythes(lexicon, lines);
	if (!convert(encoding, lines->at, (size_t)(lines->end - lines->at), &text, lines)) {
		buf_append(&text, "", 0);
		lines->at = text.bytes;
		lines->end = text.bytes + text.length;
		result = read_mythes(lexicon, lines);
	}
	buf_release(&text);
	return result;
}

static bool ends(const char *path, const char *end)
{
	size_t n = strlen(path), m = strlen(end);

	return n > m && !strcmp(path + n - m, end);
}

/* Whether a file without a telling name looks like an Open Multilingual WordNet: its first row that is no comment. */
static bool looks_like_tab(const char *bytes, size_t length)
{
	const char *at = bytes, *stop = bytes + length, *end, *tab;

	while (at < stop && *at == '#' && (end = memchr(at, '\n', (size_t)(stop - at))))
		at = end + 1;
	end = at < stop ? memchr(at, '\n', (size_t)(stop - at)) : NULL;
	end = end ? end : stop;
	tab = at < end ? memchr(at, '\t', (size_t)(end - at)) : NULL;
	if (!tab)
		return false;
	at = tab + 1;
	tab = at < end ? memchr(at, '\t', (size_t)(end - at)) : NULL;
	return tab && tab - at >= 5 && !memcmp(tab - 5, "lemma", 5);
}

/* … like MyThes: an encoding alone, then a row with '|' and a number. */
static bool looks_like_mythes(const char *bytes, size_t length)
{
	const char *end = memchr(bytes, '\n', length), *second, *bar;

	if (!end || end - bytes > 31 || memchr(bytes, '\t', (size_t)(end - bytes)))
		return false;
	second = memchr(end + 1, '\n', length - (size_t)(end + 1 - bytes));
	second = second ? second : bytes + length;
	bar = memchr(end + 1, '|', (size_t)(second - end - 1));
	return bar && bar + 1 < second && bar[1] >= '0' && bar[1] <= '9';
}

static int read_bytes(struct lexicon *lexicon, const char *path, struct buf *bytes, struct xt_err *err)
{
	struct lines lines = {path, bytes->bytes, bytes->bytes + bytes->length, 0, err};

	if (!bytes->length)
		return err_set(err, "%s: is empty: a lexicon holds words", path);
	if (bytes->length >= 3 && !memcmp(bytes->bytes, "\xEF\xBB\xBF", 3))
		return err_set(err, "%s:1: begins with a byte-order mark: save it without one", path);
	if (ends(path, ".dat") || (!ends(path, ".tab") && !ends(path, ".tsv") &&
	                                  looks_like_mythes(bytes->bytes, bytes->length)))
		return read_mythes_encoded(lexicon, &lines);
	if (ends(path, ".tab") || (!ends(path, ".tsv") && looks_like_tab(bytes->bytes, bytes->length)))
		return read_tab(lexicon, &lines);
	return read_tsv(lexicon, &lines);
}

int lexicon_read(struct lexicon *lexicon, const char *path, struct xt_err *err)
{
	struct buf bytes = BUF_INIT;
	int result = file_read(path, FILE_LIMIT, &bytes, err);

	if (!result)
		result = read_bytes(lexicon, path, &bytes, err);
	buf_release(&bytes);
	return result;
}

int lexicon_read_in(
        struct lexicon *lexicon, const char *path, const char *bytes, size_t length, struct xt_err *err)
{
	struct buf copy = BUF_INIT;
	int result;

	buf_append(&copy, bytes, length);
	result = read_bytes(lexicon, path, &copy, err);
	buf_release(&copy);
	return result;
}
