/* SPDX-License-Identifier: Apache-2.0 · reads the options that shape a board */
#include "cli/rows-rank.h"

#include <string.h>

int rows_rank(const struct args *args, struct board_options *out)
{
	const char *format = args_text(args, "format");

	*out = (struct board_options){.format = format};
	if (!format)
		return EXIT_DONE;
	for (size_t i = 0; board_format(i); i++)
		if (!strcmp(board_format(i), format))
			return EXIT_DONE;
	return cli_usage(args, "--format %s: there is no such form", format);
}
