/* SPDX-License-Identifier: Apache-2.0 · texts that look alike, by the skeletons of UTS #39 (ICU's uspoof)
 *
 *	struct confusables *all;
 *
 *	if (confusables_open(&all, err))
 *		return -1;
 *	if (confusables_alike(all, "paypal", 6, "раураl", 10))
 *		…
 *	confusables_close(all);
 */
#ifndef BASE_CONFUSABLE_H
#define BASE_CONFUSABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

struct confusables;

/* Fails only when ICU has no data. */
int confusables_open(struct confusables **out, struct xt_err *err);
void confusables_close(struct confusables *all);

/* Appends the skeleton of a text: two texts of one skeleton are taken for each other in some font. Text that is not UTF-8, or
 * longer than INT32_MAX, has none and gives −1. */
int confusables_skeleton(const struct confusables *all, const char *bytes, size_t length, struct buf *out);

/* Whether two texts have one skeleton. */
bool confusables_alike(
        const struct confusables *all, const char *a, size_t a_length, const char *b, size_t b_length);

#endif
