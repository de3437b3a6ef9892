/* SPDX-License-Identifier: Apache-2.0 · every attack in every language keeps its promises, on the samples and on real XCOPA */
#include "tap.h"

#include <time.h>

#include "base/confusable.h"
#include "base/display.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "perturb/perturb.h"

/* What an attack did to the items of one language; each counts failures but the last three. */
struct seen {
	size_t utf8, undo, edits, formed, words, looks, distinct, share, order;
	size_t items, touched;
	struct confusables *confusables;
};

static size_t count_words(const struct str *text)
{
	size_t n = 0;

	for (uint32_t i = 0; i < text->length; i++)
		n += text->bytes[i] != ' ' && (!i || text->bytes[i - 1] == ' ');
	return n;
}

static bool same(const struct str *a, const struct str *b)
{
	return a->length == b->length && !memcmp(a->bytes, b->bytes, a->length);
}

/* The clean text comes out again, and going forward gives the attacked one: bytes outside edits are untouched. */
static bool undoes(const struct item *clean, const struct item *item, enum field f)
{
	struct buf back = BUF_INIT, forth = BUF_INIT;
	struct xt_err err;
	bool ok = !edits_undo(item->field[f], f, item->edits, item->edit_count, &back, &err) &&
	          !strcmp(buf_text(&back), clean->field[f].bytes);

	edits_apply(clean->field[f], f, item->edits, item->edit_count, &forth);
	ok = ok && !strcmp(buf_text(&forth), item->field[f].bytes);
	buf_release(&back);
	buf_release(&forth);
	return ok;
}

static bool edits_sound(const struct item *clean, const struct item *item)
{
	for (size_t i = 0; i < item->edit_count; i++) {
		const struct edit *e = &item->edits[i], *before = e - 1;
		const struct str *text = &clean->field[e->field];

		if (e->begin > e->end || e->end > text->length || e->was.length != e->end - e->begin ||
		        memcmp(e->was.bytes, text->bytes + e->begin, e->was.length) || same(&e->was, &e->now))
			return false;
		if (i && (before->field > e->field || (before->field == e->field && before->end > e->begin)))
			return false;
	}
	return true;
}

/* Every syllable that an edit made or touches is one that the script can write. */
static bool formed(const struct lang *lang, const struct item *item)
{
	long shift = 0;

	for (size_t i = 0; i < item->edit_count; i++) {
		const struct edit *e = &item->edits[i];
		const struct str *text = &item->field[e->field];
		size_t begin;

		if (i && item->edits[i - 1].field != e->field)
			shift = 0;
		begin = (size_t)((long)e->begin + shift);
		if (!lang_fits(lang, text->bytes, text->length, begin, begin + e->now.length))
			return false;
		shift += (long)e->now.length - (long)(e->end - e->begin);
	}
	return true;
}

static bool share_kept(const struct perturb_sites *sites, const struct item *item, unsigned severity)
{
	size_t count[FIELD_COUNT] = {0};

	for (size_t i = 0; i < item->edit_count; i++)
		count[item->edits[i].field]++;
	for (int f = 0; f < FIELD_COUNT; f++)
		if (count[f] > severity_edits(severity, sites->sites[f]))
			return false;
	return true;
}

static bool in_order(const struct perturb_sites *sites)
{
	for (int f = 0; f < FIELD_COUNT; f++)
		for (size_t i = 0; i < sites->list[f].count; i++) {
			const struct proposal *p = &sites->list[f].proposal[i];

			if (!(p->weight > 0) || p->begin > p->end || p->end > sites->text[f].length ||
			        (i && p[-1].begin > p->begin))
				return false;
		}
	return true;
}

/* Spellings that readers cannot tell apart, and no standard makes one: a nikhahit stands under its tone mark in whatever
 * order they are typed (MAI EK, THO, TRI, CHATTAWA), and shri with sha is the ligature of shri with sa. */
