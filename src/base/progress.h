/* SPDX-License-Identifier: Apache-2.0 · progress: who works counts, who talks to people draws
 *
 * A long job takes a struct progress that may be NULL-functioned; it calls progress_tell at each step. The bar's text is
 * made here, and printed by src/cli alone.
 */
#ifndef BASE_PROGRESS_H
#define BASE_PROGRESS_H

#include <stdint.h>

#include "base/buf.h"

struct progress {
	/* Called with what is done of total, from one thread at a time; NULL: nobody wants to know. */
	void (*update)(void *user, const char *what, uint64_t done, uint64_t total);
	void *user;
};

/* Tells; progress may be NULL. */
void progress_tell(const struct progress *progress, const char *what, uint64_t done, uint64_t total);

/* Seconds on a clock that never goes back, for telling how long something took and for nothing else. */
double progress_clock(void);

/* Appends one line of at most columns columns, without a newline: what, percent, bar, count, time left.
 * seconds is the time spent so far. */
void progress_bar(
        struct buf *out, const char *what, uint64_t done, uint64_t total, double seconds, unsigned columns);

#endif
