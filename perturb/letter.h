/* SPDX-License-Identifier: Apache-2.0 · what a letter of a text is, to the attacks that move letters
 *
 *	if (letter_at(text, &text->letters[i]) == LETTER_CAPITAL)
 *		…
 */
#ifndef PERTURB_LETTER_H
#define PERTURB_LETTER_H

#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

/* Digits, punctuation and marks without a letter are no letters. */
enum letter { LETTER_NOT, LETTER_SMALL, LETTER_CAPITAL };

/* By its first code point. A script without capitals has small letters only. */
static inline enum letter letter_at(const struct text *text, const struct span *letter)
{
	unsigned char first = (unsigned char)text->bytes[letter->begin];
	const char *category;
	int32_t c;

	if (first < 0x80) /* nine letters of ten, in most languages */
		return (first | 0x20) < 'a' || (first | 0x20) > 'z' ? LETTER_NOT
		       : first < 'a'                                ? LETTER_CAPITAL
		                                                    : LETTER_SMALL;
	if (!utf8_next(text->bytes + letter->begin, letter->end - letter->begin, &c))
		return LETTER_NOT;
	category = utf8_category(c);
	return *category != 'L'                           ? LETTER_NOT
	       : category[1] == 'u' || category[1] == 't' ? LETTER_CAPITAL
	                                                  : LETTER_SMALL;
}

/* Whether letter i of a word stands among capitals: the next one is a capital, or where there is none, the one before. */
static inline bool letter_among_capitals(const struct text *text, const struct word *word, uint32_t i)
{
	if (i + 1 < word->last && letter_at(text, &text->letters[i + 1]))
		return letter_at(text, &text->letters[i + 1]) == LETTER_CAPITAL;
	return i > word->first && letter_at(text, &text->letters[i - 1]) == LETTER_CAPITAL;
}

#endif
