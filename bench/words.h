/* SPDX-License-Identifier: Apache-2.0 · what every language of langs/ brings to a prompt */
#ifndef BENCH_WORDS_H
#define BENCH_WORDS_H
/*
 *	struct words *words;
 *
 *	if (words_read(&words, err))
 *		return -1;
 *	prompt_open(&prompt, "lm-eval", words_all(words), words_count(words), err);
 *	words_free(words);
 */
#include "model/prompt.h"

struct words;

/* Reads [prompts] and the locale of every language, so that a template's hash does not hang on which languages a set has. On
 * failure *out is NULL. */
int words_read(struct words **out, struct xt_err *err);

/* Frees; NULL is fine. */
void words_free(struct words *words);

/* Sorted by code. */
const struct prompt_words *words_all(const struct words *words);
size_t words_count(const struct words *words);

#endif
