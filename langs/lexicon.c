/* SPDX-License-Identifier: Apache-2.0 · synonyms in memory: one sorted table of pairs */
#include "langs/lexicon.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/translit.h"
#include "base/utf8.h"

struct pair {
	const char *key, *word; /* key is folded */
	const char *part;       /* of speech; NULL: not told */
	size_t order;           /* as read: no ties for qsort */
};

struct lexicon {
	char *locale;
	struct arena arena;
	struct pair *pairs;
	size_t count, capacity;
	const char **words; /* of the pairs, after lexicon_finish: what a look-up gives a part of */
	char *stop;         /* " a an the " folded */
	char *licence;
	struct buf key, other, scratch;
	const char *last; /* the key of the pair before: files group pairs by word */
	const char *part; /* of the pairs to come */
};

struct lexicon *lexicon_new(const char *locale)
{
	struct lexicon *lexicon = mem_zalloc(1, sizeof(*lexicon));

	lexicon->locale = mem_copy(locale, strlen(locale));
	return lexicon;
}

void lexicon_free(struct lexicon *lexicon)
{
	if (!lexicon)
		return;
	mem_free(lexicon->locale);
	mem_free(lexicon->stop);
	mem_free(lexicon->licence);
	arena_release(&lexicon->arena);
	mem_free(lexicon->pairs);
	mem_free(lexicon->words);
	buf_release(&lexicon->key);
	buf_release(&lexicon->other);
	buf_release(&lexicon->scratch);
	mem_free(lexicon);
}

/* Lower-case ASCII is folded already, in every locale. */
static bool is_folded(const char *word, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((word[i] < 'a' || word[i] > 'z') && word[i] != ' ')
			return false;
	return true;
}

/* Lower case by the locale, composed. */
static void fold(const char *locale, const char *word, size_t length, struct buf *scratch, struct buf *out)
{
	buf_clear(out);
	if (is_folded(word, length)) {
		buf_append(out, word, length);
		return;
	}
	buf_clear(scratch);
	utf8_normalize(scratch, word, length, UTF8_NFC);
	case_lower(locale, scratch->bytes, scratch->length, out);
}

void lexicon_fold(const char *locale, const char *word, size_t length, struct buf *out)
{
	struct buf scratch = BUF_INIT;

	fold(locale, word, length, &scratch, out);
	buf_release(&scratch);
}

/* Letters and marks with single spaces, hyphens, apostrophes and full stops between; at most LEXICON_WORDS words. */
static bool is_word(const char *bytes, size_t length)
{
	size_t words = 1, n;
	bool some = false;
	int32_t c;

	if (!length || *bytes == ' ' || bytes[length - 1] == ' ')
		return false;
	for (size_t at = 0; at < length && (n = utf8_next(bytes + at, length - at, &c)); at += n) {
		char kind = *utf8_category(c);

		if (c == ' ')
			words += bytes[at - 1] == ' ' ? LEXICON_WORDS : 1;
		else if (kind == 'L')
			some = true;
		else if (kind != 'M' && kind != 'N' && !strchr("'-.", c < 0x80 ? (char)c : '.') &&
		         c != 0x2019)
			return false;
		if (c >= 0x80 && kind != 'L' && kind != 'M' && kind != 'N' && c != 0x2019)
			return false;
	}
	return some && words <= LEXICON_WORDS;
}

void lexicon_stop(struct lexicon *lexicon, const char *words)
{
	struct buf padded = BUF_INIT;

	fold(lexicon->locale, words, strlen(words), &lexicon->scratch, &lexicon->key);
	buf_printf(&padded, " %s ", buf_text(&lexicon->key));
	mem_free(lexicon->stop);
	lexicon->stop = mem_copy(padded.bytes, padded.length);
	buf_release(&padded);
}

static bool is_stopped(const struct lexicon *lexicon, const struct buf *key)
{
	const char *at = lexicon->stop;

	for (; at && (at = strstr(at, key->bytes)); at++)
		if (at[-1] == ' ' && at[key->length] == ' ')
			return true;
	return false;
}

void lexicon_add(
        struct lexicon *lexicon, const char *word, size_t length, const char *synonym, size_t synonym_length)
{
	struct pair *pair;

	if (!is_word(word, length) || !is_word(synonym, synonym_length))
		return;
	fold(lexicon->locale, word, length, &lexicon->scratch, &lexicon->key);
	fold(lexicon->locale, synonym, synonym_length, &lexicon->scratch, &lexicon->other);
	if (is_stopped(lexicon, &lexicon->key) || !strcmp(buf_text(&lexicon->key), buf_text(&lexicon->other)))
		return;
	if (!lexicon->last || strcmp(lexicon->last, lexicon->key.bytes))
		lexicon->last = arena_copy(&lexicon->arena, lexicon->key.bytes, lexicon->key.length);
	lexicon->pairs =
	        mem_grow(lexicon->pairs, &lexicon->capacity, lexicon->count + 1, sizeof(*lexicon->pairs));
	pair = &lexicon->pairs[lexicon->count];
	pair->key = lexicon->last;
	pair->part = lexicon->part;
	pair->word = arena_copy(&lexicon->arena, synonym, synonym_length);
	pair->order = lexicon->count++;
}

void lexicon_part(struct lexicon *lexicon, const char *part, size_t length)
{
	if (!part)
		lexicon->part = NULL;
	else if (!lexicon->part || strlen(lexicon->part) != length || memcmp(lexicon->part, part, length))
		lexicon->part = arena_copy(&lexicon->arena, part, length);
}

static int compare(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	int way = strcmp(x->key, y->key);

	if (!way)
		way = strcmp(x->word, y->word);
	return way ? way : (x->order > y->order) - (x->order < y->order);
}

