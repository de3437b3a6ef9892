/* SPDX-License-Identifier: Apache-2.0 · letters by utf8proc, words by ICU */
#include "base/text.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>
#include <unicode/uversion.h>
#include <unicode/uchar.h>

#include "base/mem.h"
#include "base/utf8.h"

struct segmenter {
	UBreakIterator *words;
	UText *view;
	char **joins;
	size_t join_count;
};

int segmenter_new(struct segmenter **out, const char *locale, const char *const *joins, size_t join_count,
        struct xt_err *err)
{
	UErrorCode status = U_ZERO_ERROR;
	struct segmenter *s = mem_zalloc(1, sizeof(*s));

	s->words = ubrk_open(UBRK_WORD, locale, NULL, 0, &status);
	if (U_FAILURE(status)) {
		mem_free(s);
		return err_set(err, "ICU cannot cut words for locale '%s': %s", locale, u_errorName(status));
	}
	s->joins = mem_alloc(join_count, sizeof(*s->joins));
	for (size_t i = 0; i < join_count; i++)
		s->joins[i] = mem_copy(joins[i], strlen(joins[i]));
	s->join_count = join_count;
	*out = s;
	return 0;
}

void segmenter_free(struct segmenter *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->join_count; i++)
		mem_free(s->joins[i]);
	mem_free(s->joins);
	ubrk_close(s->words);
	utext_close(s->view);
	mem_free(s);
}

/* The end of the letter at begin: a cluster, or the clusters that a joined letter at begin reaches into. */
static size_t letter_end(const struct segmenter *s, const char *bytes, size_t length, size_t begin)
{
	size_t end = utf8_cluster_end(bytes, length, begin);

	for (size_t i = 0; i < s->join_count; i++) {
		size_t n = strlen(s->joins[i]);

		if (n <= length - begin && !memcmp(bytes + begin, s->joins[i], n))
			while (end < begin + n)
				end = utf8_cluster_end(bytes, length, end);
	}
	return end;
}

static void cut_letters(const struct segmenter *s, struct arena *arena, struct text *t)
{
	/* no text has more letters than bytes, and the arena gives back nothing: count first */
	struct span *letters;
	uint32_t n = 0;

	for (size_t at = 0; at < t->length; at = letter_end(s, t->bytes, t->length, at))
		n++;
	letters = arena_alloc(arena, n, sizeof(*letters));
	n = 0;
	for (size_t at = 0; at < t->length; n++) {
		size_t end = letter_end(s, t->bytes, t->length, at);

		letters[n] = (struct span){(uint32_t)at, (uint32_t)end};
		at = end;
	}
	t->letters = letters;
	t->letter_count = n;
}

/* Adds the word between two of ICU's boundaries, widened to whole letters; a word that an earlier one swallowed is
 * left out. Returns the new count. */
static uint32_t add_word(
        const struct text *t, struct word *words, uint32_t n, const struct span *range, bool number)
{
	uint32_t first = n ? words[n - 1].last : 0, last;

	while (first < t->letter_count && t->letters[first].end <= range->begin)
		first++;
	for (last = first; last < t->letter_count && t->letters[last].begin < range->end; last++)
		;
	if (first == last)
		return n;
	words[n] = (struct word){t->letters[first].begin, t->letters[last - 1].end, first, last, number};
	return n + 1;
}

static uint32_t count_breaks(UBreakIterator *breaks)
{
	uint32_t n = 0;

	ubrk_first(breaks);
	while (ubrk_next(breaks) != UBRK_DONE)
		n++;
	return n;
}

static void cut_words(struct segmenter *s, struct arena *arena, struct text *t)
{
	struct word *words = arena_alloc(arena, count_breaks(s->words), sizeof(*words));
	int32_t begin = ubrk_first(s->words), end;
	uint32_t n = 0;

	for (; (end = ubrk_next(s->words)) != UBRK_DONE; begin = end) {
		int32_t kind = ubrk_getRuleStatus(s->words);
		struct span range = {(uint32_t)begin, (uint32_t)end};

		if (kind >= UBRK_WORD_NONE_LIMIT)
			n = add_word(t, words, n, &range, kind < UBRK_WORD_NUMBER_LIMIT);
	}
	t->words = words;
	t->word_count = n;
}

int segmenter_cut(struct segmenter *s, const char *bytes, size_t length, struct arena *arena,
        struct text *out, struct xt_err *err)
{
	UErrorCode status = U_ZERO_ERROR;
	size_t at;

	if (length > TEXT_MAX)
		return err_set(err, "text of %zu bytes is longer than %u", length, TEXT_MAX);
	if (utf8_check(bytes, length, &at))
		return err_set(err, "invalid UTF-8 or NUL at byte %zu", at);
	*out = (struct text){.bytes = bytes, .length = (uint32_t)length};
	s->view = utext_openUTF8(s->view, bytes ? bytes : "", (int64_t)length, &status);
	ubrk_setUText(s->words, s->view, &status);
	if (U_FAILURE(status))
		return err_set(err, "ICU cannot cut words: %s", u_errorName(status));
	cut_letters(s, arena, out);
	cut_words(s, arena, out);
	return 0;
}

const char *text_icu_version(void)
{
	return U_ICU_VERSION;
}

const char *text_unicode_version(void)
{
	return U_UNICODE_VERSION;
}
