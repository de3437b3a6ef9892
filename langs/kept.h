/* SPDX-License-Identifier: Apache-2.0 · words whose replacement changes what a sentence says: numbers, negations, questions
 *
 *	struct kept *kept = kept_load(ini, "tr");
 *
 *	if (kept_has(kept, "değil", strlen("değil")))
 *		…
 *	kept_free(kept);
 */
#ifndef LANGS_KEPT_H
#define LANGS_KEPT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/ini.h"

struct kept;

/* The words of [words] numbers, negation and question, separated by spaces, folded by the locale. */
struct kept *kept_load(const struct ini *ini, const char *locale);
void kept_free(struct kept *kept);

/* Whether a word is one of them, in any case, or holds a digit or another sign that Unicode counts as a number. */
bool kept_has(const struct kept *kept, const char *word, size_t length);

#endif
