/* SPDX-License-Identifier: Apache-2.0 · keyboards: keys are where people know them, slips have their weights, bad tables are refused */
#include "tap.h"

#include <math.h>

#include "base/tsv.h"
#include "base/utf8.h"
#include "bytes.h"
#include "langs/keyboard.h"
#include "langs/keystroke.h"
#include "langs/slips.h"
#include "perturb/perturb.h"
#include "scratch.h"

/* A spacing ˇ or ´ behind a minus stands for its dead key. */
static int32_t character(const char *text)
{
	int32_t c;

	if (*text == '-' && text[1]) {
		utf8_next(text + 1, strlen(text + 1), &c);
		return c == 0x2C7 ? -0x30C : -0x301;
	}
	utf8_next(text, strlen(text), &c);
	return c;
}

static void put_place(struct buf *out, const struct key_place *at)
{
	static const char *const ROWS[] = {"AE", "AD", "AC", "AB"};

	if (!at->row && !at->column)
		buf_string(out, "TLDE");
	else
		buf_printf(out, "%s%02d", ROWS[at->row], at->column);
}

static void put_neighbours(struct buf *out, const struct keyboard *keyboard, const struct key_place *at)
{
	struct key_neighbour near[KEY_COLUMNS];
	size_t n = at->level < 2 ? keyboard_neighbours(keyboard, at, near) : 0;

	for (size_t i = 0; i < n; i++) {
		buf_string(out, i ? " " : "");
		utf8_put(out, near[i].c);
		if (near[i].weight < 1)
			buf_printf(out, " .%g", (double)near[i].weight * (near[i].weight == .5f ? 10 : 100));
		else
			buf_printf(out, " %g", (double)near[i].weight);
	}
}

static int key_row(void *user, char **fields, size_t line, struct xt_err *err)
{
	struct keyboard keyboard;
	struct key_place at;
	struct buf key = BUF_INIT, neighbours = BUF_INIT;

	(void)user;
	if (keyboard_read(&keyboard, fields[0], err))
		return -1;
	if (tap_ok(keyboard_find(&keyboard, character(fields[1]), &at), "line %zu: %s has %s", line,
	            fields[0], fields[1])) {
		put_place(&key, &at);
		tap_same(key.bytes, fields[2], "… on its key");
		tap_ok(at.level == atoi(fields[3]), "… on level %s", fields[3]);
		put_neighbours(&neighbours, &keyboard, &at);
		tap_same(buf_text(&neighbours), fields[4], "… among its neighbours");
	}
	buf_release(&key);
	buf_release(&neighbours);
	return 0;
}

static void refused(void)
{
	static const char *const BAD[] = {"", "us(", "us()", "us(basic", "(basic)", "us(basic) ",
	        "../us(basic)", "us(basic)\" }; };", "us(elvish)", "elvish",
	        "us(averyveryveryverylongvariant)"};
	struct keyboard keyboard;
	struct xt_err err;

	for (size_t i = 0; i < sizeof(BAD) / sizeof(*BAD); i++)
		tap_ok(keyboard_read(&keyboard, BAD[i], &err) == -1 && !strncmp(err.message, "layout '", 8),
		        "the layout '%s' is refused by name", BAD[i]);
}

/* A layout of the user's, under the name of one that we read. */
static void environment(void)
{
	static const char OURS[] = "xkb_symbols \"basic\" { key <AC04> { [ z, Z ] }; };\n";
	struct keyboard clean, keyboard;
	struct xt_err err;

	scratch_put("xkb/symbols/us", OURS);
	scratch_put(".xkb/symbols/us", OURS);
	scratch_put(".config/xkb/symbols/us", OURS);
	tap_ok(!keyboard_read(&clean, "us(basic)", &err), "us(basic) is read");
	setenv("HOME", scratch_path(""), 1);
	setenv("XDG_CONFIG_HOME", scratch_path(".config"), 1);
	setenv("XKB_CONFIG_ROOT", scratch_path("xkb"), 1);
	setenv("XKB_CONFIG_EXTRA_PATH", scratch_path("xkb"), 1);
	setenv("XKB_DEFAULT_LAYOUT", "de", 1);
	tap_ok(!keyboard_read(&keyboard, "us(basic)", &err) && !memcmp(&keyboard, &clean, sizeof(clean)),
	        "the user's own layouts have no part in it");
}

/* What all variants of a length weigh together; the empty one is the key left out. */
static double weight(const struct variants *variants, uint32_t length)
{
	double sum = 0;

	for (size_t i = 0; i < variants->count; i++)
		if (variants->now[i].length == length)
			sum += (double)(variants->upto[i] - (i ? variants->upto[i - 1] : 0)) / 65536;
	return sum;
}

