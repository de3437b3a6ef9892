/* SPDX-License-Identifier: Apache-2.0 · the mixture of errors that a language's writers make: [natural] of language.ini
 *
 *	size_t count;
 *	const struct mixture_share *share = lang_mixture(lang, &count);
 *
 *	for (size_t i = 0; i < count; i++)
 *		use(share[i].name, share[i].share);
 *
 * What the names mean is not known here: they are attacks, and natural.c sees to it that they are.
 */
#ifndef LANGS_MIXTURE_H
#define LANGS_MIXTURE_H

#include "langs/lang.h"

struct tables;

struct mixture_share {
	const char *name; /* the key; the language's */
	float share;      /* > 0 */
};

/* The shares in the order of the file, as many as *count; NULL and 0 where it has none. */
const struct mixture_share *lang_mixture(const struct lang *lang, size_t *count);

/* For lang_open: reads them into tables->mixture. Refused with file:line: a share that is no number above 0. */
int mixture_load(struct tables *tables, struct xt_err *err);

#endif
