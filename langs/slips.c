/* SPDX-License-Identifier: Apache-2.0 · how a language is typed, and what fingers do wrong */
#include "langs/slips.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "langs/keyboard.h"
#include "langs/lang-private.h"

#define LAYOUTS 4
#define MISTAKES 8
#define CANDIDATES 64
#define PAGE 128
#define PAGES 64 /* characters below U+2000 */

/* A slip that needs no other key than the right one: Shift, AltGr or the dead key missed. As likely as a key of another row,
 * where a key has two neighbours in its row and two rows beside. */
#define MISSED 1.f
#define NEIGHBOURHOOD (2 * KEY_HORIZONTAL + 2 * MISSED)

struct layout {
	struct keyboard keyboard;
	float share;
};

struct mistake {
	size_t typed, on; /* layouts */
	float share;
};

struct slips {
	struct layout *
	        layout; /* [layout_count]; the first `own` are the language's, of the others only mistakes know */
	size_t layout_count, own;
	struct mistake mistake[MISTAKES];
	size_t mistake_count;
	float apart[1 << LAYOUTS]; /* the share of a set of layouts */
	struct stroke *stroke;
	size_t count, capacity;
	uint16_t *page[PAGES]; /* [PAGE]: 1 + index of the stroke, 0 none */
	struct stroke omitted; /* of characters on no key */
};

/* What one character may become. Texts are short: two characters at most. */
struct candidates {
	struct {
		char text[16];
		uint32_t length;
		float weight;
	} one[CANDIDATES];
	size_t count;
	struct buf *text; /* to write one in */
};

static void clear(struct candidates *all, struct buf *text)
{
	all->count = 0;
	all->text = text;
}

static void add(struct candidates *all, int32_t before, int32_t c, float weight)
{
	struct buf *text = all->text;
	size_t i = 0;

	buf_clear(text);
	if (before)
		utf8_put(text, before);
	if (c)
		utf8_put(text, c);
	while (i < all->count && (all->one[i].length != text->length ||
	                                 memcmp(all->one[i].text, buf_text(text), text->length)))
		i++;
	if (i < all->count) {
		all->one[i].weight += weight;
	} else if (i < CANDIDATES && text->length < sizeof(all->one->text)) {
		memcpy(all->one[i].text, buf_text(text), text->length + 1);
		all->one[i].length = (uint32_t)text->length;
		all->one[i].weight = weight;
		all->count++;
	}
}

static void build(const struct candidates *all, struct arena *arena, struct variants *out)
{
	struct str now[CANDIDATES];
	float weight[CANDIDATES];

	for (size_t i = 0; i < all->count; i++) {
		now[i] = (struct str){all->one[i].text, all->one[i].length};
		weight[i] = all->one[i].weight;
	}
	variants_build(out, arena, now, weight, all->count);
}

static bool is_letter(int32_t c)
{
	return c > 0 && strchr("LM", *utf8_category(c));
}

/* The letter with the mark on it, 0 where Unicode has none in one piece. */
static int32_t compose(int32_t letter, int32_t mark)
{
	struct buf two = BUF_INIT, one = BUF_INIT;
	int32_t c = 0;

	if (!mark)
		return letter;
	utf8_put(&two, letter);
	utf8_put(&two, mark);
	utf8_normalize(&one, two.bytes, two.length, UTF8_NFC);
	if (utf8_next(one.bytes, one.length, &c) != one.length)
		c = 0;
	buf_release(&two);
	buf_release(&one);
	return c;
}

/* Takes off the last mark: ế is ê and ◌́. */
static bool decompose(int32_t c, int32_t *letter, int32_t *mark)
{
	struct buf one = BUF_INIT, all = BUF_INIT, rest = BUF_INIT;
	size_t at = 0, last = 0;

	utf8_put(&one, c);
	utf8_normalize(&all, one.bytes, one.length, UTF8_NFD);
	while (at < all.length) {
		last = at;
		at += utf8_next(all.bytes + at, all.length - at, mark);
	}
	utf8_normalize(&rest, all.bytes, last, UTF8_NFC);
	if (!last || utf8_next(rest.bytes, rest.length, letter) != rest.length)
		*letter = 0;
	buf_release(&one);
	buf_release(&all);
	buf_release(&rest);
	return *letter && utf8_is_mark(*mark);
}

/* How a character is typed: on a key; by a dead key and a key; or by a key and some other means (an input method, a long
 * press), of which only the key is known. */
