/* SPDX-License-Identifier: Apache-2.0 · how a language is written in plain Latin letters: [romanise] of language.ini
 *
 *	[romanise]
 *	mode = rules
 *	rules = romanise.rules tanglish.rules
 *	shares = 1 3
 *
 * Each file of rules is one way of writing. What lang.h declares of romanisation is defined in romanise.c.
 */
#ifndef LANGS_ROMANISE_H
#define LANGS_ROMANISE_H

#include "base/translit.h"
#include "langs/lang.h"

int romanise_load(struct lang *lang, const char *folder, struct xt_err *err);
int romanise_clone(const struct lang *lang, struct lang *copy, struct xt_err *err);
void romanise_close(struct lang *lang);

/* Compiles a file of ICU's rules in a folder; file is a bare name of `length` bytes. */
int rules_open(
        struct translit **out, const char *folder, const char *file, size_t length, struct xt_err *err);

#endif
