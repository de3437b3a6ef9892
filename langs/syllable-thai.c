/* SPDX-License-Identifier: Apache-2.0 · what Thai can write
 *
 * The cell classes of WTT 2.0 (Theppitak Karoonboonyanan, "Standardization and Implementations of Thai Language", NECTEC;
 * TIS 620-2533 order of code points) and The Unicode Standard 15.0, section 16.1, with what WTT leaves to spelling, by the
 * Royal Institute Dictionary: a leading vowel stands before its consonant, and which signs that consonant may have beside it
 * (เ◌ิ เ◌ี เ◌ื เ◌็ เ◌า เ◌ะ แ◌็ แ◌ะ โ◌ะ, none after ไ ใ); ◌ั, ◌ื and ◌็ need a consonant behind (an open -ือ is written with อ; ก็ is
 * the one exception); ะ stands behind า in เ◌าะ only, over two consonants at most (เพราะ, เฉพาะ), ๅ behind ฤ and ฦ only; no
 * consonant has two vowels, a tone between them or not; what ◌์ silences is behind what sounds. The consonant behind ◌ั ◌ื ◌็
 * closes their syllable and has no vowel, tone or ◌์ of its own, but for ◌ัวะ and Indic ◌ิ ◌ุ (สมบัติ, จัตุรัส): of the 51,682
 * words of hunspell-th 7.5.0 only ลัดา, สหัสา and ปดิวรัดา have another, and มีฝืมือ by mistake.
 */
#include <stdbool.h>

#include "langs/syllable-rule.h"

enum {
	CONSONANT = SYLLABLE_OTHER + 1,
	KO_KAI, /* ก */
	WO,     /* ว */
	RU,     /* ฤ ฦ */
	LEADING_E,
	LEADING_AE,
	LEADING_O,
	LEADING_AI, /* ไ ใ */
	AFTER_A,    /* ะ */
	AFTER_AA,   /* า */
	AFTER_AM,   /* ำ */
	AFTER_LONG, /* ๅ */
	ABOVE_I,    /* ◌ิ */
	ABOVE_II,   /* ◌ี */
	ABOVE_UE,   /* ◌ึ */
	MEDIAL_A,   /* ◌ั: a consonant must follow */
	MEDIAL_UE,  /* ◌ื: the same */
	BELOW,      /* ◌ุ */
	BELOW_UU,   /* ◌ู */
	TONE,
	SILENCER,      /* ◌์ */
	SHORTENER,     /* ◌็: a consonant must follow, but in the word ก็ */
	NIKHAHIT,      /* ◌ํ: on a bare consonant only, and a word ends with it (Pali) */
	SIGN_CONSONANT /* ◌๎ ◌ฺ: on a bare consonant only */
};

static unsigned char classify(int32_t c)
{
	static const unsigned char KIND[] = {/* U+0E30 */ AFTER_A, MEDIAL_A, AFTER_AA, AFTER_AM, ABOVE_I,
	        ABOVE_II, ABOVE_UE, MEDIAL_UE, /* U+0E38 */ BELOW, BELOW_UU, SIGN_CONSONANT, SYLLABLE_OTHER,
	        SYLLABLE_OTHER, SYLLABLE_OTHER, SYLLABLE_OTHER, SYLLABLE_OTHER, /* U+0E40 */ LEADING_E,
	        LEADING_AE, LEADING_O, LEADING_AI, LEADING_AI, AFTER_LONG, SYLLABLE_OTHER, SHORTENER,
	        /* U+0E48 */ TONE, TONE, TONE, TONE, SILENCER, NIKHAHIT, SIGN_CONSONANT};

	if (c == 0x0E01)
		return KO_KAI;
	if (c == 0x0E24 || c == 0x0E26)
		return RU;
	if (c == 0x0E27)
		return WO;
	if (c > 0x0E01 && c <= 0x0E2E)
		return CONSONANT;
	return c >= 0x0E30 && c < 0x0E30 + (int32_t)sizeof(KIND) ? KIND[c - 0x0E30] : SYLLABLE_OTHER;
}

static bool is_consonant(unsigned k)
{
	return k >= CONSONANT && k <= RU;
}

static bool is_leading(unsigned k)
{
	return k >= LEADING_E && k <= LEADING_AI;
}

/* What came before still waits for a consonant: a leading vowel, ◌ั ◌ื with or without a tone, ◌็. */
static size_t fault_of_waiting(const unsigned char *now)
{
	if (is_consonant(now[0]))
		return 0;
	if (is_leading(now[-1]))
		return 2;
	if (now[-1] == SHORTENER) /* ก็, but not เก็ */
		return now[-2] != KO_KAI ? 3 : is_leading(now[-3]) ? 4 : 0;
	if (now[-1] == MEDIAL_A || now[-1] == MEDIAL_UE)
		return now[0] == TONE ? 0 : 2;
	return now[-1] == TONE && (now[-2] == MEDIAL_A || now[-2] == MEDIAL_UE) ? 3 : 0;
}

