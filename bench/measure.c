/* SPDX-License-Identifier: Apache-2.0 · how far one text is from another */
#include "bench/measure.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/utf8.h"

/* A text cut into clusters. */
struct cut {
	const char *bytes;
	struct span *letter;
	size_t count;
};

size_t measure_letters(struct str text)
{
	size_t n = 0;

	for (size_t at = 0; at < text.length; n++)
		at = utf8_cluster_end(text.bytes, text.length, at);
	return n;
}

static struct cut cut_text(struct str text)
{
	struct cut cut = {text.bytes, mem_alloc(text.length, sizeof(*cut.letter)), 0};

	for (size_t at = 0; at < text.length; cut.count++) {
		size_t end = utf8_cluster_end(text.bytes, text.length, at);

		cut.letter[cut.count] = (struct span){(uint32_t)at, (uint32_t)end};
		at = end;
	}
	return cut;
}

static bool same(const struct cut *a, size_t i, const struct cut *b, size_t j)
{
	uint32_t n = a->letter[i].end - a->letter[i].begin;

	return n == b->letter[j].end - b->letter[j].begin &&
	       !memcmp(a->bytes + a->letter[i].begin, b->bytes + b->letter[j].begin, n);
}

static size_t least(size_t a, size_t b, size_t c)
{
	size_t ab = a < b ? a : b;

	return ab < c ? ab : c;
}

/* The distance where it is at most k, else something above k: only cells within k of the diagonal are looked at
 * (Ukkonen 1985). row has b->count + 1 places; k is at least the difference of the counts. */
static size_t within(const struct cut *a, const struct cut *b, size_t k, size_t *row)
{
	const size_t FAR = a->count + b->count + 1;

	for (size_t j = 0; j <= b->count; j++)
		row[j] = j <= k ? j : FAR;
	for (size_t i = 1; i <= a->count; i++) {
		size_t low = i > k ? i - k : 0, high = b->count - i > k && b->count > i ? i + k : b->count;
		size_t j = low ? low : 1, diagonal = row[j - 1], left = low ? FAR : i;

		if (!low)
			row[0] = i;
		for (; j <= high; j++) {
			size_t up = j < i + k ? row[j] : FAR;
			size_t now = least(diagonal + !same(a, i - 1, b, j - 1), up + 1, left + 1);

			diagonal = row[j];
			row[j] = left = now;
		}
	}
	return row[b->count];
}

size_t measure_distance(struct str one, struct str two, size_t *longer)
{
	struct cut a = cut_text(one), b = cut_text(two), from, to;
	size_t *row = mem_alloc(b.count + 1, sizeof(*row)), k, distance;

	*longer = a.count > b.count ? a.count : b.count;
	from = a;
	to = b;
	while (from.count && to.count && same(&from, from.count - 1, &to, to.count - 1)) {
		from.count--;
		to.count--;
	}
	while (from.count && to.count && same(&from, 0, &to, 0)) {
		from.letter++;
		to.letter++;
		from.count--;
		to.count--;
	}
	k = from.count > to.count ? from.count - to.count : to.count - from.count;
	for (k = k ? k : 1; (distance = within(&from, &to, k, row)) > k; k *= 2)
		;
	mem_free(a.letter);
	mem_free(b.letter);
	mem_free(row);
	return distance;
}

/* Up to six code points, each in 21 bits. */
struct gram {
	uint64_t high, low;
};

static int by_gram(const void *a, const void *b)
{
	const struct gram *x = a, *y = b;

	if (x->high != y->high)
		return x->high < y->high ? -1 : 1;
	return (x->low > y->low) - (x->low < y->low);
}

/* What Python's str.split takes for white space. */
static bool is_space(int32_t c)
{
	return (c >= 9 && c <= 13) || (c >= 28 && c <= 32) || c == 0x85 || c == 0xA0 || c == 0x1680 ||
	       (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
	       c == 0x3000;
}

/* The code points that are no white space; returns how many. */
static size_t decode(struct str text, int32_t *out)
{
	size_t n = 0, step;

	for (size_t at = 0; at < text.length; at += step) {
		step = utf8_next(text.bytes + at, text.length - at, &out[n]);
		if (!step)
			break;
		n += !is_space(out[n]);
	}
	return n;
}

/* The n-grams, sorted; returns how many. */
static size_t list_grams(const int32_t *c, size_t length, size_t n, struct gram *out)
{
	size_t count = length >= n ? length - n + 1 : 0;

	for (size_t i = 0; i < count; i++) {
		out[i] = (struct gram){0, 0};
		for (size_t k = 0; k < n; k++) {
			uint64_t *part = k < 3 ? &out[i].low : &out[i].high;

			*part = *part << 21 | (uint64_t)c[i + k];
		}
	}
	if (count)
		qsort(out, count, sizeof(*out), by_gram);
	return count;
}

static size_t count_both(const struct gram *a, size_t n, const struct gram *b, size_t m)
{
	size_t both = 0;

	for (size_t i = 0, j = 0; i < n && j < m;) {
		int order = by_gram(&a[i], &b[j]);

		both += !order;
		i += order <= 0;
		j += order >= 0;
	}
	return both;
}

void chrf_add(struct chrf *chrf, struct str text, struct str reference)
{
	int32_t *a = mem_alloc(text.length + 1, sizeof(*a)), *b = mem_alloc(reference.length + 1, sizeof(*b));
	size_t n = decode(text, a), m = decode(reference, b);
	struct gram *x = mem_alloc(n, sizeof(*x)), *y = mem_alloc(m, sizeof(*y));
	bool equal = n == m && !memcmp(a, b, n * sizeof(*a));

	for (size_t o = 0; o < CHRF_ORDER; o++) {
		size_t in_text = n > o ? n - o : 0, in_reference = m > o ? m - o : 0;

		chrf->text[o] += in_reference ? in_text : 0; /* as sacreBLEU has it */
		chrf->reference[o] += in_reference;
		if (equal) {
			chrf->both[o] += in_text;
		} else {
			list_grams(a, n, o + 1, x);
			list_grams(b, m, o + 1, y);
			chrf->both[o] += count_both(x, in_text, y, in_reference);
		}
	}
	mem_free(a);
	mem_free(b);
	mem_free(x);
	mem_free(y);
}

double chrf_score(const struct chrf *chrf)
{
	static const double BETA_SQUARED = 4;
	double precision = 0, recall = 0;
	int orders = 0;

	for (size_t o = 0; o < CHRF_ORDER; o++) {
		if (!chrf->text[o] || !chrf->reference[o])
			continue;
		precision += (double)chrf->both[o] / (double)chrf->text[o];
		recall += (double)chrf->both[o] / (double)chrf->reference[o];
		orders++;
	}
	if (!orders || precision + recall <= 0)
		return 0;
	precision /= orders;
	recall /= orders;
	return 100 * (1 + BETA_SQUARED) * precision * recall / (BETA_SQUARED * precision + recall);
}
