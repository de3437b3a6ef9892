/* SPDX-License-Identifier: Apache-2.0 · what looks the same: skeletons, display, and the tables of look-alikes and spellings */
#include "tap.h"

#include "base/buf.h"
#include "base/confusable.h"
#include "base/display.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "bytes.h"
#include "langs/lookalike.h"
#include "langs/spelling.h"
#include "scratch.h"

/* RLO is RIGHT-TO-LEFT OVERRIDE, LRO its opposite, LRI and PDI open and close an isolate, PDF closes an override. */
#define LRO "\u202D"
#define RLO "\u202E"
#define LRI "\u2066"
#define PDI "\u2069"
#define PDF "\u202C"

static const struct {
	const char *text, *seen, *what;
} SHOWN[] = {
        {"hello", "hello", "plain text is displayed as it is"},
        {"", "", "nothing is displayed as nothing"},
        {"helx\blo", "hello", "BACKSPACE erases the character before it"},
        {"helé\x7Flo", "hello", "DELETE erases a character of two bytes whole"},
        {"\b\bhi", "hi", "at the beginning there is nothing to erase"},
        {"a" RLO "cb" PDF "d", "abcd", "an override turns two letters round"},
        {LRO LRI RLO LRI "b" PDI LRI "a" PDI PDF PDI PDF "c", "abc",
                "isolates under an override change places"},
        {LRO LRI RLO LRI "மா" PDI LRI "அம்" PDI PDF PDI PDF, "அம்மா",
                "signs stay on their letters in isolates"},
        {"zero\u200B\u200C\u200D\u2060\u00ADwidth", "zerowidth", "what has no ink is left out"},
        {"e\u0302\u0323", "\u1EC7", "what is left is in NFC"},
};

static void shown(void)
{
	for (size_t i = 0; i < sizeof(SHOWN) / sizeof(*SHOWN); i++) {
		struct buf seen = BUF_INIT;
		struct xt_err err;

		buf_string(&seen, "<");
		if (!tap_ok(!display_text(&seen, SHOWN[i].text, strlen(SHOWN[i].text), &err) &&
		                    !strcmp(seen.bytes + 1, SHOWN[i].seen),
		            "%s", SHOWN[i].what))
			tap_say("got %s", buf_text(&seen) + 1);
		buf_release(&seen);
	}
}

static const struct {
	const char *a, *b;
	bool alike;
	const char *what;
} ALIKE[] = {
        {"paypal", "раураl", true, "Cyrillic letters look like Latin ones"},
        {"book", "bοoк", false, "a Cyrillic ka does not look like k"},
        {"แม่", "เเม่", true, "Thai sara ae looks like two sara e"},
        {"ஔ", "ஒள", true, "Tamil au looks like o and la"},
        {"a", "b", false, "a does not look like b"},
        {"", "", true, "nothing looks like nothing"},
        {"", "a", false, "nothing does not look like a letter"},
};

static void alike(void)
{
	struct confusables *all;
	struct buf skeleton = BUF_INIT;
	struct xt_err err;

	if (!tap_ok(!confusables_open(&all, &err), "ICU has confusables"))
		return;
	for (size_t i = 0; i < sizeof(ALIKE) / sizeof(*ALIKE); i++)
		tap_ok(confusables_alike(all, ALIKE[i].a, strlen(ALIKE[i].a), ALIKE[i].b,
		               strlen(ALIKE[i].b)) == ALIKE[i].alike,
		        "%s", ALIKE[i].what);
	buf_string(&skeleton, "<");
	tap_ok(!confusables_skeleton(all, "а", 2, &skeleton) && !strcmp(skeleton.bytes, "<a"),
	        "a skeleton is appended");
	buf_release(&skeleton);
	confusables_close(all);
}

#define HEAD "letter\tlookalike\tdifference\n"

