/* SPDX-License-Identifier: Apache-2.0 · messages, notes and the progress bar on standard error */
#include "cli/cli.h"

#include <stdarg.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli/option.h"

#define DELAY 1.0  /* seconds before a bar is worth showing */
#define REDRAW 0.1 /* seconds between two drawings */

static void say(const struct args *args, const char *format, va_list list)
{
	struct buf line = BUF_INIT;

	buf_vprintf(&line, format, list);
	if (line.length)
		err_mask(line.bytes);
	fprintf(stderr, "xtremor %s: %s\n", args_command(args)->name, buf_text(&line));
	buf_release(&line);
}

int cli_failed(const struct args *args, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	say(args, format, list);
	va_end(list);
	return EXIT_FAILED;
}

int cli_error(const struct args *args, const struct xt_err *err)
{
	return cli_failed(args, "%s", err->message);
}

void cli_note(const struct args *args, const char *format, ...)
{
	va_list list;

	if (args_quiet(args))
		return;
	va_start(list, format);
	say(args, format, list);
	va_end(list);
}

int cli_usage(const struct args *args, const char *format, ...)
{
	struct buf lines = BUF_INIT;
	va_list list;

	va_start(list, format);
	say(args, format, list);
	va_end(list);
	option_usage(args_command(args), &lines);
	fprintf(stderr, "%s'xtremor %s -h' lists the options\n", lines.bytes, args_command(args)->name);
	buf_release(&lines);
	return EXIT_USAGE;
}

static void draw(void *user, const char *what, uint64_t done, uint64_t total)
{
	struct cli_bar *bar = user;
	struct winsize size = {0};
	struct buf line = BUF_INIT;
	double t = progress_clock();

	if (t - bar->started < DELAY || (t - bar->drawn < REDRAW && done < total))
		return;
	ioctl(STDERR_FILENO, TIOCGWINSZ, &size);
	progress_bar(&line, what, done, total, t - bar->started, size.ws_col > 20 ? size.ws_col - 1U : 79);
	fprintf(stderr, "\r%s\033[K", line.bytes);
	fflush(stderr);
	buf_release(&line);
	bar->drawn = t;
	bar->shown = true;
}

struct progress cli_progress(const struct args *args, struct cli_bar *bar)
{
	*bar = (struct cli_bar){progress_clock(), 0, false};
	if (args_quiet(args) || !isatty(STDERR_FILENO))
		return (struct progress){NULL, NULL};
	return (struct progress){draw, bar};
}

void cli_progress_end(struct cli_bar *bar)
{
	if (bar->shown)
		fputs("\r\033[K", stderr);
	bar->shown = false;
}
