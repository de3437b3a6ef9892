/* SPDX-License-Identifier: Apache-2.0 · xtremor verify: checks attack sets */
#include <stdio.h>

#include "cli/cli.h"
#include "data/attackset.h"

static const struct option_row OPTIONS[] = {OPTION_END};

static void tell(void *user, const char *message)
{
	cli_failed(user, "%s", message);
}

static int run(const struct args *args)
{
	union {
		const struct args *in;
		void *out;
	} user = {args};
	struct attackset *sets;
	struct xt_err err;
	long findings;

	if (args_count(args) != 1)
		return cli_usage(args, "one folder of attack sets is wanted");
	if (attackset_open(&sets, args_operand(args, 0), &err))
		return cli_error(args, &err);
	findings = attackset_verify(sets, tell, user.out, &err);
	if (findings < 0)
		cli_error(args, &err);
	else if (!findings)
		printf("%s: %zu files, every hash and every clean text is right\n", args_operand(args, 0),
		        attackset_count(sets));
	attackset_close(sets);
	return findings ? EXIT_FAILED : EXIT_DONE;
}

const struct command command_verify = {"verify", "check attack sets", {"SETS", NULL}, OPTIONS, run};
