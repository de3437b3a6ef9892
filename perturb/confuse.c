/* SPDX-License-Identifier: Apache-2.0 · confuse: a spelling that native writers mix up with another
 *
 * Each language's folder says which (confusions.tsv), row by row with its source: what error studies, orthographies and
 * correctors report of the people who write it. A word is misspelt once, however many of its letters could be.
 */
#include "langs/confusion.h"
#include "perturb/perturb.h"

struct site {
	const struct text *text;
	const struct lang *lang;
	struct proposals *out;
};

static void add(void *user, const struct confusion *found)
{
	const struct site *site = user;

	proposals_add_formed(site->out, site->text, site->lang, found->begin, found->end, found->now.bytes,
	        found->now.length, found->weight);
}

static bool able(const struct lang *lang)
{
	return lang_has_confusions(lang, NULL);
}

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	struct site site = {text, lang, out};

	(void)err;
	confusions_each(lang, text, out->arena, add, &site);
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