struct way {
	struct key_place place;
	int32_t marks[3]; /* put on what the key gives, in this order; 0 ends */
	bool dead, unknown;
};

static bool find_way(const struct keyboard *keyboard, int32_t c, struct way *out)
{
	struct key_place dead;
	int32_t letter = c, mark, reversed[3];
	size_t n = 0;

	*out = (struct way){.dead = false};
	if (keyboard_find(keyboard, c, &out->place))
		return true;
	while (n < 3 && decompose(letter, &letter, &mark)) {
		reversed[n++] = mark;
		if (!keyboard_find(keyboard, letter, &out->place))
			continue;
		out->dead = n == 1 && keyboard_find(keyboard, -mark, &dead);
		out->unknown = !out->dead;
		for (size_t i = 0; i < n; i++)
			out->marks[i] = reversed[n - 1 - i];
		return true;
	}
	return false;
}

/* What a way gives on another key; 0: nothing. By an unknown means marks come on vowels alone: there they are real slips
 * (bún, bín), while on a consonant they would stay beside it in a way that is not known. */
static int32_t give(const struct way *way, int32_t c)
{
	if (!is_letter(c) || (way->unknown && way->marks[0] && (c >= 128 || !strchr("aeiouyAEIOUY", c))))
		return 0;
	for (int i = 0; c && i < 3 && way->marks[i]; i++)
		c = compose(c, way->marks[i]);
	return c;
}

/* What the right key gives where Shift, AltGr, the dead key or the last mark's key was missed. */
static void add_missed(struct candidates *replace, const int32_t *levels, const struct way *way, int32_t c)
{
	struct way less = *way;
	int level = way->place.level, last = 2;
	int32_t now = level ? give(way, levels[level == 1 ? 0 : level & 1]) : 0;

	if (now && now != c)
		add(replace, 0, now, MISSED);
	while (last >= 0 && !way->marks[last])
		last--;
	if (last < 0)
		return;
	less.marks[last] = 0;
	if ((now = give(&less, levels[level])))
		add(replace, 0, now, MISSED);
}

/* Spreads a kind's share over its candidates; sum is what their weights are parts of. */
static void spread(struct candidates *all, const struct candidates *replace, float share, float sum)
{
	for (size_t i = 0; i < replace->count; i++) {
		int32_t now;

		utf8_next(replace->one[i].text, replace->one[i].length, &now);
		add(all, 0, now, share * replace->one[i].weight / sum);
	}
}

/* Adds what one layout does to a character. Where a missed key is all there is, it does not get the neighbours' weight. */
static void add_layout(struct candidates *usual, struct candidates *held, const struct layout *layout,
        const struct way *way, int32_t c)
{
	struct key_neighbour near[KEY_COLUMNS];
	struct candidates replace;
	const int32_t *levels = layout->keyboard.key[way->place.row][way->place.column];
	size_t count = 0;
	float sum = 0, around = 0;
	int32_t now;

	clear(&replace, usual->text);
	/* what else is on AltGr's levels differs from one xkb-data to the next */
	if (way->place.level < 2)
		count = keyboard_neighbours(&layout->keyboard, &way->place, near);
	for (size_t i = 0; i < count; i++) {
		around += near[i].weight;
		if ((now = give(way, near[i].c)))
			add(&replace, 0, now, near[i].weight);
	}
	add_missed(&replace, levels, way, c);
	for (size_t i = 0; i < replace.count; i++)
		sum += replace.one[i].weight;
	spread(usual, &replace, layout->share * SLIP_REPLACE, count ? sum : NEIGHBOURHOOD);
	if (!way->place.level && (now = give(way, levels[1]))) {
		add(&replace, 0, now, MISSED);
		sum += MISSED;
	}
	spread(held, &replace, layout->share * SLIP_REPLACE, count ? sum : NEIGHBOURHOOD);
	for (size_t i = 0; i < count; i++) {
		add(usual, c, near[i].c, layout->share * SLIP_INSERT * near[i].weight / around);
		add(held, c, near[i].c, layout->share * SLIP_INSERT * near[i].weight / around);
	}
}

