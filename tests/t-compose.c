/* SPDX-License-Identifier: Apache-2.0 · attacks one after the other lead back to the clean text */
#include "tap.h"

#include "base/mem.h"
#include "data/data.h"
#include "perturb/chain.h"

static const struct {
	const char *name, *says;
} REFUSED[] = {
        {"", "1 to 31 bytes"},
        {"swap+", "there is no attack '' in 'swap+'"},
        {"+swap", "there is no attack '' in '+swap'"},
        {"swap++swap", "there is no attack ''"},
        {"bogus", "there is no attack 'bogus'"},
        {"swap+bogus", "there is no attack 'bogus' in 'swap+bogus'"},
        {"swap+all", "there is no attack 'all'"},
        {"none+swap", "'none' changes nothing"},
        {"swap+none", "'none' changes nothing"},
        {"swap+swap+swap+swap+swap+swap+sw", "1 to 31 bytes"},
};

static const char *const CHAINS[] = {"swap+romanise", "romanise+swap", "swap+swap", "synonym+swap",
        "swap+confuse+romanise", "romanise+synonym"};

#define CHAIN_COUNT (sizeof(CHAINS) / sizeof(*CHAINS))

static void refused(void)
{
	struct chain chain;

	for (size_t i = 0; i < sizeof(REFUSED) / sizeof(*REFUSED); i++) {
		struct xt_err err = {""};

		tap_ok(chain_parse(&chain, REFUSED[i].name, &err) && strstr(err.message, REFUSED[i].says),
		        "'%s' is refused", REFUSED[i].name);
	}
	tap_ok(!chain_parse(&chain, "none", NULL) && chain.count == 1, "none alone is a name");
	tap_ok(!chain_parse(&chain, "swap+romanise+swap", NULL) && chain.count == 3 &&
	                chain.part[1] == attack_find("romanise"),
	        "a name of three parts has three, in order");
}

static int attacked(const struct chain *chain, struct lang *lang, const struct item *clean, unsigned severity,
        unsigned fields, struct arena *arena, struct item *out)
{
	struct text text[FIELD_COUNT] = {{0}};
	struct perturb_sites sites;
	struct xt_err err;

	if (!perturb_cut(lang, clean, fields, arena, text, &err) &&
	        !chain_propose(chain, lang, clean, text, fields, arena, &sites, &err) &&
	        !chain_choose(chain, lang, &sites, clean, severity, 5, fields, arena, out, &err))
		return 0;
	tap_say("%s", err.message);
	return -1;
}

static bool same(const struct str *a, const struct str *b)
{
	return a->length == b->length && !memcmp(a->bytes, b->bytes, a->length);
}

/* Sorted, apart, none that changes nothing, and back to the clean text. */
static bool leads_back(const struct item *clean, const struct item *out)
{
	bool right = !same(&out->field[FIELD_CHOICE1], &out->field[FIELD_CHOICE2]);

	for (size_t i = 0; i < out->edit_count; i++) {
		const struct edit *e = &out->edits[i];

		right = right && !same(&e->was, &e->now) && e->end - e->begin == e->was.length &&
		        !memcmp(clean->field[e->field].bytes + e->begin, e->was.bytes, e->was.length);
		if (i && e->field == e[-1].field)
			right = right && e[-1].end <= e->begin;
		else
			right = right && (!i || e[-1].field < e->field);
	}
	for (int f = 0; f < FIELD_COUNT; f++) {
		struct buf back = BUF_INIT;

		right = right &&
		        !edits_undo(out->field[f], (enum field)f, out->edits, out->edit_count, &back, NULL) &&
		        back.length == clean->field[f].length &&
		        !memcmp(buf_text(&back), clean->field[f].bytes, back.length);
		buf_release(&back);
	}
	return right;
}

/* A name of one part is the attack itself. */
static bool is_plain(const struct chain *chain, struct lang *lang, const struct item *clean,
        struct arena *arena, const struct item *out)
{
	struct item plain;
	bool right = !perturb_item(chain->part[0], lang, clean, 4, 5, FIELDS_ALL, arena, &plain, NULL);

	for (int f = 0; f < FIELD_COUNT; f++)
		right = right && same(&plain.field[f], &out->field[f]);
	return right;
}

