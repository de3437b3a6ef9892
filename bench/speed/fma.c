/* SPDX-License-Identifier: Apache-2.0 · multiply-adds in registers */
#include "bench/speed/fma.h"

#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "base/loop.h"

enum { ROUNDS = 4096, THREADS_MAX = 1024 };

/* GCC's vectors rather than intrinsics, so that one file holds all sets; the empty asm keeps each accumulator in a register. */
typedef float f4 __attribute__((vector_size(16)));

#define EACH(n) _Pragma("GCC unroll 32") for (size_t i = 0; i < (n); i++)

/* Each returns its floating-point operations. */
static double plain(void)
{
	f4 sum[8], x = {0.5f, 0.5f, 0.5f, 0.5f}, y = {0.25f, 0.25f, 0.25f, 0.25f};

	EACH(8)
	sum[i] = x;
	for (int r = 0; r < ROUNDS; r++)
		EACH(8)
		{
			f4 product = x * y;

#ifdef __x86_64__
			__asm__ volatile("" : "+x"(product));
#endif
			sum[i] += product;
#ifdef __x86_64__
			__asm__ volatile("" : "+x"(sum[i]));
#endif
		}
	volatile float sink = sum[0][0] + sum[7][3];
	(void)sink;
	return 2.0 * 8 * 4 * ROUNDS;
}

#ifdef __x86_64__
#include <immintrin.h>

__attribute__((target("avx2,fma"))) static double avx2(void)
{
	__m256 sum[12], x = _mm256_set1_ps(0.5f), y = _mm256_set1_ps(0.25f);

	EACH(12)
	sum[i] = x;
	for (int r = 0; r < ROUNDS; r++)
		EACH(12)
		{
			sum[i] = _mm256_fmadd_ps(x, y, sum[i]);
			__asm__ volatile("" : "+x"(sum[i]));
		}
	for (int i = 1; i < 12; i++)
		sum[0] = _mm256_add_ps(sum[0], sum[i]);
	volatile float sink = _mm256_cvtss_f32(sum[0]);
	(void)sink;
	return 2.0 * 12 * 8 * ROUNDS;
}

__attribute__((target("avx512f"))) static double avx512(void)
{
	__m512 sum[24], x = _mm512_set1_ps(0.5f), y = _mm512_set1_ps(0.25f);

	EACH(24)
	sum[i] = x;
	for (int r = 0; r < ROUNDS; r++)
		EACH(24)
		{
			sum[i] = _mm512_fmadd_ps(x, y, sum[i]);
			__asm__ volatile("" : "+v"(sum[i]));
		}
	for (int i = 1; i < 24; i++)
		sum[0] = _mm512_add_ps(sum[0], sum[i]);
	volatile float sink = _mm512_cvtss_f32(sum[0]);
	(void)sink;
	return 2.0 * 24 * 16 * ROUNDS;
}
#endif

static double seconds_of(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

double fma_clock(int cpu)
{
	return seconds_of(cpu ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC);
}

struct measure {
	double (*burst)(void);
	clockid_t clock;
	double seconds;
	double done[THREADS_MAX], used[THREADS_MAX];
};

static void work(void *user, int worker, size_t i)
{
	struct measure *m = user;
	double start = seconds_of(m->clock), now = start, done = 0;

	(void)worker;
	while (now - start < m->seconds) {
		done += m->burst();
		now = seconds_of(m->clock);
	}
	m->done[i] = done;
	m->used[i] = now - start;
}

double fma_rate(enum isa isa, int threads, double seconds, int cpu)
{
	struct measure m = {
	        .burst = plain, .seconds = seconds, .clock = cpu ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC};
	double rate = 0;

#ifdef __x86_64__
	if (isa == ISA_AVX2)
		m.burst = avx2;
	if (isa == ISA_AVX512)
		m.burst = avx512;
#endif
	if (threads <= 0)
		threads = loop_threads();
	threads = threads > THREADS_MAX ? THREADS_MAX : threads;
	loop_run(threads, (size_t)threads, work, &m);
	for (int i = 0; i < threads; i++)
		rate += m.done[i] / m.used[i] * 1e-9;
	return rate;
}
