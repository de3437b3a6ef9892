/* SPDX-License-Identifier: Apache-2.0 · how far one text is from another: edit distance in letters, chrF
 *
 *	struct chrf chrf = {.both = {0}};
 *
 *	chrf_add(&chrf, attacked, clean);
 *	printf("%.2f\n", chrf_score(&chrf));
 */
#ifndef BENCH_MEASURE_H
#define BENCH_MEASURE_H

#include <stdint.h>

#include "base/buf.h"

/* How many grapheme clusters (UAX #29) a text has. */
size_t measure_letters(struct str text);

/* The fewest clusters to put in, take out or replace to get from one text to the other (Levenshtein 1966), and the larger
 * number of clusters of the two, by which it is normalised. Takes time of length × distance. */
size_t measure_distance(struct str a, struct str b, size_t *longer);

/* chrF of Popović, "chrF: character n-gram F-score for automatic MT evaluation", WMT 2015, with n-grams of up to six
 * characters, β = 2 and spaces left out, as sacreBLEU computes it for a corpus. */
#define CHRF_ORDER 6
struct chrf {
	uint64_t text[CHRF_ORDER], reference[CHRF_ORDER], both[CHRF_ORDER]; /* n-grams of n = 1 … 6 */
};

void chrf_add(struct chrf *chrf, struct str text, struct str reference);

/* 0 to 100. */
double chrf_score(const struct chrf *chrf);

#endif
