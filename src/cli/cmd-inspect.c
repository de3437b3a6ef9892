/* SPDX-License-Identifier: Apache-2.0 · xtremor inspect: audits data, and repairs its questions */
#include <stdio.h>

#include "cli/cli.h"
#include "data/audit.h"
#include "data/repair.h"

/* Two forms: the audit, and the repair. */
static const struct option_row OPTIONS[] = {
        {"split", 0, "S", 0, 3, "only this split; every one", "val test train"},
        {"json", 0, NULL, 0, 1, "one JSON document with the idx of every finding", NULL},
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

	buf_string(&out, "language\tsplit\titems\trepaired\n");
	if (repair_questions(args_operand(args, 0), args_text(args, "split"),
	            args_text(args, "repair-questions"), args_text(args, "output"), put_file, &out, &err))
		status = cli_error(args, &err);
	else
		fwrite(out.bytes, 1, out.length, stdout);
	buf_release(&out);
	return status;
}

static int run(const struct args *args)
{
	if (args_count(args) != 1)
		return cli_usage(args, "one DATA is wanted: a folder in XCOPA's layout, or a file");
	return args_text(args, "repair-questions") ? repair(args) : audit(args);
}

const struct command command_inspect = {"inspect", "audit data", {"DATA", "DATA", NULL}, OPTIONS, run};
