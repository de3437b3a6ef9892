/* SPDX-License-Identifier: Apache-2.0 · codemix: a word becomes the English one, as people who speak both mix them
 *
 * The lexical code-mixing of Tan and Joty, "Code-Mixing on Sesame Street: Dawn of the Adversarial Polyglots", NAACL 2021,
 * without the model in the loop: english.tsv of the language, and the pairs that a user brings for any other language.
 */
#include "perturb/words.h"

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	/* what is put in is no word of this language: its capitals are not made by its rules (in Turkish, i → İ) */
	const struct words_table TRANSLATIONS = {lang_translations, NULL, "en"};

	(void)err;
	words_look_up(text, lang, &TRANSLATIONS, out);
	return 0;
}

const struct attack attack_codemix = {
        .name = "codemix",
        .summary = "a word becomes the English one of the same meaning",
        .unit = UNIT_WORD,
        .promises = PROMISE_WELL_FORMED | PROMISE_MEANING,
        .needs = LANG_ENGLISH,
        .able = lang_has_translations,
        .propose = propose,
};