static const char *const SAME[][2] = {{"\u0E4D\u0E48", "\u0E48\u0E4D"}, {"\u0E4D\u0E49", "\u0E49\u0E4D"},
        {"\u0E4D\u0E4A", "\u0E4A\u0E4D"}, {"\u0E4D\u0E4B", "\u0E4B\u0E4D"},
        {"\u0BB6\u0BCD\u0BB0\u0BC0", "\u0BB8\u0BCD\u0BB0\u0BC0"}};

/* What is displayed of a text, with the sides of SAME made one. */
static int see(struct buf *out, const struct str *text, struct xt_err *err)
{
	struct buf shown = BUF_INIT;
	int result = display_text(&shown, text->bytes, text->length, err);

	for (size_t at = 0; at < shown.length;) {
		const char *now = shown.bytes + at;
		size_t n = 1, copied = 1;

		for (size_t i = 0; i < sizeof(SAME) / sizeof(*SAME); i++)
			if (!strncmp(shown.bytes + at, SAME[i][0], strlen(SAME[i][0]))) {
				now = SAME[i][1];
				n = strlen(SAME[i][0]);
				copied = strlen(now);
			}
		buf_append(out, now, copied);
		at += n;
	}
	buf_release(&shown);
	return result;
}

/* Whether a reader sees the same: what erases and reorders has done so, what has no ink is gone, and what is left is equal, or
 * confusable by UTS #39. */
static bool looks_same(const struct confusables *confusables, const struct str *a, const struct str *b)
{
	struct buf one = BUF_INIT, two = BUF_INIT;
	struct xt_err err;
	bool alike = same(a, b);

	if (!alike && !see(&one, a, &err) && !see(&two, b, &err))
		alike = !strcmp(buf_text(&one), buf_text(&two)) ||
		        confusables_alike(
		                confusables, buf_text(&one), one.length, buf_text(&two), two.length);
	buf_release(&one);
	buf_release(&two);
	return alike;
}

static void look(const struct attack *attack, const struct lang *lang, const struct perturb_sites *sites,
        const struct item *clean, const struct item *item, unsigned severity, struct seen *seen)
{
	for (int f = 0; f < FIELD_COUNT; f++) {
		seen->utf8 += utf8_check(item->field[f].bytes, item->field[f].length, NULL) != 0;
		seen->undo += !undoes(clean, item, (enum field)f);
		if (attack->promises & PROMISE_WORDS)
			seen->words += count_words(&clean->field[f]) != count_words(&item->field[f]);
		if (attack->promises & PROMISE_LOOKS && severity == 5)
			seen->looks += !looks_same(seen->confusables, &clean->field[f], &item->field[f]);
	}
	seen->edits += !edits_sound(clean, item);
	seen->distinct += same(&item->field[FIELD_CHOICE1], &item->field[FIELD_CHOICE2]);
	seen->share += !share_kept(sites, item, severity);
	if (attack->promises & PROMISE_WELL_FORMED)
		seen->formed += !formed(lang, item);
	seen->touched += item->edit_count > 0;
	seen->items++;
}

static int visit(const struct attack *attack, struct lang *lang, const struct items *items, struct seen *seen)
{
	struct arena arena = ARENA_INIT;
	struct xt_err err;
	int result = 0;

	for (size_t i = 0; !result && i < items->count; i++) {
		struct perturb_sites sites;

		result = perturb_propose(attack, lang, &items->item[i], FIELDS_ALL, &arena, &sites, &err);
		if (result) {
			tap_say("%s", err.message);
			break;
		}
		seen->order += !in_order(&sites);
		for (unsigned severity = 1; severity <= 5; severity++) {
			struct item item;

			perturb_choose(attack, lang, &sites, &items->item[i], severity, 7, &arena, &item);
			look(attack, lang, &sites, &items->item[i], &item, severity, seen);
		}
		arena_reset(&arena);
	}
	arena_release(&arena);
	return result;
}

static bool equal_items(const struct item *a, const struct item *b)
{
	for (int f = 0; f < FIELD_COUNT; f++)
		if (!same(&a->field[f], &b->field[f]))
			return false;
	return a->edit_count == b->edit_count;
}