static void add_stroke(struct slips *slips, struct arena *arena, int32_t c)
{
	struct candidates usual, held;
	struct buf text = BUF_INIT;
	struct stroke stroke = {.shifted = false};
	uint16_t **page = &slips->page[c / PAGE];
	bool found = false;

	if (*page && (*page)[c % PAGE])
		return;
	clear(&usual, &text);
	clear(&held, &text);
	add(&usual, 0, 0, SLIP_DELETE);
	add(&held, 0, 0, SLIP_DELETE);
	for (size_t i = 0; i < slips->own; i++) {
		struct way way;

		if (!find_way(&slips->layout[i].keyboard, c, &way))
			continue;
		found = true;
		add_layout(&usual, &held, &slips->layout[i], &way, c);
		stroke.shifted = stroke.shifted || way.place.level % 2;
		if (way.marks[0])
			continue;
		if (keyboard_is_left(&way.place))
			stroke.left |= (uint8_t)(1u << i);
		else
			stroke.right |= (uint8_t)(1u << i);
	}
	if (found) {
		build(&usual, arena, &stroke.slips);
		build(&held, arena, &stroke.held);
		slips->stroke =
		        mem_grow(slips->stroke, &slips->capacity, slips->count + 1, sizeof(*slips->stroke));
		slips->stroke[slips->count++] = stroke;
		if (!*page)
			*page = mem_zalloc(PAGE, sizeof(**page));
		(*page)[c % PAGE] = (uint16_t)slips->count;
	}
	buf_release(&text);
}

/* Letters, marks and the apostrophe on the keys; and, of the letters of European languages and Vietnamese, what can be
 * taken for a key's letter with marks. */
static void add_strokes(struct slips *slips, struct arena *arena)
{
	static const struct {
		int32_t first, last;
	} MARKED[] = {{0xC0, 0x17F}, {0x1A0, 0x1B0}, {0x1EA0, 0x1EF9}};
	struct buf text = BUF_INIT;
	struct candidates none;

	for (size_t i = 0; i < slips->own; i++)
		for (int row = 0; row < KEY_ROWS; row++)
			for (int column = 0; column < KEY_COLUMNS; column++)
				for (int level = 0; level < KEY_LEVELS; level++) {
					int32_t c = slips->layout[i].keyboard.key[row][column][level];

					if ((is_letter(c) || c == '\'') && c < PAGE * PAGES)
						add_stroke(slips, arena, c);
				}
	for (size_t i = 0; i < sizeof(MARKED) / sizeof(*MARKED); i++)
		for (int32_t c = MARKED[i].first; c <= MARKED[i].last; c++)
			add_stroke(slips, arena, c);
	clear(&none, &text);
	add(&none, 0, 0, SLIP_DELETE);
	build(&none, arena, &slips->omitted.slips);
	buf_release(&text);
	slips->omitted.held = slips->omitted.slips;
}

/* The index of a layout, read where it is a new one; −1 in failure. */
static int find_layout(struct slips *slips, const char *name, struct xt_err *err)
{
	size_t i = 0;

	while (i < slips->layout_count && strcmp(slips->layout[i].keyboard.name, name))
		i++;
	if (i == LAYOUTS)
		return err_set(err, "layout '%s': one language has at most %d", name, LAYOUTS);
	if (i == slips->layout_count) {
		if (keyboard_read(&slips->layout[i].keyboard, name, err))
			return -1;
		slips->layout_count++;
	}
	return (int)i;
}

/* The next of "a(b) as c(d) 30, …" as its words; their count, 0 at the end. *list is cut up. */
static size_t next_words(char **list, char *words[5])
{
	char *at = *list, *end;
	size_t n = 0;

	if (!at || !*at)
		return 0;
	end = strchr(at, ',');
	*list = end ? end + 1 : NULL;
	if (end)
		*end = '\0';
	for (at += strspn(at, " "); *at && n < 5; at += strspn(at, " ")) {
		words[n++] = at;
		at += strcspn(at, " ");
		if (*at)
			*at++ = '\0';
	}
	return n ? n : 5;
}

static int take_share(const char *word, float *out)
{
	char *end;

	*out = strtof(word, &end);
	return *end || !(*out > 0 && *out < 1e6f) ? -1 : 0;
}

static int take_layouts(struct slips *slips, char *list, struct xt_err *err)
{
	char *word[5];
	size_t n;
	float share, sum = 0;

	while ((n = next_words(&list, word))) {
		int i;

		if (n != 2 || take_share(word[1], &share))
			return err_set(err,
			        "layouts: wanted is a list of names and shares: th(basic) 95, th(pat) 5");
		if ((i = find_layout(slips, word[0], err)) < 0)
			return -1;
		slips->layout[i].share += share;
		sum += share;
	}
	slips->own = slips->layout_count;
	for (size_t i = 0; i < slips->own; i++)
		slips->layout[i].share /= sum;
	for (size_t set = 0; set < sizeof(slips->apart) / sizeof(*slips->apart); set++)
		for (size_t i = 0; i < slips->own; i++)
			if (set & 1u << i)
				slips->apart[set] += slips->layout[i].share;
	return 0;
}

