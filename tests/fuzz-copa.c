/* SPDX-License-Identifier: Apache-2.0 · fuzzing the reader of COPA's XML */
#include <stdint.h>

#include "data/item-read.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct items items = ITEMS_INIT;
	struct xt_err err;

	items_read_xml(&items, "fuzz", (const char *)bytes, length, &err);
	items_release(&items);
	return 0;
}