/* Whether a seed has anything to decide in an item: more proposals than edits. */
static bool is_free(const struct perturb_sites *sites, unsigned severity)
{
	for (int f = 0; f < FIELD_COUNT; f++)
		if (sites->list[f].count > severity_edits(severity, sites->sites[f]))
			return true;
	return false;
}

/* What chance must do, over the items from last to first. */
struct habits {
	bool identity, repeats, differs, free;
};

static int try_seeds(const struct attack *attack, struct lang *lang, struct lang *clone,
        const struct item *clean, struct arena *arena, struct habits *habits)
{
	struct perturb_sites sites;
	struct item none, one, again;
	struct xt_err err;

	if (perturb_item(attack, lang, clean, 0, 5, FIELDS_ALL, arena, &none, &err) ||
	        perturb_item(attack, lang, clean, 3, 5, FIELDS_ALL, arena, &one, &err) ||
	        perturb_item(attack, clone, clean, 3, 5, FIELDS_ALL, arena, &again, &err) ||
	        perturb_propose(attack, lang, clean, FIELDS_ALL, arena, &sites, &err))
		return -1;
	habits->identity = habits->identity && equal_items(&none, clean) && !none.edit_count;
	habits->repeats = habits->repeats && equal_items(&one, &again);
	habits->free = habits->free || is_free(&sites, 3);
	for (uint64_t seed = 6; seed < 30 && !habits->differs; seed++) {
		perturb_choose(attack, lang, &sites, clean, 3, seed, arena, &again);
		habits->differs = !equal_items(&one, &again);
	}
	return 0;
}

/* Severity 0 is the identity; a seed repeats, in a clone and another order; another seed gives something else. */
static void chance(const struct attack *attack, struct lang *lang, const struct items *items)
{
	struct habits habits = {true, true, false, false};
	struct arena arena = ARENA_INIT;
	struct xt_err err;
	struct lang *clone;
	int failed = 0;

	if (!tap_ok(!lang_clone(lang, &clone, &err), "%s has a clone", lang_code(lang)))
		return;
	for (size_t n = items->count; n-- && !failed; arena_reset(&arena))
		failed = try_seeds(attack, lang, clone, &items->item[n], &arena, &habits);
	tap_ok(!failed && habits.identity, "%s %s at severity 0 is the identity", attack->name,
	        lang_code(lang));
	tap_ok(!failed && habits.repeats, "%s %s gives the same for a seed, in a clone too", attack->name,
	        lang_code(lang));
	tap_ok(!failed && habits.differs == habits.free, "%s %s gives something else for another seed",
	        attack->name, lang_code(lang));
	lang_close(clone);
	arena_release(&arena);
}

static void report(const char *what, const struct attack *attack, const char *code, size_t failures)
{
	tap_ok(!failures, "%s %s: %s", attack->name, code, what);
	if (failures)
		tap_say("%zu do not", failures);
}

/* The samples are few: what is rare (abbreviations in Estonian, punctuation in Thai) may have no site in them. */
static void check(const struct attack *attack, struct lang *lang, const struct items *items, bool real)
{
	const char *code = lang_code(lang);
	struct seen seen = {0};
	struct xt_err err;

	if (confusables_open(&seen.confusables, &err))
		tap_ok(false, "%s", err.message);
	if (!tap_ok(!visit(attack, lang, items, &seen), "%s %s goes through all items", attack->name, code))
		return;
	report("texts are UTF-8", attack, code, seen.utf8);
	report("untouched bytes stay, and the clean text comes out again", attack, code, seen.undo);
	report("edits are sorted, apart, and change something", attack, code, seen.edits);
	report("proposals come in the order of the text", attack, code, seen.order);
	report("choices stay distinct", attack, code, seen.distinct);
	report("no text has more edits than its severity says", attack, code, seen.share);
	report("promises are kept: syllables, words, looks", attack, code,
	        seen.formed + seen.words + seen.looks);
	if (!seen.touched && !real && attack->propose && (!attack->able || attack->able(lang)))
		tap_skip(
		        "an attack touches something", "no site of %s %s in the samples", attack->name, code);
	else if (attack->propose && (!attack->able || attack->able(lang)))
		tap_ok(seen.touched > 0, "%s %s touches something", attack->name, code);
	else
		tap_ok(!seen.touched, "%s %s, declared empty, touches nothing", attack->name, code);
	tap_say("%s %s: %.1f %% of %zu attacked items touched", attack->name, code,
	        100.0 * (double)seen.touched / (double)(seen.items ? seen.items : 1), seen.items);
	confusables_close(seen.confusables);
}

