/* SPDX-License-Identifier: Apache-2.0 · fuzz target: any bytes as a journal */
#include <stddef.h>
#include <stdint.h>

#include "bench/journal.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static int see_run(void *user, const char *lines, struct xt_err *err)
{
	(void)err;
	*(unsigned *)user += (unsigned char)*lines;
	return 0;
}

static int see_checkpoint(void *user, uint32_t which, const char *lines, struct xt_err *err)
{
	*(unsigned *)user += which;
	return see_run(user, lines, err);
}

static int see_block(void *user, const struct journal_scores *block, struct xt_err *err)
{
	(void)err;
	*(unsigned *)user += block->score[block->count - 1][1] > 0;
	return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static const struct journal_see SEE = {see_run, see_checkpoint, see_block};
	struct journal_end end;
	struct xt_err err;
	unsigned sum = 0;

	if (!journal_read_in("fuzz", bytes, length, &SEE, &sum, &end, &err) && end.kept > length)
		__builtin_trap();
	return 0;
}
