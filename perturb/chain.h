/* SPDX-License-Identifier: Apache-2.0 · one attack, or several of which each is made on what the one before left
 *
 *	struct chain chain;
 *
 *	if (chain_parse(&chain, "swap+romanise", err))
 *		return -1;
 *	if (chain_propose(&chain, lang, &clean, text, fields, &arena, &sites, err) ||
 *	        chain_choose(&chain, lang, &sites, &clean, 3, seed, fields, &arena, &attacked, err))
 *		return -1;
 */
#ifndef PERTURB_CHAIN_H
#define PERTURB_CHAIN_H

#include "perturb/perturb.h"

/* A name fits the folders of attack sets, which have 31 bytes for it; so there are at most this many parts. */
#define CHAIN_NAME 31
#define CHAIN_PARTS 15

struct chain {
	char name[CHAIN_NAME + 1];
	const struct attack *part[CHAIN_PARTS];
	size_t count;
	const struct rejects *rejects; /* of its parts; chain_parse says NULL, none */
};

/* "swap", or "swap+romanise". Refused: a part that is no attack, "none" as a part of several, a name too long. */
int chain_parse(struct chain *out, const char *name, struct xt_err *err);

/* What must be loaded of a language, as attack.needs; and whether any part has something to do in it. */
unsigned chain_needs(const struct chain *chain);
bool chain_able(const struct chain *chain, const struct lang *lang);

/* What the first part could do to texts that are cut: perturb_propose_cut, where the language is able. */
int chain_propose(const struct chain *chain, struct lang *lang, const struct item *clean,
        const struct text text[FIELD_COUNT], unsigned fields, struct arena *arena, struct perturb_sites *out,
        struct xt_err *err);

/* Makes the attacked item: the first part's choice among its sites, then each other part on what has become of the
 * text, at the same severity. The edits are those from the clean text to the last one: two that touch are one, and
 * one that the next part has undone is none. The chance of the k-th part is that of the name up to it, so that
 * swap+romanise begins as swap does. */
int chain_choose(const struct chain *chain, struct lang *lang, const struct perturb_sites *sites,
        const struct item *clean, unsigned severity, uint64_t seed, unsigned fields, struct arena *arena,
        struct item *out, struct xt_err *err);

#endif
