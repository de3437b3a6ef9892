/* SPDX-License-Identifier: Apache-2.0 · runs an encoder: a thread carries a tile through all layers */
#include "model/encoder.h"

#include <math.h>
#include <string.h>

#include "base/err.h"
#include "base/loop.h"
#include "base/mem.h"
#include "model/attention.h"
#include "model/encoder-inside.h"

/*
 * Tokens of a tile. Weights are read from memory once a tile: above 120 tokens that costs nothing, above
 * 240 the states fall out of the second cache. Towards the end tiles get smaller, so that no thread waits
 * long for the last one.
 */
enum { TILE_MOST = 240, TILE_LEAST = 120, TILE_SHARE = 8 };

/* Sequences order[first] … order[first + count − 1], end to end. */
struct tile {
	size_t first, count;
};

/* Memory of one thread, made when it meets its first tile. Matrices of [tokens][stride]. */
struct scratch {
	float *x;             /* states */
	float *q, *k, *v, *y; /* inside a layer */
	float *wide;          /* [up to TILE_MOST][kernel_stride(ffn)] */
	struct attention *attention;
};

struct run {
	const struct encoder *e;
	const struct sequence *sequences;
	enum pooling pooling;
	const struct reader *reader; /* of POOL_READ */
	float *out;
	size_t width;  /* numbers of each sequence in out */
	size_t *order; /* [n] */
	struct tile *tiles;
	size_t tile_count;
	size_t most, longest; /* tokens of the largest tile, of the longest sequence */
	struct scratch *scratch;
};

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static void scratch_init(struct scratch *s, const struct run *run)
{
	const struct encoder *e = run->e;
	size_t size = mem_mul(run->most, e->stride), ffn = kernel_stride(e->config.ffn);

	s->x = mem_alloc_aligned(size, sizeof(float));
	s->q = mem_alloc_aligned(size, sizeof(float));
	s->k = mem_alloc_aligned(size, sizeof(float));
	s->v = mem_alloc_aligned(size, sizeof(float));
	s->y = mem_alloc_aligned(size, sizeof(float));
	s->wide = mem_alloc_aligned(mem_mul(least(run->most, TILE_MOST), ffn), sizeof(float));
	s->attention = attention_new(e->kernel, e->config.hidden, e->config.heads, run->longest);
}

static void scratch_release(struct scratch *s)
{
	mem_free(s->x);
	mem_free(s->q);
	mem_free(s->k);
	mem_free(s->v);
	mem_free(s->y);
	mem_free(s->wide);
	attention_free(s->attention);
}

static void norm_rows(const struct encoder *e, const struct norm *norm, float *x, size_t rows)
{
	for (size_t i = 0; i < rows; i++)
		e->kernel->norm(x + i * e->stride, norm->gain, norm->bias, e->config.hidden,
		        (float)e->config.layer_norm_eps);
}

static void embed(const struct encoder *e, const struct sequence *sequence, float *x /* [length][stride] */)
{
	size_t hidden = e->config.hidden;

	for (size_t i = 0; i < sequence->length; i++, x += e->stride) {
		const float *place = e->places + (e->config.pad_id + 1 + i) * hidden;

		tensor_read(&e->words, (size_t)sequence->ids[i] * hidden, hidden, x);
		for (size_t j = 0; j < hidden; j++)
			x[j] = x[j] + e->type[j] + place[j];
		memset(x + hidden, 0, (e->stride - hidden) * sizeof(*x));
	}
}

static void project(const struct encoder *e, const struct matrix *m, const float *x, size_t rows, float *out)
{
	matrix_product(m, e->kernel, x, e->stride, rows, MATRIX_PLAIN, NULL, 0, out, e->stride);
}

/* x = norm(x + down(gelu(up x))), the states of the layer's middle in q, so many rows at a time that the
 * wide ones stay in the caches */
