/* SPDX-License-Identifier: Apache-2.0 · a COPA item, its three texts, and edits on them */
#ifndef DATA_ITEM_H
#define DATA_ITEM_H
/*
 *	struct items items = ITEMS_INIT;
 *
 *	if (items_read(&items, "xcopa/ta/test.ta.jsonl", err))
 *		return -1;
 *	for (size_t i = 0; i < items.count; i++)
 *		use(items.item[i].field[FIELD_PREMISE].bytes, …);
 *	items_release(&items);
 *
 * COPA: Roemmele, Bejan and Gordon 2011; XCOPA: Ponti et al. 2020, arXiv 2005.00333.
 */
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

enum field { FIELD_PREMISE, FIELD_CHOICE1, FIELD_CHOICE2, FIELD_COUNT };
enum question { QUESTION_CAUSE, QUESTION_EFFECT };

/* Sets of fields: bit 1 << FIELD_…; all three. */
#define FIELDS_ALL 7u

/* "premise", "choice1", "choice2"; "cause", "effect". Constants. */
const char *field_name(enum field field);
const char *question_name(enum question question);

/* 0 and *out, or −1 where no field or question has that name. */
int field_find(const char *name, enum field *out);
int question_find(const char *name, enum question *out);

/* What was done to one field: bytes begin … end − 1 of the CLEAN field became `now`; begin == end
 * inserts. Edits of an item are sorted by (field, begin) and never overlap. */
struct edit {
	enum field field;
	uint32_t begin, end;
	struct str was, now; /* was is the clean field's bytes begin … end − 1 */
};

struct item {
	struct str field[FIELD_COUNT];
	enum question question;
	int8_t label;   /* 0 or 1: which choice is right; −1 hidden, as in SuperGLUE's test split */
	int8_t changed; /* XCOPA's "changed": 0 or 1; −1 the file does not say */
	int32_t idx;
	size_t line;      /* of the file that it came from, from 1 */
	const char *lang; /* code of its language, for prompts; NULL where nobody has said */
	const char *
	        split; /* "train", "val", "test" where the file itself says (COPA's XML, by id), else NULL; static */

	/* Lines of attack sets only. On a plain line attack is NULL and the rest 0. */
	const char *attack;
	unsigned severity;
	uint64_t seed;
	const struct edit *edits;
	size_t edit_count;
};

/* Items in the file's line order; all their memory is the arena's. */
struct items {
	struct item *item;
	size_t count, capacity;
	struct arena arena;
};

#define ITEMS_INIT                     \
	{                              \
		NULL, 0, 0, ARENA_INIT \
	}

/* Reads items: XCOPA's JSON lines; SuperGLUE COPA's (the same fields, label absent in test); lines of
 * attack sets (with attack, severity, seed and edits, whose bounds and `now` against the attacked field
 * are checked); or COPA's own XML (first byte that is no space is '<'; ids 1 to 1000: idx is id − 1 up
 * to 400 ("train"), id − 401 up to 500 ("val"), id − 501 above ("test"), so that idx lines up with
 * XCOPA's; one file may hold several splits, data_read keeps one). path "-" is standard input. Refused
 * with file:line and what to do: a missing, unknown or wrongly typed field, an empty text, equal
 * choices, a field over 1 MiB, an idx (in XML, an id) twice, a seed above 2^63 − 1. Appends to *items;
 * after a failure *items holds the items before the bad one. */
int items_read(struct items *items, const char *path, struct xt_err *err);

/* The same from bytes; file stands in messages. */
int items_read_in(
        struct items *items, const char *file, const char *bytes, size_t length, struct xt_err *err);

/* Frees; as after ITEMS_INIT. */
void items_release(struct items *items);

/* Appends the item as one JSON line with its newline, XCOPA's fields first (premise, choice1, choice2,
 * question, label, idx, changed; label and changed left out where −1), then, where attack is not NULL,
 * attack, severity, seed, edits. */
void item_put(struct buf *out, const struct item *item);

/* Appends the clean text with the edits of one field done (those of other fields are skipped). The
 * edits must lie in the text. */
void edits_apply(struct str clean, enum field field, const struct edit *edits, size_t count, struct buf *out);

/* Appends the clean text again, from the attacked one. −1 where the edits do not fit it. */
int edits_undo(struct str attacked, enum field field, const struct edit *edits, size_t count, struct buf *out,
        struct xt_err *err);

#endif
