/* SPDX-License-Identifier: Apache-2.0 · synonym: another word of the same meaning
 *
 * The word substitution of Ren et al., "Generating Natural Language Adversarial Examples through Probability
 * Weighted Word Saliency", ACL 2019, without the model in the loop. Words are looked up as they stand: no inflection is
 * made, so a language that inflects has fewer sites. The longest expression wins: học sinh is one, not two.
 */
#include "base/translit.h"
#include "langs/lexicon.h"
#include "perturb/perturb.h"

#include <string.h>

/* Whether word w begins the text or a sentence of it. */
static bool begins_sentence(const struct text *text, uint32_t w)
{
	uint32_t from = w ? text->words[w - 1].end : 0;

	return !w || memchr(text->bytes + from, '.', text->words[w].begin - from) ||
	       memchr(text->bytes + from, '!', text->words[w].begin - from) ||
	       memchr(text->bytes + from, '?', text->words[w].begin - from);
}

/* Between two words of one expression there is nothing, or one space. */
static bool joins(const struct text *text, uint32_t w)
{
	uint32_t from = text->words[w].end, to = text->words[w + 1].begin;

	return from == to || (to == from + 1 && text->bytes[from] == ' ');
}

/* Part of a hyphenated word: Indonesian negara-negara, "countries", is not two times negara. */
static bool is_hyphenated(const struct text *text, const struct span *range)
{
	return (range->begin && text->bytes[range->begin - 1] == '-') ||
	       (range->end < text->length && text->bytes[range->end] == '-');
}

enum writing { AS_IS, CAPITAL, UPPER };

/* How the synonym of the words w … w + n − 1 is written; −1: a name, which has none. */
static int writing(const struct text *text, uint32_t w, uint32_t n)
{
	const struct word *first = &text->words[w], *last = &text->words[w + n - 1];
	const char *bytes = text->bytes + first->begin;
	uint32_t length = last->end - first->begin;

	if (!case_is_capital(bytes, length))
		return AS_IS;
	if (last->last - first->first > 1 && case_is_upper(bytes, length))
		return UPPER;
	return begins_sentence(text, w) ? CAPITAL : -1;
}

static void add(const struct text *text, struct lang *lang, const struct span *range, int as,
        const struct lang_synonyms *found, struct proposals *out)
{
	struct buf now = BUF_INIT;

	for (size_t i = 0; i < found->count; i++) {
		const char *word = found->word[i];

		buf_clear(&now);
		if (as == UPPER)
			case_upper(lang_locale(lang), word, strlen(word), &now);
		else if (as == CAPITAL)
			case_capital(lang_locale(lang), word, strlen(word), &now);
		else
			buf_string(&now, word);
		/* every word is as likely, however many synonyms it has */
		proposals_add_formed(out, text, lang, range->begin, range->end, now.bytes, now.length,
		        1.0f / (float)found->count);
	}
	buf_release(&now);
}

/* Proposes for the longest expression that begins at word w; returns how many words it has, at least one. */
static uint32_t look_up(const struct text *text, struct lang *lang, uint32_t w, struct proposals *out)
{
	uint32_t most = 1;

	while (most < LEXICON_WORDS && w + most < text->word_count && joins(text, w + most - 1))
		most++;
	for (uint32_t n = most; n; n--) {
		struct span range = {text->words[w].begin, text->words[w + n - 1].end};
		int as = writing(text, w, n);
		struct lang_synonyms found;

		if (as < 0 || is_hyphenated(text, &range))
			continue;
		lang_synonyms(lang, text->bytes + range.begin, range.end - range.begin, &found);
		if (found.count) {
			add(text, lang, &range, as, &found, out);
			return n;
		}
	}
	return 1;
}

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	(void)err;
	for (uint32_t w = 0; w < text->word_count;)
		w += look_up(text, lang, w, out);
	return 0;
}

const struct attack attack_synonym = {
        .name = "synonym",
        .summary = "a word becomes another of the same meaning",
        .unit = UNIT_WORD,
        .promises = PROMISE_WELL_FORMED | PROMISE_MEANING,
        .needs = LANG_SYNONYMS,
        .able = lang_has_synonyms,
        .propose = propose,
};
