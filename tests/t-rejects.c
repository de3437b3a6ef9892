/* SPDX-License-Identifier: Apache-2.0 · what people reject is known again by its word, and not made again */
#include "tap.h"

#include "base/mem.h"
#include "perturb/chain.h"
#include "perturb/rejects.h"
#include "scratch.h"

/* A text, an edit in it ("[was|now]"), and the stretch by which it is known, before and after. */
static const struct {
	const char *locale, *text, *word, *becomes;
} STRETCHES[] = {
        {"en", "The k[et|te]tle whistled", "kettle", "ktetle"},
        {"en", "The [kettle|pot] whistled", "kettle", "pot"},
        {"en", "The[ |]kettle whistled", "The kettle", "Thekettle"},
        {"en", "The kettle[|s] whistled", "kettle", "kettles"},
        {"en", "The [|s]kettle whistled", "kettle", "skettle"},
        {"en", "The ket[|-]tle", "kettle", "ket-tle"},
        {"en", "The kettle [whistled.|sang!]", "whistled.", "sang!"},
        {"en", "whistled[.|]", "whistled.", "whistled"},
        {"en", "[...|]", "...", ""},
        {"en", "The[ kettle |-]whistled", " kettle ", "-"},
        {"en", "a [b c|d] e", "b c", "d"},
        {"tr", "[ö|o]ğrenci", "öğrenci", "oğrenci"},
        {"zh", "我[打开|开打]了门", "打开", "开打"},
        {"zh", "我打开[|x]了门", "了", "x了"},
        {"th", "ฉัน[เปิด|เปดิ]ประตู", "เปิด", "เปดิ"},
};

static const struct {
	const char *raw, *shown;
} ESCAPES[] = {
        {"plain", "plain"},
        {"a\tb\nc\rd\\e", "a\\tb\\nc\\rd\\\\e"},
        {"a\u200Bb", "a\\u200Bb"},
        {"a\u00ADb\u2060", "a\\u00ADb\\u2060"},
        {"a\U000E0001", "a\\U000E0001"},
        {"நான் 我 é", "நான் 我 é"},
};

static const char *const NO_ESCAPES[] = {
        "\\", "a\\x", "\\u12", "\\u00zz", "\\uD800", "\\u0000", "\\U00110000", "\\U0001F60"};

#define ROW(attack, word, becomes, verdict) \
	"i\ttr\t" attack "\t1\t0\t3\tpremise\t" word "\t" becomes "\tx\ty\t" verdict "\t\n"

static const struct {
	const char *why, *rows, *says;
} BAD[] = {
        {"a verdict that is none", ROW("swap", "a", "b", "maybe"),
                ":2: verdict 'maybe': accept, reject or nothing"},
        {"a verdict that goes on", ROW("swap", "a", "b", "reject it"), ":2: verdict 'reject it'"},
        {"a language that is not there", "i\txx\tswap\t1\t0\t0\tpremise\ta\tb\tc\td\treject\t\n",
                ":2: there is no language 'xx'"},
        {"an attack that is not there", ROW("bogus", "a", "b", ""), ":2: there is no attack 'bogus'"},
        {"attacks joined, which are judged in their parts", ROW("swap+swap", "a", "b", ""),
                ":2: there is no attack"},
        {"a word that becomes itself", ROW("swap", "a", "a", "reject"), ":2: the word becomes itself"},
        {"an escape that is none", ROW("swap", "a\\q", "b", "reject"), ":2: word: a backslash stands for"},
        {"an escape that is none, behind", ROW("swap", "a", "b\\u12", "reject"),
                ":2: becomes: a backslash stands for"},
        {"a row too short", "i\ttr\tswap\n", ":2: "},
        {"what is wrong in the second row", ROW("swap", "a", "b", "") ROW("swap", "a", "b", "no"),
                ":3: verdict 'no'"},
};

static struct str str(const char *text)
{
	return (struct str){text, (uint32_t)strlen(text)};
}

