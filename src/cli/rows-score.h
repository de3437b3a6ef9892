/* SPDX-License-Identifier: Apache-2.0 · the option rows that say how to score: for score, and for run
 *
 *	static const struct option_row OPTIONS[] = {
 *		{"sets", 0, "SETS", OPTION_NEEDED | OPTION_DIR, 0, "…", NULL},
 *		ROWS_SCORE,
 *		{"threads", 0, "N", 0, 0, "…", NULL},
 *		OPTION_END,
 *	};
 *
 * rows_score (rows.h) reads them, and --threads where the table has it.
 */
#ifndef CLI_ROWS_SCORE_H
#define CLI_ROWS_SCORE_H

#include "cli/rows.h"

#define ROWS_SCORE                                                                            \
	{"template", 0, "T", 0, 0, "how premise and choice become a prompt (xtreme-r)",       \
	        "xtreme-r jiant xcopa-paper lm-eval lm-eval-fixed custom:"},                  \
	        {"prefix", 0, "TEXT", OPTION_EMPTY, 0,                                        \
	                "text before premise and choice, for the cosine scorer", NULL},       \
	        {"scorer", 0, "S", 0, 0, "how a checkpoint scores (auto: by what it holds)",  \
	                "auto mc mc-jiant nli paraphrase qa cosine"},                         \
	        {"head", 0, "NAME", 0, 0, "which of several heads; the first by name", NULL}, \
	        {"precision", 0, "P", 0, 0, "numbers to compute in (f32)", "f32"},            \
	{                                                                                     \
		"isa", 0, "NAME", 0, 0, "instruction set: the best that the machine has",     \
		        "plain avx2 avx512"                                                   \
	}

#endif
