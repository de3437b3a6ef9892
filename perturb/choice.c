/* SPDX-License-Identifier: Apache-2.0 · which of the proposals for one text are made */
#include "perturb/choice.h"

#include <string.h>

/* Before all variants of a place are tried in turn, so many are drawn. */
#define DRAWS 8

/* How many numbers of the tree have one sum. */
#define FAN 16

/* A place without width is one place: two insertions there are in each other's way. */
static bool overlap(const struct span *a, const struct span *b)
{
	return (a->begin < b->end && b->begin < a->end) || (a->begin == b->begin && a->end == b->end);
}

/* What a proposal keeps others from: for a unit of words, the words that it touches. A bare insertion belongs to the word
 * that begins or goes on there, else to one that ends there. words is where to begin to look, and moves on. */
static struct span area_of(
        const struct attack *attack, const struct text *text, const struct proposal *p, uint32_t *words)
{
	struct span area = {p->begin, p->end};
	uint32_t w;
	bool inside;

	if (attack->unit != UNIT_WORD)
		return area;
	while (*words < text->word_count && text->words[*words].end <= p->begin)
		++*words;
	w = *words;
	inside = w < text->word_count && text->words[w].begin <= p->begin;
	if (!inside && p->begin == p->end && w && text->words[w - 1].end == p->begin)
		return (struct span){text->words[w - 1].begin, p->begin};
	if (inside)
		area.begin = text->words[w].begin;
	for (; w < text->word_count && (text->words[w].begin < p->end || (inside && w == *words)); w++)
		area.end = text->words[w].end > area.end ? text->words[w].end : area.end;
	return area;
}

/* Of areas that overlap, the one that ends first leaves most room. They come in the order of their begin. */
static size_t count_sites(const struct span *area, size_t count)
{
	struct span taken = {0, 0};
	size_t sites = 0;

	for (size_t i = 0; i < count; i++) {
		if (!sites || (area[i].begin >= taken.end && !overlap(&area[i], &taken))) {
			sites++;
			taken = area[i];
		} else if (area[i].end < taken.end) {
			taken = area[i];
		}
	}
	return sites;
}

static uint64_t whole_weight(const struct proposal *p)
{
	uint64_t weight = (uint64_t)((double)p->weight * 65536 + .5);

	return weight ? weight : 1;
}

/* How large the levels above the weights are, until one has no more numbers than a node. */
static void lay_levels(struct places *p, size_t count)
{
	size_t n = count;

	for (p->levels = 0;; n = (n + FAN - 1) / FAN) {
		p->level[p->levels++] = p->tree_size;
		p->tree_size += n;
		if (n <= FAN || p->levels == CHOICE_LEVELS)
			return;
	}
}

static void sum_levels(struct places *p, size_t count)
{
	for (size_t i = 0; i < count; i++)
		p->total += p->tree[i];
	for (unsigned l = 1; l < p->levels; l++) {
		const uint64_t *from = p->tree + p->level[l - 1];
		uint64_t *to = p->tree + p->level[l];
		size_t n = p->level[l] - p->level[l - 1];

		for (size_t i = 0; i < n; i++)
			to[i / FAN] += from[i];
	}
}

struct places *places_new(const struct attack *attack, const struct lang *lang, const struct text *text,
        const struct proposals *list, const struct refusals *refusals, struct arena *arena)
{
	bool formed = attack->promises & PROMISE_WELL_FORMED && lang_has_syllables(lang);
	struct places *p = arena_alloc(arena, 1, sizeof(*p));
	uint32_t words = 0;

	*p = (struct places){.text = text, .list = list, .lang = formed ? lang : NULL, .refusals = *refusals};
	lay_levels(p, list->count);
	p->tree = arena_alloc(arena, p->tree_size, sizeof(*p->tree));
	p->area = arena_alloc(arena, list->count, sizeof(*p->area));
	memset(p->tree + list->count, 0, (p->tree_size - list->count) * sizeof(*p->tree));
	for (size_t i = 0; i < list->count; i++) {
		struct span area = area_of(attack, text, &list->proposal[i], &words);

		p->tree[i] = whole_weight(&list->proposal[i]);
		p->area[i] = area;
		p->widest = area.end - area.begin > p->widest ? area.end - area.begin : p->widest;
	}
	sum_levels(p, list->count);
	p->sites = count_sites(p->area, list->count);
	return p;
}

static void strike(struct choice *c, size_t i)
{
	const struct places *p = c->places;
	uint64_t weight = c->tree[i];

	for (unsigned l = 0; weight && l < p->levels; l++, i /= FAN)
		c->tree[p->level[l] + i] -= weight;
	c->total -= weight;
}

