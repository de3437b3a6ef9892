/* SPDX-License-Identifier: Apache-2.0 · xtremor list: what there is to choose from, and what attacks find in data */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "bench/suite.h"
#include "cli/rows.h"
#include "data/data.h"
#include "model/isa.h"
#include "model/model.h"
#include "perturb/perturb.h"

/* Two forms: the lists, and the shares. */
static const struct option_row OPTIONS[] = {
        {"matrix", 0, NULL, OPTION_NEEDED, 2,
                "print for each language and attack which share of the items can be attacked", NULL},
        {"data", 0, "DATA", OPTION_NEEDED | OPTION_FILE, 2, "the items, as for attack", NULL},
        {"split", 0, "S,...", 0, 2, "only these splits, side by side; all in one", "val test train val,test"},
        {"langs", 0, "L,...", 0, 2, "only these languages; all that DATA has", NULL},
        {"lexicon", 0, "LANG=FILE", OPTION_REPEATS | OPTION_FILE, 2, "synonyms of your own, as for attack",
                NULL},
        {"pairs", 0, "LANG=FILE", OPTION_REPEATS | OPTION_FILE, 2, "translations of your own, as for attack",
                NULL},
        {"system-data", 0, NULL, 0, 2, "also use the lexicons of installed packages", NULL},
        OPTION_END,
};

static bool is_able(const struct attack *attack, const struct lang *lang)
{
	return attack->propose && (!attack->able || attack->able(lang));
}

/* The attacks that a language can have sites for, "romanise,swap". */
static void put_able(struct buf *out, const struct lang *lang)
{
	bool some = false;

	for (size_t i = 0; attack_at(i); i++)
		if (is_able(attack_at(i), lang)) {
			buf_printf(out, "%s%s", some ? "," : "", attack_at(i)->name);
			some = true;
		}
}

static int list_languages(struct buf *out, struct xt_err *err)
{
	struct lang *lang;
	char **codes;
	int result = lang_codes(&codes, err);

	buf_string(out, "language\tname\tautonym\tscript\tattacks\n");
	for (size_t i = 0; !result && codes[i]; i++) {
		const char *autonym;

		result = lang_open(&lang, codes[i], NULL, 0, false, err);
		if (result)
			break;
		autonym = lang_fact(lang, "language", "autonym");
		buf_printf(out, "%s\t%s\t%s\t%s\t", codes[i], lang_fact(lang, "language", "name"),
		        autonym ? autonym : "", lang_fact(lang, "language", "script"));
		put_able(out, lang);
		buf_byte(out, '\n');
		lang_close(lang);
	}
	mem_free(codes);
	return result;
}

static const struct {
	unsigned promise;
	const char *name;
} PROMISES[] = {
        {PROMISE_WELL_FORMED, "well-formed"},
        {PROMISE_WORDS, "words"},
        {PROMISE_MEANING, "meaning"},
        {PROMISE_LOOKS, "looks"},
};

static int list_attacks(struct buf *out, struct xt_err *err)
{
	(void)err;
	buf_string(out, "attack\tunit\tkeeps\tsummary\n");
	for (size_t i = 0; attack_at(i); i++) {
		const struct attack *attack = attack_at(i);
		bool some = false;

		buf_printf(out, "%s\t%s\t", attack->name, attack->unit == UNIT_WORD ? "word" : "letter");
		for (size_t k = 0; k < sizeof(PROMISES) / sizeof(*PROMISES); k++)
			if (attack->promises & PROMISES[k].promise) {
				buf_printf(out, "%s%s", some ? "," : "", PROMISES[k].name);
				some = true;
			}
		buf_printf(out, "%s\t%s\n", some ? "" : "-", attack->summary);
	}
	return 0;
}

static int list_templates(struct buf *out, struct xt_err *err)
{
	const char *name, *summary;

	(void)err;
	buf_string(out, "template\tsummary\n");
	for (size_t i = 0; model_template_at(i, &name, &summary); i++)
		buf_printf(out, "%s\t%s\n", name, summary);
	return 0;
}

static int list_scorers(struct buf *out, struct xt_err *err)
{
	const char *name, *summary;

	(void)err;
	buf_string(out, "scorer\tsummary\n");
	for (size_t i = 0; model_scorer_at(i, &name, &summary); i++)
		buf_printf(out, "%s\t%s\n", name, summary);
	return 0;
}

