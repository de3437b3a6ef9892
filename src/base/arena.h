/* SPDX-License-Identifier: Apache-2.0 · memory that is released all at once
 *
 *	struct arena arena = ARENA_INIT;
 *	char *word = arena_copy(&arena, "acqua", 5);
 *	…
 *	arena_release(&arena);
 *
 * Not for several threads at once: each worker has its own.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *block;
};

#define ARENA_INIT   \
	{            \
		NULL \
	}

/* n × size bytes, aligned for any type, not initialised; valid until arena_reset or arena_release. */
void *arena_alloc(struct arena *arena, size_t n, size_t size);

/* A NUL-terminated copy of length bytes. */
char *arena_copy(struct arena *arena, const char *bytes, size_t length);

/* Forgets everything but keeps the largest block, for the next item. */
void arena_reset(struct arena *arena);

/* Frees; the arena is as after ARENA_INIT and can be used again. */
void arena_release(struct arena *arena);

#endif
