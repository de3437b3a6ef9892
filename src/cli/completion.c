/* SPDX-License-Identifier: Apache-2.0 · a completion script for bash, made from the option tables */
#include "cli/option.h"

#include <string.h>

static void put_words(struct buf *out, const struct option_row *rows)
{
	for (size_t i = 0; rows[i].name; i++) {
		if (strcmp(rows[i].name, "usage"))
			buf_printf(out, " --%s", rows[i].name);
		if (rows[i].letter)
			buf_printf(out, " -%c", rows[i].letter);
	}
}

static void put_name(struct buf *out, const struct option_row *row, const char *before)
{
	buf_printf(out, "%s--%s", before, row->name);
	if (row->letter)
		buf_printf(out, "|-%c", row->letter);
}

/* What follows an option: its own words, files, folders, or nothing. */
static void put_values(struct buf *out, const struct option_row *rows)
{
	for (size_t i = 0; rows[i].name; i++) {
		const char *how = rows[i].kind & OPTION_DIR ? "-d" : rows[i].kind & OPTION_FILE ? "-f" : NULL;

		if (!rows[i].value)
			continue;
		put_name(out, &rows[i], "\t\t");
		if (rows[i].words)
			buf_printf(out, ") COMPREPLY=($(compgen -W '%s' -- \"$word\")); return;;\n",
			        rows[i].words);
		else if (how)
			buf_printf(out, ") COMPREPLY=($(compgen %s -- \"$word\")); return;;\n", how);
		else
			buf_string(out, ") return;;\n");
	}
}

void option_completion(const struct command *const *commands, size_t count, struct buf *out)
{
	buf_string(out, "# bash completion for xtremor, made by 'xtremor --completion bash'\n"
	                "_xtremor()\n{\n"
	                "\tlocal word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} options=\n"
	                "\tcompopt -o filenames 2>/dev/null\n"
	                "\tif [ \"$COMP_CWORD\" -eq 1 ]; then\n"
	                "\t\tCOMPREPLY=($(compgen -W '--version --help");
	for (size_t i = 0; i < count; i++)
		buf_printf(out, " %s", commands[i]->name);
	buf_string(out, "' -- \"$word\"))\n\t\treturn\n\tfi\n\tcase ${COMP_WORDS[1]} in\n");
	for (size_t i = 0; i < count; i++) {
		buf_printf(out, "\t%s)\n\t\tcase $before in\n", commands[i]->name);
		put_values(out, commands[i]->options);
		buf_string(out, "\t\tesac\n\t\toptions='");
		put_words(out, commands[i]->options);
		put_words(out, OPTIONS_COMMON);
		buf_string(out, "';;\n");
	}
	buf_string(out, "\tesac\n"
	                "\tcase $word in\n"
	                "\t-*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\"));;\n"
	                "\t*) COMPREPLY=($(compgen -f -- \"$word\"));;\n"
	                "\tesac\n}\n"
	                "complete -F _xtremor xtremor\n");
}
