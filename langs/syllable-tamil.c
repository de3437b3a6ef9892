/* SPDX-License-Identifier: Apache-2.0 · what Tamil can write
 *
 * The Unicode Standard 15.0, section 12.6: a vowel sign or pulli stands on a consonant; the two-part signs may be written as
 * their two halves. An independent vowel begins a word; inside one there is only that which lengthens the vowel before it, a
 * long vowel by its short one (uyiraḷapeṭai, Naṉṉūl 91: ஆ by அ, ஈ ஐ by இ, ஊ ஔ by உ, ஏ by எ, ஓ by ஒ). No word begins with
 * a consonant that has a pulli (Naṉṉūl 102); what loans begin with (ப்ரியா, ட்ரக், ஸ்டீல்) is let be, which no nasal or liquid is.
 */
#include <stdbool.h>

#include "langs/syllable-rule.h"

/* The low four bits of a kind. */
enum {
	CONSONANT = SYLLABLE_OTHER + 1,
	SONORANT, /* ங ஞ ண ந ன ம ய ர ற ல ள ழ வ */
	VOWEL,    /* independent, short */
	VOWEL_LONG,
	SIGN,
	SIGN_E,   /* ெ ே: first halves */
	SIGN_AA,  /* ா: second half */
	SIGN_AU,  /* ௗ: second half */
	PULLI,    /* ் */
	ANUSVARA, /* ஂ */
	AYTAM     /* ஃ: no edge of a word */
};

/* The high four bits: of a short vowel, itself; of a long one, the short vowel that lengthens it. */
enum { A = 0x10, I = 0x20, U = 0x30, E = 0x40, O = 0x50 };

/* From U+0B95 on, a bit for each of ங ஞ ண ந ன ம ய ர ற ல ள ழ வ. */
#define SONORANTS 0x1FE184210ULL

#define KIND(k) ((k)&0x0F)
#define QUALITY(k) ((k)&0xF0)

static unsigned char classify(int32_t c)
{
	static const unsigned char LETTERS[] = {/* U+0B82 */ ANUSVARA, AYTAM, SYLLABLE_OTHER,
	        /* U+0B85 */ VOWEL | A, VOWEL_LONG | A, VOWEL | I, VOWEL_LONG | I, VOWEL | U, VOWEL_LONG | U,
	        SYLLABLE_OTHER, SYLLABLE_OTHER, SYLLABLE_OTHER, /* U+0B8E */ VOWEL | E, VOWEL_LONG | E,
	        VOWEL_LONG | I, SYLLABLE_OTHER, VOWEL | O, VOWEL_LONG | O, VOWEL_LONG | U};
	static const unsigned char SIGNS[] = {/* U+0BBE */ SIGN_AA | A, SIGN, SIGN | I, SIGN, SIGN | U,
	        SYLLABLE_OTHER, SYLLABLE_OTHER, SYLLABLE_OTHER, /* U+0BC6 */ SIGN_E, SIGN_E | E, SIGN | I,
	        SYLLABLE_OTHER, SIGN, SIGN | O, SIGN | U, PULLI};

	if (c >= 0x0B95 && c <= 0x0BB9)
		return SONORANTS >> (c - 0x0B95) & 1 ? SONORANT : CONSONANT;
	if (c >= 0x0B82 && c < 0x0B82 + (int32_t)sizeof(LETTERS))
		return LETTERS[c - 0x0B82];
	if (c >= 0x0BBE && c < 0x0BBE + (int32_t)sizeof(SIGNS))
		return SIGNS[c - 0x0BBE];
	return c == 0x0BD7 ? SIGN_AU | U : SYLLABLE_OTHER;
}

/* The short vowel that lengthens what stands before now, 0 where it is not long. */
static unsigned lengthens(const unsigned char *now)
{
	if (KIND(now[-1]) == SIGN_AA && KIND(now[-2]) == SIGN_E) /* ோ, or ொ, in two halves */
		return QUALITY(now[-2]) ? O : 0;
	return KIND(now[-1]) == VOWEL || KIND(now[-1]) == SYLLABLE_OTHER ? 0U : (unsigned)QUALITY(now[-1]);
}

static size_t fault_of_vowel(const unsigned char *now)
{
	unsigned before = KIND(now[-1]);

	if (before <= SYLLABLE_OTHER)
		return 0;
	if (KIND(now[0]) == VOWEL) {
		if (lengthens(now) == (unsigned)QUALITY(now[0]))
			return 0;
		if (now[-1] == now[0] &&
		        (now[-2] == now[0] || lengthens(now - 1) == (unsigned)QUALITY(now[0])))
			return 0;
	}
	return 4;
}

static size_t fault(const unsigned char *now)
{
	unsigned before = KIND(now[-1]);
	bool consonant = before == CONSONANT || before == SONORANT;

	switch (KIND(now[0])) {
	case VOWEL:
	case VOWEL_LONG:
		return fault_of_vowel(now);
	case SIGN:
	case SIGN_E:
		return consonant ? 0 : 2;
	case PULLI:
		return !consonant ? 2 : before == SONORANT && KIND(now[-2]) <= SYLLABLE_OTHER ? 3 : 0;
	case SIGN_AA:
	case SIGN_AU:
		return consonant || before == SIGN_E ? 0 : 2;
	case ANUSVARA:
		return before >= CONSONANT && before <= SIGN_AU ? 0 : 2;
	default:
		return 0;
	}
}

const struct syllable_rule syllable_tamil = {
        "tamil", 3, 1U << SYLLABLE_EDGE | 1U << SYLLABLE_OTHER, classify, fault};
