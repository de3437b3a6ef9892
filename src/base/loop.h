/* SPDX-License-Identifier: Apache-2.0 · the one place where work is spread over threads
 *
 *	static void work(void *user, int worker, size_t i) { … }
 *
 *	loop_run(threads, n, work, user);
 */
#ifndef BASE_LOOP_H
#define BASE_LOOP_H

#include <stddef.h>

/* How many threads "all cores" means here: what OpenMP would use, 1 without OpenMP. */
int loop_threads(void);

/* Calls work(user, worker, i) once for each i < n, on threads threads (≤ 0: all cores), the next i to whoever is free.
 * worker is 0 … threads − 1, never two calls with the same worker at once: index per-thread state by it. Calls for
 * different i must not depend on one another. */
void loop_run(int threads, size_t n, void (*work)(void *user, int worker, size_t i), void *user);

#endif
