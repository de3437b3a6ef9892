/* SPDX-License-Identifier: Apache-2.0 · one keyboard layout of xkb-data: which character is on which key */
#include "langs/keyboard.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xkbcommon/xkbcommon.h>

#include "base/buf.h"
#include "base/utf8.h"

static const struct {
	const char *name;
	int first, last; /* columns */
	unsigned code;   /* of the first key, any number that no other key has */
	int edge;        /* of column 0 */
} ROWS[KEY_ROWS] = {{"AE", 1, 12, 10, 0}, {"AD", 1, 12, 24, 2}, {"AC", 1, 11, 38, 3}, {"AB", 1, 10, 52, 5}};

static const struct {
	const char *name;
	int row, column;
	unsigned code;
} OTHERS[] = {{"TLDE", 0, 0, 49}, {"LSGT", 3, 0, 94}, {"BKSL", 2, 12, 51}};

#define OTHER_COUNT (sizeof(OTHERS) / sizeof(*OTHERS))

static const struct {
	xkb_keysym_t dead;
	int32_t mark;
} DEAD[] = {
        {XKB_KEY_dead_grave, 0x300},
        {XKB_KEY_dead_acute, 0x301},
        {XKB_KEY_dead_circumflex, 0x302},
        {XKB_KEY_dead_tilde, 0x303},
        {XKB_KEY_dead_macron, 0x304},
        {XKB_KEY_dead_breve, 0x306},
        {XKB_KEY_dead_abovedot, 0x307},
        {XKB_KEY_dead_diaeresis, 0x308},
        {XKB_KEY_dead_hook, 0x309},
        {XKB_KEY_dead_abovering, 0x30A},
        {XKB_KEY_dead_doubleacute, 0x30B},
        {XKB_KEY_dead_caron, 0x30C},
        {XKB_KEY_dead_horn, 0x31B},
        {XKB_KEY_dead_belowdot, 0x323},
        {XKB_KEY_dead_cedilla, 0x327},
        {XKB_KEY_dead_ogonek, 0x328},
};

static int32_t character(xkb_keysym_t symbol)
{
	for (size_t i = 0; i < sizeof(DEAD) / sizeof(*DEAD); i++)
		if (DEAD[i].dead == symbol)
			return -DEAD[i].mark;
	return (int32_t)xkb_keysym_to_utf32(symbol);
}

static void read_key(struct xkb_keymap *map, xkb_keycode_t code, int row, int column, struct keyboard *out)
{
	xkb_level_index_t levels = xkb_keymap_num_levels_for_key(map, code, 0);

	for (xkb_level_index_t level = 0; level < levels && level < KEY_LEVELS; level++) {
		const xkb_keysym_t *symbols;

		if (xkb_keymap_key_get_syms_by_level(map, code, 0, level, &symbols) == 1)
			out->key[row][column][level] = character(symbols[0]);
	}
}

/* A whole keymap takes ten times as long to compile as the symbols: so it has the typewriter's keys and no others, and
 * nothing about what modifiers do. */
static void put_keymap(struct buf *out, const char *name)
{
	buf_string(out, "xkb_keymap { xkb_keycodes { minimum = 8; maximum = 255;");
	for (int row = 0; row < KEY_ROWS; row++)
		for (int column = ROWS[row].first; column <= ROWS[row].last; column++)
			buf_printf(out, " <%s%02d> = %u;", ROWS[row].name, column,
			        ROWS[row].code + (unsigned)(column - 1));
	for (size_t i = 0; i < OTHER_COUNT; i++)
		buf_printf(out, " <%s> = %u;", OTHERS[i].name, OTHERS[i].code);
	buf_printf(out,
	        " }; xkb_types { virtual_modifiers Alt; include \"basic+extra\" }; xkb_compat { };"
	        " xkb_symbols { include \"%s\" }; };",
	        name);
}

/* "tr(f)": no separators of paths, nothing that ends a string. */
static bool is_name(const char *name)
{
	size_t file = strspn(name, "abcdefghijklmnopqrstuvwxyz"), variant;

	if (!file || strlen(name) >= sizeof((struct keyboard *)0)->name)
		return false;
	if (name[file] != '(')
		return !name[file];
	variant = strspn(name + file + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
	return variant && !strcmp(name + file + 1 + variant, ")");
}

static void be_quiet(struct xkb_context *context, enum xkb_log_level level, const char *format, va_list args)
{
	(void)context, (void)level, (void)format, (void)args;
}

int keyboard_read(struct keyboard *out, const char *name, struct xt_err *err)
{
	struct xkb_context *context = NULL;
	struct xkb_keymap *map = NULL;
	struct buf text = BUF_INIT;
	int result = -1;

	memset(out, 0, sizeof(*out));
	if (!is_name(name))
		return err_set(err, "layout '%s': a name is like us(basic)", name);
	context = xkb_context_new(XKB_CONTEXT_NO_DEFAULT_INCLUDES | XKB_CONTEXT_NO_ENVIRONMENT_NAMES);
	if (context) {
		xkb_context_set_log_fn(context, be_quiet);
		put_keymap(&text, name);
		if (xkb_context_include_path_append(context, XKB_BASE))
			map = xkb_keymap_new_from_string(
			        context, text.bytes, XKB_KEYMAP_FORMAT_TEXT_V1, XKB_KEYMAP_COMPILE_NO_FLAGS);
	}
	if (!map) {
		err_set(err, "layout '%s' is not in %s: the package xkb-data has them", name, XKB_BASE);
		goto out;
	}
	snprintf(out->name, sizeof(out->name), "%s", name);
	for (int row = 0; row < KEY_ROWS; row++)
		for (int column = ROWS[row].first; column <= ROWS[row].last; column++)
			read_key(map, ROWS[row].code + (unsigned)(column - 1), row, column, out);
	for (size_t i = 0; i < OTHER_COUNT; i++)
		read_key(map, OTHERS[i].code, OTHERS[i].row, OTHERS[i].column, out);
	result = 0;
out:
	xkb_keymap_unref(map);
	xkb_context_unref(context);
	buf_release(&text);
	return result;
}

bool keyboard_find(const struct keyboard *keyboard, int32_t c, struct key_place *out)
{
	for (int level = 0; level < KEY_LEVELS; level++)
		for (int row = 0; row < KEY_ROWS; row++)
			for (int column = 0; column < KEY_COLUMNS; column++)
				if (keyboard->key[row][column][level] == c) {
					*out = (struct key_place){row, column, level};
					return true;
				}
	return false;
}

int keyboard_edge(int row, int column)
{
	return ROWS[row].edge + 4 * column;
}

size_t keyboard_neighbours(
        const struct keyboard *keyboard, const struct key_place *at, struct key_neighbour out[KEY_COLUMNS])
{
	int edge = keyboard_edge(at->row, at->column);
	size_t n = 0;

	for (int row = at->row - 1; row <= at->row + 1; row++) {
		if (row < 0 || row == KEY_ROWS)
			continue;
		for (int column = 0; column < KEY_COLUMNS; column++) {
			int away = abs(keyboard_edge(row, column) - edge);
			int32_t c = keyboard->key[row][column][at->level];

			if (c <= 0 || !strchr("LM", *utf8_category(c)) ||
			        (row == at->row ? away != 4 : away >= 4))
				continue;
			out[n++] = (struct key_neighbour){
			        c, row == at->row ? KEY_HORIZONTAL : (float)(4 - away) / 4};
		}
	}
	return n;
}

bool keyboard_is_left(const struct key_place *place)
{
	return place->column <= 5;
}
