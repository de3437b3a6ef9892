/* SPDX-License-Identifier: Apache-2.0 · one keyboard layout of xkb-data: which character is on which key
 *
 *	struct keyboard kedmanee;
 *	struct key_place at;
 *
 *	if (keyboard_read(&kedmanee, "th(basic)", err))
 *		return -1;
 *	if (keyboard_find(&kedmanee, 0x0E2A, &at))
 *		use(kedmanee.key[at.row][at.column + 1][at.level]);
 *
 * The four rows of a typewriter, as XKB names their keys: AE the digits, AD, AC, AB, with TLDE before the digits, LSGT
 * before AB and BKSL behind AC. Nothing of the user's or the environment's has a part in it.
 */
#ifndef LANGS_KEYBOARD_H
#define LANGS_KEYBOARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum { KEY_ROWS = 4, KEY_COLUMNS = 13, KEY_LEVELS = 4 };

/* Levels are XKB's: plain, Shift, AltGr, both. */
struct keyboard {
	char name[32];
	/* The character, 0 where there is none; a dead key is its combining mark, negative. */
	int32_t key[KEY_ROWS][KEY_COLUMNS][KEY_LEVELS];
};

struct key_place {
	int row, column, level;
};

/* Reads a layout by XKB's name of its symbols, "tr(f)". Fails where xkb-data has none of that name. */
int keyboard_read(struct keyboard *out, const char *name, struct xt_err *err);

/* Where a character is (the lowest level, then the upper rows first), or a dead key: −U+0301. */
bool keyboard_find(const struct keyboard *keyboard, int32_t c, struct key_place *out);

/* The left edge of a key, in quarters of a key's width: each row stands a bit further to the right than the one above. */
int keyboard_edge(int row, int column);

/* How much likelier a finger slips to a key of the same row than to the row above or below: MulTypo's 9 to 1. */
#define KEY_HORIZONTAL 9.f

struct key_neighbour {
	int32_t c;
	float weight;
};

/* The letters and marks of the keys around one, on its level, and how many: in its row KEY_HORIZONTAL each; in the rows
 * above and below 1 for each row, shared by how far a key reaches over. */
size_t keyboard_neighbours(
        const struct keyboard *keyboard, const struct key_place *at, struct key_neighbour out[KEY_COLUMNS]);

/* Which hand types it by the ten-finger method: columns 1 to 5, 6 to the right. */
bool keyboard_is_left(const struct key_place *place);

#endif
