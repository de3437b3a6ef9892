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
        {"split", 0, "S", 0, 2, "only this split; every one", "val test train"},
        {"langs", 0, "L,...", 0, 2, "only these languages; all that DATA has", NULL},
        {"lexicon", 0, "LANG=FILE", OPTION_REPEATS | OPTION_FILE, 2, "synonyms of your own, as for attack",
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

/* The files that --lexicon names for a language; free the array. */
static const char **lexicons_of(const struct make_options *options, const char *code, size_t *count)
{
	const char **files = mem_alloc(options->lexicon_count, sizeof(*files));

	*count = 0;
	for (size_t i = 0; i < options->lexicon_count; i++)
		if (!strcmp(options->lexicons[i].lang, code))
			files[(*count)++] = options->lexicons[i].path;
	return files;
}

static int put_shares(struct buf *out, const struct make_options *options, const char *code,
        const struct items *items, struct xt_err *err)
{
	size_t attacks = 0, count, *counts;
	const char **lexicons = lexicons_of(options, code, &count);
	struct lang *lang;
	int result;

	while (attack_at(attacks))
		attacks++;
	counts = mem_zalloc(attacks, sizeof(*counts));
	result = lang_open(&lang, code, lexicons, count, options->system_data, err);
	if (!result)
		result = count_sites(lang, items, counts, err);
	buf_printf(out, "%s\t%zu", code, items->count);
	for (size_t a = 1; a < attacks && !result; a++)
		if (is_able(attack_at(a), lang))
			buf_printf(out, "\t%.1f", 100.0 * (double)counts[a] / (double)items->count);
		else
			buf_string(out, "\tempty");
	buf_byte(out, '\n');
	lang_close(lang);
	mem_free(counts);
	mem_free(lexicons);
	return result;
}

/* Reads all files of the language that data->file[*at] is of, and goes past them. */
static int read_language(const struct data *data, size_t *at, struct items *items, struct xt_err *err)
{
	const char *code = data->file[*at].lang;
	int result = 0;

	for (; *at < data->count && !strcmp(data->file[*at].lang, code) && !result; ++*at)
		result = data_read(&data->file[*at], items, err);
	return result;
}

static int put_matrix(
        struct buf *out, const struct make_options *options, const struct data *data, struct xt_err *err)
{
	int result = 0;

	buf_string(out, "language\titems");
	for (size_t a = 1; attack_at(a); a++)
		buf_printf(out, "\t%s", attack_at(a)->name);
	buf_byte(out, '\n');
	for (size_t i = 0; i < data->count && !result;) {
		struct items items = ITEMS_INIT;
		const char *code = data->file[i].lang;

		result = read_language(data, &i, &items, err);
		if (!result && items.count)
			result = put_shares(out, options, code, &items, err);
		items_release(&items);
	}
	return result;
}

static int matrix(const struct args *args)
{
	char **langs = args_list(args_text(args, "langs"));
	struct buf out = BUF_INIT;
	struct data data;
	struct xt_err err;
	struct make_options options = {.system_data = args_flag(args, "system-data")};
	struct rows_keep keep = {.suite = NULL};
	int status = rows_lexicons(args, &options, &keep);

	if (!status) {
		if (data_open(&data, args_text(args, "data"), args_text(args, "split"),
		            (const char *const *)langs, &err)) {
			status = cli_error(args, &err);
		} else {
			if (put_matrix(&out, &options, &data, &err))
				status = cli_error(args, &err);
			data_close(&data);
		}
	}
	if (!status)
		fwrite(out.bytes, 1, out.length, stdout);
	rows_release(&keep);
	buf_release(&out);
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