static void feed_forward(const struct encoder *e, const struct layer *layer, struct scratch *s, size_t rows)
{
	size_t ffn = kernel_stride(e->config.ffn);

	for (size_t first = 0; first < rows; first += TILE_MOST) {
		size_t n = least(TILE_MOST, rows - first), at = first * e->stride;

		matrix_product(
		        &layer->up, e->kernel, s->q + at, e->stride, n, MATRIX_GELU, NULL, 0, s->wide, ffn);
		matrix_product(&layer->down, e->kernel, s->wide, ffn, n, MATRIX_ADD, s->q + at, e->stride,
		        s->x + at, e->stride);
	}
	norm_rows(e, &layer->done, s->x, rows);
}

/*
 * One layer over a tile. With `firsts`, only the first token of each sequence is asked for: all tokens give
 * keys and values, then the states of the firsts move together and go on alone.
 */
static void run_layer(const struct run *run, const struct tile *tile, const struct layer *layer,
        struct scratch *s, size_t rows, int firsts)
{
	const struct encoder *e = run->e;
	size_t begin = 0;

	project(e, &layer->key, s->x, rows, s->k);
	project(e, &layer->value, s->x, rows, s->v);
	if (firsts) {
		for (size_t i = 0; i < tile->count; i++) {
			memmove(s->x + i * e->stride, s->x + begin * e->stride, e->stride * sizeof(*s->x));
			begin += run->sequences[run->order[tile->first + i]].length;
		}
		rows = tile->count;
		begin = 0;
	}
	project(e, &layer->query, s->x, rows, s->q);
	for (size_t i = 0; i < tile->count; i++) {
		size_t length = run->sequences[run->order[tile->first + i]].length, at = firsts ? i : begin;

		attention_run(s->attention, s->q + at * e->stride, firsts ? 1 : length,
		        s->k + begin * e->stride, s->v + begin * e->stride, length, e->stride,
		        s->y + at * e->stride);
		begin += length;
	}
	matrix_product(
	        &layer->mix, e->kernel, s->y, e->stride, rows, MATRIX_ADD, s->x, e->stride, s->q, e->stride);
	norm_rows(e, &layer->mixed, s->q, rows);
	feed_forward(e, layer, s, rows);
}

/* Mean over the rows of one sequence, in double: a sum of hundreds is no shorter than that of one token. */
static void pool_mean(const float *x, size_t stride, size_t rows, size_t hidden, float *out)
{
	for (size_t j = 0; j < hidden; j++) {
		double sum = 0;

		for (size_t i = 0; i < rows; i++)
			sum += (double)x[i * stride + j];
		out[j] = (float)(sum / (double)rows);
	}
}

static void run_tile(void *user, int worker, size_t index)
{
	struct run *run = user;
	const struct encoder *e = run->e;
	const struct tile *tile = &run->tiles[index];
	struct scratch *s = &run->scratch[worker];
	size_t rows = 0, hidden = e->config.hidden;

	if (!s->x)
		scratch_init(s, run);
	for (size_t i = 0; i < tile->count; i++) {
		const struct sequence *sequence = &run->sequences[run->order[tile->first + i]];

		embed(e, sequence, s->x + rows * e->stride);
		rows += sequence->length;
	}
	norm_rows(e, &e->embedded, s->x, rows);
	for (uint32_t i = 0; i < e->config.layers; i++)
		run_layer(run, tile, &e->layers[i], s, rows,
		        run->pooling == POOL_FIRST && i + 1 == e->config.layers);
	for (size_t i = 0, begin = 0; i < tile->count; i++) {
		size_t which = run->order[tile->first + i], length = run->sequences[which].length;
		float *out = run->out + which * run->width;

		if (run->pooling == POOL_FIRST)
			memcpy(out, s->x + i * e->stride, hidden * sizeof(*out));
		else if (run->pooling == POOL_READ)
			run->reader->read(run->reader->user, &run->sequences[which], s->x + begin * e->stride,
			        e->stride, out);
		else
			pool_mean(s->x + begin * e->stride, e->stride, length, hidden, out);
		begin += length;
	}
}

