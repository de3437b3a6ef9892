/* SPDX-License-Identifier: Apache-2.0 · option tables: parsing, usage, completion */
#include "cli/option.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

const struct option_row OPTIONS_COMMON[] = {
        {"quiet", 'q', NULL, 0, 0, "no notes and no progress bar on standard error", NULL},
        {"usage", 'h', NULL, 0, 0, "print this and stop", NULL},
        {"help", 0, NULL, 0, 0, "open the manual page", NULL},
        OPTION_END,
};

struct given {
	const struct option_row *row;
	const char *value;
};

struct args {
	const struct command *command;
	struct given *given;
	size_t given_count, capacity;
	char **operands;
	size_t operand_count;
};

static size_t count_rows(const struct option_row *rows)
{
	size_t n = 0;

	while (rows[n].name)
		n++;
	return n;
}

/* getopt's own tables: value 1000 + i for long options, so that letters stay themselves. */
static void fill_getopt(
        const struct option_row *const *rows, size_t n, struct option *longs, struct buf *letters)
{
	buf_byte(letters, ':');
	for (size_t i = 0; i < n; i++) {
		int takes = rows[i]->value ? required_argument : no_argument;

		longs[i] = (struct option){rows[i]->name, takes, NULL, 1000 + (int)i};
		if (rows[i]->letter) {
			buf_byte(letters, rows[i]->letter);
			if (takes)
				buf_byte(letters, ':');
		}
	}
	longs[n] = (struct option){NULL, 0, NULL, 0};
}

static const struct option_row *row_of(const struct option_row *const *rows, size_t n, int code)
{
	for (size_t i = 0; i < n; i++)
		if (code == 1000 + (int)i || (rows[i]->letter && code == rows[i]->letter))
			return rows[i];
	return NULL;
}

static const struct given *find(const struct args *args, const char *name, size_t nth)
{
	for (size_t i = 0; i < args->given_count; i++)
		if (!strcmp(args->given[i].row->name, name) && !nth--)
			return &args->given[i];
	return NULL;
}

static void add(struct args *args, const struct option_row *row, const char *value)
{
	args->given = mem_grow(args->given, &args->capacity, args->given_count + 1, sizeof(*args->given));
	args->given[args->given_count++] = (struct given){row, value};
}

static int wrong_option(struct args *args, int code, char **argv)
{
	const char *what = optind > 0 ? argv[optind - 1] : "";

	if (code == ':')
		return cli_usage(args, "option '%s' wants a value", what);
	return cli_usage(args, "there is no option '%s'", what);
}

/* Whether an option is one of a form. A name may have two rows, where one form needs it and another does not. */
static bool belongs(const struct option_row *rows, const struct option_row *given, unsigned form)
{
	if (!given->forms || given->forms & 1U << form)
		return true;
	for (size_t i = 0; rows[i].name; i++)
		if (!strcmp(rows[i].name, given->name) && (rows[i].forms & 1U << form))
			return true;
	return false;
}

/* A form fits when all that it needs was given and nothing was given that is not its own. */
static bool form_fits(const struct args *args, unsigned form)
{
	const struct option_row *rows = args->command->options;

	for (size_t i = 0; i < args->given_count; i++)
		if (!belongs(rows, args->given[i].row, form))
			return false;
	for (size_t i = 0; rows[i].name; i++)
		if ((rows[i].kind & OPTION_NEEDED) && (!rows[i].forms || rows[i].forms & 1U << form) &&
		        !find(args, rows[i].name, 0))
			return false;
	return true;
}

/* How near what was given comes to a form: what belongs to it, less what it lacks. */
static long nearness(const struct args *args, unsigned form)
{
	const struct option_row *rows = args->command->options;
	long near = 0;

	for (size_t i = 0; i < args->given_count; i++)
		near += 2 * belongs(rows, args->given[i].row, form);
	for (size_t i = 0; rows[i].name; i++)
		near -= rows[i].kind & OPTION_NEEDED && (!rows[i].forms || rows[i].forms & 1U << form) &&
		        !find(args, rows[i].name, 0);
	return near;
}

static int missing(struct args *args, const struct option_row *row)
{
	return cli_usage(args, "option %s%s is missing", row->letter ? "-" : "--",
	        row->letter ? (char[]){row->letter, 0} : row->name);
}

