/* SPDX-License-Identifier: Apache-2.0 · which of the proposals for one text are made */
#include "perturb/choice.h"

#include <string.h>

/* Before all variants of a place are tried in turn, so many are drawn. */
#define DRAWS 8

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

/* The largest number of areas without overlap: of those that overlap, the one that ends first. They come in the order
 * of their begin. */
size_t choice_sites(const struct attack *attack, const struct text *text, const struct proposals *list)
{
	struct span taken = {0, 0};
	uint32_t words = 0;
	size_t sites = 0;

	for (size_t i = 0; i < list->count; i++) {
		struct span area = area_of(attack, text, &list->proposal[i], &words);

		if (!sites || (area.begin >= taken.end && !overlap(&area, &taken))) {
			sites++;
			taken = area;
		} else if (area.end < taken.end) {
			taken = area;
		}
	}
	return sites;
}

static uint64_t whole_weight(const struct proposal *p)
{
	uint64_t weight = (uint64_t)((double)p->weight * 65536 + .5);

	return weight ? weight : 1;
}

static void tree_add(struct choice *c, size_t i, uint64_t weight)
{
	c->total += weight; /* weights are taken off by adding their two's complement */
	for (i++; i <= c->list->count; i += i & (~i + 1))
		c->tree[i] += weight;
}

/* What is left of a proposal's weight: 0 once it was struck out. */
static uint64_t tree_at(const struct choice *c, size_t i)
{
	uint64_t weight = c->tree[++i];
	size_t stop = i - (i & (~i + 1));

	for (i--; i > stop; i -= i & (~i + 1))
		weight -= c->tree[i];
	return weight;
}

static void strike(struct choice *c, size_t i)
{
	tree_add(c, i, ~tree_at(c, i) + 1);
}

/* The proposal in whose stretch of the running sum the number falls. */
static size_t tree_find(const struct choice *c, uint64_t number)
{
	size_t i = 0, step = 1;

	while (step <= c->list->count / 2)
		step *= 2;
	for (; step; step /= 2)
		if (i + step <= c->list->count && c->tree[i + step] <= number) {
			i += step;
			number -= c->tree[i];
		}
	return i;
}

void choice_init(struct choice *c, const struct attack *attack, const struct lang *lang,
        const struct text *text, const struct proposals *list, struct arena *arena)
{
	bool formed = attack->promises & PROMISE_WELL_FORMED && lang_has_syllables(lang);
	uint32_t words = 0;

	*c = (struct choice){.text = text, .list = list, .lang = formed ? lang : NULL, .arena = arena};
	c->tree = arena_alloc(arena, list->count + 1, sizeof(*c->tree));
	c->chosen = arena_alloc(arena, list->count + 1, sizeof(*c->chosen));
	c->now = arena_alloc(arena, list->count + 1, sizeof(*c->now));
	c->area = arena_alloc(arena, list->count + 1, sizeof(*c->area));
	memset(c->tree, 0, (list->count + 1) * sizeof(*c->tree));
	memset(c->chosen, 0, (list->count + 1) * sizeof(*c->chosen));
	for (size_t i = 0; i < list->count; i++) {
		const struct proposal *p = &list->proposal[i];
		struct span area = area_of(attack, text, p, &words);

		tree_add(c, i, whole_weight(p));
		c->now[i] = p->now;
		c->area[i] = area;
		c->widest = area.end - area.begin > c->widest ? area.end - area.begin : c->widest;
	}
}

void choice_release(struct choice *c)
{
	buf_release(&c->around);
}

/* The first proposal that may reach to a byte, walking down from i. */
static size_t walk_down(const struct choice *c, size_t i, uint32_t at)
{
	while (i && c->list->proposal[i - 1].begin + c->widest >= at)
		i--;
	return i;
}

/* Whether the syllables around proposal i are still well formed beside the edits already chosen: two edits that are fine
 * alone may meet badly. */
static bool fits(struct choice *c, size_t i)
{
	const struct proposal *all = c->list->proposal, *p = &all[i];
	uint32_t left, right, at;
	size_t first, begin = 0, end = 0;

	if (!c->lang)
		return true;
	left = perturb_beside(c->text, p->begin, false);
	right = perturb_beside(c->text, p->end, true);
	first = walk_down(c, i, left);
	for (size_t k = first; k < i; k++)
		if (c->chosen[k] && all[k].end > left && all[k].begin < left)
			left = all[k].begin;
	buf_clear(&c->around);
	at = left;
	for (size_t k = first; k < c->list->count && all[k].begin <= right; k++) {
		if ((!c->chosen[k] && k != i) || all[k].begin < at)
			continue;
		buf_append(&c->around, c->text->bytes + at, all[k].begin - at);
		begin = k == i ? c->around.length : begin;
		buf_append(&c->around, c->now[k].bytes, c->now[k].length);
		end = k == i ? c->around.length : end;
		at = all[k].end;
	}
	if (at < right)
		buf_append(&c->around, c->text->bytes + at, right - at);
	return lang_fits(c->lang, buf_text(&c->around), c->around.length, begin, end);
}

static bool try_variant(struct choice *c, size_t i, size_t variant)
{
	const struct proposal *p = &c->list->proposal[i];
	const struct str *now = &p->variants->now[variant];

	if (now->length == p->end - p->begin &&
	        (!now->length || !memcmp(c->text->bytes + p->begin, now->bytes, now->length)))
		return false;
	c->now[i] = *now;
	return fits(c, i);
}

/* Whether proposal i can be made; of its variants, one that can be is drawn. */
static bool settle(struct choice *c, size_t i, struct philox *chance)
{
	const struct variants *variants = c->list->proposal[i].variants;
	uint32_t from;

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
	size_t count = 0;

	while (count < wanted && c->total) {
		size_t i = tree_find(c, (uint64_t)(philox_double(chance) * (double)c->total));
		const struct span *area = &c->area[i];

		if (!settle(c, i, chance)) {
			strike(c, i);
			continue;
		}
		c->chosen[i] = true;
		count++;
		strike(c, i);
		for (size_t k = walk_down(c, i, area->begin); k < c->list->count; k++) {
			if (c->list->proposal[k].begin > area->end + c->widest)
				break;
			if (overlap(area, &c->area[k]))
				strike(c, k);
		}
	}
	return count;
}
