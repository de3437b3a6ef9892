/* SPDX-License-Identifier: Apache-2.0 · pairs of clean and attacked texts for people who read the language
 *
 *	struct review review = REVIEW_INIT(20, seed);
 *
 *	review_add(&review, lang, "swap", clean, attacked, count, err);
 *	review_write(&review, "SETS", err);
 *	review_release(&review);
 */
#ifndef PERTURB_REVIEW_H
#define PERTURB_REVIEW_H

#include "data/item.h"
#include "langs/lang.h"

struct review {
	size_t pairs; /* of each language and attack */
	uint64_t seed;
	struct buf tsv, html;
};

#define REVIEW_INIT(n, s)                    \
	{                                    \
		(n), (s), BUF_INIT, BUF_INIT \
	}

/* Adds the pairs of one language and attack: of the items that have edits so many as chance takes, one field of each,
 * with a row for each edit. attacked are the same items as clean, in the same order. */
int review_add(struct review *review, struct lang *lang, const char *attack, const struct item *clean,
        const struct item *attacked, size_t count, struct xt_err *err);

/* Writes SETS/review.tsv and SETS/review.html. A review that is there with other bytes holds perhaps somebody's verdicts:
 * it is not overwritten, that fails. */
int review_write(const struct review *review, const char *sets, struct xt_err *err);

void review_release(struct review *review);

#endif
