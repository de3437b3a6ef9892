/* SPDX-License-Identifier: Apache-2.0 · xtremor rank: a board of results */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "bench/store.h"
#include "cli/rows-rank.h"

static const struct option_row OPTIONS[] = {
        ROWS_RANK,
        {"output", 'o', "FILE", OPTION_FILE, 0, "write the board here, not to standard output (-)", NULL},
        OPTION_END,
};

/* The files that could be read, and what they are called. */
struct files {
	struct results **own;
	const struct results **results; /* the same, to look at */
	const char **names;
	size_t count, absent;
};

static void read_all(const struct args *args, struct files *files)
{
	size_t n = args_count(args);

	*files = (struct files){0};
	files->own = mem_alloc(n, sizeof(*files->own));
	files->results = mem_alloc(n, sizeof(*files->results));
	files->names = mem_alloc(n, sizeof(*files->names));
	for (size_t i = 0; i < n; i++) {
		const char *path = args_operand(args, i);
		struct xt_err err;

		if (store_read(&files->own[files->count], path, &err)) {
			cli_error(args, &err);
			files->absent++;
			continue;
		}
		files->results[files->count] = files->own[files->count];
		files->names[files->count++] = path;
	}
}

static void release(struct files *files)
{
	for (size_t i = 0; i < files->count; i++)
		results_free(files->own[i]);
	mem_free(files->own);
	mem_free(files->results);
	mem_free(files->names);
}

static int write_board(const struct args *args, const struct buf *board)
{
	const char *path = args_text(args, "output");
	struct xt_err err;

	if (path && strcmp(path, "-"))
		return file_write(path, buf_text(board), board->length, false, &err) ? cli_error(args, &err)
		                                                                     : EXIT_DONE;
	fwrite(buf_text(board), 1, board->length, stdout); /* main looks at stdout's errors */
	return EXIT_DONE;
}

static int run(const struct args *args)
{
	struct board_options options;
	struct buf board = BUF_INIT;
	struct files files;
	struct xt_err err;
	int status = rows_rank(args, &options);

	if (status)
		return status;
	if (!args_count(args))
		return cli_usage(args, "which results? name one results.h5 or more");
	read_all(args, &files);
	options.names = files.names;
	if (!files.count)
		status = EXIT_FAILED;
	else if (board_put(&options, files.results, files.count, &board, &err))
		status = cli_error(args, &err);
	else
		status = write_board(args, &board);
	if (!status && files.absent)
		status = EXIT_ABSENT;
	release(&files);
	buf_release(&board);
	return status;
}

const struct command command_rank = {"rank",
        "rank checkpoints by what is left of their accuracy under attack", {"results.h5 ...", NULL}, OPTIONS,
        run};
