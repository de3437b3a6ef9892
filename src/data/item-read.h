/* SPDX-License-Identifier: Apache-2.0 · what the two readers of items share */
#ifndef DATA_ITEM_READ_H
#define DATA_ITEM_READ_H

#include <stdbool.h>

#include "data/item.h"

/* Which keys a file had, and on which line. */
struct seen_key {
	size_t line; /* 0: free */
	int32_t key;
};
struct seen {
	struct seen_key *slot;
	size_t count, capacity;
};

/* The line where key stood before, or 0 the first time; then it is taken. */
size_t seen_add(struct seen *seen, int32_t key, size_t line);
void seen_release(struct seen *seen);

/* Appends a copy of the struct; what it points to must be the arena's. */
void items_add(struct items *items, const struct item *item);

/* Refuses texts that no reader may hand on: empty, too long, or two equal choices. where is "file:line". */
int item_check(const char *file, const struct item *item, struct xt_err *err);

/* As items_read, but an idx may stand twice: for the audit, which reports it. */
int items_read_loose(struct items *items, const char *path, struct xt_err *err);

/* One line in the form that XCOPA has; texts in arena. False for any other, right or wrong, which wants the strict reader. */
bool item_read_plain(const char *bytes, size_t length, struct arena *arena, struct item *out);

/* COPA's own XML. */
int items_read_xml(
        struct items *items, const char *file, const char *bytes, size_t length, struct xt_err *err);

#endif
