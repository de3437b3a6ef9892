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
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
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
#define LEXICON_WORDS 4
void lexicon_add(
        struct lexicon *lexicon, const char *word, size_t length, const char *synonym, size_t synonym_length);

/* Of a word that a wordnet has in many senses, so many are taken: those that stand first, which in their
 * makers' order are the usual ones. */
#define LEXICON_SENSES 3

/* The part of speech of the words added from now on; NULL: not told. Copied. */
void lexicon_part(struct lexicon *lexicon, const char *part, size_t length);

/* Reads a file, in the form that its name (.tab, .dat, .xml, .tsv), else its content, shows:
 * - TSV: word, then one or more synonyms; or our own table, which names its columns word, synonym, pos, source;
 * - Open Multilingual WordNet's .tab: synset, "lemma" or "ita:lemma", word; words of a synset are synonyms of each other.
 *   It orders no senses: all are taken;
 * - WN-LMF (XML): the same, by the senses of each entry, the most counted first where the file has <Count>, and then none
 *   that was never counted where others of the entry were; else in its order;
 * - MyThes .dat, in the encoding that its first line names. Terms with a remark, such as "(generic term)" and
 *   "(antonym)", and entries marked [ant] are left out: they are no synonyms. It does not say which sense is the usual
 *   one, in which part of speech, so that a word of several ("felt", "milk") is left out.
 * Errors name file and line. */
int lexicon_read(struct lexicon *lexicon, const char *path, struct xt_err *err);

/* Reads translations: rows of MUSE, a word and its translation, separated by a space or a tab, of which the first three of
 * a word are taken; or our own table, which names its columns word, english, pos, source. */
int lexicon_read_pairs(struct lexicon *lexicon, const char *path, struct xt_err *err);

/* The same from bytes (fuzzing); path stands in messages and its end tells the form. */
int lexicon_read_in(
        struct lexicon *lexicon, const char *path, const char *bytes, size_t length, struct xt_err *err);
int lexicon_read_pairs_in(
        struct lexicon *lexicon, const char *path, const char *bytes, size_t length, struct xt_err *err);

/* The licence that the file read last states of itself; NULL: none. Its readers note it (copied; NULL forgets). */
const char *lexicon_licence(const struct lexicon *lexicon);
void lexicon_note_licence(struct lexicon *lexicon, const char *licence);

/* Leaves out of the pairs from number `from` on (as lexicon_count told before lexicon_finish) those whose synonym keep
 * refuses; it is asked once for each different text. */
void lexicon_filter(
        struct lexicon *lexicon, size_t from, bool (*keep)(void *user, const char *word), void *user);

/* Leaves out of the pairs from number `from` on those of a word that had a pair before, those that do not hold the other
 * way round as the same part of speech (for Italian: of the same gender), those that would need another article (a, an; il,
 * lo, l'), and synonyms with a capital, which are names: a thesaurus that nobody checked speaks only where we have nothing
 * better, and of two words that it takes for each other. parts, "noun adv", are the parts of speech to take; NULL: all. */
void lexicon_yield(struct lexicon *lexicon, size_t from, const char *parts);

/* Sorts, once all is read; nothing is found before. */
void lexicon_finish(struct lexicon *lexicon);

/* How many pairs there are: after lexicon_finish, without those that stood twice. */
size_t lexicon_count(const struct lexicon *lexicon);

/* Puts a word into out as it is looked up: in small letters by the locale, composed. */
void lexicon_fold(const char *locale, const char *word, size_t length, struct buf *out);

/* As lang_synonyms. */
void lexicon_find(const struct lexicon *lexicon, const char *word, size_t length, struct lang_synonyms *out);

#endif