static void stretches(void)
{
	for (size_t i = 0; i < sizeof(STRETCHES) / sizeof(*STRETCHES); i++) {
		const char *open = strchr(STRETCHES[i].text, '['), *bar = strchr(open, '|'),
		           *close = strchr(bar, ']');
		struct buf clean = BUF_INIT, becomes = BUF_INIT;
		struct arena arena = ARENA_INIT;
		struct segmenter *s;
		struct text text;
		struct span span;
		uint32_t begin = (uint32_t)(open - STRETCHES[i].text),
		         end = begin + (uint32_t)(bar - open - 1);

		buf_append(&clean, STRETCHES[i].text, begin);
		buf_append(&clean, open + 1, end - begin);
		buf_string(&clean, close + 1);
		if (!segmenter_new(&s, STRETCHES[i].locale, NULL, 0, NULL) &&
		        !segmenter_cut(s, clean.bytes, clean.length, &arena, &text, NULL)) {
			span = rejects_stretch(&text, begin, end);
			buf_append(&becomes, text.bytes + span.begin, begin - span.begin);
			buf_append(&becomes, bar + 1, (size_t)(close - bar - 1));
			buf_append(&becomes, text.bytes + end, span.end - end);
			clean.bytes[span.end] = '\0';
			tap_same(clean.bytes + span.begin, STRETCHES[i].word, STRETCHES[i].text);
			tap_same(buf_text(&becomes), STRETCHES[i].becomes, STRETCHES[i].text);
		}
		segmenter_free(s);
		arena_release(&arena);
		buf_release(&clean);
		buf_release(&becomes);
	}
}

static void escapes(void)
{
	for (size_t i = 0; i < sizeof(ESCAPES) / sizeof(*ESCAPES); i++) {
		struct buf shown = BUF_INIT, back = BUF_INIT;

		rejects_escape(&shown, ESCAPES[i].raw, strlen(ESCAPES[i].raw));
		tap_same(buf_text(&shown), ESCAPES[i].shown, "what is not seen is shown");
		tap_ok(!rejects_unescape(&back, shown.bytes) && !strcmp(back.bytes, ESCAPES[i].raw),
		        "… and comes back");
		buf_release(&shown);
		buf_release(&back);
	}
	for (size_t i = 0; i < sizeof(NO_ESCAPES) / sizeof(*NO_ESCAPES); i++) {
		struct buf back = BUF_INIT;

		tap_ok(rejects_unescape(&back, NO_ESCAPES[i]) == -1, "%s is no escape", NO_ESCAPES[i]);
		buf_release(&back);
	}
}

static int read_rows(struct rejects *rejects, const char *rows, struct xt_err *err)
{
	struct buf table = BUF_INIT;
	int result;

	buf_printf(&table, REVIEW_COLUMNS "\n%s", rows);
	result = rejects_read(rejects, scratch_put("review.tsv", table.bytes), err);
	buf_release(&table);
	return result;
}

static void bad(void)
{
	struct rejects *rejects = rejects_new();

	for (size_t i = 0; i < sizeof(BAD) / sizeof(*BAD); i++) {
		struct xt_err err = {""};

		if (!tap_ok(read_rows(rejects, BAD[i].rows, &err) == -1 && strstr(err.message, BAD[i].says),
		            "refused: %s", BAD[i].why))
			tap_say("got: %s", err.message);
	}
	tap_ok(rejects_read(rejects, scratch_path("nowhere"), NULL) == -1, "refused: no file");
	rejects_free(rejects);
}

/* Everything that swap can make of one text, without what was rejected. */
static int make(struct lang *lang, const struct rejects *rejects, const struct item *clean, struct buf *out)
{
	struct text text[FIELD_COUNT] = {{0}};
	struct perturb_sites sites;
	struct arena arena = ARENA_INIT;
	int result =
	        perturb_cut(lang, clean, 1, &arena, text, NULL) ||
	        perturb_propose_cut(attack_find("swap"), lang, clean, text, 1, rejects, &arena, &sites, NULL);

	for (size_t i = 0; !result && i < sites.list[0].count; i++)
		buf_printf(out, "%s ", sites.list[0].proposal[i].now.bytes);
	arena_release(&arena);
	return result;
}

