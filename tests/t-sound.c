/* SPDX-License-Identifier: Apache-2.0 · letters that sound alike are found by ICU's readings, and only where a language says so */
#include "tap.h"

#include "base/tsv.h"
#include "base/utf8.h"
#include "bytes.h"
#include "langs/sound.h"
#include "scratch.h"

static int32_t letter_of(const char *text)
{
	int32_t c = 0;

	utf8_next(text, strlen(text), &c);
	return c;
}

/* The share of one letter among those that another may be taken for, in 1/65536; 0 where it is none of them. */
static uint64_t share(const struct lang *lang, const char *meant, const char *written)
{
	const struct variants *alike = lang_sounds_of(lang, letter_of(meant));

	for (size_t i = 0; alike && i < alike->count; i++)
		if (alike->now[i].length == strlen(written) &&
		        !memcmp(alike->now[i].bytes, written, alike->now[i].length))
			return alike->upto[i] - (i ? alike->upto[i - 1] : 0);
	return 0;
}

static void chinese(void)
{
	struct xt_err err;
	struct lang *zh;

	if (!tap_ok(!lang_open_parts(&zh, "zh", NULL, 0, false, LANG_CONFUSIONS, &err), "Chinese opens")) {
		tap_say("%s", err.message);
		return;
	}
	tap_ok(lang_has_sounds(zh), "Chinese letters sound alike");
	tap_ok(share(zh, "钟", "中"), "zhong1 is taken for zhong1");
	tap_ok(share(zh, "钟", "种"), "zhong1 is taken for zhong3");
	tap_ok(share(zh, "钟", "宗"), "zh is taken for z: zhong1, zong1");
	tap_ok(share(zh, "金", "经"), "in is taken for ing: jin1, jing1");
	tap_ok(share(zh, "南", "蓝"), "n is taken for l: nan2, lan2");
	tap_ok(share(zh, "花", "发"), "hu is taken for f: hua1, fa1");
	tap_ok(!share(zh, "钟", "水"), "zhong1 is not taken for shui3");
	tap_ok(!lang_sounds_of(zh, letter_of("行")), "a letter of several readings is left alone");
	tap_ok(!lang_sounds_of(zh, 'a'), "a letter that is no syllable is left alone");
	tap_ok(lang_sounds_of(zh, letter_of("中")) == lang_sounds_of(zh, letter_of("钟")),
	        "letters of one sound share what they may be taken for");
	lang_close(zh);
}

static void others(void)
{
	struct xt_err err;
	struct lang *lang;

	if (tap_ok(!lang_open_parts(&lang, "ta", NULL, 0, false, LANG_CONFUSIONS, &err), "Tamil opens")) {
		tap_ok(!lang_has_sounds(lang), "a language that does not say how letters sound has none");
		lang_close(lang);
	}
	if (tap_ok(!lang_open_parts(&lang, "zh", NULL, 0, false, LANG_ROMANISE, &err),
	            "Chinese opens in part")) {
		tap_ok(!lang_has_sounds(lang), "sounds are not worked out where nobody needs them");
		lang_close(lang);
	}
}

static int bad_row(void *user, char **fields, size_t line, struct xt_err *err)
{
	size_t length;
	char *bytes = bytes_of(fields[1], &length);
	struct xt_err got = {""};
	struct lang *lang;

	(void)user, (void)err;
	file_write(scratch_put("langs/xx/language.ini", ""), bytes, length, false, NULL);
	if (!tap_ok(lang_open(&lang, "xx", NULL, 0, false, &got) == -1 && strstr(got.message, fields[2]),
	            "line %zu is refused: %s", line, fields[0]))
		tap_say("got: %s", lang ? "nothing" : got.message);
	lang_close(lang);
	free(bytes);
	return 0;
}

int main(void)
{
	struct xt_err err;

	chinese();
	others();
	setenv("XTREMOR_DATADIR", scratch_new("t-sound"), 1);
	if (!tap_ok(!tsv_read(tap_source("tests/golden/bad-sounds.tsv"), "why\tinput\tmessage", bad_row, NULL,
	                    &err),
	            "the table of bad sounds is read"))
		tap_say("%s", err.message);
	scratch_free();
	return tap_done();
}
