/* SPDX-License-Identifier: Apache-2.0 · which of the proposals for one text are made
 *
 *	struct refusals none = {NULL, 0};
 *	struct choice c;
 *	const struct places *places = places_new(attack, lang, &text, &proposals, &none, &arena);
 *
 *	choice_init(&c, places, &arena);
 *	choice_draw(&c, wanted, &chance);
 *	for (size_t i = choice_next(&c, 0); i < proposals.count; i = choice_next(&c, i + 1))
 *		use(&proposals.proposal[i], &c.now[i]);
 *	choice_release(&c);
 */
#ifndef PERTURB_CHOICE_H
#define PERTURB_CHOICE_H

#include "base/philox.h"
#include "perturb/perturb.h"
#include "perturb/rejects.h"

#define CHOICE_LEVELS 8

/* The proposals of one text, made ready once for every severity and seed. Weights are whole numbers in a tree: each
 * number of a level is the sum of sixteen of the level below, and level 0 holds the weights. A draw walks down, and
 * striking one out takes a subtraction a level; no rounding depends on the order of a sum. */
struct places {
	const struct text *text;
	const struct proposals *list;
	const struct lang *lang; /* NULL: syllables are not looked at */
	struct span *area;       /* [count]: what no other may touch: the edit itself, or its words */
	uint32_t widest;         /* bytes of the longest area */
	size_t sites;            /* attackable units: the largest number of areas that do not overlap */
	uint64_t *tree;          /* [tree_size] */
	size_t tree_size, level[CHOICE_LEVELS]; /* where each level begins */
	unsigned levels;
	uint64_t total;
	struct refusals refusals; /* variants that are not to be drawn */
};

/* Everything is borrowed for as long as the places live, or in arena. */
struct places *places_new(const struct attack *attack, const struct lang *lang, const struct text *text,
        const struct proposals *list, const struct refusals *refusals, struct arena *arena);

/* While some of them are chosen. */
struct choice {
	const struct places *places;
	uint64_t *tree; /* what is left of the weights */
	uint64_t total;
	uint64_t *chosen; /* bit i % 64 of word i / 64 */
	struct str *now;  /* [count]: of the chosen ones, what they become */
	struct buf around;
};

void choice_init(struct choice *c, const struct places *places, struct arena *arena);

/* Chooses at most wanted, by weight, none touching another's area; fewer where those left do not fit. Returns how
 * many. Once only for a choice. */
size_t choice_draw(struct choice *c, size_t wanted, struct philox *chance);

/* The first chosen proposal from i on; the number of proposals where there is none. */
size_t choice_next(const struct choice *c, size_t i);

void choice_release(struct choice *c);

#endif
