/* SPDX-License-Identifier: Apache-2.0 · work spread over threads by OpenMP */
#include "base/loop.h"

#ifdef _OPENMP
#include <omp.h>
#endif

int loop_threads(void)
{
#ifdef _OPENMP
	return omp_get_max_threads();
#else
	return 1;
#endif
}

void loop_run(int threads, size_t n, void (*work)(void *user, int worker, size_t i), void *user)
{
#ifdef _OPENMP
	if (threads <= 0)
		threads = loop_threads();
#pragma omp parallel for schedule(dynamic, 1) num_threads(threads)
	for (size_t i = 0; i < n; i++)
		work(user, omp_get_thread_num(), i);
#else
	(void)threads;
	for (size_t i = 0; i < n; i++)
		work(user, 0, i);
#endif
}