/* An option that every form needs to which another belongs; NULL where there is none. */
static const struct option_row *companion(const struct option_row *rows, const struct option_row *of)
{
	for (; rows->name; rows++)
		if ((rows->kind & OPTION_NEEDED) && rows->forms && of->forms == (of->forms & rows->forms))
			return rows;
	return NULL;
}

/* Names what keeps the options from the nearest form: one that is not its own, else one that it lacks. */
static int wrong_form(struct args *args, unsigned forms)
{
	const struct option_row *rows = args->command->options, *stray = NULL, *own = NULL;
	unsigned best = 0;

	for (unsigned form = 1; form < forms; form++)
		if (nearness(args, form) > nearness(args, best))
			best = form;
	for (size_t i = 0; i < args->given_count; i++) {
		const struct option_row *row = args->given[i].row;

		if (!belongs(rows, row, best))
			stray = stray ? stray : row;
		else if (row->forms)
			own = own ? own : row;
	}
	if (stray && own)
		return cli_usage(args, "option --%s does not go with --%s", stray->name, own->name);
	own = stray ? companion(rows, stray) : NULL;
	if (own)
		return cli_usage(args, "option --%s goes with --%s", stray->name, own->name);
	for (size_t i = 0; rows[i].name; i++)
		if ((rows[i].kind & OPTION_NEEDED) && (!rows[i].forms || rows[i].forms & 1U << best) &&
		        !find(args, rows[i].name, 0))
			return missing(args, &rows[i]);
	return cli_usage(args, "these options do not go together");
}

static int check_needed(struct args *args)
{
	const struct option_row *rows = args->command->options;
	unsigned forms = 0;

	for (; args->command->forms[forms]; forms++)
		if (form_fits(args, forms))
			return 0;
	for (size_t i = 0; forms == 1 && rows[i].name; i++)
		if ((rows[i].kind & OPTION_NEEDED) && !find(args, rows[i].name, 0))
			return missing(args, &rows[i]);
	return wrong_form(args, forms);
}

static int check_values(struct args *args)
{
	for (size_t i = 0; i < args->given_count; i++) {
		const struct option_row *row = args->given[i].row;

		if (row->value && !(row->kind & OPTION_REPEATS) && find(args, row->name, 1))
			return cli_usage(args, "option --%s is given twice", row->name);
		if (row->value && !*args->given[i].value && !(row->kind & OPTION_EMPTY))
			return cli_usage(args, "option --%s wants a value: this one is empty", row->name);
	}
	return 0;
}

enum option_asked option_parse(const struct command *command, int argc, char **argv, struct args **out)
{
	size_t own = count_rows(command->options), n = own + count_rows(OPTIONS_COMMON);
	const struct option_row **rows = mem_alloc(n, sizeof(*rows));
	struct option *longs = mem_alloc(n + 1, sizeof(*longs));
	struct args *args = mem_zalloc(1, sizeof(*args));
	enum option_asked asked = ASKED_RUN;
	struct buf letters = BUF_INIT;
	int code;

	for (size_t i = 0; i < n; i++)
		rows[i] = i < own ? &command->options[i] : &OPTIONS_COMMON[i - own];
	fill_getopt(rows, n, longs, &letters);
	args->command = command;
	*out = args;
	opterr = 0;
	optind = 0;
	while (asked == ASKED_RUN && (code = getopt_long(argc, argv, letters.bytes, longs, NULL)) != -1) {
		const struct option_row *row = row_of(rows, n, code);

		if (!row) {
			wrong_option(args, code, argv);
			asked = ASKED_WRONG;
		} else if (!strcmp(row->name, "usage")) {
			asked = ASKED_USAGE;
		} else if (!strcmp(row->name, "help")) {
			asked = ASKED_PAGE;
		} else {
			add(args, row, row->value ? optarg : "");
		}
	}
	args->operands = argv + optind;
	args->operand_count = (size_t)(argc - optind);
	if (asked == ASKED_RUN && (check_values(args) || check_needed(args)))
		asked = ASKED_WRONG;
	buf_release(&letters);
	mem_free(longs);
	mem_free(rows);
	return asked;
}

void option_free(struct args *args)
{
	if (!args)
		return;
	mem_free(args->given);
	mem_free(args);
}

