/* SPDX-License-Identifier: Apache-2.0 · a prompt template from a file
 *
 *	[template]
 *	first = {premise} {question}
 *	second = {choice}
 *	max_tokens = 128          ; what the checkpoint takes, where this is missing
 *	cut = end                 ; or start
 *
 *	[words]                   ; of every language that has none of its own; without it, langs' own [prompts]
 *	cause = What was the cause?
 *	effect = What was the effect?
 *
 *	[words tr]
 *	cause = çünkü
 *	effect = bu yüzden
 */
#ifndef MODEL_PROMPT_FILE_H
#define MODEL_PROMPT_FILE_H

#include "base/arena.h"
#include "model/prompt.h"
#include "model/template.h"

/* A file read; strings and rows are the arena's. */
struct prompt_file {
	struct template template;   /* name NULL */
	struct prompt_words *words; /* of the file's own sections [words CODE]; locale NULL */
	size_t count;
};

/* Reads one. langs (count of them) are the languages that there are. Fails with file:line and what to do: an unknown
 * section or key, a language that there is not, half a pair of words, a pattern of unknown parts or without {choice}. */
int prompt_file_read(struct prompt_file *out, const char *path, const struct prompt_words *langs,
        size_t count, struct arena *arena, struct xt_err *err);

#endif
