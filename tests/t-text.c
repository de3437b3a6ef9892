/* SPDX-License-Identifier: Apache-2.0 · tests of base/text.c and base/translit.c */
#include "tap.h"

#include "base/buf.h"
#include "base/text.h"
#include "base/translit.h"

/* A text and how it is to be cut: words between brackets, letters divided by middle dots inside them. */
static const struct {
	const char *locale, *join, *text, *cut;
} CASES[] = {
        {"en", NULL, "I didn't go.", "[I] [d·i·d·n·'·t] [g·o]."},
        {"it", NULL, "l'acqua", "[l·'·a·c·q·u·a]"},
        {"qu", NULL, "q'ipinta", "[q·'·i·p·i·n·t·a]"},
        {"ta", NULL, "நான் கதவை", "[நா·ன்] [க·த·வை]"},
        {"ta", "க்ஷ", "பக்ஷி", "[ப·க்ஷி]"},
        {"th", NULL, "ฉันเปิดประตู", "[ฉั·น][เ·ปิ·ด][ป·ร·ะ·ตู]"},
        {"zh", NULL, "我打开了门。", "[我][打·开][了][门]。"},
        {"vi", NULL, "tiếng Việt", "[t·i·ế·n·g] [V·i·ệ·t]"},
        {"en", NULL, "", ""},
        {"en", NULL, " … ", " … "},
};

static void put(struct buf *out, const struct text *t)
{
	uint32_t w = 0;

	for (uint32_t i = 0; i < t->letter_count; i++) {
		bool begins = w < t->word_count && t->words[w].first == i;
		bool inside = w < t->word_count && i > t->words[w].first && i < t->words[w].last;

		buf_string(out, begins ? "[" : inside ? "·" : "");
		buf_append(out, t->bytes + t->letters[i].begin, t->letters[i].end - t->letters[i].begin);
		if (w < t->word_count && t->words[w].last == i + 1) {
			buf_string(out, "]");
			w++;
		}
	}
}

static void cuts(void)
{
	for (size_t i = 0; i < sizeof(CASES) / sizeof(*CASES); i++) {
		struct arena arena = ARENA_INIT;
		struct buf out = BUF_INIT;
		struct segmenter *s;
		struct text text;
		struct xt_err err;

		if (segmenter_new(&s, CASES[i].locale, &CASES[i].join, CASES[i].join ? 1 : 0, &err) ||
		        segmenter_cut(s, CASES[i].text, strlen(CASES[i].text), &arena, &text, &err)) {
			tap_ok(false, "%s", err.message);
			continue;
		}
		put(&out, &text);
		tap_same(buf_text(&out), CASES[i].cut, CASES[i].cut);
		segmenter_free(s);
		arena_release(&arena);
		buf_release(&out);
	}
}

static void cases(void)
{
	struct buf out = BUF_INIT;

	case_upper("tr", "ılık istanbul", strlen("ılık istanbul"), &out);
	tap_same(buf_text(&out), "ILIK İSTANBUL", "Turkish capitals keep their dots");
	buf_clear(&out);
	case_capital("tr", "izmir", 5, &out);
	tap_same(buf_text(&out), "İzmir", "a Turkish initial keeps its dot");
	buf_clear(&out);
	tap_ok(case_is_capital("Éa", 3) && !case_is_capital("éA", 3), "an initial capital is seen");
	tap_ok(case_is_upper("ABÇ", 4) && !case_is_upper("Ab", 2) && !case_is_upper("12", 2),
	        "all capitals are seen");
	buf_release(&out);
}

static void rules(void)
{
	static const char RULES[] = "ş > s; ı > i; :: NFC;";
	struct buf out = BUF_INIT;
	struct translit *t = NULL, *copy = NULL;
	struct xt_err err;

	tap_ok(!translit_open(&t, "test.rules", RULES, strlen(RULES), &err) &&
	                !translit_clone(t, &copy, &err),
	        "rules compile and can be copied");
	tap_ok(!translit_apply(copy, "kışı", strlen("kışı"), &out, &err), "rules apply");
	tap_same(buf_text(&out), "kisi", "and change what they say");
	translit_close(t);
	translit_close(copy);
	tap_ok(translit_open(&t, "bad.rules", "a > [b;", 7, &err) == -1, "bad rules are refused");
	tap_ok(!strncmp(err.message, "bad.rules: rule ", 16), "with the place: %s", err.message);
	buf_release(&out);
}

int main(void)
{
	cuts();
	cases();
	rules();
	return tap_done();
}
