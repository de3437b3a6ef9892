/* SPDX-License-Identifier: Apache-2.0 · xtremor run: from data to a board in one command that can be killed and run again */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "bench/names.h"
#include "bench/run.h"
#include "bench/store.h"
#include "cli/rows-attack.h"
#include "cli/rows-rank.h"
#include "cli/rows-score.h"

static const struct option_row OPTIONS[] = {
        {"data", 0, "DATA", OPTION_NEEDED | OPTION_FILE, 0, "a folder in XCOPA's layout, or a file", NULL},
        {"split", 0, "S", OPTION_NEEDED, 0, "which split to read: val, test", "val test"},
        ROWS_ATTACK(0),
        ROWS_SCORE,
        ROWS_RANK,
        {"threads", 0, "N", 0, 0, "how many threads; all cores", NULL},
        {"output", 'o', "RUN", OPTION_NEEDED | OPTION_DIR, 0, "folder to make, or to go on in", NULL},
        OPTION_END,
};

/* What an option that is not given stands for, so that saying it and not saying it is the same run. */
static const struct {
	const char *name, *value;
} DEFAULTS[] = {
        {"attacks", "all"},
        {"severities", "1,2,3,4,5"},
        {"seed", "0"},
        {"fields", "premise,choice1,choice2"},
        {"template", "xtreme-r"},
        {"prefix", ""},
        {"scorer", "auto"},
        {"precision", "f32"},
};

/* Options that decide no byte of sets and scores, or that are checked elsewhere by their content: DATA by its hash in
 * the manifest, the instruction set by the journal. */
static const char *const FREE[] = {"data", "isa", "format", "threads", "output"};

/* Everything of a run in progress. */
struct job {
	const struct args *args;
	const char *folder;
	struct make_options make;
	struct score_options score;
	struct board_options board;
	struct rows_keep keep;
	struct names names;
	const char **checkpoints, **attacks;
	bool claimed; /* options.txt is this process' own */
	struct buf sets, results, options, board_file;
};

static bool is_free(const char *name)
{
	for (size_t i = 0; i < sizeof(FREE) / sizeof(*FREE); i++)
		if (!strcmp(FREE[i], name))
			return true;
	return false;
}

static const char *otherwise(const char *name)
{
	for (size_t i = 0; i < sizeof(DEFAULTS) / sizeof(*DEFAULTS); i++)
		if (!strcmp(DEFAULTS[i].name, name))
			return DEFAULTS[i].value;
	return NULL;
}

/* Whether a suite says what the option stands for. */
static bool is_suites(const char *name)
{
	return !strcmp(name, "attacks") || !strcmp(name, "severities") || !strcmp(name, "seed") ||
	       !strcmp(name, "fields") || !strcmp(name, "template");
}

/* What a suite says stands there word for word, so that one that was changed is another run. */
static void put_suite(const struct suite *suite, struct buf *out)
{
	for (size_t i = 0; suite->attacks[i]; i++)
		buf_printf(out, "suite.attack=%s\n", suite->attacks[i]);
	for (size_t i = 0; i < suite->severity_count; i++)
		buf_printf(out, "suite.severity=%u\n", suite->severities[i]);
	for (size_t i = 0; i < suite->seed_count; i++)
		buf_printf(out, "suite.seed=%" PRIu64 "\n", suite->seeds[i]);
	for (unsigned f = 0; f < FIELD_COUNT; f++)
		if (suite->fields & 1U << f)
			buf_printf(out, "suite.field=%s\n", field_name((enum field)f));
	buf_printf(out, "suite.template=%s\n", suite->template);
}

