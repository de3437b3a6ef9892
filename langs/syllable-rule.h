/* SPDX-License-Identifier: Apache-2.0 · what a rule of syllables is made of; only langs/syllable*.c include this */
#ifndef LANGS_SYLLABLE_RULE_H
#define LANGS_SYLLABLE_RULE_H
/*
 *	const struct syllable_rule syllable_thai = {"thai", 5, BARRIERS, classify, fault};
 *
 * A script is judged code point by code point: each is of a kind, and may or may not stand behind those before it.
 */
#include <stddef.h>
#include <stdint.h>

/* The two kinds that every rule has: the beginning and the end of the text, and what the rule does not know. */
enum { SYLLABLE_EDGE, SYLLABLE_OTHER };

/* The most that a rule may look back. */
#define SYLLABLE_BACK 8

struct syllable_rule {
	const char *name; /* as in language.ini */
	size_t back;      /* code points that fault looks back, at most SYLLABLE_BACK */

	/* Kinds over which fault never looks back, a bit each (by the low five bits of the kind): most texts are judged in
	 * fewer steps by them. The two of every rule are always among them. */
	uint32_t barriers;

	unsigned char (*classify)(int32_t c); /* the kind of a code point; never SYLLABLE_EDGE */

	/* 0 where now[0] may stand behind now[-1], now[-2] …; else of how many of them, now[0] counted, the fault is made:
	 * an edit further away is not to blame. */
	size_t (*fault)(const unsigned char *now);
};

extern const struct syllable_rule syllable_tamil, syllable_thai, syllable_vietnamese;

#endif
