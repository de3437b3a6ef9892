/* SPDX-License-Identifier: Apache-2.0 · constants of exp and erf, the same for every instruction set */
#ifndef MODEL_KERNEL_MATH_H
#define MODEL_KERNEL_MATH_H
/*
 * The C library's expf and erff are not used: glibc picks among variants of them by processor, and the same
 * item would get other bits on another machine.
 *
 *	erf(x/√2) ≈ x P(x²) / Q(x²) for |x| ≤ ERF_LIMIT: 8e-9 in exact arithmetic, 3e-7 in f32
 *	exp(x) = 2^n E(r), n = round(x / ln 2), r = x − n ln 2: E has a relative error of 2e-9
 *
 * Both are minimax fits by Lawson's iteration (tests/golden/fit-math makes them again).
 */
#define ERF_LIMIT 5.3f
#define ERF_P0 0.797884508f
#define ERF_P1 0.0658711842f
#define ERF_P2 0.00925595945f
#define ERF_P3 0.000320664529f
#define ERF_P4 1.27580299e-05f
#define ERF_P5 4.81004791e-08f
/* Q0 is 1 */
#define ERF_Q1 0.249223516f
#define ERF_Q2 0.028138709f
#define ERF_Q3 0.00183655919f
#define ERF_Q4 7.13514414e-05f
#define ERF_Q5 1.23716318e-06f

#define EXP_LEAST \
	-87.0f /* below it exp is taken as exp(−87) = 1.6e-38, the last one before subnormal numbers */
#define EXP_LOG2E 0x1.715476p0f     /* 1 / ln 2 */
#define EXP_LN2_HIGH 0x1.62e4p-1f   /* 15 bits of ln 2, so that n × it is exact … */
#define EXP_LN2_LOW 0x1.7f7d1cp-20f /* … and the rest */
/* E0 and E1 are 1 */
#define EXP_E2 0x1.fffffap-2f
#define EXP_E3 0x1.5553fep-3f
#define EXP_E4 0x1.5558bcp-5f
#define EXP_E5 0x1.1273ecp-7f
#define EXP_E6 0x1.6ab28ep-10f

#endif
