/* SPDX-License-Identifier: Apache-2.0 · what the attacks on words share: expressions, capitals, ways of writing a word
 *
 *	static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
 *	{
 *		const struct words_table SYNONYMS = {lang_synonyms, lang_keeps, NULL};
 *
 *		words_look_up(text, lang, &SYNONYMS, out);
 *		return 0;
 *	}
 */
#ifndef PERTURB_WORDS_H
#define PERTURB_WORDS_H

#include "perturb/perturb.h"

/* Where an attack finds what stands for a word. */
struct words_table {
	void (*find)(const struct lang *lang, const char *word, size_t length, struct lang_synonyms *out);

	/* Whether a word stays, and every expression that it is part of; nothing is put in that has such a word either. NULL:
	 * none does. */
	bool (*keeps)(const struct lang *lang, const char *word, size_t length);

	/* By which ICU locale what is put in is written in capitals; NULL: the language's own. */
	const char *locale;
};

/* Looks up every word as it stands, expressions of up to four words too, the longest first: học sinh is one, not two. No
 * inflection is made. What is put in has capitals where the word had them; a word with a capital inside a sentence is a
 * name and stays, and so does a part of a hyphenated word. */
void words_look_up(
        const struct text *text, struct lang *lang, const struct words_table *table, struct proposals *out);

/* Proposes every way of writing each word that is no number: write appends the way-th of count, whose share share tells
 * (NULL: they are alike). A way that gives the same as one before adds its share to that. */
int words_rewrite(const struct text *text, struct lang *lang, size_t count,
        int (*write)(struct lang *lang, size_t way, const char *word, size_t length, struct buf *out,
                struct xt_err *err),
        float (*share)(const struct lang *lang, size_t way), struct proposals *out, struct xt_err *err);

#endif
