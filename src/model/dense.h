/* SPDX-License-Identifier: Apache-2.0 · small products of a head, in double and in order
 *
 *	struct dense *pooler = dense_new(head->pooler, head->pooler_bias);
 *
 *	dense_tanh(pooler, x, y);
 *	dense_free(pooler);
 *
 * A head's work is small beside the encoder's. Its sums are in double, in order, so that they are the same on every machine, and
 * tanh, exp and log are our own, because glibc's depend on the processor.
 */
#ifndef MODEL_DENSE_H
#define MODEL_DENSE_H

#include <stddef.h>

#include "model/tensor.h"

struct dense;

/* weight [M][N], bias [M], both real. */
struct dense *dense_new(const struct tensor *weight, const struct tensor *bias);
void dense_free(struct dense *d);
size_t dense_outputs(const struct dense *d);

/* y = W x + b, and tanh of it. x and y may not overlap. */
void dense_apply(const struct dense *d, const double *x /* [N] */, double *y /* [M] */);
void dense_tanh(const struct dense *d, const double *x /* [N] */, double *y /* [M] */);

/* log of the share that e^x[which] has in the sum of all e^x: a label's log-probability. */
double dense_log_share(const double *x /* [n] */, size_t n, size_t which);

#endif
