/* SPDX-License-Identifier: Apache-2.0 · the letters of a language, each with how often it is written
 *
 *	const struct variants *small = lang_letters(lang, false);
 *
 *	if (small)
 *		proposals_add_variants(out, at, at, small, 1);
 *
 * A letter is what base/text.h calls one: a grapheme cluster, or a longer string that the language counts as one (Tamil க்ஷ,
 * Quechua q'). Which there are: CLDR's exemplar set of the locale, where ICU has one, with `alphabet` of language.ini,
 * without the characters in `without`; in a script of clusters (Tamil, Thai), those of langs/<code>/letters.tsv too. How often:
 * letters.tsv, which bench/sample/count-letters makes. A letter that never occurs there gets a tenth of the weight of one seen
 * once.
 */
#ifndef LANGS_LETTERS_H
#define LANGS_LETTERS_H

#include "base/text.h"
#include "base/variants.h"
#include "langs/lang.h"

struct letters;
struct tables;

/* The small letters, or their capitals by the locale (Turkish i, İ); the same where the script has no capitals. NULL where
 * the language names no letters, or LANG_LETTERS was not loaded. */
const struct variants *lang_letters(const struct lang *lang, bool capital);

/* Whether it is one small letter, made of characters of the exemplar set or the alphabet. */
bool lang_is_letter(struct lang *lang, const char *letter, size_t length);

/* Whether the script has capitals. */
bool lang_has_case(const struct lang *lang);

/* What people write to draw a letter out (soooo), by [repeat] of language.ini:
 *
 *	inside = a e i o u    letters that are drawn out anywhere in a word
 *	last = *              … at the end of a word; * is every letter
 *	as = á=a ீ=இ          … by another letter than themselves
 *
 * An entry is a small letter or the end of one (a sign, a mark). last tells that the letter ends its word; capital, that what
 * is written behind a capital is a capital too. *out is borrowed from the letter or the language. Returns false where the
 * letter is not drawn out. */
bool lang_draws_out(
        const struct lang *lang, const char *letter, size_t length, bool last, bool capital, struct str *out);

/* Whether there is anything to draw out. */
bool lang_has_repeat(const struct lang *lang);

/* Reads letters.tsv of the folder, where it is, and the sections [letters] and [repeat], into tables->letters: for
 * lang_open. Errors: file:line. segmenter cuts the language's letters. */
int letters_load(struct tables *tables, struct segmenter *segmenter, const char *folder, struct xt_err *err);
void letters_free(struct letters *letters);

#endif
