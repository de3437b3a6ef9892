/* SPDX-License-Identifier: Apache-2.0 · memory that is there or the program ends
 *
 *	float *row = mem_alloc(width, sizeof(*row));
 *	…
 *	mem_free(row);
 *
 * No function here returns NULL: exhausted memory, and a product that overflows size_t, go to xt_out_of_memory().
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/* n × size bytes, not initialised; n or size may be 0. Released by mem_free. */
void *mem_alloc(size_t n, size_t size);

/* The same, zeroed. */
void *mem_zalloc(size_t n, size_t size);

/* The same, beginning at a multiple of 64 bytes (a cache line, an AVX-512 register). */
void *mem_alloc_aligned(size_t n, size_t size);

/* Resizes what mem_alloc or mem_zalloc gave (or NULL); the old pointer is no longer valid. */
void *mem_resize(void *p, size_t n, size_t size);

/* Makes room for at least need elements: returns p, perhaps moved, with *capacity raised by half steps. */
void *mem_grow(void *p, size_t *capacity, size_t need, size_t size);

/* A NUL-terminated copy of length bytes. */
char *mem_copy(const char *bytes, size_t length);

/* Releases; NULL is fine. */
void mem_free(void *p);

/* a × b, or xt_out_of_memory() when that overflows. */
size_t mem_mul(size_t a, size_t b);

#endif
