/* SPDX-License-Identifier: Apache-2.0 · the audit of DATA: what a careful reader would find in it
 *
 *	struct audit *audit;
 *
 *	if (audit_open(&audit, "xcopa", "test", note, NULL, err))
 *		return -1;
 *	audit_text(audit, &out);
 *	audit_close(audit);
 */
#ifndef DATA_AUDIT_H
#define DATA_AUDIT_H

#include <stddef.h>

#include "data/data.h"

struct audit;

/* Reads every file of DATA (split NULL: every split) and looks at it. A file that cannot be read is
 * told through note() and left out; −1 when none can be read. Languages are held against English (or,
 * where DATA has none, the first by its code, and questions then not at all). */
int audit_open(struct audit **out, const char *path, const char *split,
        void (*note)(void *user, const char *message), void *user, struct xt_err *err);
void audit_close(struct audit *audit);

/* How many files could not be read. */
size_t audit_absent(const struct audit *audit);

/* Appends the audit as a table of at most 100 columns with its findings below, or as one JSON document with every idx. */
void audit_text(const struct audit *audit, struct buf *out);
void audit_json(const struct audit *audit, struct buf *out);

#endif
