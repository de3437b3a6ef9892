/* SPDX-License-Identifier: Apache-2.0 · makes a folder of attack sets: every language × attack × severity asked */
#ifndef PERTURB_MAKE_H
#define PERTURB_MAKE_H
/*
 *	struct make_options options = {.data = "xcopa", .split = "test", .out = "SETS"};
 *	struct make_counts counts;
 *
 *	if (make_sets(&options, NULL, &counts, err))
 *		return -1;
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/progress.h"
#include "langs/lang.h"

struct make_lexicon {
	const char *lang, *path;
};

struct make_options {
	const char *data, *split, *out;
	const char *const *langs; /* NULL-terminated; NULL: every language that DATA has */
	const char *const *
	        attacks; /* NULL-terminated; NULL or {"all", NULL}: every row of list.def. "none" is one of all */
	const unsigned *severities; /* each 1 to 5; NULL: 1 2 3 4 5 */
	size_t severity_count;
	uint64_t seed;         /* below 2^63 */
	const uint64_t *seeds; /* several, one after the other; NULL: seed alone */
	size_t seed_count;
	unsigned fields; /* bits, 0: FIELDS_ALL */
	const struct make_lexicon *lexicons;
	size_t lexicon_count;
	const struct make_lexicon *pairs; /* of translations, for codemix */
	size_t pair_count;
	bool system_data;
	size_t review; /* how many pairs of each language and attack to write for people to read; 0: none */
	const char *const *reviewed; /* what they have said, NULL-terminated; NULL: nothing */
	int threads;                 /* ≤ 0: all cores */
};

/* One row for each language × attack × severity made: what `attack` prints. */
struct make_row {
	char lang[16], attack[32];
	unsigned severity;
	bool empty;            /* the language declares it empty */
	size_t items, touched; /* items with at least one edit */
	size_t edits;
};

struct make_counts {
	struct make_row *row;
	size_t count, capacity;
};

/* Writes the sets, then the manifest. Bytes do not depend on threads. "none" is written once for a
 * language, as none.0.0. A file that is there with the same bytes is left alone, so that a killed run
 * goes on; one that the manifest names with another hash (it was made with other fields or lexicons) is
 * not overwritten: that fails, as do another source and other versions. Rows come for each seed sorted by lang, attack
 * in list.def's order, those of several parts behind them as they were named, severity; "none" with the first seed. Release with make_counts_release, also after a failure. */
int make_sets(const struct make_options *options, const struct progress *progress, struct make_counts *counts,
        struct xt_err *err);
void make_counts_release(struct make_counts *counts);

/* Opens a language with what the options name and allow for it. */
int make_open_lang(struct lang **out, const struct make_options *options, const char *code, unsigned parts,
        struct xt_err *err);

/* One condition from items on standard input or in a file to a buffer: what `attack --data - -o -`
 * streams. Exactly one language, attack and severity must be asked. */
int make_stream(const struct make_options *options, struct buf *out, struct xt_err *err);

#endif
