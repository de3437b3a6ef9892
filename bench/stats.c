/* SPDX-License-Identifier: Apache-2.0 · the bootstrap over items, with the same digits on any machine */
#include "bench/stats.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/loop.h"
#include "base/mem.h"
#include "base/philox.h"

#define EQUAL 1e-12            /* a mean of means rounds; its resamples must still tie with it */
#define TAIL 1.959963984540054 /* stats_normal_quantile(0.975): a 95 % interval */

/* e^x for −750 < x ≤ 0: x = k ln 2 + r, then the power series of r, |r| ≤ ln 2 / 2. */
static double exponential(double x)
{
	const double ln2_high = 0x1.62e42feep-1, ln2_low = 0x1.a39ef35793c76p-33; /* ln 2 in two pieces */
	int k = (int)(x * 0x1.71547652b82fep0 - 0.5);                             /* x / ln 2, rounded */
	double r = x - k * ln2_high - k * ln2_low, sum = 1;

	for (int n = 18; n > 0; n--)
		sum = 1 + sum * r / n;
	return ldexp(sum, k);
}

double stats_normal(double x)
{
	double sum = x, before = 0, term = x, square = x * x;

	if (x < -8.3 || x > 8.3)
		return x > 0;
	for (double i = 3; sum != before; i += 2) {
		before = sum;
		term *= square / i;
		sum += term;
	}
	return 0.5 + sum * exponential(-0.5 * square) * 0x1.9884533d43651p-2; /* 1 / √(2π) */
}

/* By halving: no table of constants to get wrong, and it is asked for a few thousand times only. */
double stats_normal_quantile(double p)
{
	double low = -9, high = 9;

	for (int i = 0; i < 64; i++) {
		double middle = (low + high) / 2;

		if (stats_normal(middle) < p)
			low = middle;
		else
			high = middle;
	}
	return (low + high) / 2;
}

static void draw_one(void *user, int worker, size_t r)
{
	struct stats_draws *draws = user;
	int16_t *times = draws->times + r * draws->stride;
	struct philox chance;

	(void)worker;
	philox_init(&chance, 0, r);
	for (size_t i = 0; i < draws->units; i++)
		times[philox_below(&chance, (uint32_t)draws->units)]++;
}

int stats_draw(struct stats_draws *draws, size_t units, size_t resamples, int threads, struct xt_err *err)
{
	size_t stride = (units + STATS_STRIDE - 1) / STATS_STRIDE * STATS_STRIDE;

	if (units > INT32_MAX / STATS_TERM)
		return err_set(err, "%zu different idx are more than the %d that the bootstrap is made for",
		        units, INT32_MAX / STATS_TERM);
	*draws = (struct stats_draws){units, stride, resamples, NULL};
	draws->times = mem_zalloc(mem_mul(resamples, stride), sizeof(*draws->times));
	if (units)
		loop_run(threads, resamples, draw_one, draws);
	return 0;
}

void stats_release(struct stats_draws *draws)
{
	mem_free(draws->times);
	*draws = (struct stats_draws){0};
}

size_t stats_track(const struct stats_draws *draws)
{
	return 1 + draws->units + draws->resamples;
}

/* The inner loop's length is a constant, so that compilers make vector code of it at -O2. */
static int32_t dot(const int16_t *restrict a, const int16_t *restrict b, size_t n)
{
	int32_t sum = 0;

	for (size_t i = 0; i < n; i += STATS_STRIDE)
		for (size_t j = 0; j < STATS_STRIDE; j++)
			sum += (int32_t)a[i + j] * b[i + j];
	return sum;
}

static int32_t total(const int16_t *v, size_t n)
{
	int32_t sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += v[i];
	return sum;
}

static bool same_all(const int16_t *v, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (v[i] != v[0])
			return false;
	return true;
}

enum { UNKNOWN = -1, BEFORE = -2 };

static double share(int32_t num, int32_t den, double otherwise)
{
	return den ? (double)num / den : otherwise;
}

void stats_ratios(const struct stats_draws *draws, const struct stats_term *terms, size_t count)
{
	size_t units = draws->units;

	for (size_t i = 0; i < count; i++) {
		const struct stats_term *t = &terms[i];
		int32_t n = total(t->num, units), d = total(t->den, units);

		t->track[0] = share(n, d, NAN);
		for (size_t u = 0; u < units; u++)
			t->track[1 + u] = share(n - t->num[u], d - t->den[u], t->track[0]);
		/* where every unit has the same den, so has every resample; and neighbours often share theirs. What is
		 * known is left in the place of resample 0, which is made last */
		t->track[1 + units] = same_all(t->den, units) ? d : UNKNOWN;
		if (i && !memcmp(t->den, t[-1].den, units * sizeof(*t->den)))
			t->track[1 + units] = BEFORE;
	}
	for (size_t r = draws->resamples; r-- > 0;) {
		const int16_t *times = draws->times + r * draws->stride;
		int32_t d = 0;

		for (size_t i = 0; i < count; i++) {
			const struct stats_term *t = &terms[i];
			int known = (int)t->track[1 + units];

			if (known != BEFORE)
				d = known == UNKNOWN ? dot(times, t->den, draws->stride) : known;
			t->track[1 + units + r] = share(dot(times, t->num, draws->stride), d, t->track[0]);
		}
	}
}

