/* SPDX-License-Identifier: Apache-2.0 · a copy of DATA with its questions put right
 *
 *	if (repair_questions("xcopa", NULL, "en", "xcopa-repaired", told, NULL, err))
 *		return -1;
 */
#ifndef DATA_REPAIR_H
#define DATA_REPAIR_H

#include <stddef.h>

#include "data/data.h"

/* Copies DATA (split NULL: every split) into the new folder out in XCOPA's layout, with each item's
 * question that of from at the same idx; what is not repaired keeps its bytes. from is a language of
 * DATA, or DATA of its own (one language). out/repaired.json says what was done. each() gets the counts
 * of every file. An existing out is refused; it appears whole, by a rename, or not at all. */
int repair_questions(const char *path, const char *split, const char *from, const char *out,
        void (*each)(void *user, const struct data_file *file, size_t items, size_t repaired), void *user,
        struct xt_err *err);

#endif
