/* SPDX-License-Identifier: Apache-2.0 · confuse: a spelling that native writers mix up with another
 *
 * Each language's folder says which (confusions.tsv), row by row with its source: what error studies, orthographies and
 * correctors report of the people who write it. A word is misspelt once, however many of its letters could be. Where a
 * letter is a syllable, it may also be taken for one that sounds alike (langs/sound.h).
 */
#include "base/utf8.h"
#include "langs/confusion.h"
#include "langs/sound.h"
#include "perturb/perturb.h"

struct site {
	const struct text *text;
	const struct lang *lang;
	struct proposals *out;
	uint32_t next; /* the letter whose sound comes next */
};

/* Proposes the letters before byte end by their sound: proposals come in the order of their begin. */
static void add_sounds(struct site *site, uint32_t end)
{
	const struct text *text = site->text;

	for (; site->next < text->letter_count && text->letters[site->next].begin < end; site->next++) {
		const struct span *letter = &text->letters[site->next];
		const struct variants *alike;
		int32_t c;

		if (utf8_next(text->bytes + letter->begin, letter->end - letter->begin, &c) !=
		        letter->end - letter->begin)
			continue;
		alike = lang_sounds_of(site->lang, c);
		if (alike)
			proposals_add_variants(site->out, letter->begin, letter->end, alike, 1);
	}
}

static void add(void *user, const struct confusion *found)
{
	struct site *site = user;

	add_sounds(site, found->begin);
	proposals_add_formed(site->out, site->text, site->lang, found->begin, found->end, found->now.bytes,
	        found->now.length, found->weight);
}

static bool able(const struct lang *lang)
{
	return lang_has_confusions(lang, NULL) || lang_has_sounds(lang);
}

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	struct site site = {text, lang, out, lang_has_sounds(lang) ? 0 : text->letter_count};

	(void)err;
	confusions_each(lang, NULL, text, out->arena, add, &site);
	add_sounds(&site, text->length);
	return 0;
}

const struct attack attack_confuse = {
        .name = "confuse",
        .summary = "a spelling that native writers mix up with another",
        .unit = UNIT_WORD,
        .promises = PROMISE_WELL_FORMED | PROMISE_MEANING,
        .needs = LANG_CONFUSIONS,
        .able = able,
        .propose = propose,
};
