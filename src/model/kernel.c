/* SPDX-License-Identifier: Apache-2.0 · the kernels that this build has */
#include "model/kernel.h"

const struct kernel *kernel_get(enum isa isa)
{
	switch (isa) {
	case ISA_PLAIN:
		return &kernel_plain;
#ifdef MODEL_X86
	case ISA_AVX2:
		return &kernel_avx2;
	case ISA_AVX512:
		return &kernel_avx512;
#endif
	default:
		return NULL;
	}
}
