/* SPDX-License-Identifier: Apache-2.0 · space: a space left out between two words, or put where none belongs
 *
 * Run-ons and splits, one of the commonest kinds of typing error: Kukich, "Techniques for automatically correcting words in
 * text", ACM Computing Surveys 24(4), 1992. Where words are written without spaces (Thai, Chinese), a stray space comes
 * between words too. [spacing] of language.ini says where a word can be cut without cutting a syllable:
 *
 *	begins = เ แ โ        a word is split before a letter that begins with one of these only …
 *	ends = ะ ำ            … and after one that ends with one of these
 *	joined = ்             not before a letter that ends with one of these
 */
#include "base/utf8.h"
#include "perturb/perturb.h"

#include <string.h>

struct spacing {
	const char *begins, *ends, *joined; /* NULL: anywhere */
};

static bool is_letter(const struct text *text, const struct span *letter)
{
	int32_t c;

	return utf8_next(text->bytes + letter->begin, letter->end - letter->begin, &c) &&
	       *utf8_category(c) == 'L';
}

/* Whether a letter begins, or ends, with one of the entries of a list. */
static bool has_entry(const struct text *text, const struct span *letter, const char *list, bool at_end)
{
	for (size_t n; list && *list; list += n + (list[n] == ' ')) {
		uint32_t at = letter->begin;

		n = strcspn(list, " ");
		if (!n || n > letter->end - letter->begin)
			continue;
		if (at_end)
			at = letter->end - (uint32_t)n;
		if (!memcmp(text->bytes + at, list, n))
			return true;
	}
	return false;
}

static bool can_split(const struct text *text, const struct spacing *spacing, const struct span *letter)
{
	const struct span *next = letter + 1;

	if (!is_letter(text, letter) || !is_letter(text, next))
		return false;
	if (has_entry(text, next, spacing->joined, true))
		return false;
	if (!spacing->begins && !spacing->ends)
		return true;
	return has_entry(text, next, spacing->begins, false) || has_entry(text, letter, spacing->ends, true);
}

/* A word is split as often as its neighbours, however many places it has for it. */
static void split(const struct text *text, const struct lang *lang, const struct spacing *spacing,
        const struct word *word, struct proposals *out)
{
	uint32_t places = 0;

	for (uint32_t i = word->first; i + 1 < word->last; i++)
		places += can_split(text, spacing, &text->letters[i]);
	for (uint32_t i = word->first; i + 1 < word->last; i++)
		if (can_split(text, spacing, &text->letters[i]))
			proposals_add_formed(out, text, lang, text->letters[i].end, text->letters[i].end, " ",
			        1, 1 / (float)places);
}

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	struct spacing spacing = {lang_fact(lang, "spacing", "begins"), lang_fact(lang, "spacing", "ends"),
	        lang_fact(lang, "spacing", "joined")};

	(void)err;
	for (uint32_t w = 0; w < text->word_count; w++) {
		const struct word *word = &text->words[w], *next = word + 1;

		split(text, lang, &spacing, word, out);
		if (w + 1 == text->word_count)
			break;
		if (word->end == next->begin)
			proposals_add_formed(out, text, lang, word->end, word->end, " ", 1, 1);
		else if (next->begin == word->end + 1 && text->bytes[word->end] == ' ')
			proposals_add_formed(out, text, lang, word->end, next->begin, "", 0, 1);
	}
	return 0;
}

const struct attack attack_space = {
        .name = "space",
        .summary = "a space left out between two words, or put where none belongs",
        .unit = UNIT_WORD,
        .promises = PROMISE_WELL_FORMED | PROMISE_MEANING,
        .propose = propose,
};
