/* SPDX-License-Identifier: Apache-2.0 · abbreviate: a word shortened as people write it in messages
 *
 * The rows of confusions.tsv whose kind is "abbreviation": tidak → tdk, comunque → cmq, không → ko.
 */
#include "langs/confusion.h"
#include "perturb/perturb.h"

static const char KIND[] = "abbreviation";

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
	return lang_has_confusions(lang, KIND);
}

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	struct site site = {text, lang, out};

	(void)err;
	confusions_each(lang, KIND, text, out->arena, add, &site);
	return 0;
}

const struct attack attack_abbreviate = {
        .name = "abbreviate",
        .summary = "a word shortened as people write it in messages",
        .unit = UNIT_WORD,
        .promises = PROMISE_WELL_FORMED | PROMISE_MEANING,
        .needs = LANG_CONFUSIONS,
        .able = able,
        .propose = propose,
};