static const struct {
	const char *bytes, *locale, *alphabet;
	unsigned kinds;
	const char *letter, *wanted, *what;
} FOUND[] = {
        {HEAD "a\tа\t0\n", "en", NULL, LOOKALIKES_OUTSIDE, "a", "а",
                "a letter of the exemplar set has a look-alike"},
        {HEAD "A\tА\t0\n", "en", NULL, LOOKALIKES_OUTSIDE, "A", "А", "so has its capital"},
        {HEAD "a\tα\t0.3\n", "en", NULL, LOOKALIKES_OUTSIDE, "a", "",
                "what was measured as too different is none"},
        {HEAD "a\tб\t0\n", "en", NULL, LOOKALIKES_OUTSIDE, "a", "",
                "what uspoof does not call confusable is none"},
        {HEAD "i\tı\t0.1\n", "tr", NULL, LOOKALIKES_OUTSIDE, "i", "", "ı is inside the Turkish alphabet"},
        {HEAD "i\tı\t0.1\n", "tr", NULL, LOOKALIKES_INSIDE, "i", "ı", "… and found there when asked for"},
        {HEAD "i\tı\t0.1\n", "en", NULL, LOOKALIKES_OUTSIDE, "i", "ı", "ı is outside the English alphabet"},
        {HEAD "è\tѐ\t0\n", "ht", "a è", LOOKALIKES_OUTSIDE, "è", "ѐ",
                "an alphabet serves where CLDR has no set"},
        {HEAD "b\tЬ\t0\nz\tᴢ\t0\n", "ht", "a è", LOOKALIKES_OUTSIDE, "z", "", "what is not in it has none"},
};

static void found(void)
{
	for (size_t i = 0; i < sizeof(FOUND) / sizeof(*FOUND); i++) {
		const char *path = scratch_put("lookalikes.tsv", FOUND[i].bytes);
		struct lookalikes *all;
		struct xt_err err;
		const struct variants *v = NULL;

		if (!lookalikes_read(&all, path, FOUND[i].locale, FOUND[i].alphabet, FOUND[i].kinds, &err))
			v = lookalikes_find(all, FOUND[i].letter, strlen(FOUND[i].letter));
		tap_ok(v ? v->count == 1 && !strcmp(v->now[0].bytes, FOUND[i].wanted) : !*FOUND[i].wanted,
		        "%s", FOUND[i].what);
		lookalikes_free(all);
	}
}

/* A row of the table of bad tables: why, which table, its bytes, how the message begins behind the path. */
static int bad_row(void *user, char **fields, size_t line, struct xt_err *err)
{
	struct xt_err got = {""};
	struct lookalikes *lookalikes = NULL;
	struct spellings *spellings = NULL;
	size_t length;
	char *bytes = bytes_of(fields[2], &length);
	const char *path = scratch_path(fields[1]), *message;
	int result;

	(void)user;
	if (file_write(path, bytes, length, false, err))
		return -1;
	if (*fields[1] == 'l')
		result = lookalikes_read(&lookalikes, path, "en", NULL, LOOKALIKES_OUTSIDE, &got);
	else
		result = spellings_read(&spellings, path, &got);
	message = strstr(got.message, fields[1]);
	if (!tap_ok(result == -1 && message &&
	                    !strncmp(message + strlen(fields[1]), fields[3], strlen(fields[3])),
	            "line %zu is refused: %s", line, fields[0]))
		tap_say("got: %s", got.message);
	lookalikes_free(lookalikes);
	spellings_free(spellings);
	free(bytes);
	return 0;
}

/* Every row of the real table is what it says: uspoof agrees, and the letters are as NFKC leaves them. */
static int real_row(void *user, char **fields, size_t line, struct xt_err *err)
{
	const struct confusables *all = user;

	(void)err;
	tap_ok(confusables_alike(all, fields[0], strlen(fields[0]), fields[1], strlen(fields[1])) &&
	                utf8_is_normal(fields[1], strlen(fields[1]), UTF8_NFKC),
	        "line %zu: %s and %s are confusable, and NFKC leaves them so", line, fields[0], fields[1]);
	return 0;
}

static void real(void)
{
	struct confusables *all;
	struct xt_err err;

	if (!tap_ok(!confusables_open(&all, &err), "ICU has confusables"))
		return;
	tap_ok(!tsv_read(tap_source("langs/lookalikes.tsv"), "letter\tlookalike\tdifference", real_row, all,
	               &err),
	        "the table of look-alikes is read");
	confusables_close(all);
}

int main(void)
{
	struct xt_err err;

	scratch_new("t-lookalike");
	shown();
	alike();
	found();
	tap_ok(!tsv_read(tap_source("tests/golden/bad-looks.tsv"), "why\tname\tinput\tmessage", bad_row, NULL,
	               &err),
	        "the table of bad tables is read");
	real();
	scratch_free();
	return tap_done();
}
