/* SPDX-License-Identifier: Apache-2.0 · how fast the encoder is, beside what the machine could do */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/loop.h"
#include "base/mem.h"
#include "bench/speed/fma.h"
#include "bench/speed/formula.h"
#include "model/encoder.h"

enum { SEQUENCES_MAX = 100000, LONGEST = 60, RUNS_MAX = 1000 };

static const struct {
	const char *name;
	struct config config;
} SHAPES[] = {
        /* rows of the word embeddings are only read where they are used, so a few do for 250,002 */
        {"base", {.hidden = 768, .layers = 12, .heads = 12, .ffn = 3072}},
        {"large", {.hidden = 1024, .layers = 24, .heads = 16, .ffn = 4096}},
        {"small", {.hidden = 384, .layers = 12, .heads = 12, .ffn = 1536}},
};

struct options {
	struct config config;
	const char *shape;
	int isa_given;
	enum isa isa;
	int threads, runs, cpu;
	size_t sequences;
};

static int usage(const char *program)
{
	fprintf(stderr,
	        "usage: %s [--shape base|large|small] [--isa plain|avx2|avx512] [--threads N] [--runs N] "
	        "[--sequences N] [--clock wall|cpu]\n"
	        "Scores sequences of 12 to 60 tokens (mean 38) with random weights, with every instruction "
	        "set in turn.\n",
	        program);
	return 2;
}

static int find_shape(struct options *o, const char *name)
{
	for (size_t i = 0; i < sizeof(SHAPES) / sizeof(*SHAPES); i++) {
		if (strcmp(SHAPES[i].name, name))
			continue;
		o->shape = SHAPES[i].name;
		o->config = SHAPES[i].config;
		o->config.vocab = 8192;
		o->config.positions = 514;
		o->config.type_vocab = o->config.pad_id = 1;
		o->config.layer_norm_eps = 1e-5;
		return 0;
	}
	return -1;
}

static int read_options(struct options *o, int argc, char **argv)
{
	struct xt_err err;

	find_shape(o, "base");
	for (int i = 1; i < argc; i += 2) {
		const char *value = i + 1 < argc ? argv[i + 1] : NULL;
		long number = value ? strtol(value, NULL, 10) : 0;

		if (!value)
			return -1;
		if (!strcmp(argv[i], "--isa")) {
			if (isa_find(value, &o->isa, &err)) {
				fprintf(stderr, "%s\n", err.message);
				return -1;
			}
			o->isa_given = 1;
		} else if (!strcmp(argv[i], "--shape")) {
			if (find_shape(o, value))
				return -1;
		} else if (!strcmp(argv[i], "--clock") && (!strcmp(value, "wall") || !strcmp(value, "cpu"))) {
			o->cpu = *value == 'c';
		} else if (!strcmp(argv[i], "--threads") && number > 0 && number <= 1024) {
			o->threads = (int)number;
		} else if (!strcmp(argv[i], "--runs") && number > 0 && number <= RUNS_MAX) {
			o->runs = (int)number;
		} else if (!strcmp(argv[i], "--sequences") && number > 0 && number <= SEQUENCES_MAX) {
			o->sequences = (size_t)number;
		} else {
			return -1;
		}
	}
	return 0;
}

/* Lengths from 12 to 60, mean 38 or nearly: the sum of a few dice that the formula throws. */
static size_t make_sequences(struct sequence *sequences, size_t n, int32_t *ids, uint32_t vocab)
{
	size_t tokens = 0;

	for (size_t i = 0; i < n; i++) {
		uint32_t h = formula_hash((uint32_t)i);
		/* the sum of three dice of 17 sides: 12 … 60, most about 36 */
		uint32_t length = 12 + h % 17 + (h >> 8) % 17 + (h >> 16) % 17 + (h >> 24) % 5;

		length = length > LONGEST ? LONGEST : length;
		for (uint32_t j = 0; j < length; j++)
			ids[i * LONGEST + j] = (int32_t)(formula_hash(h + j) % vocab);
		sequences[i] = (struct sequence){.ids = ids + i * LONGEST, .length = length};
		tokens += length;
	}
	return tokens;
}

/* Floating-point operations of a run that asks for the first state: all of it counts, but the part of the
 * last layer that is not needed, so that the share of the peak is not flattered. */
