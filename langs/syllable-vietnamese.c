/* SPDX-License-Identifier: Apache-2.0 · what Vietnamese can write
 *
 * The letters of chữ Quốc ngữ (CLDR 42's exemplar set): ă â ê ô ơ ư đ, and one of five tones on a vowel: so no other mark,
 * and none on a consonant. A syllable has one tone, on its vowels, which stand together (L. C. Thompson, A Vietnamese
 * Reference Grammar, 1987): two tones in a run of vowels are one too many. f j w z are left to foreign
 * words. Marks may be letters of their own (NFD).
 */
#include <stdbool.h>

#include "langs/syllable-rule.h"

/* The low four bits of a kind. */
enum {
	CONSONANT = SYLLABLE_OTHER + 1,
	A,
	E,
	I, /* and y */
	O,
	U,
	FOREIGN,    /* a letter that Vietnamese has not */
	TONE,       /* combining marks */
	CIRCUMFLEX, /* â ê ô */
	BREVE,      /* ă */
	HORN        /* ơ ư */
};

enum { SHAPED = 0x10, TONED = 0x20 };

#define KIND(k) ((k)&0x0F)

/* U+1EA0 to U+1EF9 are pairs of a capital and a small letter. */
static unsigned char classify_pair(int32_t c)
{
	static const unsigned char UPTO[] = {2, 12, 15, 20, 22, 24, 34, 36, 41, 45};
	static const unsigned char KINDS[] = {
	        A, A | SHAPED, E, E | SHAPED, I, O, O | SHAPED, U, U | SHAPED, I};
	int32_t pair = (c - 0x1EA0) / 2;
	int i = 0;

	while (UPTO[i] <= pair)
		i++;
	return KINDS[i] | TONED;
}

static unsigned char classify_ascii(int32_t c)
{
	switch (c | 0x20) {
	case 'a':
		return A;
	case 'e':
		return E;
	case 'i':
	case 'y':
		return I;
	case 'o':
		return O;
	case 'u':
		return U;
	default:
		return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? CONSONANT : SYLLABLE_OTHER;
	}
}

static unsigned char classify_latin1(int32_t c)
{
	static const unsigned char KINDS[] = {/* U+00E0 */ A | TONED, A | TONED, A | SHAPED, A | TONED,
	        FOREIGN, FOREIGN, FOREIGN, FOREIGN, E | TONED, E | TONED, E | SHAPED, FOREIGN, I | TONED,
	        I | TONED, FOREIGN, FOREIGN, /* U+00F0 */ FOREIGN, FOREIGN, O | TONED, O | TONED, O | SHAPED,
	        O | TONED, FOREIGN, SYLLABLE_OTHER, FOREIGN, U | TONED, U | TONED, FOREIGN, FOREIGN,
	        I | TONED, FOREIGN, FOREIGN};

	return c == 0xDF ? FOREIGN : KINDS[(c | 0x20) - 0xE0];
}

static unsigned char classify(int32_t c)
{
	if (c < 0x80)
		return classify_ascii(c);
	if (c >= 0x1EA0 && c < 0x1EFA)
		return classify_pair(c);
	if (c >= 0xC0 && c < 0x100)
		return classify_latin1(c);
	switch (c) {
	case 0x102:
	case 0x103:
		return A | SHAPED;
	case 0x110:
	case 0x111:
		return CONSONANT;
	case 0x128:
	case 0x129:
		return I | TONED;
	case 0x168:
	case 0x169:
		return U | TONED;
	case 0x1A0:
	case 0x1A1:
		return O | SHAPED;
	case 0x1AF:
	case 0x1B0:
		return U | SHAPED;
	case 0x300:
	case 0x301:
	case 0x303:
	case 0x309:
	case 0x323:
		return TONE;
	case 0x302:
		return CIRCUMFLEX;
	case 0x306:
		return BREVE;
	case 0x31B:
		return HORN;
	default: /* other Latin letters, other marks */
		return (c >= 0x100 && c < 0x370) || (c >= 0x1E00 && c < 0x1F00) ? FOREIGN : SYLLABLE_OTHER;
	}
}

static bool is_mark(unsigned char k)
{
	return KIND(k) >= TONE;
}

static bool is_vowel(unsigned char k)
{
	return KIND(k) >= A && KIND(k) <= U;
}

/* A mark that gives a letter its shape; a tone below may stand before it (canonical order). */
static size_t fault_of_shape(const unsigned char *now)
{
	unsigned char base = KIND(now[-1]) == TONE ? now[-2] : now[-1];
	bool fits = KIND(now[0]) == CIRCUMFLEX ? base == A || base == E || base == O
	            : KIND(now[0]) == BREVE    ? base == A
	                                       : base == O || base == U;

	return fits ? 0 : 3;
}

/* Whether no vowel of those that stand together before now has a tone. */
static size_t fault_of_tone(const unsigned char *now)
{
	const unsigned char *before = now - 1;

	if (KIND(now[0]) == TONE && !is_vowel(now[-1]) && !(is_mark(now[-1]) && is_vowel(now[-2])))
		return 3;
	for (; now - before < 7 && (is_vowel(*before) || is_mark(*before)); before--)
		if (*before & TONED || KIND(*before) == TONE)
			return (size_t)(now - before) + 1;
	return 0;
}

static size_t fault(const unsigned char *now)
{
	switch (KIND(now[0])) {
	case FOREIGN:
		return 1;
	case CIRCUMFLEX:
	case BREVE:
	case HORN:
		return fault_of_shape(now);
	default:
		return now[0] & TONED || KIND(now[0]) == TONE ? fault_of_tone(now) : 0;
	}
}

const struct syllable_rule syllable_vietnamese = {
        "vietnamese",
        7,
        1U << SYLLABLE_EDGE | 1U << SYLLABLE_OTHER | 1U << CONSONANT | 1U << FOREIGN,
        classify,
        fault,
};
