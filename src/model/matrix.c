/* SPDX-License-Identifier: Apache-2.0 · packed matrices and products with them */
#include "model/matrix.h"

#include <string.h>

#include "base/mem.h"

/* Rows of one pass: a panel is read from memory once for all of them, and their part of `depth` columns is
 * about a second cache of 1 MiB. */
enum { CHUNK = 240 };

static size_t up(size_t n, size_t multiple)
{
	return (n + multiple - 1) / multiple * multiple;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

size_t matrix_panels_size(const struct kernel *kernel, size_t inputs, size_t outputs)
{
	return mem_mul(inputs, up(outputs, kernel->width));
}

/* Where the panel of step `k` (a multiple of depth) and column `j` (of width) begins. */
static float *panel(const struct matrix *m, const struct kernel *kernel, size_t k, size_t j)
{
	size_t deep = least(kernel->depth, m->inputs - k);

	return m->panels + k * up(m->outputs, kernel->width) + j * deep;
}

void matrix_turn(struct matrix *m, const struct kernel *kernel, const float *x, size_t ldx)
{
	for (size_t k = 0; k < m->inputs; k += kernel->depth)
		for (size_t j = 0; j < m->outputs; j += kernel->width)
			kernel->turn(x + j * ldx + k, ldx, least(kernel->width, m->outputs - j),
			        least(kernel->depth, m->inputs - k), panel(m, kernel, k, j));
}

void matrix_copy(struct matrix *m, const struct kernel *kernel, const float *x, size_t ldx)
{
	size_t width = kernel->width;

	for (size_t first = 0; first < m->inputs; first += kernel->depth) {
		size_t deep = least(kernel->depth, m->inputs - first);

		for (size_t j = 0; j < m->outputs; j += width) {
			size_t columns = least(width, m->outputs - j);
			float *p = panel(m, kernel, first, j);

			for (size_t k = 0; k < deep; k++, p += width) {
				memcpy(p, x + (first + k) * ldx + j, columns * sizeof(*p));
				memset(p + columns, 0, (width - columns) * sizeof(*p));
			}
		}
	}
}

void matrix_pack(
        struct matrix *m, const struct kernel *kernel, const struct tensor *weight, const struct tensor *bias)
{
	size_t width = kernel->width, inputs = weight->shape[1], outputs = weight->shape[0];
	float *rows = mem_alloc(mem_mul(width, inputs), sizeof(*rows));

	m->inputs = inputs;
	m->outputs = outputs;
	m->panels = mem_alloc_aligned(matrix_panels_size(kernel, inputs, outputs), sizeof(*m->panels));
	m->bias = mem_alloc_aligned(up(outputs, width), sizeof(*m->bias));
	memset(m->bias, 0, up(outputs, width) * sizeof(*m->bias));
	tensor_read(bias, 0, outputs, m->bias);
	for (size_t j = 0; j < outputs; j += width) {
		size_t columns = least(width, outputs - j);

		tensor_read(weight, j * inputs, columns * inputs, rows);
		for (size_t k = 0; k < inputs; k += kernel->depth)
			kernel->turn(rows + k, inputs, columns, least(kernel->depth, inputs - k),
			        panel(m, kernel, k, j));
	}
	mem_free(rows);
}

void matrix_release(struct matrix *m)
{
	mem_free(m->panels);
	mem_free(m->bias);
	*m = (struct matrix){0};
}

struct pass {
	const struct kernel *kernel;
	const float *x, *init, *y;
	float *out;
	size_t ldx, ldinit, ldy, ldout;
	size_t rows, deep;
	enum matrix_finish finish;
};

/* One panel with all rows of a pass, in blocks of nearly the same size: a last block of one row would cost
 * as much as one of four. */
static void run_panel(const struct pass *p, const float *b, const char *ahead, const char *end)
{
	size_t blocks = (p->rows + p->kernel->rows - 1) / p->kernel->rows;

	for (size_t i = 0, first = 0; i < blocks; i++) {
		size_t rows = (p->rows - first) / (blocks - i), slice = p->deep * 16;
		float *c = p->out + first * p->ldout;

		p->kernel->block[rows - 1](p->x + first * p->ldx, p->ldx, b, p->deep,
		        p->init + first * p->ldinit, p->ldinit, c, p->ldout, ahead);
		if ((size_t)(end - ahead) >= 2 * slice)
			ahead += slice;
		if (p->finish == MATRIX_GELU)
			p->kernel->gelu(c, p->ldout, rows);
		else if (p->finish == MATRIX_ADD)
			p->kernel->add(c, p->ldout, p->y + first * p->ldy, p->ldy, rows);
		first += rows;
	}
}

static void run_chunk(const struct matrix *m, struct pass p)
{
	size_t width = p.kernel->width, columns = up(m->outputs, width);
	const char *end = (const char *)(m->panels + m->inputs * columns);
	enum matrix_finish finish = p.finish;

	for (size_t k = 0; k < m->inputs; k += p.kernel->depth) {
		struct pass q = p;

		q.deep = least(p.kernel->depth, m->inputs - k);
		q.x = p.x + k;
		q.finish = k + q.deep == m->inputs ? finish : MATRIX_PLAIN;
		for (size_t j = 0; j < columns; j += width) {
			const float *b = panel(m, p.kernel, k, j);

			/* later passes go on from the sums of the earlier ones */
			q.init = k ? p.out + j : m->bias + j;
			q.ldinit = k ? p.ldout : 0;
			q.out = p.out + j;
			q.y = p.y ? p.y + j : NULL;
			run_panel(&q, b, (const char *)(b + q.deep * width), end);
		}
	}
}

void matrix_product(const struct matrix *m, const struct kernel *kernel, const float *x, size_t ldx,
        size_t rows, enum matrix_finish finish, const float *y, size_t ldy, float *out, size_t ldout)
{
	size_t chunks = (rows + CHUNK - 1) / CHUNK;

	for (size_t i = 0, first = 0; i < chunks; i++) {
		struct pass p = {.kernel = kernel, .ldx = ldx, .ldy = ldy, .ldout = ldout, .finish = finish};

		p.rows = (rows - first) / (chunks - i);
		p.x = x + first * ldx;
		p.y = y ? y + first * ldy : NULL;
		p.out = out + first * ldout;
		run_chunk(m, p);
		first += p.rows;
	}
}
