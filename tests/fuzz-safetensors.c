/* SPDX-License-Identifier: Apache-2.0 · libFuzzer: any bytes as a safetensors file */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model/safetensors.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_tensor(const struct safetensors *st, const struct tensor *t)
{
	size_t count = tensor_count(t);
	float v;

	if (safetensors_find(st, t->name) != t)
		abort();
	for (size_t i = 0; tensor_is_real(t->dtype) && i < count; i += count / 64 + 1)
		tensor_read(t, i, 1, &v);
	if (tensor_is_real(t->dtype) && count)
		tensor_read(t, count - 1, 1, &v);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct safetensors *st;
	struct xt_err err = {""};

	if (safetensors_open_in(&st, "fuzz", data, size, &err)) {
		if (!*err.message)
			abort();
		return 0;
	}
	for (size_t i = 0; i < safetensors_count(st); i++)
		read_tensor(st, safetensors_at(st, i));
	safetensors_close(st);
	return 0;
}
