/* SPDX-License-Identifier: Apache-2.0 · tests of prompt templates, those from files included */
#include "tap.h"

#include <unistd.h>

#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/tsv.h"
#include "bench/words.h"
#include "model/model.h"
#include "model/prompt.h"
#include "model/template.h"

#define FILE_NAME "t-prompt.tmp.ini"

static struct words *words;

static struct prompt *open_prompt(const char *name, struct xt_err *err)
{
	struct prompt *p;

	return prompt_open(&p, name, words_all(words), words_count(words), err) ? NULL : p;
}

static struct str get(const struct json_t *object, const char *key)
{
	size_t n = 0;
	const char *text = json_text(json_find(object, key), &n);

	return (struct str){text, (uint32_t)n};
}

struct golden {
	size_t rows[8], wrong;
};

static int golden_row(void *user, const struct json_t *object, size_t line, struct xt_err *err)
{
	struct golden *g = user;
	struct item item = {.lang = get(object, "lang").bytes,
	        .field = {get(object, "premise"), get(object, "choice1"), get(object, "choice2")}};
	struct prompt *prompt = open_prompt(get(object, "template").bytes, err);
	struct buf a = BUF_INIT, b = BUF_INIT;

	if (!prompt || question_find(get(object, "question").bytes, &item.question))
		return -1;
	for (unsigned c = 0; c < 2; c++) {
		const struct json_t *pair = json_at(json_find(object, "texts"), c);

		buf_clear(&a), buf_clear(&b);
		if (!prompt_texts(prompt, &item, c, &a, &b, err) &&
		        !strcmp(buf_text(&a), json_text(json_at(pair, 0), NULL)) &&
		        !strcmp(buf_text(&b), json_text(json_at(pair, 1), NULL)))
			continue;
		g->wrong++;
		tap_say("line %zu: '%s' and '%s'", line, buf_text(&a), buf_text(&b));
	}
	for (size_t i = 0; template_at(i); i++)
		g->rows[i] += !strcmp(template_at(i)->name, prompt_name(prompt));
	prompt_close(prompt);
	buf_release(&a);
	buf_release(&b);
	return 0;
}

static void texts(void)
{
	struct golden g = {.wrong = 0};
	struct xt_err err = {""};

	if (!tap_ok(!json_lines(tap_source("tests/golden/prompts.jsonl"), golden_row, &g, &err) && !g.wrong,
	            "texts are those that Python makes by the descriptions"))
		tap_say("%s", err.message);
	for (size_t i = 0; template_at(i); i++)
		tap_ok(g.rows[i] >= 40 || !template_at(i)->first, "%s has %zu golden rows",
		        template_at(i)->name, g.rows[i]);
}

static int cut_row(void *user, char **fields, size_t line, struct xt_err *err)
{
	struct golden *g = user;
	struct prompt *prompt = open_prompt(fields[0], err);
	size_t a = strtoul(fields[1], NULL, 10), b = strtoul(fields[2], NULL, 10);

	if (!prompt)
		return -1;
	prompt_cut(prompt, &a, &b, strtoul(fields[3], NULL, 10));
	if (a != strtoul(fields[4], NULL, 10) || b != strtoul(fields[5], NULL, 10) ||
	        prompt_from_start(prompt) != !strcmp(fields[6], "start")) {
		tap_say("line %zu: %zu and %zu", line, a, b);
		g->wrong++;
	}
	g->rows[0]++;
	prompt_close(prompt);
	return 0;
}

static void cuts(void)
{
	struct golden g = {.wrong = 0};
	struct xt_err err = {""};

	if (!tap_ok(!tsv_read(tap_source("tests/golden/cuts.tsv"),
	                    "template\ta\tb\troom\tleft_a\tleft_b\tend", cut_row, &g, &err) &&
	                    !g.wrong && g.rows[0] >= 50,
	            "%zu pairs are cut as transformers and jiant cut them", g.rows[0]))
		tap_say("%s", err.message);
}

static void put_file(const char *text)
{
	struct xt_err err;

	if (file_write(FILE_NAME, text, strlen(text), false, &err)) {
		printf("Bail out! %s\n", err.message);
		exit(99);
	}
}

static const char GOOD[] =
        "[template]\nfirst = {choice|lower} <- {question}\nsecond = {premise|chop}\nmax_tokens = 64\n"
        "cut = start\n[words]\ncause = because\neffect = therefore\n"
        "[words tr]\ncause = çünkü\neffect = bu yüzden\n";

