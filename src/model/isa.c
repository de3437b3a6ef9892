/* SPDX-License-Identifier: Apache-2.0 · which instruction sets this machine has */
#include "model/isa.h"

#include <string.h>

#include "base/err.h"
#include "model/kernel.h"

static const char *const NAMES[ISA_COUNT] = {"plain", "avx2", "avx512"};

const char *isa_name(enum isa isa)
{
	return NAMES[isa];
}

int isa_has(enum isa isa)
{
	if (!kernel_get(isa))
		return 0;
#ifdef MODEL_X86
	/* these look at what the operating system saves (XCR0) as well, or the first AVX register would end
	 * the program */
	int avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");

	if (isa == ISA_AVX2)
		return avx2;
	if (isa == ISA_AVX512)
		return avx2 && __builtin_cpu_supports("avx512f");
#endif
	return isa == ISA_PLAIN;
}

enum isa isa_best(void)
{
	enum isa isa = ISA_COUNT - 1;

	while (isa > ISA_PLAIN && !isa_has(isa))
		isa--;
	return isa;
}

int isa_find(const char *name, enum isa *isa, struct xt_err *err)
{
	for (enum isa i = 0; i < ISA_COUNT; i++) {
		if (strcmp(name, NAMES[i]))
			continue;
		if (!isa_has(i))
			return err_set(err,
			        "instruction set '%s': this machine or build lacks it: the best here is '%s'",
			        name, NAMES[isa_best()]);
		*isa = i;
		return 0;
	}
	return err_set(err, "instruction set '%s' is unknown: use plain, avx2 or avx512", name);
}
