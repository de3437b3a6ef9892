/* SPDX-License-Identifier: Apache-2.0 · keystroke: an input method makes of the keys what was not meant
 *
 * Where letters are composed from several keys, the keys can stay: Vietnamese tieengs for tiếng, under Telex or VNI. Where
 * characters are chosen by their syllable, a neighbour's key gives another syllable, and who does not look takes the first
 * candidate of that one: Chinese pinyin. Nothing is gated by syllables: that they are impossible is the point.
 */
#include "langs/keystroke.h"
#include "perturb/perturb.h"

struct site {
	const struct text *text;
	struct proposals *out;
};

static void add(void *user, const struct keystroke *found)
{
	const struct site *site = user;

	if (found->variants)
		proposals_add_variants(site->out, found->begin, found->end, found->variants, found->weight);
	else
		proposals_add(site->out, site->text, found->begin, found->end, found->now.bytes,
		        found->now.length, found->weight);
}

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	struct site site = {text, out};

	return keystrokes_each(lang, text, out->arena, add, &site, err);
}

const struct attack attack_keystroke = {
        .name = "keystroke",
        .summary = "an input method makes of the keys what was not meant",
        .unit = UNIT_WORD,
        .needs = LANG_KEYSTROKES | LANG_ROMANISE,
        .able = lang_has_keystrokes,
        .propose = propose,
};