static void from_file(void)
{
	struct item item = {
	        .lang = "tr", .field = {{"Su.", 3}, {"Bir", 3}, {"Iki", 3}}, .question = QUESTION_CAUSE};
	struct buf a = BUF_INIT, b = BUF_INIT;
	struct xt_err err = {""};
	char first[65];
	struct prompt *p;

	put_file(GOOD);
	p = open_prompt("custom:" FILE_NAME, &err);
	if (!tap_ok(p && !prompt_texts(p, &item, 1, &a, &b, &err), "a template is read from a file")) {
		tap_say("%s", err.message);
		return;
	}
	tap_same(buf_text(&a), "iki <- çünkü", "its texts may come in any order, with words of the language");
	tap_same(buf_text(&b), "Su", "and go through filters");
	buf_clear(&a);
	item.lang = "et";
	prompt_texts(p, &item, 0, &a, &b, &err);
	tap_same(buf_text(&a), "bir <- because", "other languages have the words for all");
	tap_ok(prompt_max_tokens(p) == 64 && prompt_from_start(p), "its length and side are its own");
	tap_ok(!strncmp(prompt_name(p), "custom:", 7) && strlen(prompt_name(p)) == 15 &&
	                !strncmp(prompt_name(p) + 7, prompt_sha256(p), 8),
	        "it is called by its hash");
	snprintf(first, sizeof(first), "%s", prompt_sha256(p));
	prompt_close(p);
	put_file("; the same, said in another way\n[words]\neffect = therefore\ncause = because\n"
	         "[words tr]\ncause = çünkü\neffect = bu yüzden\n[template]\ncut=start\nmax_tokens = 64\n"
	         "second = {premise|chop}\nfirst = {choice|lower} <- {question}\n");
	p = open_prompt("custom:" FILE_NAME, &err);
	tap_same(p ? prompt_sha256(p) : err.message, first,
	        "the hash is of what it means, not of the file's bytes");
	prompt_close(p);
	put_file("[template]\nfirst = {premise|unstop} {question}\nsecond = {choice|lower-locale}\n");
	p = open_prompt("custom:" FILE_NAME, &err);
	snprintf(first, sizeof(first), "%s", p ? prompt_sha256(p) : err.message);
	prompt_close(p);
	p = open_prompt("lm-eval-fixed", &err);
	tap_same(prompt_sha256(p), first, "without words of its own it has those of langs, as lm-eval-fixed");
	prompt_close(p);
	buf_release(&a);
	buf_release(&b);
}

/* Files that are refused, and the message. */
static const struct {
	const char *what, *text, *message;
} BAD[] = {
        {"an empty file", "", ": [template] wants first and second"},
        {"a file without second", "[template]\nfirst = {choice}\n", ": [template] wants first and second"},
        {"an empty text", "[template]\nfirst =\nsecond = {choice}\n", ": [template] wants first and second"},
        {"an unknown part", "[template]\nfirst = {premiss}\nsecond = {choice}\n",
                ":2: first: '{premiss}' is not known"},
        {"an unknown filter", "[template]\nfirst = {premise|up}\nsecond = {choice}\n",
                ":2: first: '{premise|up}' is not known"},
        {"a brace that is left open", "[template]\nfirst = {premise\nsecond = {choice}\n",
                ":2: first: '{premise' is not known"},
        {"a brace that was never opened", "[template]\nfirst = premise}\nsecond = {choice}\n",
                ":2: first: '}' is not known"},
        {"a brace in a brace", "[template]\nfirst = {{premise}}\nsecond = {choice}\n",
                ":2: first: '{' is not known"},
        {"a template without choice", "[template]\nfirst = {premise}\nsecond = {question}\n",
                ": neither first nor second has {choice}"},
        {"a length of seven", "[template]\nfirst = {premise}\nsecond = {choice}\nmax_tokens = 7\n",
                ":4: max_tokens: is not a number from 8 to 100000"},
        {"a length that is no number", "[template]\nfirst = {premise}\nsecond = {choice}\nmax_tokens = 1e3\n",
                ":4: max_tokens: is not a number"},
        {"a length that overflows",
                "[template]\nfirst = {premise}\nsecond = {choice}\nmax_tokens = 99999999999999999999\n",
                ":4: max_tokens: is not a number"},
        {"another side", "[template]\nfirst = {premise}\nsecond = {choice}\ncut = left\n",
                ":4: cut: is neither start nor end"},
        {"an unknown key", "[template]\nfirst = {premise}\nsecond = {choice}\nthird = x\n",
                ":4: third: is not known"},
        {"an unknown section", "[temple]\nfirst = {premise}\n", ":2: section [temple] is not known"},
        {"an unknown word", "[words]\nreason = why\n",
                ":2: reason: is not known: words are cause and effect"},
        {"half a pair of words", "[template]\nfirst = {premise}\nsecond = {choice}\n[words]\ncause = why\n",
                ": [words] has cause and no effect: both are wanted"},
        {"half a pair of words of a language",
                "[template]\nfirst = {premise}\nsecond = {choice}\n[words tr]\neffect = bu yüzden\n",
                ": [words tr] has effect and no cause: both are wanted"},
        {"a language that there is not",
                "[template]\nfirst = {premise}\nsecond = {choice}\n[words xx]\ncause = a\neffect = b\n",
                ":5: [words xx]: there is no language 'xx'"},
        {"bytes that are not UTF-8", "[template]\nfirst = \xFF\n", ""},
};

