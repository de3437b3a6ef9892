/* SPDX-License-Identifier: Apache-2.0 · fuzzing the reader of manifests: no path may leave the folder */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "data/manifest.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct manifest_json m;
	struct xt_err err;

	if (manifest_read_in(&m, "fuzz", (const char *)bytes, length, &err))
		return 0;
	for (size_t i = 0; i < m.condition_count; i++) {
		const char *path = m.condition[i].path;

		if (*path == '/' || *path == '.' || strstr(path, "..") || strstr(path, "/."))
			abort();
	}
	manifest_release(&m);
	return 0;
}
