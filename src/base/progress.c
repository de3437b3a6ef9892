/* SPDX-License-Identifier: Apache-2.0 · progress: the text of the bar */
#include "base/progress.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

void progress_tell(const struct progress *progress, const char *what, uint64_t done, uint64_t total)
{
	if (progress && progress->update)
		progress->update(progress->user, what, done, total);
}

double progress_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void put_time(struct buf *out, double seconds)
{
	unsigned long s = (unsigned long)(seconds + 0.5);

	if (s >= 3600)
		buf_printf(out, "%lu:%02lu:%02lu", s / 3600, s / 60 % 60, s % 60);
	else
		buf_printf(out, "%lu:%02lu", s / 60, s % 60);
}

void progress_bar(
        struct buf *out, const char *what, uint64_t done, uint64_t total, double seconds, unsigned columns)
{
	double share = total ? (double)(done < total ? done : total) / (double)total : 0;
	struct buf tail = BUF_INIT;
	size_t used, room;

	buf_printf(&tail, "] %llu/%llu ", (unsigned long long)done, (unsigned long long)total);
	if (share > 0)
		put_time(&tail, done < total ? seconds * (1 - share) / share : seconds);
	else
		buf_string(&tail, "-:--");
	buf_string(&tail, done < total ? " left" : "");
	buf_printf(out, "%-10.24s %3.0f %% [", what, share * 100);
	used = 10 + 8 + tail.length + 6;
	room = columns > used ? columns - used : 0;
	for (size_t i = 0; i < room; i++)
		buf_byte(out, i < (size_t)(share * (double)room) ? '=' : ' ');
	buf_append(out, tail.bytes, tail.length);
	buf_release(&tail);
}
