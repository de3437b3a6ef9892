/* SPDX-License-Identifier: Apache-2.0 · what native writers mix up: the table confusions.tsv of a language
 *
 *	if (lang_has_confusions(lang, NULL))
 *		confusions_each(lang, NULL, &text, &arena, found, user);
 *
 * The table's columns are from, to, context, kind, weight, source, and its head says what the sources are. It is written
 * as phonologists write rules: from becomes to, in the context.
 *
 *	from     to    context      kind       weight  source
 *	yang     yg    #_#          abbreviation   5   Salsabila2018     whole words
 *	à        a'    _#           accent         3   …                 at the end of a word
 *	h              #_[aeiou]    h-drop         1   …                 h at the beginning of a word, before a vowel
 *	[lr]a    \1o   [^s]_        …                                    \1 is what the first set of from matched
 *
 * from, and each side of _ in the context, are letters and sets of letters: [aeiou], [a-z], [^aeiou]; # in a context is the
 * edge of a word, a hyphen inside it being none. \u200B is a character by its number, \\ \[ \# \_ stand for themselves.
 * An empty from (with a context) inserts; an empty to drops; an empty context is anywhere. Everything is written in small letters and in NFC; it
 * matches capitals too, and what it becomes is written as what it replaces was (Hapa → Apa, HAPA → APA).
 */
#ifndef LANGS_CONFUSION_H
#define LANGS_CONFUSION_H

#include "base/arena.h"
#include "base/text.h"
#include "langs/lang.h"

struct tables;
struct confusions;

/* One row that matches in a text: bytes begin … end − 1 become now (in the arena). */
struct confusion {
	uint32_t begin, end;
	struct str now;
	const char *kind; /* the row's */
	float weight;     /* > 0 */
};

/* Whether the language has rows, of a kind (NULL: any). */
bool lang_has_confusions(const struct lang *lang, const char *kind);

/* Every match in a text of rows of a kind (NULL: any), in the order of its begin, then of the rows. */
void confusions_each(const struct lang *lang, const char *kind, const struct text *text, struct arena *arena,
        void (*each)(void *user, const struct confusion *found), void *user);

/* Reads folder/confusions.tsv, where it is, into tables->confusions: for lang_open. Refused with file:line: patterns that
 * are no patterns, a reference to a set that is not there, a weight that is not above 0, a row twice, an empty source. */
int confusions_load(struct tables *tables, const char *folder, struct xt_err *err);
void confusions_free(struct confusions *confusions);

/* The two from a file and for a table of one's own (tests, fuzzing); locale decides case. */
int confusions_read(struct confusions **out, const char *path, const char *locale, struct xt_err *err);

/* By hand, for rows from elsewhere: a table without rows; a row by its six fields, as confusions.tsv has them; and, when all
 * are in, what makes them findable. */
struct confusions *confusions_new(const char *locale);
int confusions_put(
        struct confusions *confusions, char **fields, const char *path, size_t line, struct xt_err *err);
void confusions_finish(struct confusions *confusions);
void confusions_find(const struct confusions *all, const struct text *text, struct arena *arena,
        void (*each)(void *user, const struct confusion *found), void *user);

#endif