static void language(const char *code, const struct items *items)
{
	struct lang *lang;
	struct xt_err err;

	if (!tap_ok(!lang_open(&lang, code, NULL, 0, false, &err), "%s opens", code))
		return;
	for (size_t c = 0; c < CHAIN_COUNT; c++) {
		struct arena arena = ARENA_INIT;
		size_t wrong = 0, touched = 0, stray = 0, clean = 0;
		struct chain chain, first;
		char name[CHAIN_NAME + 1] = "";

		memcpy(name, CHAINS[c], strcspn(CHAINS[c], "+"));
		(void)chain_parse(&chain, CHAINS[c], NULL);
		(void)chain_parse(&first, name, NULL);
		for (size_t i = 0; i < items->count; i++) {
			const struct item *item = &items->item[i];
			struct item out;

			for (unsigned severity = 1; severity <= 5; severity++) {
				wrong += attacked(&chain, lang, item, severity, FIELDS_ALL, &arena, &out) ||
				         !leads_back(item, &out) || strcmp(out.attack, CHAINS[c]);
				touched += out.edit_count > 0;
			}
			stray += attacked(&chain, lang, item, 5, 1U << FIELD_PREMISE, &arena, &out) ||
			         !same(&out.field[FIELD_CHOICE1], &item->field[FIELD_CHOICE1]);
			clean += attacked(&chain, lang, item, 0, FIELDS_ALL, &arena, &out) || out.edit_count;
			wrong += attacked(&first, lang, item, 4, FIELDS_ALL, &arena, &out) ||
			         !is_plain(&first, lang, item, &arena, &out);
			arena_reset(&arena);
		}
		tap_ok(!wrong, "%s %s: every edit is on the clean text and leads back to it", code,
		        CHAINS[c]);
		tap_ok(!stray, "%s %s: a field that was not asked for stays", code, CHAINS[c]);
		tap_ok(!clean, "%s %s: severity 0 is the identity", code, CHAINS[c]);
		tap_ok(touched || !chain_able(&chain, lang), "%s %s touches something", code, CHAINS[c]);
		arena_release(&arena);
	}
	lang_close(lang);
}

/* What one part makes the next may unmake; and edits that touch become one. */
static int to_x(const struct text *text, struct lang *l, struct proposals *out, struct xt_err *err)
{
	(void)l, (void)err;
	for (uint32_t i = 0; i < text->letter_count; i++)
		proposals_add(out, text, text->letters[i].begin, text->letters[i].end, "xy", 2, 1);
	return 0;
}

static int to_a(const struct text *text, struct lang *l, struct proposals *out, struct xt_err *err)
{
	(void)l, (void)err;
	for (uint32_t i = 0; i + 2 <= text->length; i++)
		if (!memcmp(text->bytes + i, "xy", 2))
			proposals_add(out, text, i, i + 2, "a", 1, 1);
	return 0;
}

static int to_nothing(const struct text *text, struct lang *l, struct proposals *out, struct xt_err *err)
{
	(void)l, (void)err;
	proposals_add(out, text, 0, text->length > 2 ? 2 : 0, "", 0, 1);
	return 0;
}

static const struct attack ATTACK_X = {.name = "x", .propose = to_x},
                           ATTACK_A = {.name = "a", .propose = to_a},
                           ATTACK_NOTHING = {.name = "nothing", .propose = to_nothing};

static struct str str(const char *text)
{
	return (struct str){text, (uint32_t)strlen(text)};
}

static void joined(void)
{
	struct item clean = {.field = {str("aaaaaaaa"), str("aa"), str("a")}, .changed = -1}, out;
	struct chain undone = {.name = "x+a", .part = {&ATTACK_X, &ATTACK_A}, .count = 2},
	             touching = {.name = "x+nothing", .part = {&ATTACK_X, &ATTACK_NOTHING}, .count = 2};
	struct arena arena = ARENA_INIT;
	struct lang *lang;
	struct xt_err err;
	bool one = true;

	if (!tap_ok(!lang_open(&lang, "en", NULL, 0, false, &err), "English opens"))
		return;
	attacked(&undone, lang, &clean, 1, 1U << FIELD_PREMISE, &arena, &out);
	tap_ok(!out.edit_count && same(&out.field[0], &clean.field[0]),
	        "an edit that the next part undoes is none");
	for (int32_t idx = 0; idx < 64; idx++) {
		clean.idx = idx;
		attacked(&touching, lang, &clean, 5, 1U << FIELD_PREMISE, &arena, &out);
		one = one && leads_back(&clean, &out);
	}
	tap_ok(one, "edits that cut into those before lead back too");
	lang_close(lang);
	arena_release(&arena);
}

int main(void)
{
	struct data data;
	struct xt_err err;

	refused();
	joined();
	if (!tap_ok(!data_open(&data, tap_source("bench/sample/data"), "test", NULL, &err),
	            "the sample opens"))
		return tap_done();
	for (size_t i = 0; i < data.count; i++) {
		struct items items = ITEMS_INIT;

		if (tap_ok(!data_read(&data.file[i], &items, &err), "%s is read", data.file[i].lang))
			language(data.file[i].lang, &items);
		items_release(&items);
	}
	data_close(&data);
	return tap_done();
}
