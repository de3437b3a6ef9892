/* SPDX-License-Identifier: Apache-2.0 · memory that is released all at once */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

#include "base/mem.h"
#include "xtremor.h"

struct arena_block {
	struct arena_block *next;
	size_t size, used;
	alignas(max_align_t) char bytes[];
};

#define FIRST_BLOCK 8192

static void add_block(struct arena *arena, size_t need)
{
	size_t size = arena->block ? mem_mul(arena->block->size, 2) : FIRST_BLOCK;
	struct arena_block *block;

	if (size < need)
		size = need;
	if (size > SIZE_MAX - sizeof(*block))
		xt_out_of_memory(size);
	block = mem_alloc(1, sizeof(*block) + size);
	block->next = arena->block;
	block->size = size;
	block->used = 0;
	arena->block = block;
}

void *arena_alloc(struct arena *arena, size_t n, size_t size)
{
	size_t bytes = mem_mul(n, size);
	char *at;

	if (bytes > SIZE_MAX - alignof(max_align_t))
		xt_out_of_memory(bytes);
	bytes = (bytes + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
	if (!arena->block || arena->block->size - arena->block->used < bytes)
		add_block(arena, bytes);
	at = arena->block->bytes + arena->block->used;
	arena->block->used += bytes;
	return at;
}

char *arena_copy(struct arena *arena, const char *bytes, size_t length)
{
	char *copy = arena_alloc(arena, length + 1, 1);

	if (length)
		memcpy(copy, bytes, length);
	copy[length] = '\0';
	return copy;
}

static void free_blocks(struct arena_block *block)
{
	while (block) {
		struct arena_block *next = block->next;

		mem_free(block);
		block = next;
	}
}

void arena_reset(struct arena *arena)
{
	if (!arena->block)
		return;
	/* blocks double, so the newest is the largest */
	free_blocks(arena->block->next);
	arena->block->next = NULL;
	arena->block->used = 0;
}

void arena_release(struct arena *arena)
{
	free_blocks(arena->block);
	arena->block = NULL;
}