static bool near_to(double a, double b)
{
	return fabs(a - b) < .001;
}

static void strokes(void)
{
	struct xt_err err;
	struct lang *en, *th, *zh;
	const struct stroke *f;

	if (!tap_ok(!lang_open(&en, "en", NULL, 0, false, &err) &&
	                    !lang_open(&th, "th", NULL, 0, false, &err) &&
	                    !lang_open(&zh, "zh", NULL, 0, false, &err),
	            "English, Thai and Chinese open")) {
		tap_say("%s", err.message);
		return;
	}
	f = lang_stroke(en, 'f');
	tap_ok(lang_has_keyboard(en) && !lang_has_keyboard(zh), "English has a keyboard, Chinese has none");
	tap_ok(f && near_to(weight(&f->slips, 0), .28) && near_to(weight(&f->slips, 1), .28) &&
	                near_to(weight(&f->slips, 2), .15),
	        "a letter is left out, replaced and added to in the published mix");
	tap_ok(f && near_to(weight(&f->held, 1), .28) && f->held.count == f->slips.count + 1,
	        "Shift still down is one of the replacements, and part of their share");
	tap_ok(!f->shifted && lang_stroke(en, 'F')->shifted, "F is typed with Shift");
	tap_ok(near_to(lang_hands_apart(en, f, lang_stroke(en, 'j')), 1) &&
	                near_to(lang_hands_apart(en, f, lang_stroke(en, 'b')), 0) &&
	                near_to(lang_hands_apart(en, f, lang_stroke(en, 0xE9)), 0),
	        "f and j are of two hands, f and b of one, é of none");
	/* ก is on the left hand's side of both layouts, า on the right of both, เ left on Kedmanee and right on Pattachote */
	tap_ok(near_to(lang_hands_apart(th, lang_stroke(th, 0xE01), lang_stroke(th, 0xE32)), 1) &&
	                near_to(lang_hands_apart(th, lang_stroke(th, 0xE01), lang_stroke(th, 0xE40)), .05),
	        "hands are weighed by the shares of the layouts");
	tap_ok(!lang_stroke(en, '1') && !lang_stroke(en, ' ') && !lang_stroke(en, 0x1F600),
	        "digits, spaces and emoji are no letters");
	tap_ok(lang_stroke(en, 0x4E2D)->slips.count == 1, "a letter on no key can only be left out");
	lang_close(en);
	lang_close(th);
	lang_close(zh);
}

/* What kinds of slips an item's edits are, and whether one is at the beginning of a word. */
struct kinds {
	double left_out, added, replaced, exchanged, all;
	bool first;
};

static void count_edit(struct kinds *kinds, const struct item *clean, const struct edit *edit)
{
	const char *was = edit->was.bytes, *now = edit->now.bytes;

	kinds->all++;
	kinds->first =
	        kinds->first || !edit->begin || clean->field[edit->field].bytes[edit->begin - 1] == ' ';
	kinds->left_out += !*now;
	kinds->added += edit->now.length > edit->was.length;
	if (edit->was.length == 2)
		kinds->exchanged += was[0] == now[1] && was[1] == now[0];
	else
		kinds->replaced += edit->was.length == edit->now.length;
}

static bool about(double part, double whole, double wanted)
{
	return fabs(part / whole - wanted / (SLIP_DELETE + SLIP_INSERT + SLIP_REPLACE + SLIP_TRANSPOSE)) <
	       .03;
}

static void mix(void)
{
	struct arena arena = ARENA_INIT;
	struct items items = ITEMS_INIT;
	struct kinds kinds = {.all = 0};
	struct item item;
	struct xt_err err;
	struct lang *lang;
	int failed;

	if (!tap_ok(!lang_open(&lang, "en", NULL, 0, false, &err) &&
	                    !items_read(&items, tap_source("bench/sample/data/en/test.en.jsonl"), &err),
	            "the English sample is read"))
		return;
	for (uint64_t seed = 0; seed < 60; seed++)
		for (size_t i = 0; i < items.count; i++, arena_reset(&arena)) {
			failed = perturb_item(attack_find("keyboard"), lang, &items.item[i], 1, seed,
			        FIELDS_ALL, &arena, &item, &err);
			for (size_t e = 0; !failed && e < item.edit_count; e++)
				count_edit(&kinds, &items.item[i], &item.edits[e]);
		}
	tap_ok(about(kinds.left_out, kinds.all, SLIP_DELETE) && about(kinds.added, kinds.all, SLIP_INSERT) &&
	                about(kinds.replaced, kinds.all, SLIP_REPLACE) &&
	                about(kinds.exchanged, kinds.all, SLIP_TRANSPOSE),
	        "the kinds are drawn in the published mix");
	tap_say("%.0f edits: %.3f left out, %.3f added, %.3f replaced, %.3f exchanged", kinds.all,
	        kinds.left_out / kinds.all, kinds.added / kinds.all, kinds.replaced / kinds.all,
	        kinds.exchanged / kinds.all);
	tap_ok(!kinds.first, "a word's first letter is left alone");
	lang_close(lang);
	items_release(&items);
	arena_release(&arena);
}

