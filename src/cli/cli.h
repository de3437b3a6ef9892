/* SPDX-License-Identifier: Apache-2.0 · what a command is: data, and one function
 *
 *	static const struct option_row OPTIONS[] = {
 *		{"split", 0, "S", OPTION_NEEDED, 1, "which split to read: val, test"},
 *		{"output", 'o', "SETS", OPTION_NEEDED, 1, "folder to write"},
 *		OPTION_END,
 *	};
 *	const struct command command_attack = {"attack", "make attack sets", {"", NULL}, OPTIONS, run};
 *
 * A command's file is cmd-<name>.c; its row stands in list.def; its page is man/xtremor-<name>.1. From the table come
 * the parser, -h, the bash completion, and the test that compares the page's SYNOPSIS with -h.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/progress.h"

/* Exit statuses, the same for every command. */
enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2, EXIT_ABSENT = 3 };

/* A value may not be empty but where OPTION_EMPTY says so. */
enum { OPTION_NEEDED = 1, OPTION_REPEATS = 2, OPTION_FILE = 4, OPTION_DIR = 8, OPTION_EMPTY = 16 };

/* One option. It is written --name VALUE; with a letter it is written -l VALUE in usage and page (--name works too). */
struct option_row {
	const char *name;
	char letter;       /* 0: none */
	const char *value; /* what stands for the value in usage: "L,…"; NULL: a flag */
	unsigned kind;     /* OPTION_…, or 0 */
	unsigned forms;    /* bit i set: belongs to the i-th form of the synopsis; 0 = all forms */
	const char *help;
	const char *words; /* space-separated values for completion, or NULL */
};

#define OPTION_END                              \
	{                                       \
		NULL, 0, NULL, 0, 0, NULL, NULL \
	}

/* What the user typed after the command's name. */
struct args;

#define COMMAND_FORMS 4

struct command {
	const char *name, *summary;
	const char *forms[COMMAND_FORMS +
	                  1]; /* operands of each form: "DATA", "CHECKPOINT…", ""; NULL-terminated */
	const struct option_row *options;    /* ends with OPTION_END */
	int (*run)(const struct args *args); /* returns an exit status; reports through cli_error first */
};

/* The value of an option (the last one given), or NULL; whether a flag was given. name must be in the table. */
const char *args_text(const struct args *args, const char *name);
bool args_flag(const struct args *args, const char *name);

/* The i-th value of an option that repeats, NULL past the last. */
const char *args_nth(const struct args *args, const char *name, size_t i);

/* A whole number from low to high; otherwise what is given when the option is absent. −1 after a usage message. */
int args_number(const struct args *args, const char *name, uint64_t low, uint64_t high, uint64_t otherwise,
        uint64_t *out);

/* Operands. */
size_t args_count(const struct args *args);
const char *args_operand(const struct args *args, size_t i);
bool args_quiet(const struct args *args);
const struct command *args_command(const struct args *args);

/* Cuts "a,b,c" into a NULL-terminated array (free with mem_free; one allocation). NULL gives NULL. */
char **args_list(const char *text);

/* The same of an option's value, in which no name may be empty or stand twice: then EXIT_USAGE, after a message; *list is
 * to be freed either way, and NULL where the option is absent. */
int args_names(const struct args *args, const char *name, char ***list);

/* To standard error: "xtremor attack: message" and a newline; returns EXIT_FAILED. */
int cli_error(const struct args *args, const struct xt_err *err);
int cli_failed(const struct args *args, const char *format, ...) BASE_PRINTF(2, 3);

/* To standard error, not with --quiet. */
void cli_note(const struct args *args, const char *format, ...) BASE_PRINTF(2, 3);

/* To standard error, with the usage lines behind it; returns EXIT_USAGE. */
int cli_usage(const struct args *args, const char *format, ...) BASE_PRINTF(2, 3);

/* A bar on standard error, where that is a terminal and --quiet was not given; wiped by cli_progress_end. */
struct cli_bar {
	double started, drawn;
	bool shown;
};
struct progress cli_progress(const struct args *args, struct cli_bar *bar);
void cli_progress_end(struct cli_bar *bar);

#endif