/* The proposal in whose stretch of the running sum the number, less than the total, falls. */
static size_t find(const struct choice *c, uint64_t number)
{
	size_t i = 0;

	for (unsigned l = c->places->levels; l--;) {
		const uint64_t *sum = c->tree + c->places->level[l];

		for (i *= FAN; sum[i] <= number; i++)
			number -= sum[i];
	}
	return i;
}

void choice_init(struct choice *c, const struct places *places, struct arena *arena)
{
	size_t count = places->list->count, words = count / 64 + 1;

	*c = (struct choice){.places = places, .total = places->total};
	c->tree = arena_alloc(arena, places->tree_size, sizeof(*c->tree));
	c->chosen = arena_alloc(arena, words, sizeof(*c->chosen));
	c->now = arena_alloc(arena, count, sizeof(*c->now));
	if (places->tree_size)
		memcpy(c->tree, places->tree, places->tree_size * sizeof(*c->tree));
	memset(c->chosen, 0, words * sizeof(*c->chosen));
}

void choice_release(struct choice *c)
{
	buf_release(&c->around);
}

size_t choice_next(const struct choice *c, size_t i)
{
	size_t count = c->places->list->count, word = i / 64;
	uint64_t rest;

	if (i >= count)
		return count;
	for (rest = c->chosen[word] >> i % 64 << i % 64; !rest; rest = c->chosen[word])
		if (++word * 64 >= count)
			return count;
	return word * 64 + (size_t)__builtin_ctzll(rest);
}

/* The last chosen proposal before i; i where there is none. */
static size_t choice_before(const struct choice *c, size_t i)
{
	size_t word = i / 64;
	uint64_t rest = c->chosen[word] & ((UINT64_C(1) << i % 64) - 1);

	while (!rest) {
		if (!word)
			return i;
		rest = c->chosen[--word];
	}
	return word * 64 + 63 - (size_t)__builtin_clzll(rest);
}

/* The first from k on that is chosen or i. */
static size_t next_with(const struct choice *c, size_t k, size_t i)
{
	size_t next = choice_next(c, k);

	return k <= i && i < next ? i : next;
}

/* The first proposal that may reach to a byte, walking down from i. */
static size_t walk_down(const struct choice *c, size_t i, uint32_t at)
{
	while (i && c->places->list->proposal[i - 1].begin + c->places->widest >= at)
		i--;
	return i;
}

/* Down (or up) from proposal i, so far that perturb_beside's bytes of the text are kept there beside the edits chosen: of a
 * row of deletions nothing is. */
static uint32_t reach_down(const struct choice *c, size_t i)
{
	const struct proposal *all = c->places->list->proposal;
	uint32_t at = all[i].begin, kept = 0;

	for (size_t above = i, k; kept < PERTURB_BESIDE; above = k) {
		k = choice_before(c, above);
		if (k == above || all[k].begin + c->places->widest + PERTURB_BESIDE < at)
			break;
		if (all[k].end > at)
			continue;
		kept += at - all[k].end + c->now[k].length;
		at = all[k].begin;
	}
	return perturb_beside(c->places->text, at, false);
}

static uint32_t reach_up(const struct choice *c, size_t i)
{
	const struct proposal *all = c->places->list->proposal;
	uint32_t at = all[i].end, kept = 0;

	for (size_t k = choice_next(c, i + 1); k < c->places->list->count && kept < PERTURB_BESIDE;
	        k = choice_next(c, k + 1)) {
		if (all[k].begin > at + PERTURB_BESIDE)
			break;
		if (all[k].begin < at)
			continue;
		kept += all[k].begin - at + c->now[k].length;
		at = all[k].end;
	}
	return perturb_beside(c->places->text, at, true);
}

/* Whether what is chosen is so far from proposal i that is_alone need not be asked: further than the reach. */
static bool is_far(const struct choice *c, size_t i)
{
	const struct proposal *all = c->places->list->proposal;
	size_t down = choice_before(c, i), up = choice_next(c, i + 1);

	return (down == i || all[down].begin + c->places->widest + 2 * PERTURB_BESIDE < all[i].begin) &&
	       (up == c->places->list->count || all[up].begin > all[i].end + 2 * PERTURB_BESIDE);
}

/* Whether nothing is chosen so near to proposal i that a syllable could have to do with both. */
static bool is_alone(const struct choice *c, size_t i, size_t first, uint32_t left, uint32_t right)
{
	const struct proposal *all = c->places->list->proposal;

	for (size_t k = choice_next(c, first); k < c->places->list->count && all[k].begin <= right;
	        k = choice_next(c, k + 1))
		if (k != i && all[k].end >= left)
			return false;
	return true;
}

