/* SPDX-License-Identifier: Apache-2.0 · edits that people who read the language have rejected
 *
 *	struct rejects *rejects = rejects_new();
 *
 *	if (rejects_read(rejects, "review.tsv", err))
 *		…
 *	struct refusals of = rejects_of(rejects, "ta", "swap");
 *	if (refusals_have(&of, &text, begin, end, &now))
 *		…
 *	rejects_free(rejects);
 *
 * An edit is known again by language, attack, the word that it is made in, and what it alone makes of that word: wherever
 * it would be made again, it is not.
 */
#ifndef PERTURB_REJECTS_H
#define PERTURB_REJECTS_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/text.h"

/* The columns of a review, as review.c writes and rejects_read reads them. */
#define REVIEW_COLUMNS \
	"id\tlanguage\tattack\tseverity\tseed\tidx\tfield\tword\tbecomes\tclean\tattacked\tverdict\tnote"

struct rejects;

struct rejects *rejects_new(void);
void rejects_free(struct rejects *rejects);

/* Adds the rows whose verdict is "reject". Refused with file:line: other columns, a verdict that is neither that nor
 * "accept" nor empty (blanks around it and case do not count), a file without columns, a language or attack that is not there, a word that becomes itself, an escape that is none. */
int rejects_read(struct rejects *rejects, const char *path, struct xt_err *err);

/* Those of one language and attack; borrowed. rejects may be NULL. */
struct refusals {
	const struct reject *first;
	size_t count;
};
struct refusals rejects_of(const struct rejects *rejects, const char *lang, const char *attack);

/* Whether the edit is one of them. */
bool refusals_have(const struct refusals *refusals, const struct text *text, uint32_t begin, uint32_t end,
        const struct str *now);

/* The stretch by which an edit is known: from the beginning of the first to the end of the last word that it touches. A
 * bare insertion touches the word that begins or goes on there, else one that ends there; an edit between words, those
 * beside it; and where there is none, the edit itself is the stretch. */
struct span rejects_stretch(const struct text *text, uint32_t begin, uint32_t end);

/* Appends a text for a table: \t \n \r \\ and, for what nobody sees, \u200B and \U000E0001; and back: −1 where an escape
 * is none of these. */
void rejects_escape(struct buf *out, const char *bytes, size_t length);
int rejects_unescape(struct buf *out, const char *text);

#endif
