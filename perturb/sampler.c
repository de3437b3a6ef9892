/* SPDX-License-Identifier: Apache-2.0 · the sampler: seeded noise at a severity */
#include "perturb/perturb.h"

#include <string.h>

#include "base/philox.h"
#include "perturb/choice.h"

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
		out->sites[f] = choice_sites(attack, &out->text[f], &out->list[f]);
	}
	return 0;
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
		        c->now[i]};
		buf_append(&text, c->text->bytes + at, p->begin - at);
		buf_append(&text, c->now[i].bytes, c->now[i].length);
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
	struct choice c;
	size_t count;

	choice_init(&c, attack, lang, &sites->text[field], &sites->list[field], arena);
	count = choice_draw(&c, severity_edits(severity, sites->sites[field]), chance);
	collect(&c, field, count, out);
	choice_release(&c);
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
