/* SPDX-License-Identifier: Apache-2.0 · layout: a word typed with the wrong keyboard layout on
 *
 * What Thai readers know as ภาษาต่างดาว: สวัสดี comes out as l;ylfu where the layout was not switched. Which layouts take
 * each other's place in a language, and how often, stands in its language.ini ([xkb] mistaken); where no second layout is
 * known to be in use, the attack is declared empty. Nothing is gated by syllables: what comes out is not the script.
 */
#include "langs/slips.h"
#include "perturb/perturb.h"

static bool able(const struct lang *lang)
{
	return lang_mistaken_count(lang);
}

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	struct buf now = BUF_INIT;

	(void)err;
	for (uint32_t w = 0; w < text->word_count; w++) {
		const struct word *word = &text->words[w];

		for (size_t i = 0; i < lang_mistaken_count(lang); i++) {
			buf_clear(&now);
			if (lang_mistype(lang, i, text->bytes + word->begin, word->end - word->begin, &now))
				proposals_add(out, text, word->begin, word->end, now.bytes, now.length,
				        lang_mistaken_share(lang, i));
		}
	}
	buf_release(&now);
	return 0;
}

const struct attack attack_layout = {
        .name = "layout",
        .summary = "a word typed with the wrong keyboard layout on",
        .unit = UNIT_WORD,
        .needs = LANG_KEYBOARDS,
        .able = able,
        .propose = propose,
};
