/* SPDX-License-Identifier: Apache-2.0 · homoglyph: a letter becomes one of another script that looks the same
 *
 * The second class of Boucher, Shumailov, Anderson and Papernot, "Bad Characters: Imperceptible NLP Attacks", IEEE S&P 2022;
 * which letters are confusable: Unicode Technical Standard #39; that pictures of glyphs tell how alike they are: Eger et al.,
 * "Text Processing Like Humans Do: Visually Attacking and Shielding NLP Systems" (VIPER), NAACL 2019.
 */
#include "langs/lookalike.h"
#include "perturb/perturb.h"

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	(void)err;
	for (uint32_t w = 0; w < text->word_count; w++)
		for (uint32_t i = text->words[w].first; i < text->words[w].last; i++) {
			const struct span *letter = &text->letters[i];

			proposals_add_variants(out, letter->begin, letter->end,
			        lang_lookalikes(
			                lang, text->bytes + letter->begin, letter->end - letter->begin),
			        1);
		}
	return 0;
}

const struct attack attack_homoglyph = {
        .name = "homoglyph",
        .summary = "a letter becomes one of another script that looks the same",
        .unit = UNIT_GRAPHEME,
        .promises = PROMISE_WORDS | PROMISE_MEANING | PROMISE_LOOKS,
        .needs = LANG_LOOKALIKES,
        .able = lang_has_lookalikes,
        .propose = propose,
};
