/* SPDX-License-Identifier: Apache-2.0 · which strings a script can write: rules for Tamil, Thai, Vietnamese */
#ifndef LANGS_SYLLABLE_H
#define LANGS_SYLLABLE_H
/*
 *	const struct syllable_rule *thai = syllable_find("thai");
 *
 *	if (!syllable_fits(thai, bytes, length, begin, end))
 *		…
 *
 * A rule judges one code point by what stands before it. It names no language: language.ini names the rule.
 */
#include <stdbool.h>
#include <stddef.h>

struct syllable_rule;

/* By the name that language.ini uses under [letters] syllables; NULL where there is none. */
const struct syllable_rule *syllable_find(const char *name);

/* The names, "tamil thai …": for messages. */
const char *syllable_names(void);

/* Whether bytes begin … end − 1 of a text fit together and with what stands beside them. What lies further away is not
 * judged: real text is itself odd in places (น + ํ + ้ + า in XCOPA), and an edit elsewhere has not made it so. The
 * whole text is judged with 0, length; an empty range judges the seam there. bytes is valid UTF-8, the range
 * at code points. */
bool syllable_fits(
        const struct syllable_rule *rule, const char *bytes, size_t length, size_t begin, size_t end);

/* Whether the text would fit so where begin … end − 1 became now: without making that text. */
bool syllable_edit_fits(const struct syllable_rule *rule, const char *bytes, size_t length, size_t begin,
        size_t end, const char *now, size_t now_length);

#endif