static int bad_row(void *user, char **fields, size_t line, struct xt_err *err)
{
	size_t length;
	char *bytes = bytes_of(fields[1], &length);
	struct xt_err got;
	struct lang *lang;

	(void)user;
	if (file_write(scratch_path("langs/xx/keystrokes.tsv"), bytes, length, false, err)) {
		free(bytes);
		return -1;
	}
	if (!tap_ok(lang_open(&lang, "xx", NULL, 0, false, &got) == -1 && strstr(got.message, fields[2]),
	            "line %zu is refused: %s", line, fields[0]))
		tap_say("got: %s", lang ? "nothing" : got.message);
	lang_close(lang);
	free(bytes);
	return 0;
}

static void bad_tables(void)
{
	struct xt_err err;

	scratch_put("langs/xx/language.ini", "[language]\ncode = xx\nname = X\nscript = Latn\nlocale = xx\n"
	                                     "[keystroke]\nmode = residue\nmethods = telex 8, vni 2\n");
	setenv("XTREMOR_DATADIR", scratch_path(""), 1);
	if (!tap_ok(!tsv_read(tap_source("tests/golden/bad-keystrokes.tsv"), "why\tinput\tmessage", bad_row,
	                    NULL, &err),
	            "the table of bad keystrokes is read"))
		tap_say("%s", err.message);
}

#define CANDIDATES                                                                                \
	"[language]\ncode = xx\nname = X\nscript = Hans\nlocale = zh\n[romanise]\nmode = rules\n" \
	"rules = x.rules\n[keystroke]\n"                                                          \
	"mode = candidates\nkeyboard = us(basic)\n"

static void put_slips(void *user, const struct keystroke *found)
{
	for (size_t i = 0; found->variants && i < found->variants->count; i++)
		buf_append(user, found->variants->now[i].bytes, found->variants->now[i].length);
}

/* A neighbour of b is v: of the syllable that it makes, the first row is what is taken, and an escape is its character. */
static void candidates(void)
{
	struct arena arena = ARENA_INIT;
	struct buf got = BUF_INIT;
	struct text text;
	struct xt_err err = {""};
	struct lang *lang;
	bool fine;

	scratch_put("langs/xx/language.ini", CANDIDATES "methods = pinyin 1\n");
	scratch_put("langs/xx/x.rules", "甲 > ba;\n");
	scratch_put("langs/xx/keystrokes.tsv",
	        "method\tkeys\ttext\tsource\npinyin\tba\t甲\tx\npinyin\tva\t\\u4E59\tx\n"
	        "pinyin\tva\t丙\tx\npinyin\tva\t丁\tx\n");
	fine = !lang_open(&lang, "xx", NULL, 0, false, &err) &&
	       !segmenter_cut(lang_segmenter(lang), "甲", 3, &arena, &text, &err) &&
	       !keystrokes_each(lang, &text, &arena, put_slips, &got, &err);
	if (!tap_ok(fine, "a table of candidates is read"))
		tap_say("%s", err.message);
	tap_same(buf_text(&got), "乙",
	        "the first candidate is taken, as the character that its escape stands for");
	lang_close(lang);
	scratch_put("langs/xx/language.ini", CANDIDATES "methods = pinyin 1, wubi 1\n");
	tap_ok(lang_open(&lang, "xx", NULL, 0, false, &err) == -1 &&
	                strstr(err.message, "there is one method"),
	        "two methods of candidates are refused");
	arena_release(&arena);
	buf_release(&got);
}

int main(void)
{
	struct xt_err err;

	scratch_new("t-keyboard");
	if (!tap_ok(!tsv_read(tap_source("tests/golden/keyboards.tsv"),
	                    "layout\tcharacter\tkey\tlevel\tneighbours", key_row, NULL, &err),
	            "the table of keys is read"))
		tap_say("%s", err.message);
	refused();
	strokes();
	mix();
	environment();
	bad_tables();
	candidates();
	scratch_free();
	return tap_done();
}
