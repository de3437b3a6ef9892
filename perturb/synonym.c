/* SPDX-License-Identifier: Apache-2.0 · synonym: another word of the same meaning
 *
 * The word substitution of Ren et al., "Generating Natural Language Adversarial Examples through Probability
 * Weighted Word Saliency", ACL 2019, without the model in the loop. Words are looked up as they stand: no inflection is
 * made, so a language that inflects has fewer sites. Numbers, negations and question words stay.
 */
#include "perturb/words.h"

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	const struct words_table SYNONYMS = {lang_synonyms, lang_keeps, NULL};

	(void)err;
	words_look_up(text, lang, &SYNONYMS, out);
	return 0;
}

const struct attack attack_synonym = {
        .name = "synonym",
        .summary = "a word becomes another of the same meaning",
        .unit = UNIT_WORD,
        .promises = PROMISE_WELL_FORMED | PROMISE_MEANING,
        .needs = LANG_SYNONYMS,
        .able = lang_has_synonyms,
        .propose = propose,
};