/* The run's options as "name=value\n" lines, in the table's order, then the checkpoints' names. */
static void put_options(const struct job *job, struct buf *out)
{
	for (const struct option_row *row = OPTIONS; row->name; row++) {
		const char *value;
		size_t i = 0;

		if (is_free(row->name))
			continue;
		for (; (value = args_nth(job->args, row->name, i)); i++)
			buf_printf(out, "%s=%s\n", row->name, row->value ? value : "yes");
		if (!i && otherwise(row->name) && !(job->keep.suite && is_suites(row->name)))
			buf_printf(out, "%s=%s\n", row->name, otherwise(row->name));
	}
	if (job->keep.suite)
		put_suite(job->keep.suite, out);
	for (size_t i = 0; i < job->names.count; i++)
		buf_printf(out, "checkpoint=%s\n", job->names.name[i]);
}

/* Whether a folder that has no options.txt holds something that a run would write. */
static int check_strange(const struct job *job, struct xt_err *err)
{
	struct buf manifest = BUF_INIT;
	const char *paths[] = {NULL, job->results.bytes, job->board_file.bytes};
	int result = 0;

	file_join(&manifest, job->sets.bytes, "manifest.json");
	paths[0] = manifest.bytes;
	for (size_t i = 0; !result && i < sizeof(paths) / sizeof(*paths); i++)
		if (file_exists(paths[i]))
			result = err_set(err,
			        "%s: is there, but not from a run: choose another folder for -o", paths[i]);
	buf_release(&manifest);
	return result;
}

/* Makes RUN, or finds it made by the same options. */
static int claim(struct job *job, struct xt_err *err)
{
	struct buf now = BUF_INIT, was = BUF_INIT;
	int result = -1;

	put_options(job, &now);
	if (file_mkdirs(job->folder, err))
		goto out;
	if (file_exists(job->options.bytes)) {
		if (!file_read(job->options.bytes, 1 << 20, &was, err))
			result = run_same(buf_text(&was), now.bytes, job->options.bytes, err);
	} else if (!check_strange(job, err)) {
		result = file_write(job->options.bytes, now.bytes, now.length, true, err);
		job->claimed = !result;
	}
out:
	buf_release(&now);
	buf_release(&was);
	return result;
}

/* Appends the path of the board in a form. */
static void put_board_path(const struct job *job, const char *format, struct buf *out)
{
	file_join(out, job->folder, "board.");
	buf_string(out, !strcmp(format, "text") ? "txt" : !strcmp(format, "markdown") ? "md" : format);
}

/* Removes what a killed process was writing in RUN itself: options.txt, and the board in any form. */
static void sweep(const struct job *job)
{
	struct buf path = BUF_INIT;

	(void)file_sweep(job->options.bytes, NULL);
	for (size_t i = 0; board_format(i); i++) {
		buf_clear(&path);
		put_board_path(job, board_format(i), &path);
		(void)file_sweep(path.bytes, NULL);
	}
	buf_release(&path);
}

static void note(void *user, const char *message)
{
	const struct job *job = user;

	cli_note(job->args, "%s", message);
}

static void complain(void *user, const char *message)
{
	const struct job *job = user;

	cli_failed(job->args, "%s", message);
}

/* Where no set could be made, a next try may have other options; what another process claimed stays its own. */
static void unclaim(const struct job *job)
{
	struct buf manifest = BUF_INIT;

	file_join(&manifest, job->sets.bytes, "manifest.json");
	if (job->claimed && !file_exists(manifest.bytes))
		unlink(job->options.bytes);
	buf_release(&manifest);
}

static int make_all(struct job *job, struct xt_err *err)
{
	struct make_counts counts = {.count = 0};
	struct cli_bar bar;
	struct progress progress = cli_progress(job->args, &bar);
	int result = make_sets(&job->make, &progress, &counts, err);

	cli_progress_end(&bar);
	if (!result)
		rows_attack_report(job->args, &counts);
	else
		unclaim(job);
	make_counts_release(&counts);
	return result;
}

static int score_all(struct job *job, size_t *absent, struct xt_err *err)
{
	struct score_counts counts;
	struct cli_bar bar;
	struct progress progress = cli_progress(job->args, &bar);
	int result;

	job->score.complain = complain;
	result = score_run(&job->score, &progress, note, job, &counts, err);
	cli_progress_end(&bar);
	*absent = counts.absent;
	return result;
}