static void read_real(struct items *items, const char *code, bool *real)
{
	static const char *const SPLITS[] = {"val", "test"};
	const char *shared = getenv("XTREMOR_SHARED");
	struct xt_err err;

	for (size_t i = 0; i < 2; i++) {
		struct buf path = BUF_INIT;

		buf_printf(&path, "%s/data/xcopa/%s/%s.%s.jsonl", shared ? shared : tap_source("../shared"),
		        code, SPLITS[i], code);
		*real = *real && file_exists(path.bytes);
		if (*real && items_read(items, path.bytes, &err))
			tap_ok(false, "%s", err.message);
		buf_release(&path);
	}
}

#define LONG 100000   /* letters of a word that is none */
#define A_LETTER 1024 /* bytes that its proposals may take for each, on average */
#define SECONDS 20    /* of the processor for each attack: most take less than one, with a sanitizer seven */

/* The letters of the samples without what parts their words, over and over. */
static void fill(struct buf *out, const struct items *sample)
{
	size_t letters = 0;

	for (size_t i = 0; letters < LONG; i = (i + 1) % sample->count) {
		const struct str *text = &sample->item[i].field[FIELD_PREMISE];
		int32_t c;

		for (size_t at = 0, n; at < text->length && letters < LONG; at += n) {
			n = utf8_next(text->bytes + at, text->length - at, &c);
			if (*utf8_category(c) != 'L' && *utf8_category(c) != 'M')
				continue;
			buf_append(out, text->bytes + at, n);
			letters++;
		}
	}
}

/* A string of a hundred thousand letters costs no more than as many letters in words. */
static void long_word(const struct attack *attack, struct lang *lang, const struct buf *word)
{
	struct item clean = {.field = {{word->bytes, (uint32_t)word->length}, {"a", 1}, {"b", 1}}}, item;
	clock_t begin = clock();
	struct arena arena = ARENA_INIT;
	struct perturb_sites sites = {0};
	struct xt_err err;
	size_t size = 0;
	double seconds;

	if (!tap_ok(!perturb_propose(attack, lang, &clean, FIELDS_ALL, &arena, &sites, &err),
	            "%s %s goes through a long word", attack->name, lang_code(lang)))
		tap_say("%s", err.message);
	else
		perturb_choose(attack, lang, &sites, &clean, 5, 0, &arena, &item);
	seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
	size = sites.list[0].count * sizeof(struct proposal);
	for (size_t i = 0; i < sites.list[0].count; i++)
		size += sites.list[0].proposal[i].now.length;
	if (!tap_ok(seconds < SECONDS && size < (size_t)LONG * A_LETTER,
	            "%s %s: a word of %d letters takes no more than its share of time and memory",
	            attack->name, lang_code(lang), LONG))
		tap_say("%.1f s, %zu bytes", seconds, size);
	arena_release(&arena);
}

static void long_words(const char *code)
{
	struct items sample = ITEMS_INIT;
	struct buf path = BUF_INIT, word = BUF_INIT;
	struct xt_err err;
	struct lang *lang;

	buf_printf(&path, "bench/sample/data/%s/test.%s.jsonl", code, code);
	if (!tap_ok(!items_read(&sample, tap_source(path.bytes), &err) &&
	                    !lang_open(&lang, code, NULL, 0, false, &err),
	            "%s opens, with samples", code)) {
		tap_say("%s", err.message);
		return;
	}
	fill(&word, &sample);
	for (size_t i = 0; attack_at(i); i++)
		long_word(attack_at(i), lang, &word);
	lang_close(lang);
	items_release(&sample);
	buf_release(&path);
	buf_release(&word);
}

