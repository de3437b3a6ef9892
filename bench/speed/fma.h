/* SPDX-License-Identifier: Apache-2.0 · how many f32 multiply-adds this machine can do at this moment */
#ifndef BENCH_SPEED_FMA_H
#define BENCH_SPEED_FMA_H
/*
 *	double gflops = fma_rate(ISA_AVX2, 2, 0.2, 0);
 *
 * Machines change their speed by a factor of two without notice: measure before and after whatever is
 * compared with it.
 */
#include "model/isa.h"

/* Seconds on a clock that only goes forward: the wall's, or with cpu the processor time that all threads of
 * this program used so far, which other programs on the same machine disturb less. */
double fma_clock(int cpu);

/* GFLOP/s (a multiply-add is two) of independent accumulators in registers, no memory, on that many threads
 * for about that long. With cpu, seconds are those that the threads really had. For ISA_PLAIN separate
 * multiplications and additions, as the plain kernels do them. */
double fma_rate(enum isa isa, int threads, double seconds, int cpu);

#endif
