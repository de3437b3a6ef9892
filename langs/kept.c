/* SPDX-License-Identifier: Apache-2.0 · words whose replacement changes what a sentence says: numbers, negations, questions */
#include "langs/kept.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "langs/lexicon.h"

struct kept {
	const char *locale; /* the ini's */
	struct arena arena;
	const char **word; /* sorted */
	size_t count, capacity;
};

static void add_words(struct kept *kept, const char *words)
{
	struct buf key = BUF_INIT;

	while (words && *words) {
		size_t n = strcspn(words, " ,");

		if (n) {
			lexicon_fold(kept->locale, words, n, &key);
			kept->word =
			        mem_grow(kept->word, &kept->capacity, kept->count + 1, sizeof(*kept->word));
			kept->word[kept->count++] = arena_copy(&kept->arena, key.bytes, key.length);
		}
		words += n + !!words[n];
	}
	buf_release(&key);
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

struct kept *kept_load(const struct ini *ini, const char *locale)
{
	static const char *const KEYS[] = {"numbers", "negation", "question"};
	struct kept *kept = mem_zalloc(1, sizeof(*kept));

	kept->locale = locale;
	for (size_t i = 0; i < sizeof(KEYS) / sizeof(*KEYS); i++)
		add_words(kept, ini_get(ini, "words", KEYS[i]));
	if (kept->count)
		qsort(kept->word, kept->count, sizeof(*kept->word), compare);
	return kept;
}

void kept_free(struct kept *kept)
{
	if (!kept)
		return;
	mem_free(kept->word);
	arena_release(&kept->arena);
	mem_free(kept);
}

bool kept_has(const struct kept *kept, const char *word, size_t length)
{
	struct buf key = BUF_INIT;
	const char *folded;
	bool has = false;
	int32_t c;
	size_t n;

	for (size_t at = 0; at < length && (n = utf8_next(word + at, length - at, &c)); at += n)
		if (*utf8_category(c) == 'N')
			return true;
	if (!kept->count)
		return false;
	lexicon_fold(kept->locale, word, length, &key);
	folded = buf_text(&key);
	has = bsearch(&folded, kept->word, kept->count, sizeof(*kept->word), compare);
	buf_release(&key);
	return has;
}
