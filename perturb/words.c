/* SPDX-License-Identifier: Apache-2.0 · what the attacks on words share: expressions, capitals, ways of writing a word */
#include "perturb/words.h"

#include <string.h>

#include "base/translit.h"
#include "langs/lexicon.h"

/* Whether word w begins the text or a sentence of it. */
static bool begins_sentence(const struct text *text, uint32_t w)
{
	uint32_t from = w ? text->words[w - 1].end : 0;

	return !w || memchr(text->bytes + from, '.', text->words[w].begin - from) ||
	       memchr(text->bytes + from, '!', text->words[w].begin - from) ||
	       memchr(text->bytes + from, '?', text->words[w].begin - from);
}

/* Between two words of one expression there is nothing, one space, or a hyphen: anak-anak. */
static bool joins(const struct text *text, uint32_t w)
{
	uint32_t from = text->words[w].end, to = text->words[w + 1].begin;

	return from == to || (to == from + 1 && (text->bytes[from] == ' ' || text->bytes[from] == '-'));
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

/* Whether any word between spaces of what would be put in is one that must stay. */
static bool brings_kept(const struct lang *lang, const struct words_table *table, const char *now)
{
	while (table->keeps && *now) {
		size_t n = strcspn(now, " ");

		if (n && table->keeps(lang, now, n))
			return true;
		now += n + (now[n] == ' ');
	}
	return false;
}

static void add(const struct text *text, struct lang *lang, const struct words_table *table,
        const struct span *range, int as, const struct lang_synonyms *found, struct proposals *out)
{
	const char *locale = table->locale ? table->locale : lang_locale(lang);
	struct buf now = BUF_INIT;

	for (size_t i = 0; i < found->count; i++) {
		const char *word = found->word[i];

		if (brings_kept(lang, table, word))
			continue;
		buf_clear(&now);
		if (as == UPPER)
			case_upper(locale, word, strlen(word), &now);
		else if (as == CAPITAL)
			case_capital(locale, word, strlen(word), &now);
		else
			buf_string(&now, word);
		/* every word is as likely, however many stand for it */
		proposals_add_formed(out, text, lang, range->begin, range->end, now.bytes, now.length,
		        1.0f / (float)found->count);
	}
	buf_release(&now);
}

/* How many words from w on an expression may have. */
static uint32_t most_words(
        const struct text *text, const struct lang *lang, const struct words_table *table, uint32_t w)
{
	uint32_t most = 0;

	while (most < LEXICON_WORDS && w + most < text->word_count && (!most || joins(text, w + most - 1))) {
		const struct word *word = &text->words[w + most];

		if (table->keeps && table->keeps(lang, text->bytes + word->begin, word->end - word->begin))
			break;
		most++;
	}
	return most;
}

/* What stands for the words w … w + n − 1, if anything. */
static bool find(const struct text *text, const struct lang *lang, const struct words_table *table,
        uint32_t w, uint32_t n, struct lang_synonyms *found)
{
	uint32_t begin = text->words[w].begin;

	table->find(lang, text->bytes + begin, text->words[w + n - 1].end - begin, found);
	return found->count;
}

/* Whether an expression that begins inside the words w … w + n − 1 goes on behind them: in gọi điện thoại, "to phone", the
 * telephone is điện thoại, and gọi điện must not be torn out. */
static bool is_torn(const struct text *text, const struct lang *lang, const struct words_table *table,
        uint32_t w, uint32_t n)
{
	struct lang_synonyms found;

	for (uint32_t from = w + 1; from < w + n; from++)
		for (uint32_t m = most_words(text, lang, table, from); from + m > w + n; m--)
			if (find(text, lang, table, from, m, &found))
				return true;
	return false;
}

/* Proposes for the longest expression that begins at word w; returns how many words it has, at least one. */
static uint32_t look_up(const struct text *text, struct lang *lang, const struct words_table *table,
        uint32_t w, struct proposals *out)
{
	for (uint32_t n = most_words(text, lang, table, w); n; n--) {
		struct span range = {text->words[w].begin, text->words[w + n - 1].end};
		int as = writing(text, w, n);
		struct lang_synonyms found;

		if (as < 0 || is_hyphenated(text, &range) || !find(text, lang, table, w, n, &found) ||
		        is_torn(text, lang, table, w, n))
			continue;
		add(text, lang, table, &range, as, &found, out);
		return n;
	}
	return 1;
}

void words_look_up(
        const struct text *text, struct lang *lang, const struct words_table *table, struct proposals *out)
{
	for (uint32_t w = 0; w < text->word_count;)
		w += look_up(text, lang, table, w, out);
}

/* The proposal from number `from` on that makes the same text; NULL: none. */
static struct proposal *find_same(struct proposals *list, size_t from, const struct buf *now)
{
	for (size_t i = from; i < list->count; i++)
		if (list->proposal[i].now.length == now->length &&
		        !memcmp(list->proposal[i].now.bytes, now->bytes, now->length))
			return &list->proposal[i];
	return NULL;
}

int words_rewrite(const struct text *text, struct lang *lang, size_t count,
        int (*write)(struct lang *lang, size_t way, const char *word, size_t length, struct buf *out,
                struct xt_err *err),
        float (*share)(const struct lang *lang, size_t way), struct proposals *out, struct xt_err *err)
{
	struct buf now = BUF_INIT;
	int result = 0;

	for (uint32_t w = 0; !result && w < text->word_count; w++) {
		const struct word *word = &text->words[w];
		size_t before = out->count;

		for (size_t way = 0; way < count && !result && !word->number; way++) {
			float weight = share ? share(lang, way) : 1.0f / (float)count;
			struct proposal *same;

			buf_clear(&now);
			result = write(
			        lang, way, text->bytes + word->begin, word->end - word->begin, &now, err);
			if (result || !now.length)
				continue;
			if ((same = find_same(out, before, &now)))
				same->weight += weight;
			else
				proposals_add_formed(out, text, lang, word->begin, word->end, now.bytes,
				        now.length, weight);
		}
	}
	buf_release(&now);
	return result;
}