static int list_suites(struct buf *out, struct xt_err *err)
{
	char **names = NULL;
	size_t count = 0;
	int result = suite_names(&names, &count, err);

	buf_string(out, "suite\tattacks\tseverities\tseeds\ttemplate\tsummary\n");
	for (size_t i = 0; i < count && !result; i++) {
		struct suite *suite;

		result = suite_open(&suite, names[i], err);
		if (result)
			break;
		buf_printf(out, "%s\t", suite->name);
		for (size_t a = 0; suite->attacks[a]; a++)
			buf_printf(out, "%s%s", a ? "," : "", suite->attacks[a]);
		for (size_t s = 0; s < suite->severity_count; s++)
			buf_printf(out, "%s%u", s ? "," : "\t", suite->severities[s]);
		for (size_t s = 0; s < suite->seed_count; s++)
			buf_printf(out, "%s%" PRIu64, s ? "," : "\t", suite->seeds[s]);
		buf_printf(out, "\t%s\t%s\n", suite->template, suite->summary);
		suite_close(suite);
	}
	file_names_free(names, count);
	return result;
}

static int list_isas(struct buf *out, struct xt_err *err)
{
	(void)err;
	buf_string(out, "isa\there\tdefault\n");
	for (int i = 0; i < ISA_COUNT; i++)
		buf_printf(out, "%s\t%s\t%s\n", isa_name((enum isa)i), isa_has((enum isa)i) ? "yes" : "no",
		        isa_best() == (enum isa)i ? "yes" : "no");
	return 0;
}

static const struct {
	const char *name;
	int (*put)(struct buf *out, struct xt_err *err);
} LISTS[] = {
        {"languages", list_languages},
        {"attacks", list_attacks},
        {"templates", list_templates},
        {"scorers", list_scorers},
        {"suites", list_suites},
        {"isas", list_isas},
};

/* The items of one language that have a site at all, for each attack. */
static int count_sites(struct lang *lang, const struct items *items, size_t *counts, struct xt_err *err)
{
	struct arena arena = ARENA_INIT;
	int result = 0;

	for (size_t n = 0; n < items->count && !result; n++) {
		for (size_t a = 0; attack_at(a) && !result; a++) {
			struct perturb_sites sites;

			result = perturb_propose(
			        attack_at(a), lang, &items->item[n], FIELDS_ALL, &arena, &sites, err);
			counts[a] += !result && sites.sites[0] + sites.sites[1] + sites.sites[2] > 0;
		}
		arena_reset(&arena);
	}
	arena_release(&arena);
	return result;
}

/* The matrix while it is made: the data of each split asked for, all splits together where none is. */
struct matrix {
	const struct make_options *options;
	struct split {
		const char *name; /* NULL: all */
		struct data data;
		size_t at; /* the file that comes next */
		struct items items;
		size_t *counts; /* [attacks] */
	} * split;
	size_t count, attacks;
	struct buf out;
};

/* "swap", or "swap:val". */
static void put_head(struct matrix *m, const char *name, const struct split *split)
{
	buf_printf(&m->out, m->count > 1 ? "\t%s:%s" : "\t%s", name, split->name);
}

static void put_heads(struct matrix *m)
{
	buf_string(&m->out, "language");
	for (size_t s = 0; s < m->count; s++)
		put_head(m, "items", &m->split[s]);
	for (size_t a = 1; a < m->attacks; a++)
		for (size_t s = 0; s < m->count; s++)
			put_head(m, attack_at(a)->name, &m->split[s]);
	buf_string(&m->out, "\tlexicons\n");
}

static void put_cell(struct matrix *m, const struct lang *lang, size_t a, const struct split *split)
{
	if (!is_able(attack_at(a), lang))
		buf_string(&m->out, "\tempty");
	else if (!split->items.count)
		buf_string(&m->out, "\t-");
	else
		buf_printf(&m->out, "\t%.1f", 100.0 * (double)split->counts[a] / (double)split->items.count);
}

/* Text from a file, in one field of one row. */
static void put_plain(struct buf *out, const char *text)
{
	for (; *text; text++)
		buf_byte(out, (unsigned char)*text < ' ' || *text == 0x7F ? ' ' : *text);
}

/* The licence of each lexicon that words were looked up in: ours, then the others by package, else by path. */
static void put_lexicons(struct matrix *m, const struct lang *lang)
{
	buf_string(&m->out, "\tApache-2.0");
	for (size_t i = 0; i < lang_external_count(lang); i++) {
		const struct lang_external *e = lang_external_at(lang, i);

		if (!e->licence)
			continue;
		buf_string(&m->out, "; ");
		put_plain(&m->out, e->package ? e->package : e->path);
		buf_string(&m->out, ": ");
		put_plain(&m->out, *e->licence ? e->licence : "not stated");
	}
	buf_byte(&m->out, '\n');
}

static int put_language(struct matrix *m, const char *code, struct xt_err *err)
{
	struct lang *lang;
	int result = make_open_lang(&lang, m->options, code, LANG_ALL, err);

	for (size_t s = 0; s < m->count && !result; s++) {
		memset(m->split[s].counts, 0, m->attacks * sizeof(*m->split[s].counts));
		result = count_sites(lang, &m->split[s].items, m->split[s].counts, err);
	}
	if (!result) {
		buf_string(&m->out, code);
		for (size_t s = 0; s < m->count; s++)
			buf_printf(&m->out, "\t%zu", m->split[s].items.count);
		for (size_t a = 1; a < m->attacks; a++)
			for (size_t s = 0; s < m->count; s++)
				put_cell(m, lang, a, &m->split[s]);
		put_lexicons(m, lang);
	}
	lang_close(lang);
	return result;
}

