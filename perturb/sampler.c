/* SPDX-License-Identifier: Apache-2.0 · the sampler: seeded noise at a severity */
#include "perturb/perturb.h"

#include <string.h>

#include "base/philox.h"

#define TRIES 16

static const unsigned PERCENT[6] = {0, 5, 10, 20, 35, 50};
const double SEVERITY_SHARE[6] = {0, .05, .10, .20, .35, .50};

size_t severity_edits(unsigned severity, size_t sites)
{
	size_t edits;

	if (!severity || severity > 5 || !sites)
		return 0;
	/* in whole numbers, so that half is half */
	edits = sites / 100 * PERCENT[severity] + (sites % 100 * PERCENT[severity] + 50) / 100;
	return edits ? edits : 1;
}

static bool overlap(const struct proposal *a, const struct proposal *b)
{
	return a->begin < b->end && b->begin < a->end;
}

/* The largest number of proposals without overlap: of those that overlap, the one that ends first. They come in the
 * order of their begin. */
static size_t count_sites(const struct proposals *list)
{
	size_t sites = 0;
	uint32_t taken = 0;

	for (size_t i = 0; i < list->count; i++) {
		const struct proposal *p = &list->proposal[i];

		if (p->begin >= taken) {
			sites++;
			taken = p->end;
		} else if (p->end < taken) {
			taken = p->end;
		}
	}
	return sites;
}

int perturb_propose(const struct attack *attack, struct lang *lang, const struct item *clean, unsigned fields,
        struct arena *arena, struct perturb_sites *out, struct xt_err *err)
{
	memset(out, 0, sizeof(*out));
	if (!attack->propose || (attack->able && !attack->able(lang)))
		return 0;
	for (int f = 0; f < FIELD_COUNT; f++) {
		const struct str *field = &clean->field[f];

		out->list[f].arena = arena;
		if (!(fields & 1u << f))
			continue;
		if (segmenter_cut(
		            lang_segmenter(lang), field->bytes, field->length, arena, &out->text[f], err) ||
		        attack->propose(&out->text[f], lang, &out->list[f], err))
			return err_prefix(err, "idx %d: %s", (int)clean->idx, field_name((enum field)f));
		out->sites[f] = count_sites(&out->list[f]);
	}
	return 0;
}

/* The proposals of one field while some of them are chosen. Weights are whole numbers in a Fenwick tree, so that a draw
 * takes log n steps and no rounding depends on the order of a sum. */
struct choice {
	const struct text *text;
	const struct proposals *list;
	const struct lang *lang; /* NULL: syllables are not looked at */
	struct arena *arena;
	uint64_t *tree; /* [count + 1] */
	uint64_t total;
	bool *chosen;    /* [count] */
	uint32_t widest; /* bytes that the longest proposal replaces */
	struct buf around;
};

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

static void begin_choice(struct choice *c, const struct text *text, const struct proposals *list,
        const struct lang *lang, struct arena *arena)
{
	*c = (struct choice){.text = text, .list = list, .lang = lang, .arena = arena};
	c->tree = arena_alloc(arena, list->count + 1, sizeof(*c->tree));
	c->chosen = arena_alloc(arena, list->count + 1, sizeof(*c->chosen));
	memset(c->tree, 0, (list->count + 1) * sizeof(*c->tree));
	memset(c->chosen, 0, (list->count + 1) * sizeof(*c->chosen));
	for (size_t i = 0; i < list->count; i++) {
		const struct proposal *p = &list->proposal[i];

		tree_add(c, i, whole_weight(p));
		c->widest = p->end - p->begin > c->widest ? p->end - p->begin : c->widest;
	}
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
	uint32_t left = perturb_beside(c->text, p->begin, false),
	         right = perturb_beside(c->text, p->end, true);
	uint32_t at;
	size_t first = walk_down(c, i, left), begin = 0, end = 0;

	if (!c->lang)
		return true;
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
		buf_append(&c->around, all[k].now.bytes, all[k].now.length);
		end = k == i ? c->around.length : end;
		at = all[k].end;
	}
	if (at < right)
		buf_append(&c->around, c->text->bytes + at, right - at);
	return lang_fits(c->lang, buf_text(&c->around), c->around.length, begin, end);
}

/* Chooses edits, at most wanted: fewer where those left overlap or do not fit. */
static size_t choose(struct choice *c, size_t wanted, struct philox *chance)
{
	size_t count = 0;

	while (count < wanted && c->total) {
		size_t i = tree_find(c, (uint64_t)(philox_double(chance) * (double)c->total));
		const struct proposal *p = &c->list->proposal[i];

		if (!fits(c, i)) {
			strike(c, i);
			continue;
		}
		c->chosen[i] = true;
		count++;
		strike(c, i);
		for (size_t k = walk_down(c, i, p->begin); k < c->list->count; k++) {
			if (c->list->proposal[k].begin >= p->end && k > i)
				break;
			if (overlap(p, &c->list->proposal[k]))
				strike(c, k);
		}
	}
	return count;
}

/* One field's edits and its attacked text. */
struct drawn {
	struct edit *edits;
	size_t count;
	struct str text;
};

