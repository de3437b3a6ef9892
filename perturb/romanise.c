/* SPDX-License-Identifier: Apache-2.0 · romanise: a word in plain Latin letters, as people type it
 *
 * Each language's folder says how (*.rules): another script in Latin letters, or Latin letters without their marks; some
 * have several ways, each with its share.
 */
#include "perturb/words.h"

static bool able(const struct lang *lang)
{
	return lang_romanisations(lang);
}

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	return words_rewrite(
	        text, lang, lang_romanisations(lang), lang_romanise, lang_romanise_share, out, err);
}

const struct attack attack_romanise = {
        .name = "romanise",
        .summary = "a word in plain Latin letters, as people type it",
        .unit = UNIT_WORD,
        .promises = PROMISE_WELL_FORMED | PROMISE_WORDS | PROMISE_MEANING,
        .needs = LANG_ROMANISE,
        .able = able,
        .propose = propose,
};