static void left_out(void)
{
	struct rejects *rejects = rejects_new();
	struct item clean = {.field = {str("kapı kap"), str("a"), str("b")}};
	struct buf all = BUF_INIT, some = BUF_INIT;
	struct lang *lang;
	struct xt_err err;

	tap_ok(!read_rows(rejects,
	               ROW("swap", "kapı", "akpı", "reject") ROW("swap", "kap", "kpa", "accept")
	                       ROW("romanise", "kap", "akp", "reject") ROW("swap", "kap", "akp", ""),
	               &err),
	        "verdicts are read");
	tap_ok(rejects_of(rejects, "tr", "swap").count == 1 &&
	                rejects_of(rejects, "tr", "romanise").count == 1 &&
	                !rejects_of(rejects, "tr", "confuse").count &&
	                !rejects_of(rejects, "et", "swap").count && !rejects_of(NULL, "tr", "swap").count,
	        "only what was rejected counts, by language and attack");
	if (!tap_ok(!lang_open(&lang, "tr", NULL, 0, false, &err), "Turkish opens"))
		return;
	make(lang, NULL, &clean, &all);
	make(lang, rejects, &clean, &some);
	tap_same(buf_text(&all), "ak pa ıp ak pa ", "swap has five places");
	tap_same(buf_text(&some), "pa ıp ak pa ",
	        "a rejected edit is not proposed in its word, but in others");
	lang_close(lang);
	rejects_free(rejects);
	buf_release(&all);
	buf_release(&some);
}

/* One place for which a letter is drawn. */
static struct variants letters;

static int to_letter(const struct text *text, struct lang *l, struct proposals *out, struct xt_err *err)
{
	(void)text, (void)l, (void)err;
	proposals_add_variants(out, 0, 1, &letters, 1);
	return 0;
}

static void drawn(void)
{
	const struct str now[] = {str("a"), str("b"), str("c")};
	const float weight[] = {1, 1, 1};
	const struct attack attack = {.name = "swap", .propose = to_letter};
	struct chain chain = {.name = "swap", .part = {&attack}, .count = 1};
	struct rejects *rejects = rejects_new();
	struct item clean = {.field = {str("kap"), str("a"), str("b")}}, out;
	struct arena arena = ARENA_INIT;
	struct lang *lang;
	size_t made[3] = {0};

	chain.rejects = rejects;
	variants_build(&letters, &arena, now, weight, 3);
	if (!tap_ok(!lang_open(&lang, "tr", NULL, 0, false, NULL) &&
	                    !read_rows(rejects, ROW("swap", "kap", "bap", "reject"), NULL),
	            "a variant is rejected"))
		return;
	for (clean.idx = 0; clean.idx < 200; clean.idx++) {
		struct text text[FIELD_COUNT] = {{0}};
		struct perturb_sites sites;

		if (!perturb_cut(lang, &clean, 1, &arena, text, NULL) &&
		        !chain_propose(&chain, lang, &clean, text, 1, &arena, &sites, NULL) &&
		        !chain_choose(&chain, lang, &sites, &clean, 1, 0, 1, &arena, &out, NULL) &&
		        out.edit_count == 1)
			made[out.edits[0].now.bytes[0] - 'a']++;
	}
	tap_ok(made[0] > 50 && !made[1] && made[2] > 50, "it is not drawn again, and the others are");
	lang_close(lang);
	rejects_free(rejects);
	arena_release(&arena);
}

int main(void)
{
	scratch_new("t-rejects");
	stretches();
	escapes();
	bad();
	left_out();
	drawn();
	scratch_free();
	return tap_done();
}
