/* SPDX-License-Identifier: Apache-2.0 · the options that shape a board, for `rank` and `run` */
#ifndef CLI_ROWS_RANK_H
#define CLI_ROWS_RANK_H

#include "cli/rows.h"

/* Rows of an option table; rows_rank reads them. A test compares the words with bench/formats.def. */
#define ROWS_RANK                                                                             \
	{                                                                                     \
		"format", 0, "text|tsv|markdown", 0, 0, "form of the board (text if absent)", \
		        "text tsv markdown"                                                   \
	}

#endif
