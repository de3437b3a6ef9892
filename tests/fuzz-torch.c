/* SPDX-License-Identifier: Apache-2.0 · libFuzzer target: files of torch.save, of either form */
#include <stdint.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "model/weights.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct weights *weights;
	char path[64];
	float last;

	snprintf(path, sizeof(path), "/tmp/fuzz-torch.%d.bin", (int)getpid());
	if (!file_write(path, data, size, false, NULL) && !weights_open(&weights, path, NULL)) {
		for (size_t i = 0; i < weights_count(weights); i++) {
			const struct tensor *t = weights_at(weights, i);

			if (tensor_is_real(t->dtype) && tensor_count(t))
				tensor_read(t, tensor_count(t) - 1, 1, &last);
		}
		weights_close(weights);
	}
	unlink(path);
	return 0;
}
