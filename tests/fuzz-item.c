/* SPDX-License-Identifier: Apache-2.0 · fuzzing the reader of items: taken, written, and read alike */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "data/item.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void put_all(struct buf *out, const struct items *items)
{
	for (size_t i = 0; i < items->count; i++)
		item_put(out, &items->item[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct items items = ITEMS_INIT, again = ITEMS_INIT;
	struct buf once = BUF_INIT, twice = BUF_INIT;
	struct xt_err err;

	if (!items_read_in(&items, "fuzz", (const char *)bytes, length, &err) && items.count &&
	        !items.item[0].split) {
		put_all(&once, &items);
		if (items_read_in(&again, "again", once.bytes, once.length, &err))
			abort();
		put_all(&twice, &again);
		if (once.length != twice.length || memcmp(once.bytes, twice.bytes, once.length))
			abort();
	}
	items_release(&items);
	items_release(&again);
	buf_release(&once);
	buf_release(&twice);
	return 0;
}
