/* SPDX-License-Identifier: Apache-2.0 · distances and chrF are those of the books and of sacreBLEU */
#include "tap.h"

#include <math.h>
#include <stdlib.h>

#include "base/philox.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "bench/measure.h"

static struct str str(const char *text)
{
	return (struct str){text, (uint32_t)strlen(text)};
}

static const struct {
	const char *one, *two;
	size_t distance, longer;
} PAIRS[] = {
        {"", "", 0, 0},
        {"", "abc", 3, 3},
        {"abc", "", 3, 3},
        {"kitten", "sitting", 3, 7},
        {"saturday", "sunday", 3, 8},
        {"abcdef", "abcdef", 0, 6},
        {"abcdef", "badcfe", 4, 6},
        {"flaw", "lawn", 2, 4},
        {"abcabcabc", "xyz", 9, 9},
        {"நான்", "நான", 1, 2}, /* a cluster is one letter */
        {"ที่นี่", "ทีนี่", 1, 2},
        {"e\u0301te", "\u00E9te", 1, 3}, /* other bytes, another letter */
        {"我打开了门", "我开打了门", 2, 5},
};

static void distances(void)
{
	for (size_t i = 0; i < sizeof(PAIRS) / sizeof(*PAIRS); i++) {
		size_t longer, there = measure_distance(str(PAIRS[i].one), str(PAIRS[i].two), &longer),
		               back = measure_distance(str(PAIRS[i].two), str(PAIRS[i].one), &longer);

		tap_ok(there == PAIRS[i].distance && back == there && longer == PAIRS[i].longer,
		        "'%s' and '%s' are %zu of %zu apart", PAIRS[i].one, PAIRS[i].two, PAIRS[i].distance,
		        PAIRS[i].longer);
	}
}

/* The whole table, as the books draw it. */
static size_t plain_distance(const char *a, const char *b)
{
	size_t row[64], n = strlen(a), m = strlen(b);

	for (size_t j = 0; j <= m; j++)
		row[j] = j;
	for (size_t i = 1; i <= n; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= m; j++) {
			size_t best = diagonal + (a[i - 1] != b[j - 1]);

			diagonal = row[j];
			best = row[j] + 1 < best ? row[j] + 1 : best;
			row[j] = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
		}
	}
	return row[m];
}

static void fill(struct philox *chance, char *out, uint32_t letters)
{
	uint32_t n = philox_below(chance, 40);

	for (uint32_t i = 0; i < n; i++)
		out[i] = (char)('a' + philox_below(chance, letters));
	out[n] = '\0';
}

static void bands(void)
{
	struct philox chance;
	size_t wrong = 0, longer;

	philox_init(&chance, 3, 4);
	for (int i = 0; i < 20000; i++) {
		char a[64], b[64];

		fill(&chance, a, 2 + (uint32_t)i % 5);
		fill(&chance, b, 2 + (uint32_t)i % 5);
		wrong += measure_distance(str(a), str(b), &longer) != plain_distance(a, b);
	}
	tap_ok(!wrong, "twenty thousand pairs have the distance of the whole table");
}

struct golden {
	struct chrf all;
	size_t rows;
};

/* \u200B in the table is a character that would not be seen. */
static void unescape(char *text)
{
	struct buf c = BUF_INIT;
	char *to = text;

	for (const char *at = text; *at;) {
		if (strncmp(at, "\\u", 2) != 0) {
			*to++ = *at++;
			continue;
		}
		buf_clear(&c);
		utf8_put(&c, (int32_t)strtol((char[]){at[2], at[3], at[4], at[5], 0}, NULL, 16));
		memcpy(to, c.bytes, c.length);
		to += c.length;
		at += 6;
	}
	*to = '\0';
	buf_release(&c);
}

static int row(void *user, char **fields, size_t line, struct xt_err *err)
{
	struct golden *golden = user;
	double wanted = strtod(fields[2], NULL);
	struct chrf one = {.both = {0}};

	(void)line, (void)err;
	if (!*fields[1]) {
		tap_ok(fabs(chrf_score(&golden->all) - wanted) < 1e-8,
		        "all pairs together have sacreBLEU's chrF");
		return 0;
	}
	unescape(fields[0]);
	unescape(fields[1]);
	chrf_add(&one, str(fields[0]), str(fields[1]));
	chrf_add(&golden->all, str(fields[0]), str(fields[1]));
	golden->rows++;
	tap_ok(fabs(chrf_score(&one) - wanted) < 1e-8, "chrF of '%s' and '%s' is %s", fields[0], fields[1],
	        fields[2]);
	return 0;
}

int main(void)
{
	struct golden golden = {.rows = 0};
	struct chrf none = {.both = {0}};
	struct xt_err err;

	distances();
	bands();
	tap_ok(!tsv_read(tap_source("tests/golden/chrf.tsv"), "text\treference\tchrf", row, &golden, &err) &&
	                golden.rows > 20,
	        "the table is read");
	chrf_add(&none, str(" "), str("a"));
	tap_ok(!(chrf_score(&none) > 0), "nothing but a space is nothing like a letter");
	return tap_done();
}