static void bad(void)
{
	for (size_t i = 0; i < sizeof(BAD) / sizeof(*BAD); i++) {
		struct xt_err err = {"no error"};
		struct prompt *p;

		put_file(BAD[i].text);
		p = open_prompt("custom:" FILE_NAME, &err);
		if (!tap_ok(!p && !strncmp(err.message, FILE_NAME, strlen(FILE_NAME)) &&
		                    !strncmp(err.message + strlen(FILE_NAME), BAD[i].message,
		                            strlen(BAD[i].message)),
		            "%s is refused, with its place", BAD[i].what))
			tap_say("%s", err.message);
		prompt_close(p);
	}
}

static void refused(const char *name, const char *lang, const char *message, const char *what)
{
	struct item item = {.lang = lang, .field = {{"Su.", 3}, {"Bir", 3}, {"Iki", 3}}};
	struct buf a = BUF_INIT, b = BUF_INIT;
	struct xt_err err = {"no error"};
	struct prompt *p = open_prompt(name, &err);

	if (p)
		prompt_texts(p, &item, 0, &a, &b, &err);
	tap_same(err.message, message, what);
	prompt_close(p);
	buf_release(&a);
	buf_release(&b);
}

static void refusals(void)
{
	refused("yes", "tr", "template 'yes' is not known: `xtremor list templates` names them",
	        "an unknown name is refused");
	refused("custom", "tr", "template 'custom' is read from a file: write custom:FILE",
	        "custom wants a file");
	refused("lm-eval", NULL, "template 'lm-eval' wants to know the language of an item",
	        "connectors want a language");
	refused("lm-eval", "xx", "template 'lm-eval': there is no language 'xx' in langs", "that there is");
	refused("jiant", NULL, "no error", "English questions want none");
	put_file(GOOD);
	refused("custom:" FILE_NAME, "xx", "no error", "nor does a file that has words for all");
	tap_ok(prompt_wants_words("lm-eval") && prompt_wants_words("custom:x") &&
	                !prompt_wants_words("jiant") && !prompt_wants_words("custom") &&
	                !prompt_wants_words("yes"),
	        "it is known beforehand which want the languages' words");
}

static void table(void)
{
	const char *name, *summary, *before = "";
	bool sorted = true, different = true;
	char last[65] = "";

	for (size_t i = 0; model_template_at(i, &name, &summary); i++) {
		struct xt_err err;
		struct prompt *p = open_prompt(name, &err);

		sorted = sorted && strcmp(before, name) < 0 && *summary;
		before = name;
		if (!p)
			continue;
		different = different && strlen(prompt_sha256(p)) == 64 && strcmp(last, prompt_sha256(p));
		snprintf(last, sizeof(last), "%s", prompt_sha256(p));
		prompt_close(p);
	}
	tap_ok(sorted, "templates can be listed, in order");
	tap_ok(different, "each has a hash of its own");
}

int main(void)
{
	struct xt_err err;

	if (words_read(&words, &err)) {
		printf("Bail out! %s\n", err.message);
		return 99;
	}
	texts();
	cuts();
	from_file();
	bad();
	refusals();
	table();
	words_free(words);
	unlink(FILE_NAME);
	return tap_done();
}
