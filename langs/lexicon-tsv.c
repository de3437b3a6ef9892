/* SPDX-License-Identifier: Apache-2.0 · lexicons in tables: words with their synonyms, words with their translations
 *
 * MUSE: Conneau et al., "Word Translation Without Parallel Data", ICLR 2018: a word and its translation in each line,
 * separated by a space or a tab, frequent words first.
 */
#include <string.h>

#include "langs/lexicon-form.h"

#define OUR_COLUMNS "word\tsynonym\tpos\tsource"
#define OUR_PAIRS "word\tenglish\tpos\tsource"
#define TRANSLATIONS 3 /* of a word are taken: what comes later in an automatic dictionary is mostly wrong */

int form_tsv(struct lexicon *lexicon, struct lines *lines)
{
	bool ours = false, begun = false, failed;
	char *line;

	while ((line = lines_next(lines, &failed))) {
		char *rest = line, *word, *synonym;

		if (!*line || *line == '#')
			continue;
		if (!begun && !strcmp(line, OUR_COLUMNS)) {
			begun = ours = true;
			continue;
		}
		begun = true;
		word = lines_tidy(lines_part(&rest, '\t'));
		if (!rest || !*word)
			return err_set(lines->err,
			        "%s:%zu: a row is a word and its synonyms, separated by tabs", lines->path,
			        lines->line);
		synonym = lines_part(&rest, '\t');
		if (!ours) {
			for (; synonym; synonym = lines_part(&rest, '\t'))
				form_add(lexicon, word, lines_tidy(synonym));
			continue;
		}
		if (!lines_part(&rest, '\t') || !lines_part(&rest, '\t') || rest || !*lines_tidy(synonym))
			return err_set(lines->err,
			        "%s:%zu: a row has four fields separated by tabs: word, synonym, pos, source",
			        lines->path, lines->line);
		form_add(lexicon, word, synonym);
	}
	return failed ? -1 : 0;
}

/* The two words of a row of MUSE: what stands before and behind the first tab, else the only space. */
static bool split_pair(char *line, char **word, char **translation)
{
	char *rest = line, separator = strchr(line, '\t') ? '\t' : ' ';

	*word = lines_part(&rest, separator);
	*translation = lines_part(&rest, '\t');
	if (!*translation || (separator == ' ' && strchr(*translation, ' ')))
		return false;
	return *lines_tidy(*word) && *lines_tidy(*translation);
}

/* Our own table: word, english, pos, source. */
static bool split_ours(char *line, char **word, char **translation)
{
	char *rest = line;

	*word = lines_part(&rest, '\t');
	*translation = lines_part(&rest, '\t');
	return lines_part(&rest, '\t') && lines_part(&rest, '\t') && !rest && *lines_tidy(*word) &&
	       *lines_tidy(*translation);
}

int form_pairs(struct lexicon *lexicon, struct lines *lines)
{
	bool ours = false, begun = false, failed;
	const char *last = "";
	char *line, *word, *translation;
	size_t taken = 0;

	while ((line = lines_next(lines, &failed))) {
		if (!*line || *line == '#')
			continue;
		if (!begun && !strcmp(line, OUR_PAIRS)) {
			begun = ours = true;
			continue;
		}
		begun = true;
		if (ours && !split_ours(line, &word, &translation))
			return err_set(lines->err,
			        "%s:%zu: a row has four fields separated by tabs: word, english, pos, source",
			        lines->path, lines->line);
		if (!ours && !split_pair(line, &word, &translation))
			return err_set(lines->err,
			        "%s:%zu: a row is a word and its translation, separated by a tab, or by one "
			        "space",
			        lines->path, lines->line);
		taken = strcmp(word, last) ? 0 : taken + 1;
		last = word;
		if (ours || taken < TRANSLATIONS)
			form_add(lexicon, word, translation);
	}
	return failed ? -1 : 0;
}
