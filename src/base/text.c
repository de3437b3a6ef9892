/* SPDX-License-Identifier: Apache-2.0 · letters by utf8proc, words by ICU */
#include "base/text.h"

#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>
#include <unicode/uversion.h>
#include <unicode/uchar.h>

#include "base/mem.h"
#include "base/utf8.h"

/* What a code point does to the word that it stands in, by Unicode's Word_Break property (UAX #29). */
enum role {
	STRANGE, /* anything that wants ICU's rules: digits, joiners, dictionaries */
	LETTER,  /* goes on the word */
	CLING,   /* so does a mark behind a letter */
	MIDDLE,  /* an apostrophe and the like: a letter on both sides may make it part of the word */
	APART    /* no part of a word */
};

/* The code points whose role is looked up: Latin letters, Tamil, and general punctuation. Everything else is strange. */
static const struct block {
	int32_t first, last;
} BLOCKS[] = {{0, 0x24F}, {0xB80, 0xBFF}, {0x1E00, 0x1EFF}, {0x2000, 0x206F}};
#define BLOCK_COUNT (sizeof(BLOCKS) / sizeof(*BLOCKS))
#define ROLES (0x250 + 0x80 + 0x100 + 0x70)

struct join {
	char *bytes;
	size_t length;
};

struct segmenter {
	UBreakIterator *words;
	UText *view;
	struct join *joins; /* sorted by their first bytes */
	size_t join_count;
	size_t join_from[256]; /* the first of those that begin with a byte, join_count where none does */
	unsigned char role[ROLES];
	bool slow; /* no fast way */
};

static enum role role_by_icu(int32_t c)
{
	switch (u_getIntPropertyValue(c, UCHAR_WORD_BREAK)) {
	case U_WB_ALETTER:
		return LETTER;
	case U_WB_EXTEND:
		return CLING;
	case U_WB_MIDLETTER:
	case U_WB_MIDNUM:
	case U_WB_MIDNUMLET:
	case U_WB_SINGLE_QUOTE:
	case U_WB_DOUBLE_QUOTE:
		return MIDDLE;
	case U_WB_OTHER:
	case U_WB_WSEGSPACE:
	case U_WB_CR:
	case U_WB_LF:
	case U_WB_NEWLINE:
		return APART;
	default:
		return STRANGE;
	}
}

/* ICU's rules have exceptions of their own, by version and locale (an '@' is a word in ICU 72). So everything that should
 * stand apart is put between letters once, and what does not is strange. NUL is in no text. */
static int check_apart(struct segmenter *s, struct xt_err *err)
{
	UErrorCode status = U_ZERO_ERROR;
	struct buf probe = BUF_INIT;
	int32_t at, expected = 0;

	for (size_t b = 0, n = 0; b < BLOCK_COUNT; b++)
		for (int32_t c = BLOCKS[b].first; c <= BLOCKS[b].last; c++, n++)
			if (c && s->role[n] == APART) {
				buf_byte(&probe, 'a');
				utf8_put(&probe, c);
			}
	buf_byte(&probe, 'a');
	s->view = utext_openUTF8(s->view, probe.bytes, (int64_t)probe.length, &status);
	ubrk_setUText(s->words, s->view, &status);
	at = U_FAILURE(status) ? UBRK_DONE : ubrk_first(s->words);
	for (size_t b = 0, n = 0; b < BLOCK_COUNT && at != UBRK_DONE; b++)
		for (int32_t c = BLOCKS[b].first; c <= BLOCKS[b].last; c++, n++) {
			int32_t width = c < 0x80 ? 1 : c < 0x800 ? 2 : 3;

			if (!c || s->role[n] != APART)
				continue;
			if (!ubrk_isBoundary(s->words, expected + 1) ||
			        ubrk_following(s->words, expected + 1) != expected + 1 + width ||
			        ubrk_getRuleStatus(s->words) >= UBRK_WORD_NONE_LIMIT)
				s->role[n] = STRANGE;
			expected += 1 + width;
		}
	buf_release(&probe);
	return U_SUCCESS(status) ? 0 : err_set(err, "ICU cannot cut words: %s", u_errorName(status));
}

static int fill_roles(struct segmenter *s, struct xt_err *err)
{
	size_t n = 0;

	for (size_t b = 0; b < BLOCK_COUNT; b++)
		for (int32_t c = BLOCKS[b].first; c <= BLOCKS[b].last; c++)
			s->role[n++] = (unsigned char)role_by_icu(c);
	return check_apart(s, err);
}

static enum role role_of(const struct segmenter *s, int32_t c)
{
	size_t from = 0;

	for (size_t b = 0; b < BLOCK_COUNT && c >= BLOCKS[b].first; b++) {
		if (c <= BLOCKS[b].last)
			return (enum role)s->role[from + (size_t)(c - BLOCKS[b].first)];
		from += (size_t)(BLOCKS[b].last - BLOCKS[b].first) + 1;
	}
	return STRANGE;
}