void lexicon_finish(struct lexicon *lexicon)
{
	struct pair *pairs = lexicon->pairs;
	size_t kept = 0;

	if (!lexicon->count)
		return;
	qsort(pairs, lexicon->count, sizeof(*pairs), compare);
	for (size_t i = 0; i < lexicon->count; i++)
		if (!kept || strcmp(pairs[kept - 1].key, pairs[i].key) ||
		        strcmp(pairs[kept - 1].word, pairs[i].word))
			pairs[kept++] = pairs[i];
	lexicon->count = kept;
	lexicon->words = mem_alloc(kept, sizeof(*lexicon->words));
	for (size_t i = 0; i < kept; i++)
		lexicon->words[i] = pairs[i].word;
}

const char *lexicon_licence(const struct lexicon *lexicon)
{
	return lexicon->licence;
}

void lexicon_note_licence(struct lexicon *lexicon, const char *licence)
{
	mem_free(lexicon->licence);
	lexicon->licence = licence && *licence ? mem_copy(licence, strlen(licence)) : NULL;
}

static int compare_words(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	int way = strcmp(x->word, y->word);

	return way ? way : (x->order > y->order) - (x->order < y->order);
}

void lexicon_filter(
        struct lexicon *lexicon, size_t from, bool (*keep)(void *user, const char *word), void *user)
{
	struct pair *pairs = lexicon->pairs;
	const char *last = NULL;
	size_t kept = from;
	bool good = false;

	if (lexicon->count <= from)
		return;
	qsort(pairs + from, lexicon->count - from, sizeof(*pairs), compare_words);
	for (size_t i = from; i < lexicon->count; i++) {
		if (!last || strcmp(pairs[i].word, last))
			good = keep(user, pairs[i].word);
		last = pairs[i].word;
		if (good)
			pairs[kept++] = pairs[i];
	}
	lexicon->count = kept;
	lexicon->last = NULL;
}

static bool has_capital(const char *word)
{
	size_t length = strlen(word), n;
	int32_t c;

	for (size_t at = 0; at < length && (n = utf8_next(word + at, length - at, &c)); at += n)
		if (utf8_lower(c) != c)
			return true;
	return false;
}

static int compare_keys(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	return strcmp(x->key, y->key);
}

static int compare_both(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	int way = strcmp(x->key, y->key);

	return way ? way : strcmp(x->word, y->word);
}

/* What articles change by: a and an, il and lo and l'. */
static int sound_class(const char *word)
{
	if (strchr("aeiou", *word) || (*word & 0x80))
		return 0;
	return strchr("xyz", *word) || (*word == 's' && word[1] && !strchr("aeiou ", word[1])) ||
	                       !strncmp(word, "gn", 2) || !strncmp(word, "ps", 2) || !strncmp(word, "pn", 2)
	               ? 2
	               : 1;
}

static bool is_alike(const struct pair *x, const struct pair *y)
{
	bool same = x->part && y->part ? !strcmp(x->part, y->part) : x->part == y->part;

	return same && (sound_class(x->key) == sound_class(y->key));
}

/* Whether "noun adv" names "(noun", as MyThes writes it. */
static bool has_part(const char *parts, const char *part)
{
	size_t n;

	part += part && strchr("([", *part) ? 1 : 0;
	n = part ? strlen(part) : 0;
	for (const char *at = parts; n && *at; at += strcspn(at, " "), at += strspn(at, " "))
		if (strcspn(at, " ") == n && !memcmp(at, part, n))
			return true;
	return false;
}

void lexicon_yield(struct lexicon *lexicon, size_t from, const char *parts)
{
	struct pair *ours = lexicon->pairs, *theirs = ours + from;
	size_t count = lexicon->count - from, kept = 0;
	bool *good;

	if (lexicon->count <= from)
		return;
	if (from)
		qsort(ours, from, sizeof(*ours), compare);
	qsort(theirs, count, sizeof(*theirs), compare);
	good = mem_alloc(count, sizeof(*good));
	for (size_t i = 0; i < count; i++) {
		const struct pair back = {.key = theirs[i].word, .word = theirs[i].key};
		const struct pair *found = bsearch(&back, theirs, count, sizeof(*theirs), compare_both);

		good[i] = found && is_alike(&theirs[i], found) && !has_capital(theirs[i].word) &&
		          (!parts || has_part(parts, theirs[i].part)) &&
		          !(from && bsearch(&theirs[i], ours, from, sizeof(*ours), compare_keys));
	}
	for (size_t i = 0; i < count; i++)
		if (good[i])
			theirs[kept++] = theirs[i];
	mem_free(good);
	lexicon->count = from + kept;
	lexicon->last = NULL;
}

size_t lexicon_count(const struct lexicon *lexicon)
{
	return lexicon->count;
}

/* The first pair whose key is not before this one. */
static size_t lower_bound(const struct lexicon *lexicon, const char *key)
{
	size_t low = 0, high = lexicon->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(lexicon->pairs[middle].key, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void lexicon_find(const struct lexicon *lexicon, const char *word, size_t length, struct lang_synonyms *out)
{
	struct buf scratch = BUF_INIT, key = BUF_INIT;
	size_t first, end;

	*out = (struct lang_synonyms){NULL, 0};
	if (!lexicon->words || !length)
		return;
	fold(lexicon->locale, word, length, &scratch, &key);
	first = end = lower_bound(lexicon, buf_text(&key));
	while (end < lexicon->count && !strcmp(lexicon->pairs[end].key, buf_text(&key)))
		end++;
	if (end > first)
		*out = (struct lang_synonyms){lexicon->words + first, end - first};
	buf_release(&scratch);
	buf_release(&key);
}
