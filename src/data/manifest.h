/* SPDX-License-Identifier: Apache-2.0 · SETS/manifest.json, read and written
 *
 *	struct manifest_json m;
 *
 *	if (manifest_read(&m, "SETS", err))
 *		return -1;
 *	…
 *	manifest_release(&m);
 */
#ifndef DATA_MANIFEST_H
#define DATA_MANIFEST_H

#include <stdbool.h>

#include "data/attackset.h"

enum { VERSION_XTREMOR, VERSION_ICU, VERSION_UNICODE, VERSION_UTF8PROC, VERSION_XKB, VERSION_COUNT };

/* The keys of "versions", in that order, and what they are in this program; NULL for xkb-data, which is data and not of the
 * program: struct manifest has it. */
extern const char *const MANIFEST_VERSIONS[VERSION_COUNT];
const char *manifest_version(int which);

/* All strings are the arena's. */
struct manifest_json {
	struct condition *condition; /* in the manifest's order */
	size_t condition_count;
	const char *source;                  /* NULL: not said */
	const char *versions[VERSION_COUNT]; /* NULL: not said */
	const char **langs;
	size_t lang_count;
	struct manifest_external *external;
	size_t external_count;
	const char *unknown; /* a key that this program would not write again; NULL: none */
	struct arena arena;
};

/* Reads and checks SETS/manifest.json. */
int manifest_read(struct manifest_json *out, const char *sets, struct xt_err *err);
int manifest_read_in(
        struct manifest_json *out, const char *file, const char *bytes, size_t length, struct xt_err *err);
void manifest_release(struct manifest_json *m);

/* Appends the document, keys sorted by bytes, one value a line. */
void manifest_put(struct buf *out, const struct manifest_json *m);

/* Cuts "swap.3.0/ta/test.ta.jsonl" into a condition whose strings are the arena's (sha256 is left
 * alone); −1 where the path has another form. */
int condition_parse(const char *path, struct arena *arena, struct condition *out);

#endif
