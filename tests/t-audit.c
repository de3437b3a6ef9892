/* SPDX-License-Identifier: Apache-2.0 · tests of the audit and the repair, on made-up and on real data */
#include "tap.h"

#include "base/buf.h"
#include "base/json.h"
#include "data/audit.h"
#include "data/repair.h"
#include "scratch.h"

#define LINE(premise, choice1, question, label, idx)                                                      \
	"{\"premise\": \"" premise "\", \"choice1\": \"" choice1                                          \
	"\", \"choice2\": \"Zwei.\", \"question\": \"" question "\", \"label\": " label ", \"idx\": " idx \
	"}\n"

static void gather(void *user, const char *message)
{
	buf_printf(user, "%s\n", message);
}

/* The audit as a JSON document; json_done it. */
static struct json_t *audit_of(const char *path, const char *split, struct buf *notes, size_t *absent)
{
	struct audit *audit;
	struct json_t *document = NULL;
	struct buf out = BUF_INIT;
	struct xt_err err = {""};

	if (audit_open(&audit, path, split, gather, notes, &err)) {
		tap_say("%s", err.message);
		return NULL;
	}
	*absent = audit_absent(audit);
	audit_json(audit, &out);
	audit_close(audit);
	if (json_parse("audit", 0, out.bytes, out.length, &document, &err))
		tap_say("%s", err.message);
	buf_release(&out);
	return document;
}

static const struct json_t *file_of(const struct json_t *audit, const char *lang, const char *split)
{
	const struct json_t *files = json_find(audit, "files");

	for (size_t i = 0; i < json_count(files); i++) {
		const struct json_t *f = json_at(files, i);

		if (!strcmp(json_text(json_find(f, "language"), NULL), lang) &&
		        !strcmp(json_text(json_find(f, "split"), NULL), split))
			return f;
	}
	return NULL;
}

/* The idx of a finding, "3 5"; with fields, "3 choice1". */
static void findings(const struct json_t *file, const char *key, const char *wanted, const char *name)
{
	const struct json_t *list = json_find(file, key);
	struct buf got = BUF_INIT;

	for (size_t i = 0; i < json_count(list); i++) {
		const struct json_t *one = json_at(list, i);
		bool object = json_kind(one) == JSON_IS_OBJECT;
		int64_t idx = -1;

		json_int64(object ? json_find(one, "idx") : one, &idx);
		buf_printf(&got, "%s%d", i ? " " : "", (int)idx);
		if (object)
			buf_printf(&got, " %s", json_text(json_find(one, "field"), NULL));
		if (object && json_find(one, "characters"))
			buf_printf(&got, " %s", json_text(json_find(one, "characters"), NULL));
	}
	tap_same(buf_text(&got), wanted, name);
	buf_release(&got);
}

static void put_data(void)
{
	scratch_put("x/en/test.en.jsonl", LINE("One.", "A!", "cause", "0", "0") LINE("Two.", "B?", "effect",
	                                          "1", "1") LINE("Three.", "C”", "cause", "0", "2"));
	scratch_put("x/de/test.de.jsonl",
	        LINE("Eins", "A.", "effect", "0", "0") LINE("Zwei.", "B\\u200b.", "effect", "0", "1")
	                LINE("Zwei.", "B.", "effect", "1", "1")
	                        LINE("U\\u0308ber.", "น\\u0e4d\\u0e49\\u0e32.", "cause", "0", "5"));
	scratch_put("x/fr/test.fr.jsonl", "not JSON\n");
}

static void test_findings(void)
{
	struct buf notes = BUF_INIT;
	size_t absent = 0;
	struct json_t *audit = audit_of(scratch_path("x"), NULL, &notes, &absent);
	const struct json_t *de = file_of(audit, "de", "test");

	findings(de, "question_differs", "0", "another question than English's is found");
	findings(de, "label_differs", "1", "another label is found");
	findings(de, "missing", "2", "an idx that is missing is found");
	findings(de, "extra", "5", "an idx too many is found");
	findings(de, "twice", "1", "an idx that stands twice is found");
	findings(de, "not_nfc", "5 premise", "a field that is not NFC is found");
	findings(de, "invisible", "1 choice1 U+200B", "an invisible character is found");
	findings(de, "split_sara_am", "5 choice1", "sara am written as two characters is found");
	findings(de, "no_final_punctuation", "0 premise", "a text that ends without punctuation is found");
	findings(file_of(audit, "en", "test"), "no_final_punctuation", "", "closing quotes are punctuation");
	tap_ok(absent == 1 && strstr(buf_text(&notes), "fr/test.fr.jsonl:1: not valid JSON"),
	        "a file that cannot be read is told, and the others are looked at");
	if (absent != 1)
		tap_say("%s", buf_text(&notes));
	json_done(audit);
	buf_release(&notes);
}

