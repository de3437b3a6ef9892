/* SPDX-License-Identifier: Apache-2.0 · libFuzzer: any bytes as config.json; what is taken must hold together */
#include <stdint.h>
#include <stdlib.h>

#include "model/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct config c;
	struct xt_err err = {""};

	if (config_read_in(&c, "fuzz", (const char *)data, size, &err)) {
		if (!*err.message)
			abort();
		return 0;
	}
	if (!c.hidden || !c.heads || c.hidden % c.heads || !c.layers || !(c.layer_norm_eps > 0) ||
	        c.pad_id >= c.vocab || !config_max_tokens(&c))
		abort();
	return 0;
}
