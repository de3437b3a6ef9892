/* SPDX-License-Identifier: Apache-2.0 · how a language is typed, and what fingers do wrong
 *
 *	const struct stroke *stroke = lang_stroke(lang, 0x0E2A);
 *
 *	if (stroke)
 *		proposals_add_variants(out, begin, end, &stroke->slips, 1);
 *
 * language.ini names the layouts ([xkb] layouts = th(basic) 95, th(pat) 5: the numbers are shares). The tables are made
 * once at load, so that an attack only looks up.
 */
#ifndef LANGS_SLIPS_H
#define LANGS_SLIPS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/variants.h"
#include "langs/lang.h"

struct tables;
struct slips;

/* The published mix of MulTypo (Y. Liu and others, arXiv 2510.09536, and its package multypo 0.1.1), of which the drawing
 * makes shares of the whole. */
#define SLIP_DELETE .28f
#define SLIP_INSERT .15f
#define SLIP_REPLACE .28f
#define SLIP_TRANSPOSE .28f

/* One character: what it becomes when it is mistyped (nothing; a neighbour; itself and a neighbour), weights as above. */
struct stroke {
	struct variants slips;
	struct variants
	        held; /* the same where the key before was typed with Shift, which may still be down */
	bool shifted; /* typed with Shift itself */
	uint8_t left,
	        right; /* which hand, a bit for each layout; a character that needs two keys has neither */
};

/* Whether a keyboard is known at all. */
bool lang_has_keyboard(const struct lang *lang);

/* The stroke of a character; one that is on no key but belongs to the script can only be left out. NULL: not a letter,
 * mark or apostrophe. */
const struct stroke *lang_stroke(const struct lang *lang, int32_t c);

/* In which share of the layouts different hands type the two: 0 to 1. */
float lang_hands_apart(const struct lang *lang, const struct stroke *a, const struct stroke *b);

/* How a wrong layout can be on ([xkb] mistaken = th(basic) as us(basic) 95, …): how many ways, each one's share, and
 * what a word typed so becomes (appended). False where one of the two keyboards lacks a character. */
size_t lang_mistaken_count(const struct lang *lang);
float lang_mistaken_share(const struct lang *lang, size_t i);
bool lang_mistype(const struct lang *lang, size_t i, const char *word, size_t length, struct buf *out);

/* For lang.c: reads [xkb] and builds; frees. */
int slips_load(struct tables *tables, struct xt_err *err);
void slips_free(struct slips *slips);

#endif
