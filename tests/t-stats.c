/* SPDX-License-Identifier: Apache-2.0 · tests of bench/stats.c: the normal distribution, the resamples, intervals and
 * how often they hold the truth */
#include "bench/stats.h"

#include <math.h>

#include "base/mem.h"
#include "base/philox.h"
#include "tap.h"

/* scipy.special.ndtr 1.x and ndtri, which are Cephes' */
static const struct {
	double x, p;
} NORMAL[] = {
        {0, 0.5},
        {1, 0.8413447460685429},
        {-1, 0.15865525393145707},
        {1.959963984540054, 0.975},
        {-1.959963984540054, 0.025},
        {2.5, 0.9937903346742238},
        {-3, 0.0013498980316300933},
        {-3.8905918864131203, 5e-05},
        {0.001, 0.5003989422139095},
        {6, 0.9999999990134123},
};

static void normal(void)
{
	bool there = true, back = true;

	for (size_t i = 0; i < sizeof(NORMAL) / sizeof(*NORMAL); i++) {
		there = there && fabs(stats_normal(NORMAL[i].x) - NORMAL[i].p) < 1e-14;
		if (NORMAL[i].x > 5)
			continue;
		back = back && fabs(stats_normal_quantile(NORMAL[i].p) - NORMAL[i].x) < 1e-12;
	}
	tap_ok(there, "the normal distribution agrees with Cephes to 1e-14");
	tap_ok(back, "its inverse agrees with Cephes to 1e-12");
	tap_ok(stats_normal(-40) <= 0 && stats_normal(40) >= 1, "far tails are 0 and 1");
}

static void draws(void)
{
	struct stats_draws one, four;
	bool whole = true;

	stats_draw(&one, 500, 300, 1, NULL);
	stats_draw(&four, 500, 300, 4, NULL);
	tap_ok(!memcmp(one.times, four.times, one.resamples * one.stride * sizeof(*one.times)),
	        "resamples do not depend on the number of threads");
	for (size_t r = 0; r < one.resamples; r++) {
		int sum = 0;

		for (size_t u = 0; u < one.units; u++)
			sum += one.times[r * one.stride + u];
		whole = whole && sum == 500;
	}
	tap_ok(whole, "a resample has as many units as there are");
	/* Random123's first known answer is key 0, counter 0: 6627e8d5 … */
	tap_ok(one.times[0x6627e8d5ULL * 500 >> 32] && one.times[0xe169c58dULL * 500 >> 32],
	        "resample 0 begins with Philox's first words");
	stats_release(&one);
	stats_release(&four);
	tap_ok(stats_draw(&one, 2000000, 1, 1, NULL) == -1, "too many units are refused");
	tap_ok(!stats_draw(&one, 0, 10, 1, NULL) && stats_track(&one) == 11, "no units are fine");
	stats_release(&one);
}

static void ratios(void)
{
	struct stats_draws d;
	int16_t num[64] = {2, 0, 2, 1}, den[64] = {2, 2, 2, 2}, none[64] = {0};
	double track[1 + 4 + 100], low, high;
	bool in = true;

	stats_draw(&d, 4, 100, 1, NULL);
	stats_ratio(&d, num, den, track);
	tap_ok(fabs(track[0] - 0.625) < 1e-15, "a ratio of weights is exact");
	tap_ok(fabs(track[1] - 0.5) < 1e-15 && fabs(track[2] - 5 / 6.0) < 1e-15,
	        "units are left out in turn");
	for (size_t i = 5; i < 105; i++)
		in = in && track[i] >= 0 && track[i] <= 1;
	tap_ok(in, "resampled shares are shares");
	stats_interval(&d, track, &low, &high);
	tap_ok(low < 0.625 && high > 0.625, "an interval holds its value");
	stats_ratio(&d, den, den, track);
	stats_interval(&d, track, &low, &high);
	tap_ok(low >= 1 && high <= 1, "what no resample moves has an interval without width");
	stats_ratio(&d, none, none, track);
	stats_interval(&d, track, &low, &high);
	tap_ok(isnan(track[0]) && isnan(low) && isnan(high), "nothing has no value and no interval");
	den[0] = den[1] = den[2] = 0;
	num[0] = num[2] = 0;
	stats_ratio(&d, num, den, track);
	in = true;
	for (size_t i = 0; i < 105; i++)
		in = in && fabs(track[i] - 0.5) < 1e-15;
	tap_ok(in, "a resample without any of the items takes the value itself");
	stats_release(&d);
}

/* Draws samples of 120 from a population and counts the intervals that hold its mean. */
static void coverage(void)
{
	enum { SAMPLES = 400, UNITS = 120 };
	struct stats_draws d;
	double *track, low, high;
	struct philox chance;
	int held = 0;

	stats_draw(&d, UNITS, STATS_RESAMPLES, 0, NULL);
	track = mem_alloc(stats_track(&d), sizeof(*track));
	philox_init(&chance, 1, philox_stream("coverage"));
	for (int s = 0; s < SAMPLES; s++) {
		int16_t num[128] = {0}, den[128] = {0};

		/* three languages that share an idx: easy and hard idx make them alike */
		for (int u = 0; u < UNITS; u++) {
			double p = philox_double(&chance) < 0.5 ? 0.9 : 0.5;

			for (int l = 0; l < 3; l++)
				num[u] = (int16_t)(num[u] + (philox_double(&chance) < p ? 2 : 0));
			den[u] = 6;
		}
		stats_ratio(&d, num, den, track);
		stats_interval(&d, track, &low, &high);
		held += low <= 0.7 && high >= 0.7;
	}
	tap_say("%d of %d intervals hold the truth", held, SAMPLES);
	tap_ok(held >= 0.92 * SAMPLES && held <= 0.98 * SAMPLES,
	        "a 95 %% interval holds the truth 95 times in 100, languages sharing their items");
	mem_free(track);
	stats_release(&d);
}

int main(void)
{
	normal();
	draws();
	ratios();
	coverage();
	return tap_done();
}
