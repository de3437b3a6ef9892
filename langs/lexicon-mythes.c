/* SPDX-License-Identifier: Apache-2.0 · thesauri of MyThes, as LibreOffice and Debian's mythes-* packages have them
 *
 * https://hunspell.github.io: data_layout.txt in the MyThes sources.
 */
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "langs/lexicon-form.h"

/* Of 60 words each of the Italian and the Indonesian thesaurus, those of at most this many terms were mostly right; longer
 * lists put several senses into one (pergi, to go, with hilang, lost). */
#define TERMS_MAX 5

/* An entry while its lines are read, one for each sense. */
struct entry {
	const char *word, *pos; /* the part of speech of the first sense */
	char *terms;            /* of the first sense */
	bool several;           /* senses */
};

/* One line of an entry, "(pos)|term|term (remark)|…". */
static void read_line(struct entry *entry, char *line)
{
	char *rest = line, *pos = lines_part(&rest, '|');

	if (strstr(pos, "[ant") || strstr(pos, "(ant"))
		return;
	entry->several = entry->pos;
	if (entry->several)
		return;
	entry->pos = pos;
	entry->terms = rest;
}

/* How many terms a line has. */
static size_t count_terms(const char *terms)
{
	size_t n = terms && *terms;

	for (; terms && *terms; terms++)
		n += *terms == '|';
	return n;
}

/* A word of one sense: of several, in several parts of speech, nothing says which the usual one is;
 * and a list that is long has several senses in one. */
static void add_terms(struct lexicon *lexicon, struct entry *entry)
{
	char *term;

	if (entry->several || !entry->pos || count_terms(entry->terms) > TERMS_MAX)
		return;
	lexicon_part(lexicon, entry->pos, strcspn(entry->pos, " )"));
	while ((term = lines_part(&entry->terms, '|')))
		if (!strchr(term, '('))
			form_add(lexicon, entry->word, lines_tidy(term));
	lexicon_part(lexicon, NULL, 0);
}

static int read_mythes(struct lexicon *lexicon, struct lines *lines)
{
	struct entry entry;
	bool failed;
	char *line;

	while ((line = lines_next(lines, &failed))) {
		char *rest = line, *word = lines_part(&rest, '|'), *end;
		unsigned long count;

		if (!*line)
			continue;
		count = rest && *rest >= '0' && *rest <= '9' ? strtoul(rest, &end, 10) : 0;
		if (!count || lines_tidy(end)[0])
			return err_set(lines->err,
			        "%s:%zu: an entry begins with a word, '|' and the number of lines that "
			        "follow",
			        lines->path, lines->line);
		entry = (struct entry){.word = lines_tidy(word)};
		while (count--) {
			if (!(line = lines_next(lines, &failed)))
				return failed ? -1
				              : err_set(lines->err, "%s:%zu: ends inside the entry '%s'",
				                        lines->path, lines->line, word);
			read_line(&entry, line);
		}
		add_terms(lexicon, &entry);
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

int form_mythes(struct lexicon *lexicon, struct lines *lines)
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

/* An encoding alone, then a row with '|' and a number. */
bool form_is_mythes(const char *bytes, size_t length)
{
	const char *end = memchr(bytes, '\n', length), *second, *bar;

	if (!end || end - bytes > 31 || memchr(bytes, '\t', (size_t)(end - bytes)))
		return false;
	second = memchr(end + 1, '\n', length - (size_t)(end + 1 - bytes));
	second = second ? second : bytes + length;
	bar = memchr(end + 1, '|', (size_t)(second - end - 1));
	return bar && bar + 1 < second && bar[1] >= '0' && bar[1] <= '9';
}
