/* SPDX-License-Identifier: Apache-2.0 · lexicons as others write them: one reader for each form; for lexicon-read.c only */
#ifndef LANGS_LEXICON_FORM_H
#define LANGS_LEXICON_FORM_H
/*
 *	struct lines lines = {path, bytes, bytes + length, 0, err};
 *	bool failed;
 *
 *	while ((line = lines_next(&lines, &failed)))
 *		…
 */
#include <stdbool.h>
#include <stddef.h>

#include "langs/lexicon.h"

/* A file cut into lines, in place; the byte behind its end is writable. */
struct lines {
	const char *path;
	char *at, *end;
	size_t line;
	struct xt_err *err;
};

/* The next line as a C string without its end; NULL at the end or (*failed, err set) where it is no text. */
char *lines_next(struct lines *lines, bool *failed);

/* The part before the next separator, cut off *rest, which is NULL after the last. */
char *lines_part(char **rest, char separator);

/* Removes spaces around a word, makes underscores spaces and runs of spaces one. Returns word. */
char *lines_tidy(char *word);

/* lexicon_add for C strings. */
void form_add(struct lexicon *lexicon, const char *word, const char *synonym);

/* The readers: from the first line, but form_mythes, which reads the encoding there. */
int form_tsv(struct lexicon *lexicon, struct lines *lines);
int form_pairs(struct lexicon *lexicon, struct lines *lines);
int form_tab(struct lexicon *lexicon, struct lines *lines);
int form_lmf(struct lexicon *lexicon, struct lines *lines);
int form_mythes(struct lexicon *lexicon, struct lines *lines);

/* Whether a file without a telling name looks like one of them. */
bool form_is_tab(const char *bytes, size_t length);
bool form_is_lmf(const char *bytes, size_t length);
bool form_is_mythes(const char *bytes, size_t length);

#endif
