/* SPDX-License-Identifier: Apache-2.0 · xtremor attack: makes attack sets */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "cli/rows-attack.h"
#include "data/data.h"

static const struct option_row OPTIONS[] = {
        {"data", 0, "DATA", OPTION_NEEDED | OPTION_FILE, 0,
                "clean items: a folder in XCOPA's layout, a file, or - for JSON lines on standard input",
                NULL},
        {"split", 0, "S", OPTION_NEEDED, 0, "which split to read: val, test", "val test train"},
        ROWS_ATTACK(0),
        {"review", 0, "N", 0, 0,
                "also write N pairs of each language and attack for people to accept or reject", NULL},
        {"reviewed", 0, "FILE", OPTION_REPEATS | OPTION_FILE, 0,
                "leave out the edits that were rejected there", NULL},
        {"threads", 0, "N", 0, 0, "threads; all cores", NULL},
        {"output", 'o', "SETS", OPTION_NEEDED | OPTION_DIR, 0,
                "folder to write, or add to; - streams one condition to standard output", NULL},
        OPTION_END,
};

static void put_counts(const struct make_counts *counts)
{
	printf("language\tattack\tseverity\titems\ttouched\tedits\tshare\n");
	for (size_t i = 0; i < counts->count; i++) {
		const struct make_row *row = &counts->row[i];

		printf("%s\t%s\t%u\t%zu\t%zu\t%zu\t%.4f\n", row->lang, row->attack, row->severity, row->items,
		        row->touched, row->edits,
		        row->items ? (double)row->touched / (double)row->items : 0.0);
	}
}

static int stream(const struct args *args, const struct make_options *options)
{
	struct buf out = BUF_INIT;
	struct xt_err err;
	int status = EXIT_DONE;

	if (make_stream(options, &out, &err))
		status = cli_error(args, &err);
	else
		fwrite(out.bytes, 1, out.length, stdout);
	buf_release(&out);
	return status;
}

/* What a review has no rows of. */
static void note_review(const struct args *args, const struct make_options *options)
{
	bool some = !options->attacks;

	for (size_t i = 0; options->attacks && options->attacks[i]; i++) {
		if (strchr(options->attacks[i], '+'))
			cli_note(args, "--review: %s is not in it: joined attacks are judged in their parts",
			        options->attacks[i]);
		else
			some = some || strcmp(options->attacks[i], "none") != 0;
	}
	if (!some)
		cli_note(args, "--review: %s/review.tsv has no rows", options->out);
}

static int make(const struct args *args, const struct make_options *options)
{
	struct make_counts counts;
	struct cli_bar bar;
	struct progress progress = cli_progress(args, &bar);
	struct xt_err err;
	int status = EXIT_DONE, result = make_sets(options, &progress, &counts, &err);

	cli_progress_end(&bar);
	if (result) {
		status = cli_error(args, &err);
	} else {
		put_counts(&counts);
		rows_attack_report(args, &counts);
		if (options->review)
			note_review(args, options);
	}
	make_counts_release(&counts);
	return status;
}

/* A stream is one condition of one language: whether the command line says which. */
static int check_stream(const struct args *args, const struct make_options *options)
{
	const char *const *attacks = options->attacks, *const *langs = options->langs;
	bool one = attacks && attacks[0] && !attacks[1] && strcmp(attacks[0], "all") &&
	           (options->severity_count == 1 || !strcmp(attacks[0], "none"));
	struct data data;
	struct xt_err err;

	if (one && !data_open(&data, options->data, options->split, langs, &err)) {
		one = data.count == 1;
		if (one && !strcmp(data.file[0].lang, DATA_UNKNOWN)) {
			data_close(&data);
			return cli_usage(
			        args, "%s: of which language is it? Name one with --langs", options->data);
		}
		data_close(&data);
	}
	return one ? EXIT_DONE
	           : cli_usage(args,
	                     "one condition is streamed: name one of --langs, one of --attacks, one of "
	                     "--severities");
}

/* The files of verdicts, NULL-terminated, to be freed; NULL where there is none. */
static const char **reviewed(const struct args *args)
{
	size_t n = 0;
	const char **files;

	while (args_nth(args, "reviewed", n))
		n++;
	if (!n)
		return NULL;
	files = mem_alloc(n + 1, sizeof(*files));
	for (size_t i = 0; i <= n; i++)
		files[i] = args_nth(args, "reviewed", i);
	return files;
}

static int run(const struct args *args)
{
	uint64_t review;
	const char **files = reviewed(args);

	struct make_options options = {.data = args_text(args, "data"),
	        .split = args_text(args, "split"),
	        .out = args_text(args, "output")};
	struct rows_keep keep = {.suite = NULL};
	int status = args_count(args) ? cli_usage(args, "'%s': no operand is wanted", args_operand(args, 0))
	                              : rows_attack(args, &options, &keep);

	options.reviewed = files;
	if (!status && args_number(args, "review", 1, UINT32_MAX, 0, &review))
		status = EXIT_USAGE;
	else if (!status && review && !strcmp(options.out, "-"))
		status = cli_usage(args, "--review writes into a folder: it does not go with -o -");
	options.review = status ? 0 : (size_t)review;
	if (!status && !strcmp(options.out, "-"))
		status = check_stream(args, &options);
	if (!status && !strcmp(options.out, "-"))
		status = stream(args, &options);
	else if (!status && !strcmp(options.data, "-"))
		status = cli_usage(args, "--data - streams one condition: -o - is wanted with it");
	else if (!status)
		status = make(args, &options);
	rows_release(&keep);
	mem_free(files);
	return status;
}

const struct command command_attack = {"attack", "make attack sets", {"", NULL}, OPTIONS, run};
