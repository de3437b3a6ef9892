/* SPDX-License-Identifier: Apache-2.0 · reading the option rows that make attack sets */
#include "cli/rows-attack.h"

#include <string.h>

#include "base/mem.h"
#include "data/data.h"
#include "perturb/chain.h"
#include "perturb/perturb.h"

static int take_severities(const struct args *args, struct make_options *out, struct rows_keep *keep)
{
	char **list;
	unsigned *severities = NULL;
	size_t n = 0;
	int status = args_names(args, "severities", &list);

	while (list && list[n])
		n++;
	severities = mem_alloc(n, sizeof(*severities));
	for (size_t i = 0; i < n && !status; i++) {
		if (strlen(list[i]) != 1 || *list[i] < '1' || *list[i] > '5') {
			status = cli_usage(args, "--severities %s: whole numbers from 1 to 5 are wanted",
			        args_text(args, "severities"));
			break;
		}
		severities[i] = (unsigned)(*list[i] - '0');
	}
	keep->block[0] = severities;
	out->severities = list ? severities : NULL;
	out->severity_count = n;
	mem_free(list);
	return status;
}

static int take_fields(const struct args *args, struct make_options *out)
{
	char **list;
	int status = args_names(args, "fields", &list);
	enum field field;

	out->fields = 0;
	for (size_t i = 0; list && list[i] && !status; i++) {
		if (field_find(list[i], &field))
			status = cli_usage(
			        args, "--fields %s: premise, choice1 or choice2 is wanted", list[i]);
		else
			out->fields |= 1U << field;
	}
	mem_free(list);
	return status;
}

static int take_attacks(const struct args *args, struct make_options *out, struct rows_keep *keep)
{
	bool all = false;
	int status = args_names(args, "attacks", &keep->list[1]);

	out->attacks = (const char *const *)keep->list[1];
	for (size_t i = 0; out->attacks && out->attacks[i]; i++)
		all = all || !strcmp(out->attacks[i], "all");
	for (size_t i = 0; out->attacks && out->attacks[i] && !status; i++) {
		struct chain chain;
		struct xt_err err;

		if (strcmp(out->attacks[i], "all") && chain_parse(&chain, out->attacks[i], &err))
			return cli_usage(args, "%s: 'xtremor list attacks' names them", err.message);
		if (all && attack_find(out->attacks[i]))
			return cli_usage(args, "--attacks: %s stands twice: all has it", out->attacks[i]);
	}
	return status;
}

/* "ta=words.tsv", each time that the option is given: the part before '=' goes into a list of its own, block[block]. */
static int take_files(const struct args *args, const char *option, size_t block, struct rows_keep *keep,
        const struct make_lexicon **out, size_t *count)
{
	size_t n = 0, bytes = 0;
	struct make_lexicon *files;
	char *names;

	for (; args_nth(args, option, n); n++)
		bytes += strlen(args_nth(args, option, n)) + 1;
	keep->block[block] = files = mem_alloc(n, sizeof(*files));
	keep->block[block + 1] = names = mem_alloc(bytes, 1);
	for (size_t i = 0; i < n; i++) {
		const char *text = args_nth(args, option, i), *equals = strchr(text, '=');

		if (!equals || equals == text || !equals[1])
			return cli_usage(args, "--%s %s: LANG=FILE is wanted", option, text);
		memcpy(names, text, (size_t)(equals - text));
		names[equals - text] = '\0';
		files[i] = (struct make_lexicon){names, equals + 1};
		names += equals - text + 1;
	}
	*out = files;
	*count = n;
	return EXIT_DONE;
}

/* What a suite fixes is not for the command line to change. */
static int take_suite(const struct args *args, struct make_options *out, struct rows_keep *keep)
{
	static const char *const FIXED[] = {"attacks", "severities", "seed", "fields", "lexicon", "pairs",
	        "system-data", "reviewed", "template"};
	const char *name = args_text(args, "suite");
	struct xt_err err;

	if (!name)
		return EXIT_DONE;
	for (size_t i = 0; i < sizeof(FIXED) / sizeof(*FIXED); i++)
		if (args_text(args, FIXED[i]))
			return cli_usage(args, "--suite %s says all of it: leave --%s out", name, FIXED[i]);
	if (suite_open(&keep->suite, name, &err))
		return cli_usage(args, "%s", err.message);
	out->attacks = keep->suite->attacks;
	out->severities = keep->suite->severities;
	out->severity_count = keep->suite->severity_count;
	out->seeds = keep->suite->seeds;
	out->seed_count = keep->suite->seed_count;
	out->fields = keep->suite->fields;
	return EXIT_DONE;
}

