/* SPDX-License-Identifier: Apache-2.0 · what Tamil can write
 *
 * The Unicode Standard 15.0, section 12.6: a vowel sign or pulli stands on a consonant. A two-part sign may be written as its
 * halves, but keyboards give one code point: where clean text has halves they stay, and no edit makes such. An independent
 * vowel begins a word; inside one there is only that which lengthens the vowel before it, a long vowel by its short one
 * (uyiraḷapeṭai, Naṉṉūl 91: ஆ by அ, ஈ ஐ by இ, ஊ ஔ by உ, ஏ by எ, ஓ by ஒ). No word begins with a consonant that has a pulli
 * (Naṉṉūl 102), but for loans, by what Sanskrit and English begin with: a stop before ய ர (ப்ரியா, ட்ரக், த்யானம்), க ப before
 * ல ள (ப்ளாஸ்டிக்), another than ப before வ (த்வனி, ட்வீட்), க before ஷ ஸ (க்ஷீணி), ஸ ஷ ஶ ஹ before any (ஸ்டீல், ஸ்நேகிதி); all
 * that begin so in the dictionary aspell-ta 20040424 are among these.
 */
#include <stdbool.h>

#include "langs/syllable-rule.h"

/* The low five bits of a kind. */
enum {
	CONSONANT = SYLLABLE_OTHER + 1,
	KA,
	PA,
	SIBILANT, /* ஶ ஷ ஸ ஹ */
	SONORANT, /* ங ஞ ண ந ன ம ற ழ */
	YA_RA,
	LATERAL, /* ல ள */
	VA,
	VOWEL, /* independent, short */
	VOWEL_LONG,
	SIGN,
	SIGN_E,   /* ெ ே: first halves */
	SIGN_AA,  /* ா: second half */
	SIGN_AU,  /* ௗ: second half */
	PULLI,    /* ் */
	ANUSVARA, /* ஂ */
	AYTAM     /* ஃ: no edge of a word */
};

/* The high three bits: of a short vowel, itself; of a long one, the short vowel that lengthens it. */
enum { A = 0x20, I = 0x40, U = 0x60, E = 0x80, O = 0xA0 };

#define KIND(k) ((k)&0x1F)
#define QUALITY(k) ((k)&0xE0)

static unsigned char classify(int32_t c)
{
	static const unsigned char LETTERS[] = {/* U+0B82 */ ANUSVARA, AYTAM, SYLLABLE_OTHER,
	        /* U+0B85 */ VOWEL | A, VOWEL_LONG | A, VOWEL | I, VOWEL_LONG | I, VOWEL | U, VOWEL_LONG | U,
	        SYLLABLE_OTHER, SYLLABLE_OTHER, SYLLABLE_OTHER, /* U+0B8E */ VOWEL | E, VOWEL_LONG | E,
	        VOWEL_LONG | I, SYLLABLE_OTHER, VOWEL | O, VOWEL_LONG | O, VOWEL_LONG | U};
	static const unsigned char CONSONANTS[] = {/* U+0B95 */ KA, CONSONANT, CONSONANT, CONSONANT, SONORANT,
	        CONSONANT, CONSONANT, CONSONANT, CONSONANT, SONORANT, CONSONANT, CONSONANT, CONSONANT,
	        CONSONANT, SONORANT, CONSONANT, CONSONANT, CONSONANT, CONSONANT, SONORANT, SONORANT, PA,
	        CONSONANT, CONSONANT, CONSONANT, SONORANT, YA_RA, YA_RA, SONORANT, LATERAL, LATERAL, SONORANT,
	        VA, SIBILANT, SIBILANT, SIBILANT, SIBILANT};
	static const unsigned char SIGNS[] = {/* U+0BBE */ SIGN_AA | A, SIGN, SIGN | I, SIGN, SIGN | U,
	        SYLLABLE_OTHER, SYLLABLE_OTHER, SYLLABLE_OTHER, /* U+0BC6 */ SIGN_E, SIGN_E | E, SIGN | I,
	        SYLLABLE_OTHER, SIGN, SIGN | O, SIGN | U, PULLI};

	if (c >= 0x0B95 && c <= 0x0BB9)
		return CONSONANTS[c - 0x0B95];
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

static bool is_consonant(unsigned kind)
{
	return kind >= CONSONANT && kind <= VA;
}

/* What stands behind a pulli: with a word's first consonant it must be one that loans begin with. */
static size_t fault_of_beginning(const unsigned char *now)
{
	unsigned first = KIND(now[-2]), second = KIND(now[0]);

	if (!is_consonant(first) || KIND(now[-3]) > SYLLABLE_OTHER)
		return 0;
	if (first == SIBILANT)
		return is_consonant(second) ? 0 : 4;
	if (second == YA_RA || (second == LATERAL && (first == KA || first == PA)))
		return 0;
	return (second == VA && first != PA) || (second == SIBILANT && first == KA) ? 0 : 4;
}

static size_t fault(const unsigned char *now)
{
	unsigned before = KIND(now[-1]);
	size_t beginning = before == PULLI ? fault_of_beginning(now) : 0;

	if (beginning)
		return beginning;
	switch (KIND(now[0])) {
	case VOWEL:
	case VOWEL_LONG:
		return fault_of_vowel(now);
	case SIGN:
	case SIGN_E:
	case SIGN_AA: /* the second halves too: behind a first half they are one sign with it */
	case SIGN_AU:
		return is_consonant(before) ? 0 : 2;
	case PULLI:
		if (!is_consonant(before))
			return 2;
		return before >= SONORANT && KIND(now[-2]) <= SYLLABLE_OTHER ? 3 : 0;
	case ANUSVARA:
		return before >= CONSONANT && before <= SIGN_AU ? 0 : 2;
	default:
		return 0;
	}
}

const struct syllable_rule syllable_tamil = {
        "tamil", 3, 1U << SYLLABLE_EDGE | 1U << SYLLABLE_OTHER, classify, fault};
