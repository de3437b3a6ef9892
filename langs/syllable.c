/* SPDX-License-Identifier: Apache-2.0 · which strings a script can write: rules for Tamil and Thai
 *
 * Tamil: The Unicode Standard 15.0, section 12.6: a vowel sign or pulli stands on a consonant; the two-part signs may be
 * written as their two halves.
 * Thai: the cell classes of WTT 2.0 (Theppitak Karoonboonyanan, "Standardization and Implementations of Thai
 * Language", NECTEC; TIS 620-2533 order of code points) and The Unicode Standard 15.0, section 16.1, with what WTT leaves
 * to spelling: a leading vowel stands before its consonant, and ◌ั, ◌ื and ◌็ need a consonant behind (the spelling of the Royal Institute
 * Dictionary: an open -ือ is written with อ; ก็ is the one exception).
 */
#include "langs/syllable.h"

#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

/* What a code point is; one list for both scripts. EDGE is the beginning and the end of the text. */
enum kind {
	EDGE,
	OTHER,
	CONSONANT,
	KO_KAI,        /* Thai: ก */
	VOWEL,         /* Tamil: independent */
	SIGN,          /* Tamil: dependent vowel */
	SIGN_E,        /* ெ ே: first halves */
	SIGN_AA,       /* ா: second half */
	SIGN_AU,       /* ௗ: second half */
	PULLI,         /* ் */
	ANUSVARA,      /* ஂ */
	LEADING,       /* Thai: เ แ โ ใ ไ */
	AFTER_A,       /* ะ */
	AFTER_AA,      /* า */
	AFTER_AM,      /* ำ */
	AFTER_LONG,    /* ๅ, after ฤ and ฦ */
	ABOVE,         /* ◌ิ ◌ี ◌ึ */
	ABOVE_MEDIAL,  /* ◌ั ◌ื: a consonant must follow */
	BELOW,         /* ◌ุ ◌ู */
	TONE,          /* ◌่ ◌้ ◌๊ ◌๋ */
	SILENCER,      /* ◌์ */
	SHORTENER,     /* ◌็: a consonant must follow, but in the word ก็ */
	NIKHAHIT,      /* ◌ํ: on a bare consonant only, and a word ends with it (Pali) */
	SIGN_CONSONANT /* ◌๎ ◌ฺ: on a bare consonant only */
};

struct syllable_rule {
	const char *name;
	enum kind (*classify)(int32_t c);
	/* whether now may follow before; earlier is what stands before that */
	bool (*follows)(enum kind earlier, enum kind before, enum kind now);
};

static enum kind classify_tamil(int32_t c)
{
	if (c >= 0x0B95 && c <= 0x0BB9)
		return CONSONANT;
	if (c >= 0x0B85 && c <= 0x0B94)
		return VOWEL;
	switch (c) {
	case 0x0B82:
		return ANUSVARA;
	case 0x0BBE:
		return SIGN_AA;
	case 0x0BC6:
	case 0x0BC7:
		return SIGN_E;
	case 0x0BCD:
		return PULLI;
	case 0x0BD7:
		return SIGN_AU;
	default:
		return c > 0x0BBE && c <= 0x0BCC ? SIGN : OTHER;
	}
}

static bool follows_tamil(enum kind earlier, enum kind before, enum kind now)
{
	(void)earlier;
	switch (now) {
	case SIGN:
	case SIGN_E:
	case PULLI:
		return before == CONSONANT;
	case SIGN_AA:
	case SIGN_AU:
		return before == CONSONANT || before == SIGN_E;
	case ANUSVARA:
		return before == CONSONANT || before == VOWEL || (before >= SIGN && before <= SIGN_AU);
	default:
		return true;
	}
}