static void collect(const struct choice *c, enum field field, size_t count, struct drawn *out)
{
	struct buf text = BUF_INIT;
	uint32_t at = 0;

	out->edits = arena_alloc(c->arena, count, sizeof(*out->edits));
	out->count = 0;
	for (size_t i = 0; i < c->list->count; i++) {
		const struct proposal *p = &c->list->proposal[i];
		struct edit *edit = &out->edits[out->count];

		if (!c->chosen[i])
			continue;
		*edit = (struct edit){field, p->begin, p->end,
		        {arena_copy(c->arena, c->text->bytes + p->begin, p->end - p->begin),
		                p->end - p->begin},
		        p->now};
		buf_append(&text, c->text->bytes + at, p->begin - at);
		buf_append(&text, p->now.bytes, p->now.length);
		at = p->end;
		out->count++;
	}
	buf_append(&text, c->text->bytes + at, c->text->length - at);
	out->text = (struct str){arena_copy(c->arena, buf_text(&text), text.length), (uint32_t)text.length};
	buf_release(&text);
}

static void draw(const struct attack *attack, const struct lang *lang, const struct perturb_sites *sites,
        enum field field, unsigned severity, struct philox *chance, struct arena *arena, struct drawn *out)
{
	bool formed = attack->promises & PROMISE_WELL_FORMED && lang_has_syllables(lang);
	struct choice c;
	size_t count;

	begin_choice(&c, &sites->text[field], &sites->list[field], formed ? lang : NULL, arena);
	count = choose(&c, severity_edits(severity, sites->sites[field]), chance);
	collect(&c, field, count, out);
	buf_release(&c.around);
}

static bool same(const struct str *a, const struct str *b)
{
	return a->length == b->length && !memcmp(a->bytes, b->bytes, a->length);
}

static void open_stream(struct philox *chance, const struct attack *attack, const struct lang *lang,
        const struct item *clean, enum field field, unsigned severity, uint64_t seed)
{
	struct buf name = BUF_INIT;

	buf_printf(&name, "%s/%d/%s/%s/%u", lang_code(lang), (int)clean->idx, field_name(field), attack->name,
	        severity);
	philox_init(chance, seed, philox_stream(buf_text(&name)));
	buf_release(&name);
}

static void reset(struct drawn *drawn, const struct str *clean)
{
	*drawn = (struct drawn){NULL, 0, *clean};
}

/* Equal choices cannot be scored. The last resort ends: the reader has seen to it that clean choices differ. */
static void keep_distinct(const struct attack *attack, const struct lang *lang,
        const struct perturb_sites *sites, const struct item *clean, unsigned severity, struct philox *chance,
        struct arena *arena, struct drawn drawn[FIELD_COUNT])
{
	struct drawn *one = &drawn[FIELD_CHOICE1], *two = &drawn[FIELD_CHOICE2];

	for (int i = 0; i < TRIES && two->count && same(&one->text, &two->text); i++)
		draw(attack, lang, sites, FIELD_CHOICE2, severity, chance, arena, two);
	if (same(&one->text, &two->text))
		reset(two, &clean->field[FIELD_CHOICE2]);
	if (same(&one->text, &two->text))
		reset(one, &clean->field[FIELD_CHOICE1]);
}

void perturb_choose(const struct attack *attack, const struct lang *lang, const struct perturb_sites *sites,
        const struct item *clean, unsigned severity, uint64_t seed, struct arena *arena, struct item *out)
{
	struct drawn drawn[FIELD_COUNT];
	struct philox chance;
	struct edit *edits;
	size_t count = 0;

	*out = *clean;
	out->attack = attack->name;
	out->severity = severity;
	out->seed = seed;
	out->edits = NULL;
	out->edit_count = 0;
	for (int f = 0; f < FIELD_COUNT; f++) {
		reset(&drawn[f], &clean->field[f]);
		if (!severity || !sites->sites[f])
			continue;
		open_stream(&chance, attack, lang, clean, (enum field)f, severity, seed);
		draw(attack, lang, sites, (enum field)f, severity, &chance, arena, &drawn[f]);
	}
	keep_distinct(attack, lang, sites, clean, severity, &chance, arena, drawn);
	for (int f = 0; f < FIELD_COUNT; f++)
		count += drawn[f].count;
	if (!count)
		return;
	edits = arena_alloc(arena, count, sizeof(*edits));
	for (int f = 0; f < FIELD_COUNT; f++) {
		if (drawn[f].count)
			memcpy(edits + out->edit_count, drawn[f].edits, drawn[f].count * sizeof(*edits));
		out->edit_count += drawn[f].count;
		out->field[f] = drawn[f].text;
	}
	out->edits = edits;
}

int perturb_item(const struct attack *attack, struct lang *lang, const struct item *clean, unsigned severity,
        uint64_t seed, unsigned fields, struct arena *arena, struct item *out, struct xt_err *err)
{
	struct perturb_sites sites;

	if (perturb_propose(attack, lang, clean, severity ? fields : 0, arena, &sites, err))
		return -1;
	perturb_choose(attack, lang, &sites, clean, severity, seed, arena, out);
	return 0;
}
