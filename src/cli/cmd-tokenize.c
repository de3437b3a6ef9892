/* SPDX-License-Identifier: Apache-2.0 · xtremor tokenize: text in, a checkpoint's token ids out */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "model/tokenizer.h"

static void put_ids(const struct ids *ids)
{
	for (size_t i = 0; i < ids->count; i++)
		printf("%s%ld", i ? " " : "", (long)ids->id[i]);
	putchar('\n');
}

static int tokenize_line(
        const struct tokenizer *t, const char *line, size_t length, struct ids *ids, struct xt_err *err)
{
	ids->count = 0;
	ids_append(ids, TOKEN_BEGIN);
	if (tokenizer_encode(t, line, length, ids, err))
		return -1;
	ids_append(ids, TOKEN_END);
	return 0;
}

static int tokenize_input(const struct args *args, const struct tokenizer *t)
{
	struct ids ids = IDS_INIT;
	char *line = NULL;
	size_t room = 0, number = 0, differ = 0;
	ssize_t length;
	int status = EXIT_DONE;

	while (status == EXIT_DONE && (length = getline(&line, &room, stdin)) >= 0) {
		struct xt_err err;

		number++;
		if (length && line[length - 1] == '\n')
			length--;
		if (tokenize_line(t, line, (size_t)length, &ids, &err))
			status = cli_failed(args, "standard input:%zu: %s", number, err.message);
		else
			put_ids(&ids);
		if (status == EXIT_DONE)
			differ += tokenizer_differs(t, line, (size_t)length);
	}
	if (ferror(stdin))
		status = cli_failed(args, "standard input cannot be read: %s", strerror(errno));
	if (differ)
		cli_note(args,
		        "%zu of %zu lines get other ids from the tokenizers library, which transformers "
		        "uses: "
		        "man xtremor-tokenize",
		        differ, number);
	free(line);
	ids_release(&ids);
	return status;
}

static int run(const struct args *args)
{
	struct tokenizer *t;
	struct xt_err err;
	int status;

	if (args_count(args))
		return cli_usage(args, "'%s': no operand is wanted: text comes on standard input",
		        args_operand(args, 0));
	if (tokenizer_open(&t, args_text(args, "checkpoint"), &err))
		return cli_error(args, &err);
	status = tokenize_input(args, t);
	tokenizer_close(t);
	return status;
}

static const struct option_row OPTIONS[] = {
        {"checkpoint", 0, "DIR", OPTION_NEEDED | OPTION_DIR, 0,
                "folder with sentencepiece.bpe.model or tokenizer.json; no weights are read", NULL},
        OPTION_END,
};

const struct command command_tokenize = {
        .name = "tokenize",
        .summary = "print the token ids of each line of standard input",
        .forms = {"", NULL},
        .options = OPTIONS,
        .run = run,
};
