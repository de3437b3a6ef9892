/* SPDX-License-Identifier: Apache-2.0 · reading the option rows that say how to score */
#include "cli/rows-score.h"

#include <string.h>

#include "model/isa.h"

static int known(const char *name, int (*at)(size_t i, const char **name, const char **summary))
{
	const char *row, *summary;

	for (size_t i = 0; at(i, &row, &summary); i++)
		if (!strcmp(row, name))
			return 1;
	return 0;
}

int rows_score(const struct args *args, struct score_options *out)
{
	const char *template = args_text(args, "template"), *scorer = args_text(args, "scorer");
	const char *precision = args_text(args, "precision"), *isa = args_text(args, "isa");
	enum isa found;
	struct xt_err err;
	uint64_t threads;

	if (args_number(args, "threads", 1, 4096, 0, &threads))
		return EXIT_USAGE;
	if (template && !strcmp(template, "custom"))
		return cli_usage(args, "--template custom: it is read from a file: write custom:FILE");
	if (template && strncmp(template, "custom:", 7) && !known(template, model_template_at))
		return cli_usage(args,
		        "--template %s: there is no such template: 'xtremor list templates' names them",
		        template);
	if (scorer && strcmp(scorer, "auto") && !known(scorer, model_scorer_at))
		return cli_usage(args,
		        "--scorer %s: there is no such scorer: 'xtremor list scorers' names them", scorer);
	if (precision && strcmp(precision, "f32"))
		return cli_usage(args, "--precision %s: f32 is what there is", precision);
	if (isa && isa_find(isa, &found, &err))
		return cli_usage(args, "--isa %s: %s", isa, err.message);
	out->model = (struct model_options){.scorer = scorer,
	        .head = args_text(args, "head"),
	        .template = template,
	        .prefix = args_text(args, "prefix"),
	        .precision = precision,
	        .isa = isa,
	        .threads = (int)threads};
	return EXIT_DONE;
}
