/* SPDX-License-Identifier: Apache-2.0 · tests of model/kernel*.c, matrix.c, attention.c, isa.c */
#include "model/kernel.h"

#include <math.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"
#include "model/attention.h"
#include "model/matrix.h"
#include "tap.h"

/* −1 … 1, from a linear congruential generator: its quality does not matter here */
static float chance(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return (float)(*state >> 8) / 8388608.0f - 1;
}

/* Not aligned and not a number longer than n, so that AddressSanitizer sees a step too far. */
static float *numbers(size_t n, uint32_t seed)
{
	float *x = mem_alloc(n, sizeof(*x));

	for (size_t i = 0; i < n; i++)
		x[i] = chance(&seed);
	return x;
}

/* Rows of n random numbers, zero behind the n-th. */
static float *rows_of(size_t rows, size_t n, uint32_t seed)
{
	size_t ld = kernel_stride(n);
	float *x = numbers(rows * ld, seed);

	for (size_t i = 0; i < rows; i++)
		memset(x + i * ld + n, 0, (ld - n) * sizeof(*x));
	return x;
}

/* The block against sums in double, and each row against the same row alone. */
static int block_wrong(const struct kernel *kernel, size_t rows, size_t depth)
{
	size_t width = kernel->width, lda = depth + 3, ldc = width + 5;
	float *a = numbers((rows - 1) * lda + depth, 1), *b = numbers(depth * width, 2),
	      *init = numbers(width, 3);
	float *c = mem_alloc((rows - 1) * ldc + width, sizeof(*c)), *one = mem_alloc(width, sizeof(*one));
	int wrong = 0;

	kernel->block[rows - 1](a, lda, b, depth, init, 0, c, ldc, (const char *)b);
	for (size_t i = 0; i < rows; i++) {
		for (size_t j = 0; j < width; j++) {
			double sum = (double)init[j], size = fabs(sum);

			for (size_t k = 0; k < depth; k++) {
				sum += (double)a[i * lda + k] * (double)b[k * width + j];
				size += fabs((double)a[i * lda + k] * (double)b[k * width + j]);
			}
			wrong += fabs((double)c[i * ldc + j] - sum) > 1e-6 * size;
		}
		/* alone, and in two passes, bits are the same */
		kernel->block[0](a + i * lda, 0, b, depth / 2, init, 0, one, 0, (const char *)b);
		kernel->block[0](a + i * lda + depth / 2, 0, b + depth / 2 * width, depth - depth / 2, one, 0,
		        one, 0, (const char *)b);
		wrong += memcmp(one, c + i * ldc, width * sizeof(*one)) != 0;
	}
	mem_free(a);
	mem_free(b);
	mem_free(c);
	mem_free(init);
	mem_free(one);
	return wrong;
}

static void blocks(const char *isa, const struct kernel *kernel)
{
	static const size_t depths[] = {0, 1, 2, 3, 4, 5, 7, 8, 31, 64, 257};
	int wrong = 0;

	for (size_t rows = 1; rows <= kernel->rows; rows++)
		for (size_t i = 0; i < sizeof(depths) / sizeof(*depths); i++)
			wrong += block_wrong(kernel, rows, depths[i]);
	tap_ok(!wrong, "%s: blocks of 1 to %zu rows give the sums, each row the same bits as alone", isa,
	        kernel->rows);
}

static int product_wrong(
        const struct kernel *kernel, size_t rows, size_t inputs, size_t outputs, enum matrix_finish finish)
{
	size_t ldx = kernel_stride(inputs), ldo = kernel_stride(outputs);
	float *x = rows_of(rows, inputs, 4), *y = rows_of(rows, outputs, 5),
	      *w = numbers(inputs * outputs, 6);
	float *bias = numbers(outputs, 7), *out = numbers(rows * ldo, 8);
	struct tensor weight = {.dtype = DTYPE_F32, .rank = 2, .shape = {outputs, inputs}, .data = w};
	struct tensor biases = {.dtype = DTYPE_F32, .rank = 1, .shape = {outputs}, .data = bias};
	struct matrix m;
	int wrong = 0;

	matrix_pack(&m, kernel, &weight, &biases);
	matrix_product(&m, kernel, x, ldx, rows, finish, y, ldo, out, ldo);
	for (size_t i = 0; i < rows; i++)
		for (size_t j = 0; j < (outputs + kernel->width - 1) / kernel->width * kernel->width; j++) {
			double sum = j < outputs ? (double)bias[j] : 0;

			for (size_t k = 0; k < inputs && j < outputs; k++)
				sum += (double)x[i * ldx + k] * (double)w[j * inputs + k];
			if (finish == MATRIX_GELU)
				sum = sum / 2 * (1 + erf(sum * 0.70710678118654752440));
			if (finish == MATRIX_ADD)
				sum += (double)y[i * ldo + j];
			wrong += !(fabs((double)out[i * ldo + j] - sum) <=
			           2e-6 * sqrt((double)inputs + 4) + 1e-6 * fabs(sum));
			wrong += j >= outputs && out[i * ldo + j] != 0;
		}
	matrix_release(&m);
	mem_free(x);
	mem_free(y);
	mem_free(w);
	mem_free(bias);
	mem_free(out);
	return wrong;
}

