/* SPDX-License-Identifier: Apache-2.0 · the contract of an attack, and the sampler that chooses among its edits */
#ifndef PERTURB_PERTURB_H
#define PERTURB_PERTURB_H
/*
 *	const struct attack *swap = attack_find("swap");
 *	struct item attacked;
 *
 *	if (perturb_item(swap, lang, &clean, 3, seed, FIELDS_ALL, &arena, &attacked, err))
 *		return -1;
 *
 * An attack proposes edits; it never rewrites text. Who chooses among them is someone else: the sampler here
 * (seeded noise at
 * a severity), later a search with a model in the loop.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"
#include "base/variants.h"
#include "data/item.h"
#include "langs/lang.h"

/* One edit that could be made: bytes begin … end − 1 of the text become now. */
struct proposal {
	uint32_t begin, end;
	struct str now; /* in the list's arena, or borrowed from the text or the language */
	float weight; /* > 0: how likely the sampler is to take it, against others of the same text; 1 is usual */
	/* NULL: now. Else now is empty, and one of these is drawn when the place is chosen; not what stands there already,
	 * and not what makes an ill-formed syllable. They live as long as the language. */
	const struct variants *variants;
};

struct proposals {
	struct proposal *proposal;
	size_t count, capacity;
	struct arena *arena; /* the caller's */
};

/* Appends one; now is copied. A proposal equal to what is there (a no-op) is not taken. */
void proposals_add(struct proposals *list, const struct text *text, uint32_t begin, uint32_t end,
        const char *now, size_t length, float weight);

/* The same, but only where the syllables in it and beside it are ones that the language's script can write
 * (lang_fits). */
void proposals_add_formed(struct proposals *list, const struct text *text, const struct lang *lang,
        uint32_t begin, uint32_t end, const char *now, size_t length, float weight);

/* The same two without a copy: now lives as long as the list, being a piece of the text, of the language or of the list's
 * arena. */
void proposals_borrow(struct proposals *list, const struct text *text, uint32_t begin, uint32_t end,
        struct str now, float weight);
void proposals_borrow_formed(struct proposals *list, const struct text *text, const struct lang *lang,
        uint32_t begin, uint32_t end, struct str now, float weight);

/* One place for which any of the variants may be drawn. Not taken where there are none. The chooser sees to it that what
 * it draws changes the text and, for an attack that promises it, fits. */
void proposals_add_variants(
        struct proposals *list, uint32_t begin, uint32_t end, const struct variants *variants, float weight);

/* From at, so far down (or up) a text that a syllable at `at` depends on nothing further away: at most so many bytes, eight
 * code points of three. */
#define PERTURB_BESIDE 24
uint32_t perturb_beside(const struct text *text, uint32_t at, bool up);

/* What severity counts, and what is edited at most once: places (proposals that do not overlap; two insertions at the
 * same byte do), or the words in which there is a proposal. One that reaches over several words takes them all. */
enum attack_unit { UNIT_GRAPHEME, UNIT_WORD };

/* What an attack promises of its every output; the registry test holds it to them. */
enum {
	PROMISE_WELL_FORMED = 1, /* every syllable is one that the script can write */
	PROMISE_WORDS = 2,       /* no space comes or goes: as many words as before, where spaces part them */
	PROMISE_MEANING = 4,     /* a reader takes it for the same statement */
	PROMISE_LOOKS = 8,       /* it looks the same in print */
};

/* One attack: data and function pointers, at the end of its own file, named in list.def. No file-level state. */
struct attack {
	const char *name;    /* the file's name too: swap.c, "swap" */
	const char *summary; /* one line, for list and manual */
	enum attack_unit unit;
	unsigned promises;
	unsigned
	        needs; /* parts of the language that must be loaded before able or propose is asked: LANG_LETTERS | … */

	/* Whether the language can have a site at all; false: declared empty, written as unchanged items. NULL:
	 * every language. */
	bool (*able)(const struct lang *lang);

	/* Lists every edit that could be made to one text. Pure: no I/O, no chance, no state; lang is this worker's.
	 * Sites in the order of their begin; several proposals may share or overlap a site, the chooser takes at most
	 * one of those. NULL: no sites (none). */
	int (*propose)(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err);
};

/* The rows of list.def in its order, "none" first; NULL past the end. */
const struct attack *attack_at(size_t i);

/* By name; NULL where there is none. */
const struct attack *attack_find(const char *name);

/* Shares of the attackable units for severity 1 to 5: .05 .10 .20 .35 .50. */
extern const double SEVERITY_SHARE[6];

/* How many edits a text with `sites` non-overlapping attackable units gets: share × sites rounded half up, at least
 * one, at most sites; 0 for severity 0 or no sites. */
size_t severity_edits(unsigned severity, size_t sites);

struct places;  /* choice.h */
struct rejects; /* rejects.h */

/* Everything that an attack could do to one item: what all severities and seeds choose from. */
struct perturb_sites {
	struct text text[FIELD_COUNT];
	struct proposals list[FIELD_COUNT];
	size_t sites[FIELD_COUNT];          /* attackable units */
	struct places *places[FIELD_COUNT]; /* NULL: no sites */
	uint64_t stream;                    /* perturb_stream */
};

/* What chance knows of the language and of the attack's name. */
uint64_t perturb_stream(const struct lang *lang, const char *attack);

/* Cuts the fields asked for, once for every attack; arrays in arena, bytes borrowed from clean. */
int perturb_cut(struct lang *lang, const struct item *clean, unsigned fields, struct arena *arena,
        struct text out[FIELD_COUNT], struct xt_err *err);

/* Lets the attack propose on texts that are cut; for a language that is able. What is in rejects (NULL: nothing) is left
 * out. out must stay where it is. */
int perturb_propose_cut(const struct attack *attack, struct lang *lang, const struct item *clean,
        const struct text text[FIELD_COUNT], unsigned fields, const struct rejects *rejects,
        struct arena *arena, struct perturb_sites *out, struct xt_err *err);

/* Cuts the fields asked for and lets the attack propose; everything is in arena or borrowed from clean. No sites for
 * "none", for languages that are not able, and in fields not asked for. */
int perturb_propose(const struct attack *attack, struct lang *lang, const struct item *clean, unsigned fields,
        struct arena *arena, struct perturb_sites *out, struct xt_err *err);

/* Chooses for one severity and seed: perturb_item is perturb_propose and this. */
void perturb_choose(const struct attack *attack, const struct lang *lang, const struct perturb_sites *sites,
        const struct item *clean, unsigned severity, uint64_t seed, struct arena *arena, struct item *out);

/* Makes the attacked item in *out (memory from arena; clean fields may be shared): chooses edits for the fields in
 * `fields` (bits) at a severity. Chance is a function of (seed, language, idx, field, attack, severity) alone.
 * Choices stay distinct: where they would not, the edits of choice2 are chosen again with the next numbers of the
 * same stream, and after 16 tries choice2 stays clean, and then, where even that is not enough, choice1 too. Severity
 * 0, "none" and languages that are not able give the unchanged item with no edits. out->attack, severity and seed are
 * filled in. */
int perturb_item(const struct attack *attack, struct lang *lang, const struct item *clean, unsigned severity,
        uint64_t seed, unsigned fields, struct arena *arena, struct item *out, struct xt_err *err);

#endif