static void test_without_english(void)
{
	struct buf notes = BUF_INIT, out = BUF_INIT;
	struct audit *audit;
	struct xt_err err = {""};

	scratch_put("y/de/test.de.jsonl", LINE("Eins.", "A.", "effect", "0", "0"));
	scratch_put("y/it/test.it.jsonl", LINE("Uno.", "A.", "cause", "1", "0"));
	if (audit_open(&audit, scratch_path("y"), NULL, gather, &notes, &err))
		return;
	audit_text(audit, &out);
	tap_ok(strstr(out.bytes, "held against de; no English (en) here, so questions are not checked") !=
	                NULL,
	        "without English the audit says that questions are not checked");
	tap_ok(strstr(out.bytes, "it: labels that differ (1): idx 0\n") &&
	                !strstr(out.bytes, "questions that"),
	        "labels are held against the first language then");
	audit_close(audit);
	tap_ok(audit_open(&audit, scratch_path("nowhere"), NULL, gather, &notes, &err) != 0,
	        "data that is not there is an error");
	buf_release(&notes);
	buf_release(&out);
}

static void count(void *user, const struct data_file *file, size_t items, size_t repaired)
{
	buf_printf(user, "%s/%s %zu %zu\n", file->lang, file->split, items, repaired);
}

static void same_file(const char *a, const char *wanted, const char *name)
{
	struct buf bytes = BUF_INIT;

	file_read(a, 1U << 20, &bytes, NULL);
	tap_same(buf_text(&bytes), wanted, name);
	buf_release(&bytes);
}

#define REPAIR_DE                                                                                         \
	"{\"premise\":\"Eins\",\"choice1\":\"A\",\"choice2\":\"B\",\"question\":\"cause\",\"idx\":0}\r\n" \
	"{\"premise\":\"Zwei\",\"choice1\":\"A\",\"choice2\":\"B\",\"question\":\"cause\",\"idx\":1}\r\n" \
	"{\"premise\":\"Drei\",\"choice1\":\"A\",\"choice2\":\"B\",\"question\":\"cause\",\"idx\":9}"

static void test_repair(void)
{
	struct buf told = BUF_INIT, note = BUF_INIT;
	struct xt_err err = {""};

	scratch_put("z/de/test.de.jsonl", REPAIR_DE);
	scratch_put("z/en/test.en.jsonl",
	        LINE("One.", "A!", "cause", "0", "0") LINE("Two.", "B?", "effect", "1", "1"));
	if (!tap_ok(!repair_questions(scratch_path("z"), NULL, "en", scratch_path("r/"), count, &told, &err),
	            "questions are repaired into a new folder"))
		tap_say("%s", err.message);
	tap_same(buf_text(&told), "de/test 3 1\nen/test 2 0\n", "each file's repairs are counted");
	same_file(scratch_path("r/de/test.de.jsonl"),
	        "{\"premise\":\"Eins\",\"choice1\":\"A\",\"choice2\":\"B\",\"question\":\"cause\",\"idx\":0}"
	        "\r\n"
	        "{\"premise\": \"Zwei\", \"choice1\": \"A\", \"choice2\": \"B\", \"question\": \"effect\", "
	        "\"idx\": 1}\r\n"
	        "{\"premise\":\"Drei\",\"choice1\":\"A\",\"choice2\":\"B\",\"question\":\"cause\",\"idx\":9}",
	        "repaired lines carry the right question, all others keep their bytes");
	file_read(scratch_path("r/repaired.json"), 1U << 20, &note, NULL);
	tap_ok(strstr(buf_text(&note), "\"repaired\": 1, \"idx\": [1], \"unknown_idx\": [9]}") != NULL,
	        "repaired.json says which, and which idx are not known");
	tap_ok(repair_questions(scratch_path("z"), NULL, "en", scratch_path("r"), count, &told, &err) &&
	                strstr(err.message, "is there already"),
	        "a folder that is there already is refused");
	tap_ok(repair_questions(scratch_path("z"), NULL, "fr", scratch_path("q"), count, &told, &err) &&
	                !file_exists(scratch_path("q")),
	        "a language that is not there is refused, and nothing is left");
	scratch_put("copa.xml", "<copa-corpus><item id=\"502\" "
	                        "asks-for=\"effect\"><p>p</p><a1>a</a1><a2>b</a2></item></copa-corpus>");
	buf_clear(&told);
	tap_ok(!repair_questions(scratch_path("z"), NULL, scratch_path("copa.xml"), scratch_path("q"), count,
	               &told, &err),
	        "questions are taken from COPA's own XML as well");
	tap_same(buf_text(&told), "de/test 3 1\nen/test 2 0\n", "… with the same result");
	buf_release(&told);
	buf_release(&note);
}