void stats_ratio(const struct stats_draws *draws, const int16_t *num, const int16_t *den, double *track)
{
	stats_ratios(draws, &(struct stats_term){num, den, track}, 1);
}

/* Puts the k-th smallest at v[k], nothing larger before it and nothing smaller behind it (Hoare's FIND). */
static void partition(double *v, ptrdiff_t n, ptrdiff_t k)
{
	ptrdiff_t low = 0, high = n - 1;

	while (low < high) {
		double pivot = v[k];
		ptrdiff_t i = low, j = high;

		while (i <= j) {
			while (v[i] < pivot)
				i++;
			while (v[j] > pivot)
				j--;
			if (i <= j) {
				double keep = v[i];

				v[i++] = v[j];
				v[j--] = keep;
			}
		}
		if (j < k)
			low = i;
		if (k < i)
			high = j;
	}
}

/* The resamples of one track, counted by BUCKETS equal parts of their range, so that an order statistic is looked for
 * in one part only. */
enum { BUCKETS = 1024 };
struct spread {
	const double *v;
	size_t n;
	double least, scale;
	uint32_t count[BUCKETS];
	double *room; /* [n] */
};

static size_t bucket(const struct spread *s, double x)
{
	return (size_t)((x - s->least) * s->scale);
}

static void spread_init(struct spread *s, const double *v, size_t n)
{
	double most = v[0];

	*s = (struct spread){.v = v, .n = n, .least = v[0]};
	for (size_t i = 1; i < n; i++) {
		s->least = v[i] < s->least ? v[i] : s->least;
		most = v[i] > most ? v[i] : most;
	}
	s->scale = most > s->least ? (BUCKETS - 1) / (most - s->least) : 0;
	for (size_t i = 0; i < n; i++)
		s->count[bucket(s, v[i])]++;
	s->room = mem_alloc(n, sizeof(*s->room));
}

/* The k-th smallest, from 0. */
static double nth(struct spread *s, size_t k)
{
	size_t b = 0, n = 0;

	for (; k >= s->count[b]; b++)
		k -= s->count[b];
	for (size_t i = 0; i < s->n; i++)
		if (bucket(s, s->v[i]) == b)
			s->room[n++] = s->v[i];
	partition(s->room, (ptrdiff_t)n, (ptrdiff_t)k);
	return s->room[k];
}

static double quantile(struct spread *s, double p)
{
	double at = (double)(s->n - 1) * p, below, above;
	size_t k = (size_t)at;

	below = nth(s, k);
	above = k + 1 < s->n ? nth(s, k + 1) : below;
	return below + (above - below) * (at - (double)k);
}

static double acceleration(const double *without, size_t n)
{
	double mean = 0, square = 0, cube = 0;

	for (size_t i = 0; i < n; i++)
		mean += without[i];
	mean /= (double)n;
	for (size_t i = 0; i < n; i++) {
		double d = mean - without[i];

		square += d * d;
		cube += d * d * d;
	}
	return square > 0 ? cube / (6 * square * sqrt(square)) : 0;
}

/* z0: how far the value is from the middle of its resamples, in normal deviates. */
static double bias(const double *resample, size_t n, double value)
{
	size_t halves = 0;
	double below;

	for (size_t r = 0; r < n; r++)
		halves += (size_t)(resample[r] < value - EQUAL) + (size_t)(resample[r] <= value + EQUAL);
	below = (double)halves / 2;
	below = below < 0.5 ? 0.5 : below > (double)n - 0.5 ? (double)n - 0.5 : below;
	return stats_normal_quantile(below / (double)n);
}

static double corrected(double z0, double a, double tail)
{
	double z = z0 + tail, stretch = 1 - a * z;

	/* past the pole the corrected point lies beyond every resample */
	if (stretch <= 0)
		return z > 0 ? 1 : 0;
	return stats_normal(z0 + z / stretch);
}

void stats_interval(const struct stats_draws *draws, const double *track, double *low, double *high)
{
	const double *resample = track + 1 + draws->units;
	double value = track[0], z0, a;
	size_t n = draws->resamples, moved = 0;
	struct spread spread;

	*low = *high = value;
	for (size_t r = 0; r < n; r++)
		moved += (resample[r] < value - EQUAL) | (resample[r] > value + EQUAL);
	if (!moved || isnan(value))
		return;
	z0 = bias(resample, n, value);
	a = acceleration(track + 1, draws->units);
	spread_init(&spread, resample, n);
	*low = quantile(&spread, corrected(z0, a, -TAIL));
	*high = quantile(&spread, corrected(z0, a, TAIL));
	mem_free(spread.room);
}
