/* SPDX-License-Identifier: Apache-2.0 · spellings that look the same: the table spellings.tsv of a language
 *
 *	if (lang_has_spellings(lang))
 *		spellings_each(lang, bytes, length, at, found, user);
 *
 * The table has what a language's readers cannot tell apart, and normalisation does not make one: columns one, other,
 * source. \u200B is a character by its number. Both directions hold. Beside it, `mode = letters` in [canonical] of
 * language.ini says that the language has letters with more than one spelling by Unicode (canonical equivalence);
 * `mode = empty` that it has none, and why.
 */
#ifndef LANGS_SPELLING_H
#define LANGS_SPELLING_H

#include "base/arena.h"
#include "langs/lang.h"

struct spellings;
struct tables;

/* Whether the language has letters or strings with another spelling. */
bool lang_has_spellings(const struct lang *lang);

/* Calls each for every row one side of which stands at byte at: length bytes there may be written as other. */
void spellings_each(const struct lang *lang, const char *bytes, size_t length, size_t at,
        void (*each)(void *user, size_t length, const struct str *other), void *user);

/* Reads [canonical] and folder/spellings.tsv, where it is, into tables->spellings: for lang_open. Refused with file:line:
 * a mode that there is not, a table where mode is empty, escapes that are none, two sides that are the same. */
int spellings_load(struct tables *tables, const char *folder, struct xt_err *err);
void spellings_free(struct spellings *all);

/* The same from a path (tests, fuzzing). */
int spellings_read(struct spellings **out, const char *path, struct xt_err *err);

#endif