static void language(const char *code)
{
	struct items sample = ITEMS_INIT, real = ITEMS_INIT;
	struct buf path = BUF_INIT;
	struct xt_err err;
	struct lang *lang;
	bool there = true;

	if (!tap_ok(!lang_open(&lang, code, NULL, 0, false, &err), "language %s opens", code)) {
		tap_say("%s", err.message);
		return;
	}
	buf_printf(&path, "bench/sample/data/%s/test.%s.jsonl", code, code);
	if (items_read(&sample, tap_source(path.bytes), &err))
		tap_ok(false, "%s", err.message);
	read_real(&real, code, &there);
	for (size_t i = 0; attack_at(i); i++) {
		chance(attack_at(i), lang, &sample);
		check(attack_at(i), lang, there ? &real : &sample, there);
	}
	if (!there)
		tap_skip("real XCOPA keeps the promises too", "no data/xcopa/%s", code);
	lang_close(lang);
	items_release(&sample);
	items_release(&real);
	buf_release(&path);
}

/* A row, its file, its golden table and its place in the manual. */
static void rows(void)
{
	struct buf page = BUF_INIT, path = BUF_INIT;
	struct xt_err err;

	tap_ok(!strcmp(attack_at(0)->name, "none") && attack_find("none") == attack_at(0),
	        "none is attack number 0");
	tap_ok(!attack_find("nothing"), "an unknown attack is not found");
	if (file_read(tap_source("man/xtremor-attacks.7"), 1 << 20, &page, &err))
		tap_ok(false, "%s", err.message);
	for (size_t i = 0; attack_at(i); i++) {
		const struct attack *a = attack_at(i);

		if (i > 1)
			tap_ok(strcmp(attack_at(i - 1)->name, a->name) < 0, "%s comes in alphabetical order",
			        a->name);
		buf_clear(&path);
		buf_printf(&path, "perturb/%s.c", a->name);
		tap_ok(file_exists(tap_source(path.bytes)), "%s has a file of its name", a->name);
		buf_clear(&path);
		buf_printf(&path, "tests/golden/attacks/%s", a->name);
		if (!file_is_dir(tap_source(path.bytes)))
			buf_string(&path, ".tsv");
		tap_ok(file_exists(tap_source(path.bytes)), "%s has a golden table", a->name);
		buf_clear(&path);
		buf_printf(&path, "\n.Ss %s\n%c%s", a->name, a->summary[0] - 'a' + 'A', a->summary + 1);
		tap_ok(strstr(buf_text(&page), path.bytes), "%s stands in xtremor-attacks.7 with its summary",
		        a->name);
	}
	buf_release(&page);
	buf_release(&path);
}

/* No file in perturb/ is an attack without a row, no golden table is of no attack. */
static void files(const char *folder, const char *end, const char *others)
{
	char **names = NULL;
	size_t count = 0;
	struct xt_err err;

	if (file_names(tap_source(folder), &names, &count, &err))
		tap_ok(false, "%s", err.message);
	for (size_t i = 0; i < count; i++) {
		char *dot = strrchr(names[i], '.');

		if (!dot || strcmp(dot, end) || strstr(others, names[i]))
			continue;
		*dot = '\0';
		tap_ok(attack_find(names[i]) != NULL, "%s/%s%s is of a row of list.def", folder, names[i],
		        end);
	}
	file_names_free(names, count);
}

int main(void)
{
	struct xt_err err;
	char **codes;

	rows();
	files("perturb", ".c",
	        "xt-attack.c perturb.c chain.c choice.c rejects.c review.c sampler.c words.c make.c "
	        "make-job.c");
	files("tests/golden/attacks", ".tsv", "");
	if (!tap_ok(!lang_codes(&codes, &err), "the folders in langs are the list of languages"))
		return tap_done();
	for (char **code = codes; *code; code++)
		language(*code);
	/* a script each */
	long_words("et");
	long_words("ta");
	long_words("th");
	long_words("zh");
	mem_free(codes);
	return tap_done();
}