static enum kind classify_thai(int32_t c)
{
	static const unsigned char KIND[0x1F] = {/* U+0E30 */ AFTER_A, ABOVE_MEDIAL, AFTER_AA, AFTER_AM,
	        ABOVE, ABOVE, ABOVE, ABOVE_MEDIAL, /* U+0E38 */ BELOW, BELOW, SIGN_CONSONANT, OTHER, OTHER,
	        OTHER, OTHER, OTHER,
	        /* U+0E40 */ LEADING, LEADING, LEADING, LEADING, LEADING, AFTER_LONG, OTHER, SHORTENER,
	        /* U+0E48 */ TONE, TONE, TONE, TONE, SILENCER, NIKHAHIT, SIGN_CONSONANT};

	if (c == 0x0E01)
		return KO_KAI;
	if (c > 0x0E01 && c <= 0x0E2E)
		return CONSONANT;
	return c >= 0x0E30 && c < 0x0E30 + (int32_t)sizeof(KIND) ? (enum kind)KIND[c - 0x0E30] : OTHER;
}

static bool is_consonant(enum kind k)
{
	return k == CONSONANT || k == KO_KAI;
}

/* Whether what came before still waits for a consonant: a leading vowel, ◌ั ◌ื with or without a tone, ◌็. */
static bool waits(enum kind earlier, enum kind before)
{
	return before == LEADING || before == ABOVE_MEDIAL || (before == TONE && earlier == ABOVE_MEDIAL) ||
	       (before == SHORTENER && earlier != KO_KAI);
}

static bool follows_thai(enum kind earlier, enum kind before, enum kind now)
{
	if (waits(earlier, before))
		return is_consonant(now) || (now == TONE && before == ABOVE_MEDIAL);
	if (before == NIKHAHIT) /* นํา, sara am in two pieces, must not come apart: พ่อครัวานํมัน */
		return now == EDGE || now == OTHER;
	switch (now) {
	case AFTER_A: /* เกาะ has า before ะ */
		return is_consonant(before) || before == TONE || before == AFTER_AA;
	case AFTER_AA:
	case AFTER_AM:
		return is_consonant(before) || before == TONE;
	case AFTER_LONG:
	case ABOVE:
	case ABOVE_MEDIAL:
	case BELOW:
	case SHORTENER:
	case NIKHAHIT:
	case SIGN_CONSONANT:
		return is_consonant(before);
	case TONE:
		return is_consonant(before) || before == ABOVE || before == BELOW;
	case SILENCER: /* สิทธิ์, พันธุ์ */
		return is_consonant(before) || before == ABOVE || before == BELOW;
	default:
		return true;
	}
}

static const struct syllable_rule RULES[] = {
        {"tamil", classify_tamil, follows_tamil},
        {"thai", classify_thai, follows_thai},
};

const struct syllable_rule *syllable_find(const char *name)
{
	for (size_t i = 0; i < sizeof(RULES) / sizeof(*RULES); i++)
		if (!strcmp(RULES[i].name, name))
			return &RULES[i];
	return NULL;
}

const char *syllable_names(void)
{
	return "tamil thai";
}

/* The beginning of the code point that is count before at. */
static size_t back(const char *bytes, size_t at, int count)
{
	for (; count && at; count--)
		do
			at--;
		while (at && ((unsigned char)bytes[at] & 0xC0) == 0x80);
	return at;
}

bool syllable_fits(
        const struct syllable_rule *rule, const char *bytes, size_t length, size_t begin, size_t end)
{
	/* a judgement reaches over three code points; it counts when its stretch and the range share something, or
	 * the range is the seam inside it. Places are one up, so that 0 is the edge before the text. */
	size_t at = back(bytes, begin, 4), from[2] = {at, at};
	enum kind before[2] = {EDGE, EDGE};

	for (bool last = false; !last && from[0] < end + 1;) {
		int32_t c;
		size_t n = utf8_next(bytes + at, length - at, &c);
		enum kind now = n ? rule->classify(c) : EDGE;
		size_t to = n ? at + n + 1 : length + 2;

		if (from[0] < end + 1 && to > begin + 1 && !rule->follows(before[0], before[1], now))
			return false;
		from[0] = from[1];
		from[1] = at + 1;
		before[0] = before[1];
		before[1] = now;
		at += n;
		last = !n;
	}
	return true;
}
