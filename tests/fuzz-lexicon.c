/* SPDX-License-Identifier: Apache-2.0 · libFuzzer target: lexicons in every form; the first byte chooses it */
#include <stdint.h>

#include "langs/lexicon.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const NAMES[] = {"f.tsv", "f.tab", "f.dat", "f.xml", "f", "pairs"};
	struct lang_synonyms found;
	struct lexicon *lexicon;
	unsigned form;
	struct xt_err err;

	if (!size)
		return 0;
	lexicon = lexicon_new("tr");
	form = *data % 6;
	if (!(form == 5 ? lexicon_read_pairs_in : lexicon_read_in)(
	            lexicon, NAMES[form], (const char *)data + 1, size - 1, &err)) {
		lexicon_finish(lexicon);
		lexicon_find(lexicon, "big", 3, &found);
	}
	lexicon_free(lexicon);
	return 0;
}