static const struct {
	const char *lang;
	size_t test, val; /* questions that are not English's */
	size_t not_nfc;   /* fields of test */
	size_t premises;  /* of test without final punctuation */
} REAL[] = {
        {"en", 0, 0, 0, 0},
        {"et", 0, 0, 0, 0},
        {"ht", 0, 0, 0, 0},
        {"id", 4, 5, 0, 0},
        {"it", 4, 5, 0, 0},
        {"qu", 0, 0, 0, 0},
        {"sw", 37, 6, 0, 0},
        {"ta", 0, 0, 5, 499},
        {"th", 250, 52, 1, 500},
        {"tr", 51, 52, 0, 0},
        {"vi", 0, 0, 0, 0},
        {"zh", 0, 0, 0, 0},
};

static size_t premises_without_end(const struct json_t *file)
{
	const struct json_t *list = json_find(file, "no_final_punctuation");
	size_t n = 0;

	for (size_t i = 0; i < json_count(list); i++)
		n += !strcmp(json_text(json_find(json_at(list, i), "field"), NULL), "premise");
	return n;
}

static void test_real_language(const struct json_t *audit, size_t i)
{
	const struct json_t *test = file_of(audit, REAL[i].lang, "test"),
	                    *val = file_of(audit, REAL[i].lang, "val");
	size_t differs = json_count(json_find(test, "question_differs")),
	       val_differs = json_count(json_find(val, "question_differs")),
	       not_nfc = json_count(json_find(test, "not_nfc")), premises = premises_without_end(test);
	size_t labels =
	        json_count(json_find(test, "label_differs")) + json_count(json_find(val, "label_differs"));
	size_t idx = json_count(json_find(test, "missing")) + json_count(json_find(test, "extra")) +
	             json_count(json_find(test, "twice"));

	if (!tap_ok(differs == REAL[i].test && val_differs == REAL[i].val && not_nfc == REAL[i].not_nfc &&
	                    premises == REAL[i].premises && !labels && !idx,
	            "real XCOPA in %s has the findings that are known", REAL[i].lang))
		tap_say("questions %zu and %zu, not NFC %zu, premises %zu, labels %zu, idx %zu", differs,
		        val_differs, not_nfc, premises, labels, idx);
}

static void test_real(void)
{
	const char *shared = getenv("XTREMOR_SHARED");
	struct buf path = BUF_INIT, notes = BUF_INIT;
	size_t absent = 0;
	struct json_t *audit;

	buf_printf(&path, "%s/data/xcopa", shared ? shared : tap_source("../shared"));
	if (!file_is_dir(path.bytes)) {
		tap_skip("real XCOPA has the findings that are known", "%s is not there", path.bytes);
		buf_release(&path);
		return;
	}
	audit = audit_of(path.bytes, NULL, &notes, &absent);
	for (size_t i = 0; audit && i < sizeof(REAL) / sizeof(*REAL); i++)
		test_real_language(audit, i);
	findings(file_of(audit, "zh", "val"), "invisible", "27 choice2 U+200B U+200B",
	        "two invisible characters stand in Chinese val");
	tap_ok(json_count(json_find(file_of(audit, "th", "test"), "split_sara_am")) +
	                        json_count(json_find(file_of(audit, "th", "val"), "split_sara_am")) ==
	                57,
	        "57 Thai strings write sara am as two characters");
	json_done(audit);
	buf_release(&path);
	buf_release(&notes);
}

int main(void)
{
	scratch_new("t-audit");
	put_data();
	test_findings();
	test_without_english();
	test_repair();
	test_real();
	scratch_free();
	return tap_done();
}