/* A sign on a consonant; led_by has the bits of the leading vowels that the consonant may have. */
static size_t on_consonant(const unsigned char *now, unsigned led_by)
{
	if (!is_consonant(now[-1]))
		return 2;
	return is_leading(now[-2]) && !(led_by & 1U << now[-2]) ? 3 : 0;
}

/* ะ า ำ, which stand behind a consonant or its tone. */
static size_t behind_consonant(const unsigned char *now, unsigned led_by)
{
	if (now[-1] != TONE)
		return on_consonant(now, led_by);
	if (!is_consonant(now[-2])) /* it has a vowel: ที่า */
		return 3;
	return is_leading(now[-3]) && !(led_by & 1U << now[-3]) ? 4 : 0;
}

/* า before ะ, in เกาะ, เพราะ, เจ้าะ: behind เ and one consonant or two. */
static size_t fault_of_o(const unsigned char *now)
{
	const unsigned char *at = now[-2] == TONE ? now - 3 : now - 2;

	if (is_consonant(at[0]) && (at[-1] == LEADING_E || (is_consonant(at[-1]) && at[-2] == LEADING_E)))
		return 0;
	return 6;
}

/* What ◌์ silences: a consonant (ศุกร์), with the vowel that Indic words have there (สิทธิ์, พันธุ์), behind another letter of
 * the word. That of a vowel sounds: เ◌์. */
static size_t fault_of_silencer(const unsigned char *now)
{
	bool vowel = now[-1] >= ABOVE_I && now[-1] <= BELOW_UU && now[-1] != MEDIAL_A && now[-1] != MEDIAL_UE;

	if (!vowel && on_consonant(now, 0))
		return on_consonant(now, 0);
	if (vowel && is_consonant(now[-2]))
		return now[-3] <= SYLLABLE_OTHER ? 4 : 0;
	return !vowel && now[-2] <= SYLLABLE_OTHER ? 3 : 0;
}

/* A sign on a consonant that closes the syllable of ◌ั ◌ื ◌็. */
static size_t fault_of_closing(const unsigned char *now)
{
	bool tone = now[-2] == TONE;
	unsigned vowel = tone ? now[-3] : now[-2];

	if (now[0] < AFTER_A || !is_consonant(now[-1]))
		return 0;
	if (vowel == MEDIAL_A)
		return now[0] == ABOVE_I || now[0] == BELOW || (now[0] == AFTER_A && now[-1] == WO)
		               ? 0
		               : 3U + tone;
	if (vowel == MEDIAL_UE)
		return 3U + tone;
	return vowel == SHORTENER && now[-3] != KO_KAI ? 4 : 0;
}

static size_t fault(const unsigned char *now)
{
	size_t waiting = fault_of_waiting(now), closing = fault_of_closing(now);

	if (waiting || closing)
		return waiting > closing ? waiting : closing;
	if (now[-1] == TONE && now[-2] == NIKHAHIT)
		return now[0] == AFTER_AA ? 0 : 3;
	if (now[-1] == NIKHAHIT) /* นํา, sara am in two pieces, must not come apart: พ่อครัวานํมัน */
		return now[0] <= SYLLABLE_OTHER ? 0 : 2;
	switch (now[0]) {
	case AFTER_A:
		return now[-1] == AFTER_AA
		               ? fault_of_o(now)
		               : behind_consonant(now, 1U << LEADING_E | 1U << LEADING_AE | 1U << LEADING_O);
	case AFTER_AA:
		return behind_consonant(now, 1U << LEADING_E);
	case AFTER_AM:
		return behind_consonant(now, 0);
	case AFTER_LONG:
		return now[-1] == RU ? 0 : 2;
	case ABOVE_I:
	case ABOVE_II:
	case MEDIAL_UE:
		return on_consonant(now, 1U << LEADING_E);
	case SHORTENER:
		return on_consonant(now, 1U << LEADING_E | 1U << LEADING_AE);
	case ABOVE_UE:
	case MEDIAL_A:
	case BELOW:
	case BELOW_UU:
	case NIKHAHIT:
	case SIGN_CONSONANT:
		return on_consonant(now, 0);
	case TONE:
		return is_consonant(now[-1]) || (now[-1] >= ABOVE_I && now[-1] <= BELOW_UU) ? 0 : 2;
	case SILENCER:
		return fault_of_silencer(now);
	default:
		return 0;
	}
}

const struct syllable_rule syllable_thai = {
        "thai",
        5,
        1U << SYLLABLE_EDGE | 1U << SYLLABLE_OTHER | 1U << LEADING_E | 1U << LEADING_AE | 1U << LEADING_O |
                1U << LEADING_AI,
        classify,
        fault,
};
