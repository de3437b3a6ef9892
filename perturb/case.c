/* SPDX-License-Identifier: Apache-2.0 · case: a word in capitals, or with a letter in the wrong case
 *
 * As NL-Augmenter's random uppercase (Dhole et al., arXiv 2112.02721), but by the rules of the locale: Turkish i İ and ı I;
 * marks stay on their letters. Three slips: Caps Lock (the whole word), the wrong case
 * of the first letter, the wrong case of one letter inside.
 */
#include <string.h>

#include "base/translit.h"
#include "langs/letters.h"
#include "perturb/letter.h"
#include "perturb/perturb.h"

static bool able(const struct lang *lang)
{
	return lang_has_case(lang);
}

/* A word whole in capitals and in small letters. */
struct cased {
	struct buf upper, lower;
};

static size_t count_clusters(const char *bytes, size_t length)
{
	size_t n = 0;

	for (size_t at = 0; at < length; n++)
		at = utf8_cluster_end(bytes, length, at);
	return n;
}

/* Moves on over one cluster of a cased word, which may be written with more or fewer bytes. */
static struct str next_cluster(const struct buf *buf, size_t *at)
{
	size_t begin = *at;

	*at = utf8_cluster_end(buf->bytes, buf->length, begin);
	return (struct str){buf->bytes + begin, (uint32_t)(*at - begin)};
}

/* One letter in the other case; the first one as likely as all others together. Of a letter of several clusters (ch'), each
 * by itself: that is what Shift is held for. */
static void flip(const struct text *text, const struct word *word, const struct cased *cased, size_t clusters,
        struct proposals *out)
{
	struct span cluster = {word->begin, word->begin};
	size_t upper = 0, lower = 0;

	for (; cluster.begin < word->end; cluster.begin = cluster.end) {
		struct str up = next_cluster(&cased->upper, &upper),
		           down = next_cluster(&cased->lower, &lower);
		enum letter is;

		cluster.end = (uint32_t)utf8_cluster_end(text->bytes, word->end, cluster.begin);
		is = letter_at(text, &cluster);
		if (is == LETTER_CAPITAL)
			up = down;
		if (is)
			proposals_add(out, text, cluster.begin, cluster.end, up.bytes, up.length,
			        cluster.begin == word->begin ? 1 : 1 / (float)clusters);
	}
}

static void change(const struct text *text, const struct lang *lang, const struct word *word,
        struct cased *cased, struct proposals *out)
{
	const char *bytes = text->bytes + word->begin;
	uint32_t length = word->end - word->begin;
	size_t clusters = count_clusters(bytes, length);
	struct buf *whole = case_is_upper(bytes, length) ? &cased->lower : &cased->upper;

	buf_clear(&cased->upper);
	buf_clear(&cased->lower);
	case_upper(lang_locale(lang), bytes, length, &cased->upper);
	case_lower(lang_locale(lang), bytes, length, &cased->lower);
	if (clusters > 1)
		proposals_add(out, text, word->begin, word->end, whole->bytes, whole->length, 1);
	if (count_clusters(cased->upper.bytes, cased->upper.length) == clusters &&
	        count_clusters(cased->lower.bytes, cased->lower.length) == clusters)
		flip(text, word, cased, clusters, out);
}

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	struct cased cased = {BUF_INIT, BUF_INIT};

	(void)err;
	for (uint32_t w = 0; w < text->word_count; w++)
		change(text, lang, &text->words[w], &cased, out);
	buf_release(&cased.upper);
	buf_release(&cased.lower);
	return 0;
}

const struct attack attack_case = {
        .name = "case",
        .summary = "a word in capitals, or with a letter in the wrong case",
        .unit = UNIT_WORD,
        .promises = PROMISE_WELL_FORMED | PROMISE_WORDS | PROMISE_MEANING,
        .needs = LANG_LETTERS,
        .able = able,
        .propose = propose,
};
