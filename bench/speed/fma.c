/* SPDX-License-Identifier: Apache-2.0 · multiply-adds in registers */
#include "bench/speed/fma.h"

#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include "base/loop.h"

enum { ROUNDS = 1 << 16, THREADS_MAX = 1024 };

/*
 * Each returns its floating-point operations. The vector loops name their registers: compilers put some of
 * two dozen accumulators on the stack, and then the peak is lower than what is compared with it.
 */
#if defined(__x86_64__)
#define KEEP(v) __asm__ volatile("" : "+x"(v))
#elif defined(__aarch64__)
#define KEEP(v) __asm__ volatile("" : "+w"(v))
#else
#define KEEP(v) __asm__ volatile("" : "+m"(v))
#endif

typedef float four __attribute__((vector_size(16)));

static double plain(void)
{
	const four x = {0.5f, 0.5f, 0.5f, 0.5f};
	four a = x, b = x, c = x, d = x, e = x, f = x, product;

	for (int r = 0; r < ROUNDS; r++) {
#define MULTIPLY_ADD(sum) \
	product = x * x;  \
	KEEP(product);    \
	(sum) += product; \
	KEEP(sum)
		MULTIPLY_ADD(a);
		MULTIPLY_ADD(b);
		MULTIPLY_ADD(c);
		MULTIPLY_ADD(d);
		MULTIPLY_ADD(e);
		MULTIPLY_ADD(f);
	}
	return 2.0 * 6 * 4 * ROUNDS;
}

#ifdef __x86_64__
#define ZERO(n) "vxorps %%xmm" #n ", %%xmm" #n ", %%xmm" #n "\n\t"
#define ZERO_HIGH(n) "vpxord %%zmm" #n ", %%zmm" #n ", %%zmm" #n "\n\t"
#define FMA_256(n) "vfmadd231ps %%ymm15, %%ymm15, %%ymm" #n "\n\t"
#define FMA_512(n) "vfmadd231ps %%zmm31, %%zmm31, %%zmm" #n "\n\t"
#define FIRST_12(x) x(0) x(1) x(2) x(3) x(4) x(5) x(6) x(7) x(8) x(9) x(10) x(11)
#define NEXT_12(x) x(12) x(13) x(14) x(15) x(16) x(17) x(18) x(19) x(20) x(21) x(22) x(23)
#define LOW "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11"
#define HIGH                                                                                               \
	"xmm12", "xmm13", "xmm14", "xmm15", "xmm16", "xmm17", "xmm18", "xmm19", "xmm20", "xmm21", "xmm22", \
	        "xmm23"

__attribute__((target("avx2,fma"))) static double avx2(void)
{
	long rounds = ROUNDS;

	__asm__ volatile(FIRST_12(ZERO) ZERO(15) "1:\n\t" FIRST_12(FMA_256) "dec %0\n\tjnz 1b\n\tvzeroupper"
	                 : "+r"(rounds)
	                 :
	                 : "cc", LOW, "xmm12", "xmm13", "xmm14", "xmm15");
	return 2.0 * 12 * 8 * ROUNDS;
}

__attribute__((target("avx512f"))) static double avx512(void)
{
	long rounds = ROUNDS;

	__asm__ volatile(FIRST_12(ZERO_HIGH) NEXT_12(ZERO_HIGH) ZERO_HIGH(31) "1:\n\t" FIRST_12(FMA_512)
	                         NEXT_12(FMA_512) "dec %0\n\tjnz 1b\n\tvzeroupper"
	                 : "+r"(rounds)
	                 :
	                 : "cc", LOW, HIGH, "xmm31");
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