static int take_mistakes(struct slips *slips, char *list, struct xt_err *err)
{
	char *word[5];
	size_t n;
	float sum = 0;

	while ((n = next_words(&list, word))) {
		struct mistake mistake;
		int typed, on;

		if (n != 4 || strcmp(word[1], "as") || take_share(word[3], &mistake.share))
			return err_set(err, "mistaken: wanted is a list like th(basic) as us(basic) 95, …");
		if ((typed = find_layout(slips, word[0], err)) < 0 ||
		        (on = find_layout(slips, word[2], err)) < 0)
			return -1;
		if (slips->mistake_count == MISTAKES)
			return err_set(err, "mistaken: one language has at most %d", MISTAKES);
		mistake.typed = (size_t)typed;
		mistake.on = (size_t)on;
		sum += mistake.share;
		slips->mistake[slips->mistake_count++] = mistake;
	}
	for (size_t i = 0; i < slips->mistake_count; i++)
		slips->mistake[i].share /= sum;
	return 0;
}

static int take(struct tables *tables, const char *key,
        int (*take_list)(struct slips *slips, char *list, struct xt_err *err), struct xt_err *err)
{
	const char *value = ini_get(tables->ini, "xkb", key);
	char *list;
	int result;

	if (!value || !*value)
		return 0;
	list = mem_copy(value, strlen(value));
	result = take_list(tables->slips, list, err);
	mem_free(list);
	return result ? err_prefix(err, "%s:%zu", ini_path(tables->ini), ini_line(tables->ini, "xkb", key))
	              : 0;
}

int slips_load(struct tables *tables, struct xt_err *err)
{
	struct slips *slips = mem_zalloc(1, sizeof(*slips));

	tables->slips = slips;
	slips->layout = mem_zalloc(LAYOUTS, sizeof(*slips->layout));
	if (take(tables, "layouts", take_layouts, err) || take(tables, "mistaken", take_mistakes, err))
		return -1;
	tables->keyboards = tables->keyboards || slips->layout_count;
	if (slips->own)
		add_strokes(slips, &tables->arena);
	return 0;
}

void slips_free(struct slips *slips)
{
	if (!slips)
		return;
	for (size_t i = 0; i < PAGES; i++)
		mem_free(slips->page[i]);
	mem_free(slips->stroke);
	mem_free(slips->layout);
	mem_free(slips);
}

bool lang_has_keyboard(const struct lang *lang)
{
	return lang->tables->slips && lang->tables->slips->own;
}

const struct stroke *lang_stroke(const struct lang *lang, int32_t c)
{
	const struct slips *slips = lang->tables->slips;
	const uint16_t *page = c < PAGE * PAGES ? slips->page[c / PAGE] : NULL;
	size_t i = page ? page[c % PAGE] : 0;

	if (i)
		return &slips->stroke[i - 1];
	return is_letter(c) || c == 0x2019 ? &slips->omitted : NULL;
}

float lang_hands_apart(const struct lang *lang, const struct stroke *a, const struct stroke *b)
{
	return lang->tables->slips->apart[(a->left & b->right) | (a->right & b->left)];
}

size_t lang_mistaken_count(const struct lang *lang)
{
	return lang->tables->slips ? lang->tables->slips->mistake_count : 0;
}

float lang_mistaken_share(const struct lang *lang, size_t i)
{
	return lang->tables->slips->mistake[i].share;
}

bool lang_mistype(const struct lang *lang, size_t i, const char *word, size_t length, struct buf *out)
{
	const struct slips *slips = lang->tables->slips;
	const struct mistake *mistake = &slips->mistake[i];
	size_t n;

	for (size_t at = 0; at < length; at += n) {
		struct key_place place;
		int32_t c, now;

		n = utf8_next(word + at, length - at, &c);
		if (!n || !keyboard_find(&slips->layout[mistake->typed].keyboard, c, &place) ||
		        place.level > 1)
			return false;
		now = slips->layout[mistake->on].keyboard.key[place.row][place.column][place.level];
		if (now <= 0)
			return false;
		utf8_put(out, now);
	}
	return length;
}
