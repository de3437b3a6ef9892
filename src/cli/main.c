/* SPDX-License-Identifier: Apache-2.0 · the program: finds the command, parses its options, runs it */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/file.h"
#include "cli/option.h"

#define COMMAND(name) extern const struct command command_##name;
#include "cli/list.def"
#undef COMMAND

#define COMMAND(name) &command_##name,
static const struct command *const COMMANDS[] = {
#include "cli/list.def"
        NULL,
};
#undef COMMAND

#define COMMAND_COUNT (sizeof(COMMANDS) / sizeof(*COMMANDS) - 1)

void xt_out_of_memory(size_t wanted)
{
	fprintf(stderr, "xtremor: out of memory (%zu bytes wanted)\n", wanted);
	_exit(EXIT_FAILED);
}

/* A full disk behind standard output must not look like success. */
static int finish(int status)
{
	if (fflush(stdout) || ferror(stdout)) {
		fprintf(stderr, "xtremor: standard output cannot be written\n");
		return EXIT_FAILED;
	}
	return status;
}

static void put_help(FILE *out)
{
	fprintf(out, "usage: xtremor COMMAND [options]\n\nxtremor shakes XCOPA in twelve languages and "
	             "measures which models "
	             "stay standing.\n\n");
	for (size_t i = 0; COMMANDS[i]; i++)
		fprintf(out, "  %-10s %s\n", COMMANDS[i]->name, COMMANDS[i]->summary);
	fprintf(out, "\n'xtremor COMMAND -h' lists a command's options, 'xtremor COMMAND --help' opens its "
	             "manual page\n");
}

/* Opens the page from the source tree when run from there, else from where pages are installed. */
static int open_page(const char *name)
{
	struct buf page = BUF_INIT, path = BUF_INIT;

	buf_printf(&page, "man/%s.1", name);
	fflush(stdout);
	if (!file_datadir(page.bytes, &path, NULL))
		execlp("man", "man", "-l", path.bytes, (char *)NULL);
	else
		execlp("man", "man", name, (char *)NULL);
	if (path.length)
		execlp("mandoc", "mandoc", "-a", path.bytes, (char *)NULL);
	buf_release(&path);
	buf_release(&page);
	return -1;
}

static int show(const struct command *command, enum option_asked asked)
{
	struct buf text = BUF_INIT, page = BUF_INIT;

	buf_printf(&page, "xtremor-%s", command->name);
	if (asked == ASKED_PAGE)
		open_page(page.bytes);
	option_usage(command, &text);
	buf_printf(&text, "\n%s\n\n", command->summary);
	option_table(command, &text);
	fwrite(text.bytes, 1, text.length, stdout);
	buf_release(&page);
	buf_release(&text);
	return EXIT_DONE;
}

static int run(const struct command *command, int argc, char **argv)
{
	struct args *args;
	enum option_asked asked = option_parse(command, argc, argv, &args);
	int status = asked == ASKED_WRONG ? EXIT_USAGE
	             : asked == ASKED_RUN ? command->run(args)
	                                  : show(command, asked);

	option_free(args);
	return status;
}

static int completion(const char *shell)
{
	struct buf script = BUF_INIT;

	if (!shell || strcmp(shell, "bash")) {
		fprintf(stderr, "xtremor: --completion knows bash\n");
		return EXIT_USAGE;
	}
	option_completion(COMMANDS, COMMAND_COUNT, &script);
	fwrite(script.bytes, 1, script.length, stdout);
	buf_release(&script);
	return EXIT_DONE;
}

/* What one language has freed the next can have: given back, it would be cleared by the kernel, page by page, each time. */
static void keep_memory(void)
{
#ifdef __GLIBC__
	(void)mallopt(M_TRIM_THRESHOLD, 256 << 20);
	(void)mallopt(M_MMAP_THRESHOLD, 32 << 20);
#endif
}

int main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : NULL;

	keep_memory();
	if (!name) {
		put_help(stderr);
		return EXIT_USAGE;
	}
	if (!strcmp(name, "--version")) {
		printf("xtremor %s\n", xt_version());
		return finish(EXIT_DONE);
	}
	if (!strcmp(name, "-h") || !strcmp(name, "--help") || !strcmp(name, "help")) {
		if (!strcmp(name, "--help"))
			open_page("xtremor");
		put_help(stdout);
		return finish(EXIT_DONE);
	}
	if (!strcmp(name, "--completion"))
		return finish(completion(argv[2]));
	for (size_t i = 0; COMMANDS[i]; i++)
		if (!strcmp(COMMANDS[i]->name, name))
			return finish(run(COMMANDS[i], argc - 1, argv + 1));
	fprintf(stderr, "xtremor: there is no command '%s'; 'xtremor -h' lists them\n", name);
	return EXIT_USAGE;
}
