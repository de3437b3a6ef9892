/* SPDX-License-Identifier: Apache-2.0 · a text cut once into letters and words, by byte offsets
 *
 *	struct segmenter *cutter;
 *	struct text text;
 *
 *	if (segmenter_new(&cutter, "th", NULL, 0, err))
 *		return -1;
 *	if (segmenter_cut(cutter, bytes, length, &arena, &text, err))
 *		…
 *	for (uint32_t w = 0; w < text.word_count; w++)
 *		use(text.bytes + text.words[w].begin, …);
 *
 * A letter is an extended grapheme cluster (UAX #29, by utf8proc), or a longer string that the language counts as one
 * letter (Tamil க்ஷ). Words come from ICU's break iterator for the locale, with its dictionaries for Thai and Chinese.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

/* Fields longer than this are refused: lengths go to ICU as int32. */
#define TEXT_MAX (1u << 20)

struct span {
	uint32_t begin, end; /* bytes */
};

struct word {
	uint32_t begin, end;  /* bytes; always at letter boundaries */
	uint32_t first, last; /* its letters: text.letters[first] … text.letters[last − 1] */
	bool number;          /* ICU calls it a number */
};

/* What is between words (spaces, punctuation) is in letters only. Everything is borrowed: bytes from the caller, the
 * arrays from the arena. */
struct text {
	const char *bytes;
	uint32_t length;
	const struct span *letters;
	uint32_t letter_count;
	const struct word *words;
	uint32_t word_count;
};

/* Not for several threads at once: each worker opens its own. */
struct segmenter;

/* locale is ICU's ("th", "zh", "ht"; an unknown one gets the root rules). joins are strings that count as one letter,
 * copied. Fails only when ICU does. */
int segmenter_new(struct segmenter **out, const char *locale, const char *const *joins, size_t join_count,
        struct xt_err *err);
void segmenter_free(struct segmenter *s);

/* Cuts a text. bytes must be valid UTF-8 of at most TEXT_MAX bytes, else −1. */
int segmenter_cut(struct segmenter *s, const char *bytes, size_t length, struct arena *arena,
        struct text *out, struct xt_err *err);

/* The same by the rules of ICU and utf8proc alone, without the fast way for plain text: what segmenter_cut is tested
 * against. */
int segmenter_cut_slow(struct segmenter *s, const char *bytes, size_t length, struct arena *arena,
        struct text *out, struct xt_err *err);

/* ICU's version and that of its Unicode data, for manifests; static strings. */
const char *text_icu_version(void);
const char *text_unicode_version(void);

#endif