static double operations(const struct config *c, const struct sequence *sequences, size_t n)
{
	double h = c->hidden, f = c->ffn, all = 0;

	for (size_t i = 0; i < n; i++) {
		double t = sequences[i].length;
		double layer = 2 * t * (4 * h * h + 2 * h * f) + 4 * t * t * h;
		double last = 2 * t * 2 * h * h + 2 * (2 * h * h + 2 * h * f) + 4 * t * h;

		all += layer * (c->layers - 1) + last;
	}
	return all;
}

static int compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

struct set {
	enum isa isa;
	struct encoder *encoder;
	double rates[RUNS_MAX], shares[RUNS_MAX];
};

static int measure(
        struct set *s, const struct options *o, const struct sequence *sequences, float *out, int run)
{
	struct xt_err err;
	double before = fma_rate(s->isa, o->threads, 0.1, o->cpu), start = fma_clock(o->cpu);

	if (encoder_run(s->encoder, sequences, o->sequences, POOL_FIRST, o->threads, out, &err)) {
		fprintf(stderr, "%s\n", err.message);
		return -1;
	}
	double seconds = (fma_clock(o->cpu) - start) / (o->cpu ? o->threads : 1),
	       after = fma_rate(s->isa, o->threads, 0.1, o->cpu);
	double gflops = operations(&o->config, sequences, o->sequences) / seconds * 1e-9;

	s->rates[run] = (double)o->sequences / seconds;
	s->shares[run] = 200 * gflops / (before + after);
	printf("%-8s run %-2d %8.2f seq/s %8.1f GFLOP/s, peak %.1f before and %.1f after: %.1f %%\n",
	        isa_name(s->isa), run + 1, s->rates[run], gflops, before, after, s->shares[run]);
	fflush(stdout);
	return 0;
}

static int make_sets(struct set *sets, int *count, const struct options *o, struct formula *f)
{
	struct xt_err err;

	for (enum isa i = ISA_PLAIN + 1; i < ISA_COUNT; i++) {
		if (!isa_has(i) || (o->isa_given && i != o->isa))
			continue;
		sets[(*count)++].isa = i;
	}
	if (!*count || (o->isa_given && o->isa == ISA_PLAIN))
		sets[(*count)++].isa = ISA_PLAIN;
	for (int i = 0; i < *count; i++) {
		double start = fma_clock(0);

		if (encoder_new(&sets[i].encoder, &o->config, formula_find, f, sets[i].isa, &err)) {
			fprintf(stderr, "%s\n", err.message);
			return -1;
		}
		printf("%-8s packed in %.2f s\n", isa_name(sets[i].isa), fma_clock(0) - start);
	}
	return 0;
}

int main(int argc, char **argv)
{
	static struct set sets[ISA_COUNT];
	struct options o = {.threads = loop_threads(), .runs = 5, .sequences = 200};
	int count = 0, result = 1;

	if (read_options(&o, argc, argv))
		return usage(argv[0]);
	struct formula *f = formula_new(&o.config);
	struct sequence *sequences = mem_alloc(o.sequences, sizeof(*sequences));
	int32_t *ids = mem_alloc(o.sequences * LONGEST, sizeof(*ids));
	float *out = mem_alloc(o.sequences * o.config.hidden, sizeof(*out));
	size_t tokens = make_sequences(sequences, o.sequences, ids, o.config.vocab);

	printf("XLM-R %s shape, f32, %d threads, %zu sequences, %.1f tokens each\n", o.shape, o.threads,
	        o.sequences, (double)tokens / (double)o.sequences);
	if (make_sets(sets, &count, &o, f))
		goto out;
	for (int run = 0; run < o.runs; run++)
		for (int i = 0; i < count; i++)
			if (measure(&sets[i], &o, sequences, out, run))
				goto out;
	for (int i = 0; i < count; i++) {
		struct set *s = &sets[i];
		size_t n = (size_t)o.runs;

		qsort(s->rates, n, sizeof(*s->rates), compare);
		qsort(s->shares, n, sizeof(*s->shares), compare);
		printf("%-8s median %.2f seq/s (%.2f to %.2f), %.1f %% of peak (%.1f to %.1f)\n",
		        isa_name(s->isa), s->rates[n / 2], s->rates[0], s->rates[n - 1], s->shares[n / 2],
		        s->shares[0], s->shares[n - 1]);
	}
	result = 0;
out:
	for (int i = 0; i < count; i++)
		encoder_free(sets[i].encoder);
	mem_free(out);
	mem_free(ids);
	mem_free(sequences);
	formula_free(f);
	return result;
}
