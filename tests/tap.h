/* SPDX-License-Identifier: Apache-2.0 · Test Anything Protocol in one small header
 *
 *	#include "tap.h"
 *
 *	int main(void)
 *	{
 *		tap_ok(1 + 1 == 2, "one and one are two");
 *		return tap_done();
 *	}
 *
 * A test's name is a sentence about behaviour. Output is what Automake's tap-driver.sh reads.
 */
#ifndef TESTS_TAP_H
#define TESTS_TAP_H

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int tap_count, tap_failures;

/* One test; returns ok, so that a caller can stop. */
__attribute__((format(printf, 2, 3), unused)) static bool tap_ok(bool ok, const char *name, ...)
{
	va_list args;

	printf("%s %d - ", ok ? "ok" : "not ok", ++tap_count);
	va_start(args, name);
	vprintf(name, args);
	va_end(args);
	printf("\n");
	fflush(stdout);
	tap_failures += !ok;
	return ok;
}

/* A line of explanation under a test. */
__attribute__((format(printf, 1, 2), unused)) static void tap_say(const char *format, ...)
{
	va_list args;

	printf("# ");
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n");
}

/* Equal strings; shows both where they differ. NULL equals NULL only. */
__attribute__((unused)) static bool tap_same(const char *got, const char *wanted, const char *name)
{
	bool ok = got && wanted ? !strcmp(got, wanted) : got == wanted;

	tap_ok(ok, "%s", name);
	if (!ok)
		tap_say("got '%s', wanted '%s'", got ? got : "(null)", wanted ? wanted : "(null)");
	return ok;
}

/* One test that cannot be run here, and why. */
__attribute__((format(printf, 2, 3), unused)) static void tap_skip(const char *name, const char *why, ...)
{
	va_list args;

	printf("ok %d - %s # SKIP ", ++tap_count, name);
	va_start(args, why);
	vprintf(why, args);
	va_end(args);
	printf("\n");
}

/* The plan, at the end; returns main's result. */
static int tap_done(void)
{
	printf("1..%d\n", tap_count);
	return tap_failures ? 1 : 0;
}

/* A file of the source tree: $srcdir (set by make check) or the folder the test is run in, then path. One static
 * buffer: copy it to keep it. */
__attribute__((unused)) static const char *tap_source(const char *path)
{
	static char full[4096];
	const char *top = getenv("srcdir");

	snprintf(full, sizeof(full), "%s/%s", top && *top ? top : ".", path);
	return full;
}

#endif
