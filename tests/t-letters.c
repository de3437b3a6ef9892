/* SPDX-License-Identifier: Apache-2.0 · the letters of each language: which, how often, in which case; what is drawn out */
#include "tap.h"

#include "base/mem.h"
#include "base/tsv.h"
#include "bytes.h"
#include "langs/letters.h"
#include "scratch.h"

static const char INI[] = "[language]\ncode = xx\nname = x\nscript = Latn\nlocale = xx\n"
                          "[letters]\nalphabet = a b c d e f ij\n";

static struct lang *open_letters(const char *code, struct xt_err *err)
{
	struct lang *lang;

	return lang_open_parts(&lang, code, NULL, 0, false, LANG_LETTERS, err) ? NULL : lang;
}

/* The weight of a letter against the sum of all, −1 where it is none. */
static double share(const struct variants *letters, const char *letter)
{
	for (size_t i = 0; i < letters->count; i++)
		if (!strcmp(letters->now[i].bytes, letter))
			return (double)(letters->upto[i] - (i ? letters->upto[i - 1] : 0)) /
			       (double)letters->upto[letters->count - 1];
	return -1;
}

/* Letters that a language has, and has not. */
static const struct {
	const char *code, *has, *lacks, *capital;
} LETTERS[] = {
        {"en", "z", "ä", "Z"},
        {"et", "š", "å", "Š"},
        {"ht", "ò", "ch", "Ò"},
        {"id", "q", "é", "Q"},
        {"it", "ù", "ç", "Ù"},
        {"qu", "q'", "ch", "Q'"},
        {"qu", "r", "b", "R"},
        {"sw", "b", "x", "B"},
        {"ta", "டை", "ை", "டை"},
        {"ta", "ன்", "a", "ன்"},
        {"th", "ห้", "ฯ", "ห้"},
        {"th", "า", "ำ", "า"},
        {"tr", "ı", "w", "I"},
        {"tr", "i", "İ", "İ"},
        {"vi", "ế", "w", "Ế"},
        {"zh", "好", "們", "好"},
};

static void letters(void)
{
	for (size_t i = 0; i < sizeof(LETTERS) / sizeof(*LETTERS); i++) {
		struct xt_err err = {""};
		struct lang *lang = open_letters(LETTERS[i].code, &err);
		const struct variants *small = lang ? lang_letters(lang, false) : NULL;

		if (!tap_ok(small && small->count > 20, "%s has letters", LETTERS[i].code)) {
			tap_say("%s", err.message);
			continue;
		}
		tap_ok(share(small, LETTERS[i].has) > 0, "%s writes %s", LETTERS[i].code, LETTERS[i].has);
		tap_ok(share(small, LETTERS[i].lacks) < 0, "%s has no letter %s", LETTERS[i].code,
		        LETTERS[i].lacks);
		tap_ok(share(lang_letters(lang, true), LETTERS[i].capital) > 0, "%s in capitals has %s",
		        LETTERS[i].code, LETTERS[i].capital);
		lang_close(lang);
	}
}

static void weights(void)
{
	struct xt_err err;
	struct lang *en = open_letters("en", &err), *th = open_letters("th", &err);
	const struct variants *letters = lang_letters(en, false);

	tap_ok(share(letters, "e") > .08 && share(letters, "e") < .16, "e is one letter in ten of English");
	tap_ok(share(letters, "z") < .01, "z is rare");
	tap_ok(share(letters, "e") == share(lang_letters(en, true), "E"),
	        "a capital weighs what its letter does");
	tap_ok(lang_has_case(en) && !lang_has_case(th), "English has capitals, Thai has none");
	lang_close(en);
	lang_close(th);
	if (!tap_ok(!lang_open_parts(&en, "en", NULL, 0, false, 0, &err), "a language opens without letters"))
		return;
	tap_ok(!lang_letters(en, false) && !lang_has_case(en) && !lang_has_repeat(en), "then it has none");
	lang_close(en);
}

static const struct {
	const char *code, *letter;
	bool last, capital;
	const char *as; /* NULL: not drawn out */
} DRAWN[] = {
        {"en", "o", false, false, "o"},
        {"en", "t", false, false, NULL},
        {"en", "t", true, false, "t"},
        {"en", "O", false, false, "o"},
        {"en", "O", false, true, "O"},
        {"tr", "I", false, false, "ı"},
        {"tr", "İ", false, true, "İ"},
        {"vi", "á", true, false, "a"},
        {"vi", "Ớ", true, true, "Ơ"},
        {"vi", "á", false, false, NULL},
        {"ta", "வா", false, false, "அ"},
        {"ta", "ல்", true, false, "ல்"},
        {"ta", "டி", true, false, NULL},
        {"th", "ก", true, false, "ก"},
        {"th", "ก", false, false, NULL},
        {"th", "ว์", true, false, NULL},
};

static void drawn_out(void)
{
	for (size_t i = 0; i < sizeof(DRAWN) / sizeof(*DRAWN); i++) {
		struct xt_err err;
		struct lang *lang = open_letters(DRAWN[i].code, &err);
		struct str as = {"", 0};
		bool is = lang && lang_draws_out(lang, DRAWN[i].letter, strlen(DRAWN[i].letter),
		                          DRAWN[i].last, DRAWN[i].capital, &as);

		tap_ok(is == (DRAWN[i].as != NULL) &&
		                (!is || (as.length == strlen(DRAWN[i].as) &&
		                                !memcmp(as.bytes, DRAWN[i].as, as.length))),
		        "%s draws %s%s out: %s", DRAWN[i].code, DRAWN[i].letter,
		        DRAWN[i].last ? " at the end of a word" : "", DRAWN[i].as ? DRAWN[i].as : "no");
		lang_close(lang);
	}
}

static int bad_row(void *user, char **fields, size_t line, struct xt_err *err)
{
	struct xt_err got = {""};
	size_t length;
	char *bytes = bytes_of(fields[1], &length);
	struct lang *lang;

	(void)user, (void)err;
	file_write(scratch_put("langs/xx/letters.tsv", ""), bytes, length, false, NULL);
	lang = open_letters("xx", &got);
	if (!tap_ok(!lang && strstr(got.message, fields[2]), "line %zu is refused: %s", line, fields[0]))
		tap_say("got: %s", got.message);
	lang_close(lang);
	free(bytes);
	return 0;
}

static void bad(void)
{
	struct xt_err err = {""};
	struct lang *lang;

	scratch_new("t-letters");
	scratch_put("langs/xx/language.ini", INI);
	setenv("XTREMOR_DATADIR", scratch_folder, 1);
	lang = open_letters("xx", &err);
	tap_ok(lang && lang_letters(lang, false)->count == 6 &&
	                share(lang_letters(lang, false), "a") == share(lang_letters(lang, false), "f"),
	        "without a table all letters of the alphabet weigh the same; 'ij' is none");
	lang_close(lang);
	if (!tap_ok(!tsv_read(tap_source("tests/golden/bad-letters.tsv"), "why\tinput\tmessage", bad_row,
	                    NULL, &err),
	            "the table of bad tables is read"))
		tap_say("%s", err.message);
	unlink(scratch_path("langs/xx/letters.tsv"));
	scratch_put("langs/xx/language.ini", "[language]\ncode = xx\nname = x\nscript = Latn\nlocale = xx\n"
	                                     "[repeat]\nas = a=b c=\n");
	tap_ok(!open_letters("xx", &err) && strstr(err.message, "language.ini:7: as: "),
	        "an entry of [repeat] that is no pair is refused");
	scratch_free();
}

int main(void)
{
	letters();
	weights();
	drawn_out();
	bad();
	return tap_done();
}