static int show_board(const struct job *job, struct xt_err *err)
{
	struct results *results;
	struct buf board = BUF_INIT;
	int result;

	if (store_read(&results, job->results.bytes, err))
		return -1;
	result = board_put(&job->board, (const struct results *const[]){results}, 1, &board, err);
	if (!result)
		result = file_write(job->board_file.bytes, board.bytes, board.length, true, err);
	if (!result)
		fwrite(board.bytes, 1, board.length, stdout);
	results_free(results);
	buf_release(&board);
	return result;
}

static int work(struct job *job)
{
	size_t absent = 0;
	struct xt_err err;

	if (names_make(&job->names, job->checkpoints, job->score.checkpoint_count, &err) || claim(job, &err))
		return cli_error(job->args, &err);
	sweep(job);
	if (make_all(job, &err) || score_all(job, &absent, &err) || show_board(job, &err))
		return cli_error(job->args, &err);
	if (!absent)
		return EXIT_DONE;
	cli_failed(
	        job->args, "%zu of %zu checkpoints could not be scored", absent, job->score.checkpoint_count);
	return EXIT_ABSENT;
}

/* A board compares with clean text, so that "none" is made whatever attacks are named. */
static void add_clean(struct job *job)
{
	const char *const *named = job->make.attacks;
	size_t n = 0;

	for (; named && named[n]; n++)
		if (!strcmp(named[n], "none") || !strcmp(named[n], "all"))
			return;
	if (!n)
		return;
	job->attacks = mem_alloc(n + 2, sizeof(*job->attacks));
	job->attacks[0] = "none";
	memcpy(job->attacks + 1, named, (n + 1) * sizeof(*named));
	job->make.attacks = job->attacks;
}

/* Options into the three parts' own. */
static int read_options(struct job *job)
{
	int status = rows_attack(job->args, &job->make, &job->keep);

	if (!status)
		status = rows_score(job->args, &job->score);
	if (!status && job->keep.suite)
		job->score.model.template = job->keep.suite->template;
	if (!status)
		status = rows_rank(job->args, &job->board);
	if (!status && !args_count(job->args))
		status = cli_usage(job->args, "no checkpoint is given");
	if (status)
		return status;
	file_join(&job->sets, job->folder, "sets");
	file_join(&job->results, job->folder, "results.h5");
	file_join(&job->options, job->folder, "options.txt");
	put_board_path(job, job->board.format ? job->board.format : "text", &job->board_file);
	job->checkpoints = mem_alloc(args_count(job->args), sizeof(*job->checkpoints));
	for (size_t i = 0; i < args_count(job->args); i++)
		job->checkpoints[i] = args_operand(job->args, i);
	add_clean(job);
	job->make.data = args_text(job->args, "data");
	job->make.split = args_text(job->args, "split");
	job->make.out = job->sets.bytes;
	job->score.sets = job->sets.bytes;
	job->score.out = job->results.bytes;
	job->score.resume = true;
	job->score.checkpoints = job->checkpoints;
	job->score.checkpoint_count = args_count(job->args);
	job->board.threads = job->score.model.threads;
	return EXIT_DONE;
}

static int run(const struct args *args)
{
	struct job job = {.args = args, .folder = args_text(args, "output")};
	int status;

	if (!strcmp(job.folder, "-") || !strcmp(args_text(args, "data"), "-"))
		return cli_usage(args, "run wants a folder for -o, and DATA that can be read again");
	status = read_options(&job);
	if (!status)
		status = work(&job);
	names_free(&job.names);
	rows_release(&job.keep);
	mem_free(job.checkpoints);
	mem_free(job.attacks);
	buf_release(&job.sets);
	buf_release(&job.results);
	buf_release(&job.options);
	buf_release(&job.board_file);
	return status;
}

const struct command command_run = {
        .name = "run",
        .summary = "make attack sets, score checkpoints on them and print the board, in one go",
        .forms = {"CHECKPOINT ...", NULL},
        .options = OPTIONS,
        .run = run,
};
