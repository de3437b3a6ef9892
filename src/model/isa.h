/* SPDX-License-Identifier: Apache-2.0 · which instruction sets the kernels know, and which this machine has */
#ifndef MODEL_ISA_H
#define MODEL_ISA_H
/*
 * Nothing is compiled for the build machine: kernels exist for each set below and one is chosen at run time. Scores are
 * bit-identical for one set, and differ in the last digits between two.
 *
 *	enum isa isa = isa_best();
 *	if (name && isa_find(name, &isa, err) < 0)
 *		return -1;
 */
struct xt_err;

enum isa {
	ISA_PLAIN,  /* portable C, the reference for the others */
	ISA_AVX2,   /* AVX2 with FMA */
	ISA_AVX512, /* AVX-512F */
	ISA_COUNT
};

/* "plain", "avx2", "avx512": the words of --isa. A constant. */
const char *isa_name(enum isa isa);

/* 1 if this build has kernels for the set and processor and operating system support it, else 0. */
int isa_has(enum isa isa);

/* The highest set that this machine has. */
enum isa isa_best(void);

/* The set of that name into *isa. Fails, *isa untouched, where the name is unknown or the machine lacks the set. */
int isa_find(const char *name, enum isa *isa, struct xt_err *err);

#endif
