/* SPDX-License-Identifier: Apache-2.0 · a folder for one test's files, gone at its end
 *
 *	const char *folder = scratch_new("t-data");
 *
 *	scratch_put("xcopa/ta/test.ta.jsonl", text);
 *	use(scratch_path("xcopa"));
 *	scratch_free();
 */
#ifndef TESTS_SCRATCH_H
#define TESTS_SCRATCH_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

static char scratch_folder[512];

__attribute__((unused)) static const char *scratch_new(const char *name)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(scratch_folder, sizeof(scratch_folder), "%s/%s.XXXXXX", tmp && *tmp ? tmp : ".", name);
	if (!mkdtemp(scratch_folder)) {
		printf("Bail out! no folder for files: %s\n", scratch_folder);
		exit(1);
	}
	return scratch_folder;
}

/* A path below the folder; one of eight static buffers. */
__attribute__((unused)) static const char *scratch_path(const char *path)
{
	static char full[8][1024];
	static int turn;

	turn = (turn + 1) % 8;
	snprintf(full[turn], sizeof(full[turn]), "%s/%s", scratch_folder, path);
	return full[turn];
}

/* Writes a file, with the folders above it; returns its path. */
__attribute__((unused)) static const char *scratch_put(const char *path, const char *text)
{
	const char *full = scratch_path(path);
	char *folder = strdup(full);

	*strrchr(folder, '/') = '\0';
	if (file_mkdirs(folder, NULL) || file_write(full, text, strlen(text), false, NULL))
		printf("# %s cannot be written\n", full);
	free(folder);
	return full;
}

static int scratch_drop(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st;
	(void)kind;
	(void)where;
	return remove(path);
}

/* Removes a file, or a folder with all that is in it. */
__attribute__((unused)) static void scratch_remove(const char *path)
{
	nftw(path, scratch_drop, 16, FTW_DEPTH | FTW_PHYS);
}

__attribute__((unused)) static void scratch_free(void)
{
	scratch_remove(scratch_folder);
}

#endif
