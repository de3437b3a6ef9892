/* SPDX-License-Identifier: Apache-2.0 · small products of a head, in double and in order */
#include "model/dense.h"

#include <math.h>

#include "base/mem.h"

struct dense {
	size_t outputs, inputs;
	float *weight; /* [outputs][inputs] */
	float *bias;   /* [outputs] */
};

struct dense *dense_new(const struct tensor *weight, const struct tensor *bias)
{
	struct dense *d = mem_zalloc(1, sizeof(*d));

	d->outputs = weight->shape[0];
	d->inputs = weight->shape[1];
	d->weight = mem_alloc(tensor_count(weight), sizeof(*d->weight));
	d->bias = mem_alloc(d->outputs, sizeof(*d->bias));
	tensor_read(weight, 0, tensor_count(weight), d->weight);
	tensor_read(bias, 0, d->outputs, d->bias);
	return d;
}

void dense_free(struct dense *d)
{
	if (!d)
		return;
	mem_free(d->weight);
	mem_free(d->bias);
	mem_free(d);
}

size_t dense_outputs(const struct dense *d)
{
	return d->outputs;
}

void dense_apply(const struct dense *d, const double *x, double *y)
{
	for (size_t i = 0; i < d->outputs; i++) {
		const float *row = d->weight + i * d->inputs;
		double sum = (double)d->bias[i];

		for (size_t j = 0; j < d->inputs; j++)
			sum += (double)row[j] * x[j];
		y[i] = sum;
	}
}

/* e^x − 1 for 0 ≤ x < 0.7, by Taylor's series: the first term left out is below 1e-17 of the sum. */
static double power_less_one(double x)
{
	double sum = 0;

	for (int k = 16; k >= 1; k--)
		sum = (sum + 1) * x / k;
	return sum;
}

static const double LN2_HIGH = 0x1.62e42fee00000p-1, LN2_LOW = 0x1.a39ef35793c76p-33;

/* tanh by plain arithmetic; 2x = n ln 2 + r with 0 ≤ r < ln 2. */
static double tangent(double x)
{
	double y = 2 * fabs(x), n, e;

	if (!(y < 44)) /* 1 − tanh is below half of a double's last digit; NaN stays */
		return x > 0 ? 1 : x < 0 ? -1 : x;
	n = floor(y / (LN2_HIGH + LN2_LOW));
	e = power_less_one(y - n * LN2_HIGH - n * LN2_LOW);
	e = n > 0 ? ldexp(1 + e, (int)n) - 1 : e;
	return copysign(e / (e + 2), x);
}

void dense_tanh(const struct dense *d, const double *x, double *y)
{
	dense_apply(d, x, y);
	for (size_t i = 0; i < d->outputs; i++)
		y[i] = tangent(y[i]);
}

/* e^x for x ≤ 0; NaN stays: no integer is made of it. */
static double power(double x)
{
	double n = floor(x / (LN2_HIGH + LN2_LOW));

	if (!(x >= -745))
		return x < 0 ? 0 : x;
	return ldexp(1 + power_less_one(x - n * LN2_HIGH - n * LN2_LOW), (int)n);
}

/* log of x ≥ 1: of its fraction by the series of 2 artanh((f − 1) / (f + 1)), |argument| ≤ 0.172. */
static double logarithm(double x)
{
	int exponent;
	double f = frexp(x, &exponent), z, square, sum = 0;

	if (f < 0.70710678118654752) {
		f *= 2;
		exponent--;
	}
	z = (f - 1) / (f + 1);
	square = z * z;
	for (int k = 23; k >= 1; k -= 2)
		sum = sum * square + 1.0 / k;
	return exponent * LN2_HIGH + (exponent * LN2_LOW + 2 * z * sum);
}

double dense_log_share(const double *x, size_t n, size_t which)
{
	double most = x[0], sum = 0;

	for (size_t i = 1; i < n; i++)
		most = x[i] > most ? x[i] : most;
	for (size_t i = 0; i < n; i++)
		sum += power(x[i] - most);
	return x[which] - most - logarithm(sum);
}
