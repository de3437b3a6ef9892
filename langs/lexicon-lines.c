/* SPDX-License-Identifier: Apache-2.0 · a lexicon file cut into lines and words, in place */
#include <string.h>

#include "base/utf8.h"
#include "langs/lexicon-form.h"

char *lines_next(struct lines *lines, bool *failed)
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

char *lines_part(char **rest, char separator)
{
	char *field = *rest, *end = field ? strchr(field, separator) : NULL;

	if (end)
		*end = '\0';
	*rest = end ? end + 1 : NULL;
	return field;
}

char *lines_tidy(char *word)
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

void form_add(struct lexicon *lexicon, const char *word, const char *synonym)
{
	lexicon_add(lexicon, word, strlen(word), synonym, strlen(synonym));
}
