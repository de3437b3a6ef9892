/* SPDX-License-Identifier: Apache-2.0 · memory that is there or the program ends */
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "xtremor.h"

__attribute__((weak)) void xt_out_of_memory(size_t wanted)
{
	(void)wanted;
	abort();
}

size_t mem_mul(size_t a, size_t b)
{
	if (b && a > SIZE_MAX / b)
		xt_out_of_memory(SIZE_MAX);
	return a * b;
}

static void *have(void *p, size_t wanted)
{
	if (!p)
		xt_out_of_memory(wanted);
	return p;
}

void *mem_alloc(size_t n, size_t size)
{
	size_t bytes = mem_mul(n, size);

	return have(malloc(bytes ? bytes : 1), bytes);
}

void *mem_zalloc(size_t n, size_t size)
{
	return have(calloc(n ? n : 1, size ? size : 1), mem_mul(n, size));
}

void *mem_alloc_aligned(size_t n, size_t size)
{
	size_t bytes = mem_mul(n, size);

	if (bytes > SIZE_MAX - 64)
		xt_out_of_memory(bytes);
	bytes = (bytes + 63) / 64 * 64;
	return have(aligned_alloc(64, bytes ? bytes : 64), bytes);
}

void *mem_resize(void *p, size_t n, size_t size)
{
	size_t bytes = mem_mul(n, size);

	return have(realloc(p, bytes ? bytes : 1), bytes);
}

void *mem_grow(void *p, size_t *capacity, size_t need, size_t size)
{
	size_t wanted = *capacity ? *capacity : 16;

	if (need <= *capacity)
		return p;
	while (wanted < need) {
		if (wanted > SIZE_MAX / 2)
			xt_out_of_memory(SIZE_MAX);
		wanted += wanted / 2;
	}
	*capacity = wanted;
	return mem_resize(p, wanted, size);
}

char *mem_copy(const char *bytes, size_t length)
{
	char *copy = mem_alloc(length + 1, 1);

	if (length)
		memcpy(copy, bytes, length);
	copy[length] = '\0';
	return copy;
}

void mem_free(void *p)
{
	free(p);
}