static void add_join(struct segmenter *s, const char *join)
{
	size_t length = strlen(join), at = s->join_count++;

	while (at && (unsigned char)*s->joins[at - 1].bytes > (unsigned char)*join) {
		s->joins[at] = s->joins[at - 1];
		at--;
	}
	s->joins[at] = (struct join){mem_copy(join, length), length};
}

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
		add_join(s, joins[i]);
	for (size_t i = 0; i < 256; i++)
		s->join_from[i] = join_count;
	for (size_t i = join_count; i--;)
		s->join_from[(unsigned char)*s->joins[i].bytes] = i;
	if (fill_roles(s, err)) {
		segmenter_free(s);
		return -1;
	}
	*out = s;
	return 0;
}

void segmenter_free(struct segmenter *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->join_count; i++)
		mem_free(s->joins[i].bytes);
	mem_free(s->joins);
	ubrk_close(s->words);
	utext_close(s->view);
	mem_free(s);
}

/* Between two such code points there is always an edge of clusters: they are neither marks nor joiners nor the CR of a CR
 * LF. (UAX #29, GB999.) */
static bool stands_alone(int32_t c)
{
	return c < 0x300 ? c != '\r' : (c >= 0x1E00 && c <= 0x1EFF) || (c >= 0x4E00 && c <= 0x9FFF);
}

static size_t cluster_end(const struct segmenter *s, const char *bytes, size_t length, size_t begin)
{
	int32_t c, after;
	size_t n = utf8_next(bytes + begin, length - begin, &c);

	if (n && !s->slow && stands_alone(c) &&
	        (begin + n == length ||
	                (utf8_next(bytes + begin + n, length - begin - n, &after) && stands_alone(after))))
		return begin + n;
	return utf8_cluster_end(bytes, length, begin);
}

/* The end of the letter at begin: a cluster, or the clusters that a joined letter at begin reaches into. */
static size_t letter_end(const struct segmenter *s, const char *bytes, size_t length, size_t begin)
{
	size_t end = cluster_end(s, bytes, length, begin);

	for (size_t i = s->join_from[(unsigned char)bytes[begin]];
	        i < s->join_count && *s->joins[i].bytes == bytes[begin]; i++) {
		size_t n = s->joins[i].length;

		if (n <= length - begin && !memcmp(bytes + begin, s->joins[i].bytes, n))
			while (end < begin + n)
				end = cluster_end(s, bytes, length, end);
	}
	return end;
}

static void cut_letters(const struct segmenter *s, struct arena *arena, struct text *t)
{
	/* no text has more letters than code points */
	struct span *letters;
	uint32_t n = 0;

	for (size_t at = 0; at < t->length; at++)
		n += ((unsigned char)t->bytes[at] & 0xC0) != 0x80;
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

/* Words as ICU finds them, where that takes no more than telling letters from others. False, and nothing done, where it
 * does: any digit, joiner, apostrophe between letters, or script that is not looked up. */
static bool cut_plainly(const struct segmenter *s, struct arena *arena, struct text *t)
{
	struct word *words = arena_alloc(arena, t->letter_count, sizeof(*words));
	enum role before = APART, middle = APART; /* of the last code point, and what was before a MIDDLE */
	struct span range = {0, 0};
	uint32_t n = 0;
	size_t step;

	for (size_t at = 0; at < t->length; at += step) {
		int32_t c;
		enum role now;

		step = utf8_next(t->bytes + at, t->length - at, &c);
		now = role_of(s, c);
		if (now == STRANGE || (now == CLING && before != LETTER) ||
		        (now == LETTER && before == MIDDLE && middle == LETTER))
			return false;
		if (now == LETTER && before != LETTER)
			range.begin = (uint32_t)at;
		if (before == LETTER && now != LETTER && now != CLING) {
			range.end = (uint32_t)at;
			n = add_word(t, words, n, &range, false);
		}
		middle = before;
		before = now == CLING ? LETTER : now;
	}
	range.end = t->length;
	t->word_count = before == LETTER ? add_word(t, words, n, &range, false) : n;
	t->words = words;
	return true;
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
	cut_letters(s, arena, out);
	if (!s->slow && cut_plainly(s, arena, out))
		return 0;
	s->view = utext_openUTF8(s->view, bytes ? bytes : "", (int64_t)length, &status);
	ubrk_setUText(s->words, s->view, &status);
	if (U_FAILURE(status))
		return err_set(err, "ICU cannot cut words: %s", u_errorName(status));
	cut_words(s, arena, out);
	return 0;
}

int segmenter_cut_slow(struct segmenter *s, const char *bytes, size_t length, struct arena *arena,
        struct text *out, struct xt_err *err)
{
	int result;

	s->slow = true;
	result = segmenter_cut(s, bytes, length, arena, out, err);
	s->slow = false;
	return result;
}

const char *text_icu_version(void)
{
	return U_ICU_VERSION;
}

const char *text_unicode_version(void)
{
	return U_UNICODE_VERSION;
}
