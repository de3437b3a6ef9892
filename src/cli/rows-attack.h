/* SPDX-License-Identifier: Apache-2.0 · the option rows that make attack sets: for attack, and for run
 *
 *	static const struct option_row OPTIONS[] = {
 *		{"data", 0, "DATA", OPTION_NEEDED | OPTION_FILE, 1, "…", NULL},
 *		{"split", 0, "S", OPTION_NEEDED, 1, "…", "val test"},
 *		ROWS_ATTACK(1),
 *		{"threads", 0, "N", 0, 1, "…", NULL},
 *		OPTION_END,
 *	};
 *
 * rows_attack (rows.h) reads them, and --threads where the table has it. forms: the bits of the forms they belong to.
 */
#ifndef CLI_ROWS_ATTACK_H
#define CLI_ROWS_ATTACK_H

#include "cli/rows.h"

#define ROWS_ATTACK(forms)                                                                              \
	{"langs", 0, "L,...", 0, (forms), "languages to attack; all that DATA has", NULL},              \
	        {"attacks", 0, "A,...", 0, (forms), "attacks to make, or all (the default)", "all"},    \
	        {"severities", 0, "N,...", 0, (forms), "severities from 1 to 5; all five", NULL},       \
	        {"seed", 0, "N", 0, (forms), "seed of all chance; 0", NULL},                            \
	        {"fields", 0, "F,...", 0, (forms), "fields to attack: premise,choice1,choice2 (all)",   \
	                "premise choice1 choice2 premise,choice1,choice2"},                             \
	        {"suite", 0, "NAME", 0, (forms),                                                        \
	                "attack as a suite says, in place of the four above (list suites)", NULL},      \
	        {"lexicon", 0, "LANG=FILE", OPTION_REPEATS | OPTION_FILE, (forms),                      \
	                "synonyms of your own for a language: a wordnet, MyThes or TSV", NULL},         \
	        {"pairs", 0, "LANG=FILE", OPTION_REPEATS | OPTION_FILE, (forms),                        \
	                "translations of your own for codemix: MUSE or TSV", NULL},                     \
	{                                                                                               \
		"system-data", 0, NULL, 0, (forms), "also use the lexicons of installed packages", NULL \
	}

#endif
