/* SPDX-License-Identifier: Apache-2.0 · the bootstrap over items, with the same digits on any machine */
#ifndef BENCH_STATS_H
#define BENCH_STATS_H
/*
 *	struct stats_draws draws;
 *	double low, high, *track = mem_alloc(stats_track(&draws), sizeof(*track));
 *
 *	stats_draw(&draws, 500, STATS_RESAMPLES, threads);
 *	stats_ratio(&draws, right, asked, track);
 *	stats_interval(&draws, track, &low, &high);
 *	stats_release(&draws);
 *
 * What is resampled is a *unit*: here an idx, which all languages, attacks, severities and seeds share. A statistic is
 * carried as its *track*: its value, its value without each unit in turn (for the acceleration), and its value under
 * each resample. A mean of statistics is then the mean of their tracks, element by element, and keeps all correlation.
 *
 * Nothing here calls a function of libm that may round differently on another machine: only + − × ÷ and sqrt, which
 * IEEE 754 fixes, and scaling by powers of two. Sums of counts are whole numbers, so their order does not matter.
 */
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { STATS_RESAMPLES = 10000, STATS_STRIDE = 64 };

/* Which units make up each resample. times[r × stride + u] is how often unit u is in resample r; what is past
 * units is 0. Resample r takes its units from the words of Philox4x32-10 under key 0, counters (0, 0, r, 0),
 * (1, 0, r, 0), …: the word w gives unit ⌊w × units / 2³²⌋, unless w × units mod 2³² is below 2³² mod units, when the
 * next word is taken (philox_below). */
struct stats_draws {
	size_t units, stride, resamples;
	int16_t *times; /* [resamples][stride] */
};

/* Fills *draws; threads ≤ 0 takes all cores. units may be 0. Fails when there are more units than a 16-bit count
 * could hold of one. Release with stats_release. */
int stats_draw(struct stats_draws *draws, size_t units, size_t resamples, int threads, struct xt_err *err);
void stats_release(struct stats_draws *draws);

/* The length of a track: 1 + units + resamples. */
size_t stats_track(const struct stats_draws *draws);

/* The track of Σ num / Σ den. num, den: [stride], 0 past units; Σ |num| × largest count must fit 31 bits: |num| and den
 * ≤ STATS_TERM. Where Σ den is 0 the track holds its own first value; where that is 0 too, NaN. */
enum { STATS_TERM = 2000 };
void stats_ratio(const struct stats_draws *draws, const int16_t *num, const int16_t *den, double *track);

/* The same for several at once, which is faster: each resample is fetched once. */
struct stats_term {
	const int16_t *num, *den;
	double *track;
};
void stats_ratios(const struct stats_draws *draws, const struct stats_term *terms, size_t count);

/* The 95 % interval of a track by the bias-corrected and accelerated bootstrap (BCa; Efron, "Better bootstrap
 * confidence intervals", JASA 82, 1987; acceleration by the jackknife as in Efron and Tibshirani, "An introduction to
 * the bootstrap", 1993, (14.15)). The share of resamples below the value counts those equal to it half; a difference
 * up to 1e−12 is equal, and the share stays half a resample away from 0 and 1. Quantiles interpolate linearly at
 * (resamples − 1) × p (type 7 of Hyndman and Fan, "Sample quantiles in statistical packages", 1996). A statistic that
 * no resample moves has the interval [value, value]; a NaN has NaN. */
void stats_interval(const struct stats_draws *draws, const double *track, double *low, double *high);

/* The standard normal distribution function (series of Marsaglia, "Evaluating the normal distribution", Journal of
 * Statistical Software 11(4), 2004) and its inverse for 0 < p < 1, both to 1e−12 absolute in the range that
 * 10,000 resamples can ask for. */
double stats_normal(double x);
double stats_normal_quantile(double p);

#endif
