/* SPDX-License-Identifier: Apache-2.0 · script: a word in the other script that its language is written in
 *
 * Chinese in traditional characters, by ICU's Simplified-Traditional, and with --system-data as OpenCC writes them in
 * general, in Taiwan and in Hong Kong. The language's folder says which ([script]).
 */
#include "perturb/words.h"

static bool able(const struct lang *lang)
{
	return lang_scripts(lang);
}

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	return words_rewrite(text, lang, lang_scripts(lang), lang_rewrite, NULL, out, err);
}

const struct attack attack_script = {
        .name = "script",
        .summary = "a word in the other script that its language is written in",
        .unit = UNIT_WORD,
        .promises = PROMISE_WELL_FORMED | PROMISE_WORDS | PROMISE_MEANING,
        .needs = LANG_SCRIPT,
        .able = able,
        .propose = propose,
};