const char *args_nth(const struct args *args, const char *name, size_t i)
{
	const struct given *given = find(args, name, i);

	return given ? given->value : NULL;
}

const char *args_text(const struct args *args, const char *name)
{
	return args_nth(args, name, 0);
}

bool args_flag(const struct args *args, const char *name)
{
	return find(args, name, 0);
}

int args_number(const struct args *args, const char *name, uint64_t low, uint64_t high, uint64_t otherwise,
        uint64_t *out)
{
	const char *text = args_text(args, name);
	char *end;

	*out = otherwise;
	if (!text)
		return 0;
	errno = 0;
	*out = strtoull(text, &end, 10);
	if (*text >= '0' && *text <= '9' && !*end && !errno && *out >= low && *out <= high)
		return 0;
	cli_usage(args, "--%s %s: a whole number from %llu to %llu is wanted", name, text,
	        (unsigned long long)low, (unsigned long long)high);
	return -1;
}

size_t args_count(const struct args *args)
{
	return args->operand_count;
}

const char *args_operand(const struct args *args, size_t i)
{
	return i < args->operand_count ? args->operands[i] : NULL;
}

bool args_quiet(const struct args *args)
{
	return args_flag(args, "quiet");
}

const struct command *args_command(const struct args *args)
{
	return args->command;
}

char **args_list(const char *text)
{
	size_t n = 1, length;
	char **list, *copy;

	if (!text)
		return NULL;
	length = strlen(text);
	for (size_t i = 0; i < length; i++)
		n += text[i] == ',';
	list = mem_alloc(1, (n + 1) * sizeof(*list) + length + 1);
	copy = (char *)(list + n + 1);
	memcpy(copy, text, length + 1);
	for (size_t i = 0; i < n; i++) {
		char *comma = strchr(copy, ',');

		list[i] = copy;
		if (comma) {
			*comma = '\0';
			copy = comma + 1;
		}
	}
	list[n] = NULL;
	return list;
}

int args_names(const struct args *args, const char *name, char ***list)
{
	char **names = *list = args_list(args_text(args, name));

	for (size_t i = 0; names && names[i]; i++) {
		if (!*names[i])
			return cli_usage(
			        args, "--%s %s: a name between commas is empty", name, args_text(args, name));
		for (size_t k = 0; k < i; k++)
			if (!strcmp(names[i], names[k]))
				return cli_usage(args, "--%s: %s stands twice", name, names[i]);
	}
	return EXIT_DONE;
}

static void put_option(struct buf *out, const struct option_row *row)
{
	bool needed = row->kind & OPTION_NEEDED;

	buf_string(out, needed ? " " : " [");
	if (row->letter)
		buf_printf(out, "-%c", row->letter);
	else
		buf_printf(out, "--%s", row->name);
	if (row->value)
		buf_printf(out, " %s", row->value);
	buf_string(out, needed ? "" : "]");
	buf_string(out, row->kind & OPTION_REPEATS ? " ..." : "");
}

void option_usage(const struct command *command, struct buf *out)
{
	for (unsigned form = 0; command->forms[form]; form++) {
		buf_printf(out, "%s xtremor %s", form ? "      " : "usage:", command->name);
		for (size_t i = 0; command->options[i].name; i++)
			if (!command->options[i].forms || command->options[i].forms & 1U << form)
				put_option(out, &command->options[i]);
		buf_printf(out, "%s%s\n", *command->forms[form] ? " " : "", command->forms[form]);
	}
}

static void put_row(struct buf *out, const struct option_row *row)
{
	struct buf left = BUF_INIT;

	if (row->letter && strcmp(row->name, "usage"))
		buf_printf(&left, "  -%c, --%s", row->letter, row->name);
	else if (row->letter)
		buf_printf(&left, "  -%c", row->letter);
	else
		buf_printf(&left, "      --%s", row->name);
	if (row->value)
		buf_printf(&left, " %s", row->value);
	buf_printf(out, "%-30s%s%s\n", left.bytes, left.length > 29 ? "\n                              " : "",
	        row->help);
	buf_release(&left);
}

void option_table(const struct command *command, struct buf *out)
{
	for (size_t i = 0; command->options[i].name; i++)
		put_row(out, &command->options[i]);
	for (size_t i = 0; OPTIONS_COMMON[i].name; i++)
		put_row(out, &OPTIONS_COMMON[i]);
}
