/* SPDX-License-Identifier: Apache-2.0 · letters of other scripts that look like a language's own
 *
 *	const struct variants *alike = lang_lookalikes(lang, "a", 1);
 *
 *	if (alike)
 *		proposals_add_variants(out, at, at + 1, alike, 1);
 *
 * langs/lookalikes.tsv, one table for all languages, has the pairs that were measured on paper-like pictures of common
 * fonts: letter, lookalike, difference (0: the same picture, 1: nothing in common), in the order of their code points. Of
 * those a language uses the letters of its alphabet, and of each pair only what ICU's uspoof calls confusable (UTS #39). A
 * look-alike inside the alphabet is another kind than one outside: ı for i is a spelling error in Turkish. Outside is the
 * default; `kinds` in [lookalikes] of language.ini says otherwise: outside, inside, both.
 */
#ifndef LANGS_LOOKALIKE_H
#define LANGS_LOOKALIKE_H

#include "base/variants.h"
#include "langs/lang.h"

struct lookalikes;
struct tables;

/* What looks like a letter of one code point; NULL where nothing does, or LANG_LOOKALIKES was not loaded. */
const struct variants *lang_lookalikes(const struct lang *lang, const char *letter, size_t length);

/* Whether any letter of the language has one. */
bool lang_has_lookalikes(const struct lang *lang);

/* Reads the table, where it is beside the folders of languages, into tables->lookalikes: for lang_open. */
int lookalikes_load(struct tables *tables, struct xt_err *err);
void lookalikes_free(struct lookalikes *all);

/* The same from a path (tests, fuzzing), for the letters of an alphabet ("a b ch"); locale decides their capitals and adds
 * CLDR's exemplar set. Refused with file:line: what is no single letter, a difference that is not 0 to 1, rows out of order. */
enum { LOOKALIKES_OUTSIDE = 1, LOOKALIKES_INSIDE = 2 };
int lookalikes_read(struct lookalikes **out, const char *path, const char *locale, const char *alphabet,
        unsigned kinds, struct xt_err *err);

/* What looks like a letter, by the struct; NULL where nothing does. */
const struct variants *lookalikes_find(const struct lookalikes *all, const char *letter, size_t length);

#endif
