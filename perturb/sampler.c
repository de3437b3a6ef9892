/* SPDX-License-Identifier: Apache-2.0 · the sampler: seeded noise at a severity */
#include "perturb/perturb.h"

#include <string.h>

#include "base/hash.h"
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

int perturb_cut(struct lang *lang, const struct item *clean, unsigned fields, struct arena *arena,
        struct text out[FIELD_COUNT], struct xt_err *err)
{
	for (int f = 0; f < FIELD_COUNT; f++) {
		const struct str *field = &clean->field[f];

		if (fields & 1u << f &&
		        segmenter_cut(lang_segmenter(lang), field->bytes, field->length, arena, &out[f], err))
			return err_prefix(err, "idx %d: %s", (int)clean->idx, field_name((enum field)f));
	}
	return 0;
}

uint64_t perturb_stream(const struct lang *lang, const char *attack)
{
	const char *code = lang_code(lang);
	uint64_t hash = hash_fnv1a(HASH_FNV1A, code, strlen(code) + 1);

	return hash_fnv1a(hash, attack, strlen(attack));
}

/* Takes out what people have rejected; variants are looked at when they are drawn. */
static void leave_out(const struct refusals *refusals, const struct text *text, struct proposals *list)
{
	size_t kept = 0;

	for (size_t i = 0; i < list->count && refusals->count; i++) {
		const struct proposal *p = &list->proposal[i];

		if (p->variants || !refusals_have(refusals, text, p->begin, p->end, &p->now))
			list->proposal[kept++] = *p;
	}
	list->count = refusals->count ? kept : list->count;
}

int perturb_propose_cut(const struct attack *attack, struct lang *lang, const struct item *clean,
        const struct text text[FIELD_COUNT], unsigned fields, const struct rejects *rejects,
        struct arena *arena, struct perturb_sites *out, struct xt_err *err)
{
	struct refusals refusals = rejects_of(rejects, lang_code(lang), attack->name);

	memset(out, 0, sizeof(*out));
	if (!attack->propose)
		return 0;
	out->stream = perturb_stream(lang, attack->name);
	for (int f = 0; f < FIELD_COUNT; f++) {
		out->list[f].arena = arena;
		if (!(fields & 1u << f))
			continue;
		out->text[f] = text[f];
		if (attack->propose(&out->text[f], lang, &out->list[f], err))
			return err_prefix(err, "idx %d: %s", (int)clean->idx, field_name((enum field)f));
		leave_out(&refusals, &out->text[f], &out->list[f]);
		if (!out->list[f].count)
			continue;
		out->places[f] = places_new(attack, lang, &out->text[f], &out->list[f], &refusals, arena);
		out->sites[f] = out->places[f]->sites;
	}
	return 0;
}

int perturb_propose(const struct attack *attack, struct lang *lang, const struct item *clean, unsigned fields,
        struct arena *arena, struct perturb_sites *out, struct xt_err *err)
{
	struct text text[FIELD_COUNT] = {{0}};

	memset(out, 0, sizeof(*out));
	if (!attack->propose || (attack->able && !attack->able(lang)))
		return 0;
	return perturb_cut(lang, clean, fields, arena, text, err) ||
	                       perturb_propose_cut(attack, lang, clean, text, fields, NULL, arena, out, err)
	               ? -1
	               : 0;
}

/* One field's edits and its attacked text. */
struct drawn {
	struct edit *edits;
	size_t count;
	struct str text;
};

static char *put(char *at, const char *bytes, size_t length)
{
	if (length)
		memcpy(at, bytes, length);
	return at + length;
}

/* The chosen edits, and the text with them made. */
static void collect(
        const struct choice *c, enum field field, size_t count, struct arena *arena, struct drawn *out)
{
	const struct text *text = c->places->text;
	const struct proposals *list = c->places->list;
	size_t length = text->length;
	uint32_t at = 0;
	char *bytes, *end;

	out->edits = arena_alloc(arena, count, sizeof(*out->edits));
	out->count = 0;
	for (size_t i = choice_next(c, 0); i < list->count; i = choice_next(c, i + 1)) {
		const struct proposal *p = &list->proposal[i];
		uint32_t n = p->end - p->begin;

		out->edits[out->count++] =
		        (struct edit){field, p->begin, p->end, {text->bytes + p->begin, n}, c->now[i]};
		length += c->now[i].length;
		length -= n;
	}
	bytes = end = arena_alloc(arena, length + 1, 1);
	for (size_t e = 0; e < out->count; e++) {
		const struct edit *edit = &out->edits[e];

		end = put(end, text->bytes + at, edit->begin - at);
		end = put(end, edit->now.bytes, edit->now.length);
		at = edit->end;
	}
	*put(end, text->bytes + at, text->length - at) = '\0';
	out->text = (struct str){bytes, (uint32_t)length};
}

static void draw(const struct perturb_sites *sites, enum field field, unsigned severity,
        struct philox *chance, struct arena *arena, struct drawn *out)
{
	struct choice c;
	size_t count;

	choice_init(&c, sites->places[field], arena);
	count = choice_draw(&c, severity_edits(severity, sites->sites[field]), chance);
	collect(&c, field, count, arena, out);
	choice_release(&c);
}

static bool same(const struct str *a, const struct str *b)
{
	return a->length == b->length && !memcmp(a->bytes, b->bytes, a->length);
}

/* Philox itself makes the stream's number from what chance may depend on: the names are its key, the numbers its counter. */
static void open_stream(struct philox *chance, const struct perturb_sites *sites, const struct item *clean,
        enum field field, unsigned severity, uint64_t seed)
{
	uint32_t counter[4] = {(uint32_t)clean->idx, (uint32_t)field, severity, 0};
	uint32_t key[2] = {(uint32_t)sites->stream, (uint32_t)(sites->stream >> 32)}, out[4];

	philox_block(counter, key, out);
	philox_init(chance, seed, out[0] | (uint64_t)out[1] << 32);
}

static void reset(struct drawn *drawn, const struct str *clean)
{
	*drawn = (struct drawn){NULL, 0, *clean};
}

/* Equal choices cannot be scored. The last resort ends: the reader has seen to it that clean choices differ. */
static void keep_distinct(const struct perturb_sites *sites, const struct item *clean, unsigned severity,
        struct philox *chance, struct arena *arena, struct drawn drawn[FIELD_COUNT])
{
	struct drawn *one = &drawn[FIELD_CHOICE1], *two = &drawn[FIELD_CHOICE2];

	for (int i = 0; i < TRIES && two->count && same(&one->text, &two->text); i++)
		draw(sites, FIELD_CHOICE2, severity, chance, arena, two);
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

	(void)lang;
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
		open_stream(&chance, sites, clean, (enum field)f, severity, seed);
		draw(sites, (enum field)f, severity, &chance, arena, &drawn[f]);
	}
	keep_distinct(sites, clean, severity, &chance, arena, drawn);
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
