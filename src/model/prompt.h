/* SPDX-License-Identifier: Apache-2.0 · a template made ready: the two texts of an item's choice
 *
 *	struct prompt *prompt;
 *
 *	if (prompt_open(&prompt, "lm-eval", words, word_count, err))
 *		return -1;
 *	prompt_texts(prompt, item, choice, &a, &b, err);
 *	prompt_close(prompt);
 */
#ifndef MODEL_PROMPT_H
#define MODEL_PROMPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "data/item.h"

/* What a language brings to a prompt; the caller reads it from langs/. */
struct prompt_words {
	const char *lang;    /* its code, as item->lang has it */
	const char *locale;  /* ICU's, for case */
	const char *word[2]; /* connectors by enum question; both NULL where the language has none */
};

struct prompt;

/*
 * Opens a row of templates.def, or "custom:FILE". words (count of them, sorted by code, copied) are those of every
 * language that there is; 0 of them is fine for a template that uses none. Fails where the template is not known, or
 * with file:line and what is wrong in FILE.
 */
int prompt_open(struct prompt **out, const char *template, const struct prompt_words *words, size_t count,
        struct xt_err *err);

/* Frees; NULL is fine. */
void prompt_close(struct prompt *prompt);

/* Whether a template, as prompt_open takes it, wants the languages' words. */
bool prompt_wants_words(const char *template);

/* The template's name; of one from a file, "custom:" and the first 8 digits of its hash. */
const char *prompt_name(const struct prompt *prompt);

/* SHA-256, in hexadecimal, of all that makes a prompt by it: patterns, words, lengths. Not the name or the file's path. */
const char *prompt_sha256(const struct prompt *prompt);

/* The longest sequence by the template, 0 for no bound of its own. */
size_t prompt_max_tokens(const struct prompt *prompt);

/* Appends text A and text B of a choice (0 or 1). Fails where the template wants words and the item's language has none, or
 * is not known. Safe for several threads at once. */
int prompt_texts(const struct prompt *prompt, const struct item *item, unsigned choice, struct buf *a,
        struct buf *b, struct xt_err *err);

/* Lowers the counts of A's and B's tokens, that are together more than room, to room. */
void prompt_cut(const struct prompt *prompt, size_t *a, size_t *b, size_t room);

/* Whether the tokens that go are those at the start of a text. */
bool prompt_from_start(const struct prompt *prompt);

#endif