static void products(const char *isa, const struct kernel *kernel)
{
	static const size_t shapes[][3] = {{1, 1, 1}, {2, 3, 31}, {13, 36, 50}, {25, 50, 36}, {7, 515, 33},
	        {12, 512, 64}, {241, 9, 40}, {5, 1030, 17}, {14, 2051, 40}, {11, 256, 96}, {23, 257, 97}};
	int wrong = 0;

	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes); i++)
		for (enum matrix_finish f = MATRIX_PLAIN; f <= MATRIX_ADD; f++)
			wrong += product_wrong(kernel, shapes[i][0], shapes[i][1], shapes[i][2], f);
	tap_ok(!wrong,
	        "%s: products of odd shapes with bias, GELU and residual are right, and zero behind the last "
	        "column",
	        isa);
}

static void gates(const char *isa, const struct kernel *kernel)
{
	float x[KERNEL_WIDTH_MAX];
	double worst = 0;

	for (int i = -120000; i < 120000; i += (int)kernel->width) {
		for (size_t j = 0; j < kernel->width; j++)
			x[j] = (float)(i + (int)j) * 0.0001f;
		kernel->gelu(x, kernel->width, 1);
		for (size_t j = 0; j < kernel->width; j++) {
			double u = (double)((float)(i + (int)j) * 0.0001f),
			       wanted = u / 2 * erfc(-u * 0.70710678118654752440);
			double miss = fabs((double)x[j] - wanted) / (1 + fabs(wanted));

			worst = miss > worst ? miss : worst;
		}
	}
	tap_ok(worst < 1.2e-6, "%s: GELU from −12 to 12 is within 1.2e-6", isa);
	tap_say("worst %.3g", worst);
	memset(x, 0, sizeof(x));
	x[1] = NAN;
	x[2] = -INFINITY;
	x[3] = INFINITY;
	x[4] = -1e30f;
	x[5] = 1e30f;
	kernel->gelu(x, kernel->width, 1);
	tap_ok(x[0] == 0 && isnan(x[1]) && fabsf(x[2]) < 1e-5f && isinf(x[3]) && fabsf(x[4]) < 1e-5f &&
	                fabsf(x[5] / 1e30f - 1) < 1e-6f,
	        "%s: GELU of 0, NaN, infinite and huge numbers is what it must be", isa);
}

static void norms(const char *isa, const struct kernel *kernel)
{
	static const size_t sizes[] = {1, 2, 7, 8, 15, 16, 17, 33, 36, 64, 100, 1024};
	static const float offsets[] = {0, 30};
	double worst = 0;

	for (size_t s = 0; s < 2 * sizeof(sizes) / sizeof(*sizes); s++) {
		size_t n = sizes[s / 2];
		float *x = rows_of(1, n, 9), *y = rows_of(1, n, 9), *gain = rows_of(1, n, 10),
		      *bias = rows_of(1, n, 11);
		double mean = 0, square = 0;

		for (size_t j = 0; j < n; j++)
			x[j] = y[j] += offsets[s % 2];
		for (size_t j = 0; j < n; j++)
			mean += (double)x[j] / (double)n;
		for (size_t j = 0; j < n; j++)
			square += ((double)x[j] - mean) * ((double)x[j] - mean) / (double)n;
		kernel->norm(y, gain, bias, n, 1e-5f);
		for (size_t j = 0; j < n; j++) {
			double wanted = ((double)x[j] - mean) / sqrt(square + 1e-5) * (double)gain[j] +
			                (double)bias[j];

			worst = fmax(worst, fabs((double)y[j] - wanted));
		}
		for (size_t j = n; j < kernel_stride(n); j++)
			worst += fabs((double)y[j]);
		mem_free(x);
		mem_free(y);
		mem_free(gain);
		mem_free(bias);
	}
	tap_ok(worst < 3e-5,
	        "%s: LayerNorm of 1 to 1024 numbers, far from 0 too, is right and keeps zeros behind", isa);
	tap_say("worst %.3g", worst);
}

