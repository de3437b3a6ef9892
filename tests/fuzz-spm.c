/* SPDX-License-Identifier: Apache-2.0 · libFuzzer: any bytes as a SentencePiece model
 *
 * Good seeds: tests/golden/model/tiny.model, and the models that t-spm.c builds.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "model/spm.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const TEXTS[] = {"", " ", "AAB é BA", "The cat sat. Paka amekaa.", "வீடு பெ\xE0\xAE\xBEய்",
        "ฉันหาตั๋ว", "\xF0\x9F\xA6\x84<s></s><unk>", "ﬁne\xE3\x80\x80ｆｕｌｌ…"};

static void take(void *user, const int *pieces, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (pieces[i] < 0 || (size_t)pieces[i] >= *(const size_t *)user)
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct spm *spm;
	struct xt_err err = {""};
	size_t pieces;

	if (spm_open(&spm, "fuzz", data, size, &err)) {
		if (!*err.message)
			abort();
		return 0;
	}
	pieces = spm_pieces(spm);
	for (size_t i = 0; i < sizeof(TEXTS) / sizeof(*TEXTS); i++)
		spm_encode(spm, TEXTS[i], strlen(TEXTS[i]), take, &pieces, &err);
	for (size_t i = 0; i < sizeof(TEXTS) / sizeof(*TEXTS); i++)
		spm_agrees(spm, TEXTS[i], strlen(TEXTS[i]));
	spm_close(spm);
	return 0;
}
