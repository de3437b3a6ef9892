/* SPDX-License-Identifier: Apache-2.0 · romanise: a word in plain Latin letters, as people type it
 *
 * Each language's folder says how (romanise.rules): another script in Latin letters, or Latin letters without
 * their marks.
 */
#include "perturb/perturb.h"

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	struct buf now = BUF_INIT;
	int result = 0;

	for (uint32_t w = 0; !result && w < text->word_count; w++) {
		const struct word *word = &text->words[w];

		if (word->number)
			continue;
		buf_clear(&now);
		result = lang_romanise(lang, text->bytes + word->begin, word->end - word->begin, &now, err);
		if (!result && now.length)
			proposals_add_formed(
			        out, text, lang, word->begin, word->end, now.bytes, now.length, 1);
	}
	buf_release(&now);
	return result;
}

const struct attack attack_romanise = {
        .name = "romanise",
        .summary = "a word in plain Latin letters, as people type it",
        .unit = UNIT_WORD,
        .promises = PROMISE_WELL_FORMED | PROMISE_WORDS | PROMISE_MEANING,
        .needs = LANG_ROMANISE,
        .able = lang_romanises,
        .propose = propose,
};