static void softmaxes(const char *isa, const struct kernel *kernel)
{
	static const float factors[] = {1, 60, 1e4f};
	double worst = 0;

	for (size_t n = 1; n < 70; n++)
		for (int f = 0; f < 3; f++) {
			float *x = numbers(kernel_stride(n), (uint32_t)n),
			      *y = numbers(kernel_stride(n), (uint32_t)n);
			double most = -INFINITY, sum = 0;

			for (size_t j = 0; j < kernel_stride(n); j++)
				x[j] = y[j] *=
				        j < n ? factors[f] : 1e9f; /* what is behind n must not count */
			for (size_t j = 0; j < n; j++)
				most = fmax(most, 0.125 * (double)x[j]);
			for (size_t j = 0; j < n; j++)
				sum += exp(0.125 * (double)x[j] - most);
			kernel->softmax(y, n, 0.125f);
			for (size_t j = 0; j < n; j++)
				worst = fmax(
				        worst, fabs((double)y[j] - exp(0.125 * (double)x[j] - most) / sum));
			mem_free(x);
			mem_free(y);
		}
	tap_ok(worst < 1e-6, "%s: softmax over 1 to 69 numbers is right, of very unlike ones too", isa);
	tap_say("worst %.3g", worst);

	float bad[KERNEL_WIDTH_MAX * 2] = {0, NAN, 0};
	kernel->softmax(bad, 3, 1);
	tap_ok(isnan(bad[0]) || isnan(bad[1]), "%s: a NaN among the scores is not lost", isa);
}

static int attention_wrong(const struct kernel *kernel, size_t heads, size_t each, size_t length)
{
	size_t hidden = heads * each, ld = kernel_stride(hidden);
	float *q = rows_of(length, hidden, 12), *k = rows_of(length, hidden, 13),
	      *v = rows_of(length, hidden, 14);
	float *out = rows_of(length, hidden, 15), *one = rows_of(1, hidden, 16);
	struct attention *a = attention_new(kernel, hidden, heads, length + 3);
	double *share = mem_alloc(length, sizeof(*share));
	int wrong = 0;

	attention_run(a, q, length, k, v, length, ld, out);
	for (size_t i = 0; i < length; i++) {
		for (size_t h = 0; h < hidden; h += each) {
			double sum = 0;

			for (size_t j = 0; j < length; j++) {
				double score = 0;

				for (size_t d = h; d < h + each; d++)
					score += (double)q[i * ld + d] * (double)k[j * ld + d];
				sum += share[j] = exp(score / sqrt((double)each));
			}
			for (size_t d = h; d < h + each; d++) {
				double wanted = 0;

				for (size_t j = 0; j < length; j++)
					wanted += share[j] / sum * (double)v[j * ld + d];
				wrong += fabs((double)out[i * ld + d] - wanted) > 2e-6;
			}
		}
		attention_run(a, q + i * ld, 1, k, v, length, ld, one);
		wrong += memcmp(one, out + i * ld, hidden * sizeof(*one)) != 0;
	}
	attention_free(a);
	mem_free(share);
	mem_free(q);
	mem_free(k);
	mem_free(v);
	mem_free(out);
	mem_free(one);
	return wrong;
}

static void attentions(const char *isa, const struct kernel *kernel)
{
	int wrong = attention_wrong(kernel, 3, 12, 1) + attention_wrong(kernel, 3, 12, 47) +
	            attention_wrong(kernel, 2, 64, 33) + attention_wrong(kernel, 1, 5, 101) +
	            attention_wrong(kernel, 1, 300, 20) + attention_wrong(kernel, 1, 16, 530);

	tap_ok(!wrong, "%s: attention of odd heads and lengths is right, and a query has the same bits alone",
	        isa);
}

static void names(void)
{
	struct xt_err err = {0};
	enum isa isa = ISA_AVX2;

	for (enum isa i = ISA_PLAIN; i < ISA_COUNT; i++) {
		int found = !isa_find(isa_name(i), &isa, &err);

		tap_ok(found == isa_has(i) && (!found || isa == i), "'%s' is found where the machine has it",
		        isa_name(i));
	}
	tap_ok(isa_has(ISA_PLAIN) && isa_has(isa_best()), "plain is always there, and so is the best");
	isa = ISA_PLAIN;
	tap_ok(isa_find("sse9", &isa, &err) < 0 && isa == ISA_PLAIN && strstr(err.message, "sse9"),
	        "an unknown instruction set is refused by name");
	for (enum isa i = isa_best() + 1; i < ISA_COUNT; i++)
		tap_ok(isa_find(isa_name(i), &isa, &err) < 0 && strstr(err.message, isa_name(i)),
		        "'%s', which is not here, is refused by name", isa_name(i));
}

int main(void)
{
	names();
	for (enum isa i = ISA_PLAIN; i < ISA_COUNT; i++) {
		if (!isa_has(i)) {
			tap_skip("kernels of an instruction set", "this machine or build lacks %s",
			        isa_name(i));
			continue;
		}
		blocks(isa_name(i), kernel_get(i));
		products(isa_name(i), kernel_get(i));
		gates(isa_name(i), kernel_get(i));
		norms(isa_name(i), kernel_get(i));
		softmaxes(isa_name(i), kernel_get(i));
		attentions(isa_name(i), kernel_get(i));
	}
	return tap_done();
}
