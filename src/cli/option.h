/* SPDX-License-Identifier: Apache-2.0 · option tables: parsing, usage, completion */
#ifndef CLI_OPTION_H
#define CLI_OPTION_H

#include "cli/cli.h"

/* Options that every command has: -q, -h, --help. Ends with OPTION_END. */
extern const struct option_row OPTIONS_COMMON[];

/* What option_parse found besides values. */
enum option_asked { ASKED_RUN, ASKED_USAGE, ASKED_PAGE, ASKED_WRONG };

/* Parses argv (argv[0] is the command's name). On ASKED_WRONG a message and the usage went to standard error. */
enum option_asked option_parse(const struct command *command, int argc, char **argv, struct args **out);
void option_free(struct args *args);

/* Appends the usage lines ("usage: xtremor attack --data DATA …"), one for each form. */
void option_usage(const struct command *command, struct buf *out);

/* Appends the table of options, a line or more each. */
void option_table(const struct command *command, struct buf *out);

/* Appends a completion script for bash that knows every command and option. */
void option_completion(const struct command *const *commands, size_t count, struct buf *out);

#endif