static bool has_language(const struct data *data, const char *lang)
{
	for (size_t i = 0; i < data->count; i++)
		if (!strcmp(data->file[i].lang, lang))
			return true;
	return false;
}

static int check_files(const struct args *args, const char *option, const struct data *data,
        const struct make_lexicon *files, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!has_language(data, files[i].lang))
			return cli_usage(args, "--%s %s=%s: that language is not attacked here", option,
			        files[i].lang, files[i].path);
	return EXIT_DONE;
}

/* Data that cannot be opened is for who reads it to complain of. */
int rows_fit(const struct args *args, const struct make_options *options, const char *split)
{
	struct data data;
	struct xt_err err;
	int status;

	if (options->lexicon_count + options->pair_count == 0 ||
	        data_open(&data, args_text(args, "data"), split, options->langs, &err))
		return EXIT_DONE;
	status = check_files(args, "lexicon", &data, options->lexicons, options->lexicon_count);
	if (!status)
		status = check_files(args, "pairs", &data, options->pairs, options->pair_count);
	data_close(&data);
	return status;
}

int rows_lexicons(const struct args *args, struct make_options *out, struct rows_keep *keep)
{
	int status = take_files(args, "lexicon", 1, keep, &out->lexicons, &out->lexicon_count);

	return status ? status : take_files(args, "pairs", 3, keep, &out->pairs, &out->pair_count);
}

int rows_attack(const struct args *args, struct make_options *out, struct rows_keep *keep)
{
	uint64_t threads;
	int status;

	status = args_names(args, "langs", &keep->list[0]);
	out->langs = (const char *const *)keep->list[0];
	if (status)
		return status;
	out->system_data = args_flag(args, "system-data");
	if (args_number(args, "seed", 0, INT64_MAX, 0, &out->seed) ||
	        args_number(args, "threads", 1, 4096, 0, &threads))
		return EXIT_USAGE;
	out->threads = (int)threads;
	status = take_attacks(args, out, keep);
	if (!status)
		status = take_severities(args, out, keep);
	if (!status)
		status = take_fields(args, out);
	if (!status)
		status = rows_lexicons(args, out, keep);
	if (!status)
		status = take_suite(args, out, keep);
	if (!status)
		status = rows_fit(args, out, args_text(args, "split"));
	return status;
}

void rows_release(struct rows_keep *keep)
{
	for (size_t i = 0; i < sizeof(keep->list) / sizeof(*keep->list); i++)
		mem_free(keep->list[i]);
	for (size_t i = 0; i < sizeof(keep->block) / sizeof(*keep->block); i++)
		mem_free(keep->block[i]);
	suite_close(keep->suite);
	memset(keep, 0, sizeof(*keep));
}

/* Whether row i is the first of its language and attack; the severities stand together. */
static bool is_first(const struct make_counts *counts, size_t i)
{
	return !i || strcmp(counts->row[i - 1].lang, counts->row[i].lang) ||
	       strcmp(counts->row[i - 1].attack, counts->row[i].attack);
}

static void put_share(struct buf *shares, struct buf *empty, const struct make_row *row)
{
	if (row->empty)
		buf_printf(empty, " %s", row->lang);
	else
		buf_printf(shares, " %s %.0f %%", row->lang,
		        row->items ? 100.0 * (double)row->touched / (double)row->items : 0.0);
}

/* Severity changes how much of an item is changed, hardly ever whether it is: one share for each language will do. Every
 * language has the same attacks, in the same order. */
void rows_attack_report(const struct args *args, const struct make_counts *counts)
{
	struct buf shares = BUF_INIT, empty = BUF_INIT;

	for (size_t a = 0; a < counts->count && !strcmp(counts->row[a].lang, counts->row[0].lang); a++) {
		const char *name = counts->row[a].attack;

		if (!counts->row[a].severity || !is_first(counts, a))
			continue;
		buf_clear(&shares);
		buf_clear(&empty);
		for (size_t i = a; i < counts->count; i++) {
			const struct make_row *row = &counts->row[i];

			if (i != a && !strcmp(row->lang, counts->row[0].lang) && !strcmp(row->attack, name) &&
			        is_first(counts, i))
				break; /* the next seed */
			if (!strcmp(row->attack, name) && is_first(counts, i))
				put_share(&shares, &empty, row);
		}
		if (shares.length)
			cli_note(args, "%s: items touched:%s", name, shares.bytes);
		if (empty.length)
			cli_note(args, "%s: declared empty, written unchanged:%s", name, empty.bytes);
	}
	buf_release(&shares);
	buf_release(&empty);
}
