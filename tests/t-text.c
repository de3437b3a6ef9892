/* SPDX-License-Identifier: Apache-2.0 · tests of base/text.c and base/translit.c */
#include "tap.h"

#include "base/buf.h"
#include "base/philox.h"
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

/* What the fast way looks at, and what it must leave to ICU. */
static const char *const PIECES[] = {"a", "b", "Z", "e", "i", " ", " ", " ", ".", ",", ":", ";", "'", "-",
        "_", "\"", "@", "/", "?", "0", "7", "\r", "\n", "\t", "\u00A0", "\u00AD", "\u00B7", "\u00AA",
        "\u00E9", "\u00F1", "\u0131", "\u0130", "\u0303", "\u0301", "\u0323", "\u1EBF", "\u1EA1", "\u2019",
        "\u2018", "\u2026", "\u2014", "\u200B", "\u200C", "\u200D", "\u2009", "\u203F", "\u2060", "\u0BA8",
        "\u0B95", "\u0BCD", "\u0BBE", "\u0BC6", "\u0BE7", "\u0BBF", "\u0E01", "\u0E31", "\u0E40", "\u6211",
        "\u6253", "\u3002", "\uFF0C", "\u30AB", "\uD55C", "\u05D0", "\U0001F600", "\U0001F1EA", "\U0001F1F9",
        "\U0001D49C", "\u00A9", "\u0345", "\uFE0F"};

static bool same_text(const struct text *a, const struct text *b)
{
	bool same = a->letter_count == b->letter_count && a->word_count == b->word_count;

	for (uint32_t i = 0; same && i < a->letter_count; i++)
		same = a->letters[i].begin == b->letters[i].begin && a->letters[i].end == b->letters[i].end;
	for (uint32_t i = 0; same && i < a->word_count; i++)
		same = a->words[i].begin == b->words[i].begin && a->words[i].end == b->words[i].end &&
		       a->words[i].first == b->words[i].first && a->words[i].last == b->words[i].last &&
		       a->words[i].number == b->words[i].number;
	return same;
}

/* Half of the texts are of the first pieces only, which are what most text is made of. */
static void make_text(struct philox *chance, int i, struct buf *out)
{
	uint32_t n = philox_below(chance, 24);
	uint32_t count = i % 2 ? 24 : (uint32_t)(sizeof(PIECES) / sizeof(*PIECES));

	buf_clear(out);
	buf_string(out, "");
	for (uint32_t k = 0; k < n; k++)
		buf_string(out, PIECES[philox_below(chance, count)]);
}

/* Locales with rules of their own are among them. */
static void ways(void)
{
	static const char *const LOCALES[] = {
	        "en", "tr", "ta", "th", "zh", "sv", "fi", "ja", "el", "en-US-posix", "xx"};

	for (size_t l = 0; l < sizeof(LOCALES) / sizeof(*LOCALES); l++) {
		const char *join = "\u0B95\u0BCD\u0BA8";
		struct buf bytes = BUF_INIT;
		struct segmenter *s;
		struct philox chance;
		size_t wrong = 0;

		philox_init(&chance, 11, l);
		if (segmenter_new(&s, LOCALES[l], &join, 1, NULL))
			continue;
		for (int i = 0; i < 4000; i++) {
			struct arena arena = ARENA_INIT;
			struct text fast, slow;

			make_text(&chance, i, &bytes);
			if (segmenter_cut(s, bytes.bytes, bytes.length, &arena, &fast, NULL) ||
			        segmenter_cut_slow(s, bytes.bytes, bytes.length, &arena, &slow, NULL) ||
			        !same_text(&fast, &slow)) {
				if (!wrong++)
					tap_say("'%s'", bytes.bytes);
			}
			arena_release(&arena);
		}
		tap_ok(!wrong, "%s: the fast way cuts as ICU and utf8proc do", LOCALES[l]);
		segmenter_free(s);
		buf_release(&bytes);
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
	ways();
	cases();
	rules();
	return tap_done();
}
