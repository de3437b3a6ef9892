/* SPDX-License-Identifier: Apache-2.0 · prints the f32 multiply-add rate of each instruction set */
#include <stdio.h>

#include "base/loop.h"
#include "bench/speed/fma.h"

int main(void)
{
	int all = loop_threads();

	printf("f32 multiply-adds in registers, GFLOP/s\n");
	printf("%-8s %10s %7d threads\n", "isa", "1 thread", all);
	for (enum isa i = ISA_PLAIN; i < ISA_COUNT; i++) {
		if (!isa_has(i)) {
			printf("%-8s not on this machine\n", isa_name(i));
			continue;
		}
		double one = fma_rate(i, 1, 0.5, 0);
		printf("%-8s %10.1f %15.1f\n", isa_name(i), one, fma_rate(i, all, 0.5, 0));
	}
	return 0;
}
