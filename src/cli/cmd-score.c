/* SPDX-License-Identifier: Apache-2.0 · xtremor score: every checkpoint on every attack set, into results.h5 */
#include "cli/rows-score.h"

#include <string.h>

#include "base/mem.h"

static void note(void *user, const char *message)
{
	cli_note(user, "%s", message);
}

static void complain(void *user, const char *message)
{
	cli_failed(user, "%s", message);
}

/* What is missing must be seen even with --quiet, as is the reason. */
static int finish(
        const struct args *args, const struct score_options *options, const struct score_counts *counts)
{
	if (counts->model.truncated)
		cli_note(args, "%llu of %llu sequences were cut to what the checkpoint takes",
		        (unsigned long long)counts->model.truncated,
		        (unsigned long long)counts->model.sequences);
	if (counts->resumed)
		cli_note(args, "%zu of %zu blocks were there from before", counts->resumed, counts->blocks);
	if (!counts->absent)
		return EXIT_DONE;
	cli_failed(args, "%s lacks %zu of %zu checkpoints, which could not be scored", options->out,
	        counts->absent, options->checkpoint_count);
	return EXIT_ABSENT;
}

static int run(const struct args *args)
{
	struct score_options options = {.sets = args_text(args, "sets"),
	        .out = args_text(args, "output"),
	        .resume = args_flag(args, "resume"),
	        .complain = complain};
	const char **checkpoints;
	struct score_counts counts;
	struct progress progress;
	struct cli_bar bar;
	struct xt_err err;
	union {
		const struct args *in;
		void *out;
	} user = {args};
	int status = rows_score(args, &options);

	if (status)
		return status;
	if (!args_count(args))
		return cli_usage(args, "no checkpoint is given");
	if (!strcmp(options.out, "-"))
		return cli_usage(args, "-o wants the name of a file: HDF5 cannot be streamed");
	checkpoints = mem_alloc(args_count(args), sizeof(*checkpoints));
	for (size_t i = 0; i < args_count(args); i++)
		checkpoints[i] = args_operand(args, i);
	options.checkpoints = checkpoints;
	options.checkpoint_count = args_count(args);
	progress = cli_progress(args, &bar);
	status = score_run(&options, &progress, note, user.out, &counts, &err);
	cli_progress_end(&bar);
	status = status ? cli_error(args, &err) : finish(args, &options, &counts);
	mem_free(checkpoints);
	return status;
}

static const struct option_row OPTIONS[] = {
        {"sets", 0, "SETS", OPTION_NEEDED | OPTION_DIR, 0, "folder of attack sets to score", NULL},
        ROWS_SCORE,
        {"threads", 0, "N", 0, 0, "how many threads; all cores", NULL},
        {"resume", 0, NULL, 0, 0, "go on where a killed run stopped; start, where there is none", NULL},
        {"output", 'o', "FILE", OPTION_NEEDED | OPTION_FILE, 0, "results to write, HDF5", NULL},
        OPTION_END,
};

const struct command command_score = {
        .name = "score",
        .summary = "score checkpoints on attack sets",
        .forms = {"CHECKPOINT ...", NULL},
        .options = OPTIONS,
        .run = run,
};