/* Sequences longer than a tile come first, each in a tile of its own; the others follow in their order. */
static void plan(struct run *run, size_t n)
{
	size_t left = 0, at = 0;

	for (size_t i = 0; i < n; i++) {
		size_t length = run->sequences[i].length;

		run->longest = length > run->longest ? length : run->longest;
		if (length <= TILE_MOST) {
			left += length;
			continue;
		}
		run->tiles[run->tile_count++] = (struct tile){.first = at, .count = 1};
		run->order[at++] = i;
		run->most = run->longest;
	}
	for (size_t i = 0, tokens = 0, room = 0; i < n; i++) {
		size_t length = run->sequences[i].length;

		if (length > TILE_MOST)
			continue;
		if (tokens + length > room) {
			room = left / TILE_SHARE;
			room = room < TILE_LEAST ? TILE_LEAST : room > TILE_MOST ? TILE_MOST : room;
			tokens = 0;
			run->tiles[run->tile_count++] = (struct tile){.first = at, .count = 0};
		}
		run->tiles[run->tile_count - 1].count++;
		run->order[at++] = i;
		tokens += length;
		left -= length;
		run->most = tokens > run->most ? tokens : run->most;
	}
}

static int check_sequences(
        const struct config *c, const struct sequence *sequences, size_t n, struct xt_err *err)
{
	for (size_t i = 0; i < n; i++) {
		const struct sequence *s = &sequences[i];

		if (!s->length)
			return err_set(err, "sequence %zu: has no tokens: one or more is wanted", i + 1);
		if (s->length > config_max_tokens(c))
			return err_set(err,
			        "sequence %zu: %u tokens: the checkpoint has positions for %u: truncate it",
			        i + 1, s->length, config_max_tokens(c));
		for (uint32_t j = 0; j < s->length; j++)
			if (s->ids[j] < 0 || (uint32_t)s->ids[j] >= c->vocab)
				return err_set(err,
				        "sequence %zu: token %u has id %d: ids of this checkpoint are 0 to "
				        "%u",
				        i + 1, j + 1, s->ids[j], c->vocab - 1);
	}
	return 0;
}

static int check_finite(const float *x, size_t n, size_t hidden, struct xt_err *err)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < hidden; j++)
			if (!isfinite(x[i * hidden + j]))
				return err_set(err,
				        "sequence %zu: its vector is not finite: the checkpoint's weights "
				        "are bad",
				        i + 1);
	return 0;
}

static int run_all(struct run *run, size_t n, int threads, struct xt_err *err)
{
	const struct encoder *e = run->e;

	if (!n)
		return 0;
	if (check_sequences(&e->config, run->sequences, n, err))
		return -1;
	run->order = mem_alloc(n, sizeof(*run->order));
	run->tiles = mem_alloc(n, sizeof(*run->tiles));
	plan(run, n);
	size_t workers = least(threads > 0 ? (size_t)threads : (size_t)loop_threads(), run->tile_count);
	run->scratch = mem_zalloc(workers, sizeof(*run->scratch));
	loop_run((int)workers, run->tile_count, run_tile, run);
	for (size_t i = 0; i < workers; i++)
		scratch_release(&run->scratch[i]);
	mem_free(run->scratch);
	mem_free(run->tiles);
	mem_free(run->order);
	return check_finite(run->out, n, run->width, err);
}

int encoder_run(const struct encoder *e, const struct sequence *sequences, size_t n, enum pooling pooling,
        int threads, float *out, struct xt_err *err)
{
	struct run run = {
	        .e = e, .sequences = sequences, .pooling = pooling, .out = out, .width = e->config.hidden};

	return run_all(&run, n, threads, err);
}

int encoder_run_read(const struct encoder *e, const struct sequence *sequences, size_t n,
        const struct reader *reader, int threads, float *out, struct xt_err *err)
{
	struct run run = {.e = e,
	        .sequences = sequences,
	        .pooling = POOL_READ,
	        .reader = reader,
	        .out = out,
	        .width = reader->width};

	return run_all(&run, n, threads, err);
}
