/* SPDX-License-Identifier: Apache-2.0 · synonyms in memory, and the files that they are read from */
#ifndef LANGS_LEXICON_H
#define LANGS_LEXICON_H
/*
 *	struct lexicon *words = lexicon_new("it");
 *
 *	if (lexicon_read(words, "/usr/share/mythes/th_it_IT_v2.dat", err))
 *		…
 *	lexicon_finish(words);
 *	lexicon_find(words, "acqua", 5, &found);
 *	lexicon_free(words);
 */
#include <stddef.h>

#include "base/err.h"
#include "langs/lang.h"

struct lexicon;

/* locale (copied) folds case for the look-up: the Turkish İ is the capital of i. */
struct lexicon *lexicon_new(const char *locale);
void lexicon_free(struct lexicon *lexicon);

/* Words, separated by spaces, that lexicon_add leaves out: articles, prepositions and the like, which a dictionary of
 * meanings takes for something else ("in": inch, indium). From now on; words is copied. */
void lexicon_stop(struct lexicon *lexicon, const char *words);

/* Adds: word may be replaced by synonym. Left out: what is no word (brackets, digits alone, signs), a word of more
 * than LEXICON_WORDS words, and the word itself. Lengths in bytes, valid UTF-8. */
#define LEXICON_WORDS 3
void lexicon_add(
        struct lexicon *lexicon, const char *word, size_t length, const char *synonym, size_t synonym_length);

/* Reads a file, in the form that its name (.tab, .dat, .tsv), else its content, shows:
 * - TSV: word, then one or more synonyms; or our own table, which names its columns word, synonym, pos, source;
 * - Open Multilingual WordNet's .tab: synset, "lemma" or "ita:lemma", word; words of a synset are synonyms of each other;
 * - MyThes .dat, in the encoding that its first line names. Terms with a remark, such as "(generic term)" and
 *   "(antonym)", and entries marked [ant] are left out: they are no synonyms.
 * Errors name file and line. */
int lexicon_read(struct lexicon *lexicon, const char *path, struct xt_err *err);

/* The same from bytes (fuzzing); path stands in messages and its end tells the form. */
int lexicon_read_in(
        struct lexicon *lexicon, const char *path, const char *bytes, size_t length, struct xt_err *err);

/* Sorts, once all is read; nothing is found before. */
void lexicon_finish(struct lexicon *lexicon);

/* How many pairs there are. */
size_t lexicon_count(const struct lexicon *lexicon);

/* As lang_synonyms. */
void lexicon_find(const struct lexicon *lexicon, const char *word, size_t length, struct lang_synonyms *out);

#endif
