/* SPDX-License-Identifier: Apache-2.0 · which of the proposals for one text are made
 *
 *	struct choice c;
 *
 *	choice_init(&c, attack, lang, &text, &proposals, &arena);
 *	choice_draw(&c, wanted, &chance);
 *	for (size_t i = 0; i < proposals.count; i++)
 *		if (c.chosen[i])
 *			use(&proposals.proposal[i], &c.now[i]);
 *	choice_release(&c);
 */
#ifndef PERTURB_CHOICE_H
#define PERTURB_CHOICE_H

#include "base/philox.h"
#include "perturb/perturb.h"

/* The proposals of one text while some of them are chosen. Weights are whole numbers in a Fenwick tree, so that a draw
 * takes log n steps and no rounding depends on the order of a sum. */
struct choice {
	const struct text *text;
	const struct proposals *list;
	const struct lang *lang; /* NULL: syllables are not looked at */
	struct arena *arena;
	uint64_t *tree; /* [count + 1] */
	uint64_t total;
	bool *chosen;      /* [count] */
	struct str *now;   /* [count]: of the chosen ones, what they become */
	struct span *area; /* [count]: what no other may touch: the edit itself, or its words */
	uint32_t widest;   /* bytes of the longest area */
	struct buf around;
};

/* How many attackable units there are. */
size_t choice_sites(const struct attack *attack, const struct text *text, const struct proposals *list);

/* Everything is borrowed for as long as the choice lives, or in arena. */
void choice_init(struct choice *c, const struct attack *attack, const struct lang *lang,
        const struct text *text, const struct proposals *list, struct arena *arena);

/* Chooses at most wanted, by weight, none touching another's area; fewer where those left do not fit. Returns how
 * many. Once only for a choice. */
size_t choice_draw(struct choice *c, size_t wanted, struct philox *chance);

void choice_release(struct choice *c);

#endif
