/* SPDX-License-Identifier: Apache-2.0 · the sampler counts as severity says, respects weights, and has no favourite place */
#include "tap.h"

#include "perturb/perturb.h"

static const struct {
	unsigned severity;
	size_t sites, edits;
} COUNTS[] = {
        {0, 100, 0},
        {1, 0, 0},
        {1, 1, 1},
        {1, 10, 1},
        {1, 29, 1},
        {1, 30, 2},
        {2, 5, 1},
        {2, 15, 2},
        {3, 20, 4},
        {4, 10, 4},
        {4, 30, 11},
        {5, 1, 1},
        {5, 3, 2},
        {5, 7, 4},
        {5, 8, 4},
        {6, 8, 0},
        {1, 99, 5},
        {1, 1000, 50},
        {4, 350, 123},
};

static struct lang *lang;
static struct arena arena = ARENA_INIT;

static struct str str(const char *text)
{
	return (struct str){text, (uint32_t)strlen(text)};
}

static struct item item(const char *premise, const char *one, const char *two, int32_t idx)
{
	return (struct item){
	        .field = {str(premise), str(one), str(two)}, .label = 0, .changed = -1, .idx = idx};
}

/* An attack of one's own needs no more than this: every letter becomes 'x', one letter in ten times as likely. */
static int to_x(const struct text *text, struct lang *l, struct proposals *out, struct xt_err *err)
{
	(void)l, (void)err;
	for (uint32_t i = 0; i < text->letter_count; i++)
		proposals_add(out, text, text->letters[i].begin, text->letters[i].end, "x", 1,
		        text->bytes[text->letters[i].begin] == 'h' ? 10 : 1);
	return 0;
}

static const struct attack ATTACK_X = {.name = "x", .unit = UNIT_GRAPHEME, .propose = to_x};

/* Overlapping: every two letters become one. */
static int to_one(const struct text *text, struct lang *l, struct proposals *out, struct xt_err *err)
{
	(void)l, (void)err;
	for (uint32_t i = 0; i + 1 < text->letter_count; i++)
		proposals_add(out, text, text->letters[i].begin, text->letters[i + 1].end, "x", 1, 1);
	return 0;
}

static const struct attack ATTACK_ONE = {.name = "one", .unit = UNIT_GRAPHEME, .propose = to_one};

/* Both choices become "x": they can differ only while one is clean. */
static int to_same(const struct text *text, struct lang *l, struct proposals *out, struct xt_err *err)
{
	(void)l, (void)err;
	proposals_add(out, text, 0, text->length, "x", 1, 1);
	return 0;
}

static const struct attack ATTACK_SAME = {.name = "same", .unit = UNIT_WORD, .propose = to_same};

static void counts(void)
{
	for (size_t i = 0; i < sizeof(COUNTS) / sizeof(*COUNTS); i++)
		tap_ok(severity_edits(COUNTS[i].severity, COUNTS[i].sites) == COUNTS[i].edits,
		        "severity %u gives %zu of %zu sites", COUNTS[i].severity, COUNTS[i].edits,
		        COUNTS[i].sites);
	tap_ok(SEVERITY_SHARE[0] == 0 && SEVERITY_SHARE[2] == .10 && SEVERITY_SHARE[5] == .50,
	        "the shares are those of the design");
}

/* 8000 items of eight letters, one edit each: the 'h' is worth ten of the others. Bounds are six standard deviations. */
static void weights(void)
{
	size_t times[8] = {0};
	struct xt_err err;
	bool even = true;

	for (int32_t idx = 0; idx < 8000; idx++) {
		struct item clean = item("abcdefgh", "one", "two", idx), out;

		if (perturb_item(&ATTACK_X, lang, &clean, 1, 1, 1, &arena, &out, &err) ||
		        out.edit_count != 1) {
			tap_ok(false, "one edit is made");
			return;
		}
		times[out.edits[0].begin]++;
		arena_reset(&arena);
	}
	for (int i = 0; i < 7; i++)
		even = even && times[i] > 470 - 128 && times[i] < 471 + 128;
	tap_ok(even, "places of equal weight are equally likely, wherever they stand");
	tap_ok(times[7] > 4705 - 265 && times[7] < 4706 + 265, "a weight of ten is ten times as likely");
}

static void overlaps(void)
{
	struct xt_err err;
	bool apart = true, most = false;

	for (int32_t idx = 0; idx < 500; idx++) {
		struct item clean = item("abcdefghijklmnop", "one", "two", idx), out;

		if (perturb_item(&ATTACK_ONE, lang, &clean, 5, 1, 1, &arena, &out, &err))
			break;
		for (size_t i = 1; i < out.edit_count; i++)
			apart = apart && out.edits[i - 1].end <= out.edits[i].begin;
		most = most || out.edit_count == 4;
		apart = apart && out.edit_count == 4;
		arena_reset(&arena);
	}
	tap_ok(apart && most, "half of eight pairs are chosen, and none overlaps another");
}

static void choices(void)
{
	struct item clean = item("abc", "abc", "abd", 1), out, swapped = item("p", "x", "abc", 1);
	struct xt_err err;

	perturb_item(&ATTACK_SAME, lang, &clean, 5, 1, FIELDS_ALL, &arena, &out, &err);
	tap_ok(!strcmp(out.field[FIELD_CHOICE1].bytes, "x") && !strcmp(out.field[FIELD_CHOICE2].bytes, "abd"),
	        "where choices would be the same, choice2 stays clean");
	perturb_item(&ATTACK_SAME, lang, &swapped, 5, 1, FIELDS_ALL, &arena, &out, &err);
	tap_ok(!strcmp(out.field[FIELD_CHOICE1].bytes, "x") && !strcmp(out.field[FIELD_CHOICE2].bytes, "abc"),
	        "so too where choice1 has no site");
	swapped = item("p", "abc", "x", 1);
	perturb_item(&ATTACK_SAME, lang, &swapped, 5, 1, FIELDS_ALL, &arena, &out, &err);
	tap_ok(!strcmp(out.field[FIELD_CHOICE1].bytes, "abc") && out.edit_count == 1,
	        "where clean choice2 is what choice1 would be, choice1 stays clean");
	tap_ok(out.edits[0].field == FIELD_PREMISE, "edits of the other fields stay");
}

/* One field's chance does not depend on which others are attacked. */
static void fields(void)
{
	struct item clean = item("abcdefgh", "ijklmnop", "qrstuvwx", 3), all, one;
	struct xt_err err;

	perturb_item(&ATTACK_X, lang, &clean, 3, 9, FIELDS_ALL, &arena, &all, &err);
	perturb_item(&ATTACK_X, lang, &clean, 3, 9, 1u << FIELD_CHOICE1, &arena, &one, &err);
	tap_same(one.field[FIELD_CHOICE1].bytes, all.field[FIELD_CHOICE1].bytes,
	        "a field is attacked alike alone");
	tap_same(one.field[FIELD_PREMISE].bytes, "abcdefgh", "a field that was not asked for stays");
	tap_ok(all.severity == 3 && all.seed == 9 && !strcmp(all.attack, "x"), "the item says what was done");
	tap_ok(all.idx == 3 && all.label == 0 && all.changed == -1,
	        "the rest of the item is the clean one's");
}

int main(void)
{
	struct xt_err err;

	counts();
	if (tap_ok(!lang_open(&lang, "en", NULL, 0, false, &err), "English opens")) {
		weights();
		overlaps();
		choices();
		fields();
	} else {
		tap_say("%s", err.message);
	}
	lang_close(lang);
	arena_release(&arena);
	return tap_done();
}
