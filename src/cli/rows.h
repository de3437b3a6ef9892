/* SPDX-License-Identifier: Apache-2.0 · option rows that several commands share, and what they parse into
 *
 * `attack`, `score` and `rank` each own their rows; `run` takes all of them. The rows are macros, in rows-<command>.h,
 * so that one text serves parser, -h, completion and manual; the reader of each is in rows-<command>.c.
 */
#ifndef CLI_ROWS_H
#define CLI_ROWS_H

#include "bench/board.h"
#include "bench/score.h"
#include "bench/suite.h"
#include "cli/cli.h"
#include "perturb/make.h"

/* Each fills *out from the options given (not data, split, sets, out and checkpoints, which the command sets itself) and
 * returns EXIT_DONE or what to exit with, after a message. What *out points to is *args', static, or in *keep, which
 * rows_release frees. */
struct rows_keep {
	char **list[4];
	void *block[6];
	struct suite *suite; /* that --suite named; NULL: none */
};
int rows_attack(const struct args *args, struct make_options *out, struct rows_keep *keep);
int rows_score(const struct args *args, struct score_options *out);
int rows_rank(const struct args *args, struct board_options *out);
/* --lexicon and --pairs alone, for a command that has no other row of attack. */
int rows_lexicons(const struct args *args, struct make_options *out, struct rows_keep *keep);

/* Whether every language that --lexicon and --pairs name is among those of --data; split NULL: in any. */
int rows_fit(const struct args *args, const struct make_options *options, const char *split);

void rows_release(struct rows_keep *keep);

/* Prints what make_sets did to standard error unless --quiet: a line for each language declared empty, and
 * the share of items touched. */
void rows_attack_report(const struct args *args, const struct make_counts *counts);

#endif
