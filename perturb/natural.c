/* SPDX-License-Identifier: Apache-2.0 · natural: the mixture of errors that a language's own writers are reported to make
 *
 * Each language's folder gives the shares, by attack, and the study that they come from ([natural] in language.ini). A share
 * is kept per text: however many edits an attack could make, together they are as likely as its share says.
 */
#include "langs/mixture.h"
#include "perturb/perturb.h"

#define MEMBERS_MAX 32

extern const struct attack attack_natural;

struct member {
	const struct attack *attack;
	float share;
};

static int fault(const struct lang *lang, const char *key, const char *what, struct xt_err *err)
{
	return err_set(err, "langs/%s/language.ini: [natural] %s: %s", lang_code(lang), key, what);
}

/* The attacks of the mixture that the language is able of. Returns how many, −1 with err set. */
static int members(const struct lang *lang, struct member out[MEMBERS_MAX], struct xt_err *err)
{
	size_t shares;
	const struct mixture_share *share = lang_mixture(lang, &shares);
	int count = 0;

	for (size_t i = 0; i < shares; i++) {
		const struct attack *attack = attack_find(share[i].name);

		if (!attack || !attack->propose || attack == &attack_natural)
			return fault(lang, share[i].name, "is no attack that can be part of a mixture", err);
		out[count] = (struct member){attack, share[i].share};
		count += !attack->able || attack->able(lang);
		if (count == MEMBERS_MAX)
			return fault(lang, share[i].name, "there are too many", err);
	}
	return count;
}

static bool able(const struct lang *lang)
{
	struct member member[MEMBERS_MAX];

	return members(lang, member, NULL) != 0; /* a fault comes to light in propose */
}

/* One attack's proposals while the lists are merged. */
struct part {
	struct proposals list;
	float scale;
	size_t at;
};

static int list_part(const struct member *member, const struct text *text, struct lang *lang,
        struct arena *arena, struct part *out, struct xt_err *err)
{
	double sum = 0;

	*out = (struct part){.list = {.arena = arena}};
	if (member->attack->propose(text, lang, &out->list, err))
		return -1;
	for (size_t i = 0; i < out->list.count; i++)
		sum += (double)out->list.proposal[i].weight;
	/* far above the step to which weights are rounded */
	out->scale = out->list.count ? (float)(1024 * (double)member->share / sum) : 0;
	return 0;
}

/* In the order of the text, and of the members where two begin together. */
static void merge(struct part *part, int count, const struct text *text, struct proposals *out)
{
	for (;;) {
		const struct proposal *first = NULL;
		struct part *from = NULL;

		for (int k = 0; k < count; k++) {
			const struct proposals *list = &part[k].list;

			if (part[k].at < list->count &&
			        (!first || list->proposal[part[k].at].begin < first->begin)) {
				first = &list->proposal[part[k].at];
				from = &part[k];
			}
		}
		if (!first)
			return;
		if (first->variants)
			proposals_add_variants(
			        out, first->begin, first->end, first->variants, first->weight * from->scale);
		else
			proposals_add(out, text, first->begin, first->end, first->now.bytes,
			        first->now.length, first->weight * from->scale);
		from->at++;
	}
}

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	struct member member[MEMBERS_MAX];
	struct part part[MEMBERS_MAX];
	int count = members(lang, member, err);

	for (int k = 0; k < count; k++)
		if (list_part(&member[k], text, lang, out->arena, &part[k], err))
			return -1;
	if (count > 0)
		merge(part, count, text, out);
	return count < 0 ? -1 : 0;
}

const struct attack attack_natural = {
        .name = "natural",
        .summary = "the mixture of errors that the language's own writers make",
        .unit = UNIT_WORD,
        .promises = PROMISE_WELL_FORMED,
        .needs = LANG_ALL,
        .able = able,
        .propose = propose,
};