static char *put(char *to, const char *bytes, size_t length)
{
	if (length)
		memcpy(to, bytes, length);
	return to + length;
}

/* Room for bytes left … right − 1 of the text with the edits from number `first` on made. */
static char *make_room(struct choice *c, size_t first, size_t i, uint32_t left, uint32_t right)
{
	const struct places *p = c->places;
	size_t length = right - left;

	for (size_t k = next_with(c, first, i); k < p->list->count && p->list->proposal[k].begin <= right;
	        k = next_with(c, k + 1, i))
		length += c->now[k].length;
	buf_clear(&c->around);
	return buf_extend(&c->around, length); /* once, not for each piece of a few bytes */
}

static bool edit_fits(const struct choice *c, size_t i)
{
	const struct proposal *p = &c->places->list->proposal[i];

	return lang_edit_fits(c->places->lang, c->places->text->bytes, c->places->text->length, p->begin,
	        p->end, c->now[i].bytes, c->now[i].length);
}

/* Whether the syllables around proposal i are still well formed beside the edits already chosen: two edits that are fine
 * alone may meet badly. */
static bool fits(struct choice *c, size_t i)
{
	const struct places *places = c->places;
	const struct proposal *all = places->list->proposal;
	uint32_t left, right, at;
	size_t first, begin = 0, end = 0;
	char *around, *to;

	if (!places->lang)
		return true;
	if (is_far(c, i))
		return edit_fits(c, i);
	left = reach_down(c, i);
	right = reach_up(c, i);
	first = walk_down(c, i, left);
	if (is_alone(c, i, first, left, right))
		return edit_fits(c, i);
	for (size_t k = choice_next(c, first); k < i; k = choice_next(c, k + 1))
		if (all[k].end > left && all[k].begin < left)
			left = all[k].begin;
	to = around = make_room(c, first, i, left, right);
	at = left;
	for (size_t k = next_with(c, first, i); k < places->list->count && all[k].begin <= right;
	        k = next_with(c, k + 1, i)) {
		if (all[k].begin < at)
			continue;
		to = put(to, places->text->bytes + at, all[k].begin - at);
		begin = k == i ? (size_t)(to - around) : begin;
		to = put(to, c->now[k].bytes, c->now[k].length);
		end = k == i ? (size_t)(to - around) : end;
		at = all[k].end;
	}
	if (at < right)
		to = put(to, places->text->bytes + at, right - at);
	return lang_fits(places->lang, around, (size_t)(to - around), begin, end);
}

static bool try_variant(struct choice *c, size_t i, size_t variant)
{
	const struct proposal *p = &c->places->list->proposal[i];
	const struct str *now = &p->variants->now[variant];

	if (now->length == p->end - p->begin &&
	        (!now->length || !memcmp(c->places->text->bytes + p->begin, now->bytes, now->length)))
		return false;
	if (refusals_have(&c->places->refusals, c->places->text, p->begin, p->end, now))
		return false;
	c->now[i] = *now;
	return fits(c, i);
}

/* Whether proposal i can be made; of its variants, one that can be is drawn. */
static bool settle(struct choice *c, size_t i, struct philox *chance)
{
	const struct proposal *p = &c->places->list->proposal[i];
	const struct variants *variants = p->variants;
	uint32_t from;

	c->now[i] = p->now;
	if (!variants)
		return fits(c, i);
	for (int n = 0; n < DRAWS; n++)
		if (try_variant(c, i, variants_draw(variants, chance)))
			return true;
	from = philox_below(chance, (uint32_t)variants->count);
	for (size_t n = 0; n < variants->count; n++)
		if (try_variant(c, i, (from + n) % variants->count))
			return true;
	return false;
}

size_t choice_draw(struct choice *c, size_t wanted, struct philox *chance)
{
	const struct places *p = c->places;
	const struct proposal *all = p->list->proposal;
	size_t made = 0;

	while (made < wanted && c->total) {
		uint64_t number = (uint64_t)(philox_double(chance) * (double)c->total);
		size_t i = find(c, number < c->total ? number : c->total - 1);
		const struct span *area = &p->area[i];

		if (!settle(c, i, chance)) {
			strike(c, i);
			continue;
		}
		c->chosen[i / 64] |= UINT64_C(1) << i % 64;
		strike(c, i);
		if (++made == wanted)
			break;
		for (size_t k = walk_down(c, i, area->begin); k < p->list->count; k++) {
			if (all[k].begin > area->end + p->widest)
				break;
			if (overlap(area, &p->area[k]))
				strike(c, k);
		}
	}
	return made;
}
