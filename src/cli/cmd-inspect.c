/* SPDX-License-Identifier: Apache-2.0 · xtremor inspect: audits data and checkpoints, repairs questions, measures attack sets */
#include <stdio.h>
#include <string.h>

#include "bench/change.h"
#include "cli/cli.h"
#include "data/audit.h"
#include "data/repair.h"
#include "model/describe.h"

/* Four forms: the audit, the repair, what attack sets change, and what a checkpoint is. */
static const struct option_row OPTIONS[] = {
        {"split", 0, "S", 0, 3, "only this split; every one", "val test train"},
        {"sets", 0, "SETS", OPTION_NEEDED | OPTION_DIR, 4, "measure what the attacks of SETS change", NULL},
        {"checkpoint", 0, "DIR", OPTION_DIR, 4, "… and what this checkpoint's tokeniser absorbs of it", NULL},
        {"threads", 0, "N", 0, 4, "threads; all cores", NULL},
        {"json", 0, NULL, 0, 5, "one JSON document, with the idx of every finding", NULL},
        {"checkpoint", 0, "DIR", OPTION_NEEDED | OPTION_DIR, 8,
                "tell what a checkpoint is and how it can be scored", NULL},
        {"repair-questions", 0, "FROM", OPTION_NEEDED, 2,
                "copy DATA with the questions of FROM: a language of DATA (en), or a file", "en"},
        {"output", 'o', "DIR", OPTION_NEEDED | OPTION_DIR, 2, "the new folder for the copy", NULL},
        OPTION_END,
};

static void tell(void *user, const char *message)
{
	cli_failed(user, "%s", message);
}

static int audit(const struct args *args)
{
	union {
		const struct args *in;
		void *out;
	} user = {args};
	struct buf out = BUF_INIT;
	struct audit *found;
	struct xt_err err;
	int status;

	if (audit_open(&found, args_operand(args, 0), args_text(args, "split"), tell, user.out, &err))
		return cli_error(args, &err);
	if (args_flag(args, "json"))
		audit_json(found, &out);
	else
		audit_text(found, &out);
	fwrite(out.bytes, 1, out.length, stdout);
	status = audit_absent(found) ? EXIT_ABSENT : EXIT_DONE;
	audit_close(found);
	buf_release(&out);
	return status;
}

static void put_file(void *user, const struct data_file *file, size_t items, size_t repaired)
{
	buf_printf(user, "%s\t%s\t%zu\t%zu\n", file->lang, file->split, items, repaired);
}

static int repair(const struct args *args)
{
	struct buf out = BUF_INIT;
	struct xt_err err;
	int status = EXIT_DONE;

	if (!strcmp(args_text(args, "output"), "-"))
		return cli_usage(args, "-o wants the name of a folder: a repair is not streamed");
	buf_string(&out, "language\tsplit\titems\trepaired\n");
	if (repair_questions(args_operand(args, 0), args_text(args, "split"),
	            args_text(args, "repair-questions"), args_text(args, "output"), put_file, &out, &err))
		status = cli_error(args, &err);
	else
		fwrite(out.bytes, 1, out.length, stdout);
	buf_release(&out);
	return status;
}

static int measure(const struct args *args)
{
	union {
		const struct args *in;
		void *out;
	} user = {args};
	struct buf out = BUF_INIT;
	struct changes *changes;
	struct cli_bar bar;
	struct progress progress = cli_progress(args, &bar);
	struct xt_err err;
	uint64_t threads;
	int status;

	if (args_number(args, "threads", 1, 4096, 0, &threads))
		return EXIT_USAGE;
	status = changes_measure(&changes, args_text(args, "sets"), args_text(args, "checkpoint"),
	        (int)threads, &progress, tell, user.out, &err);
	cli_progress_end(&bar);
	if (status)
		return cli_error(args, &err);
	if (args_flag(args, "json"))
		changes_json(changes, &out);
	else
		changes_tsv(changes, &out);
	fwrite(out.bytes, 1, out.length, stdout);
	status = changes_absent(changes) ? EXIT_ABSENT : EXIT_DONE;
	changes_free(changes);
	buf_release(&out);
	return status;
}

/* One that cannot be scored is a finding, and that is what was asked. */
static int describe(const struct args *args)
{
	struct buf out = BUF_INIT;

	describe_checkpoint(args_text(args, "checkpoint"), &out);
	fwrite(out.bytes, 1, out.length, stdout);
	buf_release(&out);
	return EXIT_DONE;
}

static int run(const struct args *args)
{
	if (!args_text(args, "sets") && args_text(args, "checkpoint"))
		return args_count(args) ? cli_usage(args, "'%s': no operand is wanted", args_operand(args, 0))
		                        : describe(args);
	if (args_text(args, "sets"))
		return args_count(args) ? cli_usage(args, "'%s': no operand is wanted", args_operand(args, 0))
		                        : measure(args);
	if (args_count(args) != 1)
		return cli_usage(args, "one DATA is wanted: a folder in XCOPA's layout, or a file");
	return args_text(args, "repair-questions") ? repair(args) : audit(args);
}

const struct command command_inspect = {"inspect", "audit data and checkpoints, measure attack sets",
        {"DATA", "DATA", "", "", NULL}, OPTIONS, run};
