/* SPDX-License-Identifier: Apache-2.0 · libFuzzer: any bytes as tokenizer.json
 *
 * Good seeds: tests/golden/tokenizers.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model/tokenizer-json.h"
#include "model/tokenizer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const TEXTS[] = {"", " ", "AAB é BA", "The cat sat. Paka amekaa.", "வீடு பெ\xE0\xAE\xBEய்",
        "ฉันหาตั๋ว", "\xF0\x9F\xA6\x84<s></s><unk>", "ﬁne\xE3\x80\x80ｆｕｌｌ…"};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *copy = malloc(size + 1); /* the reader's contract: a NUL behind */
	struct buf model = BUF_INIT;
	struct tokenizer *t = NULL;
	struct xt_err err = {""};

	if (!copy)
		abort();
	memcpy(copy, data, size);
	copy[size] = '\0';
	if (tokenizer_json(&model, "fuzz", copy, size, &err)) {
		if (!*err.message)
			abort();
	} else if (tokenizer_open_in(&t, "fuzz", model.bytes, model.length, &err) && !*err.message) {
		abort();
	}
	for (size_t i = 0; t && i < sizeof(TEXTS) / sizeof(*TEXTS); i++) {
		struct ids ids = IDS_INIT;

		if (!tokenizer_encode(t, TEXTS[i], strlen(TEXTS[i]), &ids, &err))
			for (size_t k = 0; k < ids.count; k++)
				if (ids.id[k] < 0 || (size_t)ids.id[k] >= tokenizer_vocab(t))
					abort();
		ids_release(&ids);
	}
	tokenizer_close(t);
	buf_release(&model);
	free(copy);
	return 0;
}
