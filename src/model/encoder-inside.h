/* SPDX-License-Identifier: Apache-2.0 · what an encoder holds; for encoder*.c only */
#ifndef MODEL_ENCODER_INSIDE_H
#define MODEL_ENCODER_INSIDE_H
/*
 * encoder-weights.c makes and frees it, encoder.c runs it.
 */
#include "model/encoder.h"
#include "model/kernel.h"
#include "model/matrix.h"

/* LayerNorm's weights, each with kernel_stride(hidden) numbers, zero behind the last. */
struct norm {
	float *gain, *bias;
};

struct layer {
	struct matrix query, key, value; /* [hidden][hidden] */
	struct matrix mix;               /* [hidden][hidden]: attention.output */
	struct norm mixed;
	struct matrix up;   /* [hidden][ffn]: intermediate */
	struct matrix down; /* [ffn][hidden]: output */
	struct norm done;
};

struct encoder {
	struct config config;
	const struct kernel *kernel;
	size_t stride;       /* kernel_stride(hidden) */
	struct tensor words; /* [vocab or more][hidden], in the checkpoint's memory */
	float *places;       /* [positions][hidden] */
	float *type;         /* [hidden]: row 0 */
	struct norm embedded;
	struct layer *layers; /* [config.layers] */
};

#endif
