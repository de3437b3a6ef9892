/* SPDX-License-Identifier: Apache-2.0 · fuzz target: any bytes as a journal, and as a record whose checksum holds */
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/hash.h"
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

static void read_any(const void *bytes, size_t length)
{
	static const struct journal_see SEE = {see_run, see_checkpoint, see_block};
	struct journal_end end;
	struct xt_err err;
	unsigned sum = 0;

	if (!journal_read_in("fuzz", bytes, length, &SEE, &sum, &end, &err) && end.kept > length)
		__builtin_trap();
}

/* Nobody guesses a checksum: the first byte is a kind, the others what a sound record of it holds. */
static void read_sound(const uint8_t *bytes, size_t length)
{
	unsigned char head[16] = "XTJ1";
	struct buf record = BUF_INIT;
	uint32_t crc;

	head[4] = bytes[0] & 7;
	for (int i = 0; i < 4; i++)
		head[8 + i] = (unsigned char)((length - 1) >> 8 * i);
	crc = hash_crc32c(hash_crc32c(0, head + 4, 8), bytes + 1, length - 1);
	for (int i = 0; i < 4; i++)
		head[12 + i] = (unsigned char)(crc >> 8 * i);
	buf_append(&record, head, sizeof(head));
	buf_append(&record, bytes + 1, length - 1);
	read_any(record.bytes, record.length);
	buf_release(&record);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	read_any(bytes, length);
	if (length)
		read_sound(bytes, length);
	return 0;
}
