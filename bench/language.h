/* SPDX-License-Identifier: Apache-2.0 · inside of score_run: the items of one language, each distinct one once */
#ifndef BENCH_LANGUAGE_H
#define BENCH_LANGUAGE_H
/*
 *	struct language language;
 *
 *	if (language_read(run, condition, &language, err))
 *		…
 *	for (size_t i = 0; i < language.total; i++)
 *		if (language.ref[i].same == i)
 *			score(language_item(&language, &language.ref[i]));
 *	language_release(&language);
 */
#include "bench/run.h"

/* One item of the language, and the first that has the same texts and question: scores do not depend on company, so
 * the two have the same bits. */
struct ref {
	uint32_t condition, item; /* condition counts from the language's first */
	uint32_t same;            /* index of that first one */
};

/* The conditions of one language, in memory while a checkpoint works on them. */
struct language {
	size_t first, count; /* conditions */
	struct items *items; /* [count] */
	size_t total;        /* items in all */
	struct ref *ref;     /* [total] */
};

/* Reads the conditions from first on that are of its language, and finds the items that are the same. Must be released
 * after a failure too. */
int language_read(struct run *run, size_t first, struct language *out, struct xt_err *err);
void language_release(struct language *language);

/* The item that a ref is of. */
static inline const struct item *language_item(const struct language *language, const struct ref *ref)
{
	return &language->items[ref->condition].item[ref->item];
}

#endif
