/* SPDX-License-Identifier: Apache-2.0 · attacks one after the other, and their edits seen from the clean text */
#include "perturb/chain.h"

#include <string.h>

int chain_parse(struct chain *out, const char *name, struct xt_err *err)
{
	size_t length = strlen(name);

	memset(out, 0, sizeof(*out));
	if (!length || length > CHAIN_NAME)
		return err_set(err, "attack '%.60s': a name has 1 to %d bytes", name, CHAIN_NAME);
	memcpy(out->name, name, length + 1);
	for (size_t at = 0; at <= length;) {
		char part[CHAIN_NAME + 1] = "";
		size_t n = strcspn(name + at, "+");

		memcpy(part, name + at, n);
		if (out->count == CHAIN_PARTS)
			return err_set(err, "attack '%s': has more than %d parts", name, CHAIN_PARTS);
		out->part[out->count] = attack_find(part);
		if (!out->part[out->count])
			return err_set(err,
			        n == length ? "there is no attack '%s'%s" : "there is no attack '%s' in '%s'",
			        part, n == length ? "" : name);
		if (n < length && !out->part[out->count]->propose)
			return err_set(err, "attack '%s': '%s' changes nothing and is no part of another",
			        name, part);
		out->count++;
		at += n + 1;
	}
	return 0;
}

unsigned chain_needs(const struct chain *chain)
{
	unsigned needs = 0;

	for (size_t i = 0; i < chain->count; i++)
		needs |= chain->part[i]->needs;
	return needs;
}

static bool is_able(const struct attack *attack, const struct lang *lang)
{
	return !attack->able || attack->able(lang);
}

bool chain_able(const struct chain *chain, const struct lang *lang)
{
	for (size_t i = 0; i < chain->count; i++)
		if (is_able(chain->part[i], lang))
			return true;
	return false;
}

int chain_propose(const struct chain *chain, struct lang *lang, const struct item *clean,
        const struct text text[FIELD_COUNT], unsigned fields, struct arena *arena, struct perturb_sites *out,
        struct xt_err *err)
{
	if (is_able(chain->part[0], lang))
		return perturb_propose_cut(
		        chain->part[0], lang, clean, text, fields, chain->rejects, arena, out, err);
	memset(out, 0, sizeof(*out));
	return 0;
}

/* The edits of one field, which stand together. */
struct run {
	const struct edit *edit;
	size_t count;
};

static struct run run_of(const struct item *item, enum field field)
{
	struct run run = {NULL, 0};

	for (size_t i = 0; i < item->edit_count; i++) {
		if (item->edits[i].field != field)
			continue;
		run.edit = run.count ? run.edit : &item->edits[i];
		run.count++;
	}
	return run;
}

/* Walking over a text and its two layers of edits. A place of the text between them is `shift` further on than it was in the
 * clean text, one of the last text `shifted` further on than between. */
struct walk {
	struct run one, two;
	size_t i, j;
	int64_t shift, shifted;
};

/* The stretch of the middle text that the next edits take, those that touch it included; moves past them. */
static struct span next_stretch(struct walk *w)
{
	int64_t begin = INT64_MAX, end = -1;

	for (;;) {
		const struct edit *a = w->i < w->one.count ? &w->one.edit[w->i] : NULL;
		const struct edit *b = w->j < w->two.count ? &w->two.edit[w->j] : NULL;
		int64_t a_begin = a ? a->begin + w->shift : INT64_MAX, b_begin = b ? b->begin : INT64_MAX;
		bool first = a_begin <= b_begin;
		int64_t from = first ? a_begin : b_begin, to;

		if (from == INT64_MAX || (end >= 0 && from > end))
			return (struct span){(uint32_t)begin, (uint32_t)end};
		to = first ? a_begin + a->now.length : b->end;
		begin = from < begin ? from : begin;
		end = to > end ? to : end;
		if (first) {
			w->shift += (int64_t)a->now.length - (int64_t)(a->end - a->begin);
			w->i++;
		} else {
			w->shifted += (int64_t)b->now.length - (int64_t)(b->end - b->begin);
			w->j++;
		}
	}
}

static bool same(const struct str *a, const struct str *b)
{
	return a->length == b->length && (!a->length || !memcmp(a->bytes, b->bytes, a->length));
}

static struct str piece(struct arena *arena, const struct str *text, int64_t begin, int64_t end)
{
	return (struct str){
	        arena_copy(arena, text->bytes + begin, (size_t)(end - begin)), (uint32_t)(end - begin)};
}

/* Appends the edits that lead from clean to last in one field. */
static void join_field(const struct item *clean, const struct item *middle, const struct item *last,
        enum field field, struct arena *arena, struct edit *out, size_t *count)
{
	struct walk w = {run_of(middle, field), run_of(last, field), 0, 0, 0, 0};

	while (w.i < w.one.count || w.j < w.two.count) {
		int64_t before = w.shift, moved = w.shifted;
		struct span s = next_stretch(&w);
		int64_t begin = s.begin - before, end = s.end - w.shift;
		struct edit edit = {field, (uint32_t)begin, (uint32_t)end,
		        piece(arena, &clean->field[field], begin, end),
		        piece(arena, &last->field[field], s.begin + moved, s.end + w.shifted)};

		if (!same(&edit.was, &edit.now))
			out[(*count)++] = edit;
	}
}

/* last was made from middle, and middle from clean; afterwards last's edits are on clean. */
static void join(const struct item *clean, const struct item *middle, struct item *last, struct arena *arena)
{
	size_t most = middle->edit_count + last->edit_count, count = 0;
	struct edit *edits = arena_alloc(arena, most, sizeof(*edits));

	for (int f = 0; f < FIELD_COUNT; f++)
		join_field(clean, middle, last, (enum field)f, arena, edits, &count);
	last->edits = count ? edits : NULL;
	last->edit_count = count;
}

/* The k-th part on what those before it have made of the item. */
static int go_on(const struct chain *chain, size_t k, struct lang *lang, const struct item *clean,
        unsigned severity, uint64_t seed, unsigned fields, struct arena *arena, struct item *out,
        struct xt_err *err)
{
	struct item middle = *out, bare = *out;
	struct text text[FIELD_COUNT] = {{0}};
	struct perturb_sites sites;
	char name[CHAIN_NAME + 1];
	size_t at = 0;

	if (!is_able(chain->part[k], lang))
		return 0;
	for (size_t parts = 0; chain->name[at] && (chain->name[at] != '+' || parts++ < k); at++)
		name[at] = chain->name[at];
	name[at] = '\0';
	bare.edits = NULL;
	bare.edit_count = 0;
	if (perturb_cut(lang, &bare, fields, arena, text, err) ||
	        perturb_propose_cut(
	                chain->part[k], lang, &bare, text, fields, chain->rejects, arena, &sites, err))
		return -1;
	sites.stream = perturb_stream(lang, name);
	perturb_choose(chain->part[k], lang, &sites, &bare, severity, seed, arena, out);
	join(clean, &middle, out, arena);
	return 0;
}

int chain_choose(const struct chain *chain, struct lang *lang, const struct perturb_sites *sites,
        const struct item *clean, unsigned severity, uint64_t seed, unsigned fields, struct arena *arena,
        struct item *out, struct xt_err *err)
{
	perturb_choose(chain->part[0], lang, sites, clean, severity, seed, arena, out);
	for (size_t k = 1; k < chain->count && severity; k++)
		if (go_on(chain, k, lang, clean, severity, seed, fields, arena, out, err))
			return -1;
	out->attack = chain->name;
	return 0;
}