/* The language whose turn it is: the first in order of which a split has a file left; NULL at the end. */
static const char *next_language(const struct matrix *m)
{
	const char *first = NULL;

	for (size_t s = 0; s < m->count; s++) {
		const struct split *split = &m->split[s];

		if (split->at < split->data.count &&
		        (!first || strcmp(split->data.file[split->at].lang, first) < 0))
			first = split->data.file[split->at].lang;
	}
	return first;
}

/* Reads all files of a language in one split, and goes past them. */
static int read_language(struct split *split, const char *code, struct xt_err *err)
{
	int result = 0;

	items_release(&split->items);
	split->items = (struct items)ITEMS_INIT;
	for (; split->at < split->data.count && !strcmp(split->data.file[split->at].lang, code) && !result;
	        split->at++)
		result = data_read(&split->data.file[split->at], &split->items, err);
	return result;
}

static int put_matrix(struct matrix *m, struct xt_err *err)
{
	const char *code;

	put_heads(m);
	while ((code = next_language(m))) {
		size_t items = 0;

		for (size_t s = 0; s < m->count; s++) {
			if (read_language(&m->split[s], code, err))
				return -1;
			items += m->split[s].items.count;
		}
		if (items && put_language(m, code, err))
			return -1;
	}
	return 0;
}

static int open_matrix(struct matrix *m, const struct args *args, char **splits, const char *const *langs,
        struct xt_err *err)
{
	size_t n = 0;

	while (attack_at(m->attacks))
		m->attacks++;
	while (splits && splits[n])
		n++;
	n = n ? n : 1;
	m->split = mem_zalloc(n, sizeof(*m->split));
	for (; m->count < n; m->count++) {
		struct split *split = &m->split[m->count];

		split->name = splits ? splits[m->count] : NULL;
		if (data_open(&split->data, args_text(args, "data"), split->name, langs, err))
			return -1;
		split->counts = mem_alloc(m->attacks, sizeof(*split->counts));
	}
	return 0;
}

static void close_matrix(struct matrix *m)
{
	for (size_t s = 0; s < m->count; s++) {
		data_close(&m->split[s].data);
		items_release(&m->split[s].items);
		mem_free(m->split[s].counts);
	}
	mem_free(m->split);
	buf_release(&m->out);
}

static int matrix(const struct args *args)
{
	char **langs = NULL, **splits = NULL;
	struct make_options options = {.system_data = args_flag(args, "system-data")};
	struct matrix m = {.options = &options, .out = BUF_INIT};
	struct rows_keep keep = {.suite = NULL};
	int status = args_names(args, "langs", &langs);
	struct xt_err err;

	if (!status)
		status = args_names(args, "split", &splits);
	if (!status)
		status = rows_lexicons(args, &options, &keep);
	options.langs = (const char *const *)langs;
	if (!status)
		status = rows_fit(args, &options, NULL);

	if (!status &&
	        (open_matrix(&m, args, splits, (const char *const *)langs, &err) || put_matrix(&m, &err)))
		status = cli_error(args, &err);
	if (!status)
		fwrite(m.out.bytes, 1, m.out.length, stdout);
	close_matrix(&m);
	rows_release(&keep);
	mem_free(splits);
	mem_free(langs);
	return status;
}

static int run(const struct args *args)
{
	const char *what = args_operand(args, 0);
	struct buf out = BUF_INIT;
	struct xt_err err;
	int status = EXIT_USAGE;

	if (args_count(args) != 1)
		return cli_usage(
		        args, "one list is wanted: languages, attacks, templates, scorers, suites or isas");
	if (args_flag(args, "matrix"))
		return strcmp(what, "attacks") ? cli_usage(args, "--matrix goes with attacks") : matrix(args);
	for (size_t i = 0; i < sizeof(LISTS) / sizeof(*LISTS); i++) {
		if (strcmp(LISTS[i].name, what))
			continue;
		status = LISTS[i].put(&out, &err) ? cli_error(args, &err) : EXIT_DONE;
		if (!status)
			fwrite(out.bytes, 1, out.length, stdout);
		buf_release(&out);
		return status;
	}
	return cli_usage(
	        args, "there is no list '%s': languages, attacks, templates, scorers, suites, isas", what);
}

const struct command command_list = {"list",
        "list languages, attacks, templates, scorers, suites, instruction sets",
        {"languages | attacks | templates | scorers | suites | isas", "attacks", NULL}, OPTIONS, run};
