/* SPDX-License-Identifier: Apache-2.0 · tests of the journal: cut or spoilt at every byte, what stands before stays */
#include "tap.h"

#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "bench/journal.h"

static const char PATH[] = "t-journal.tmp";

/* What was seen, as text. */
static int see_run(void *user, const char *lines, struct xt_err *err)
{
	(void)err;
	buf_printf(user, "run %s", lines);
	return 0;
}

static int see_checkpoint(void *user, uint32_t which, const char *lines, struct xt_err *err)
{
	(void)err;
	buf_printf(user, "checkpoint %u %s", which, lines);
	return 0;
}

static int see_block(void *user, const struct journal_scores *b, struct xt_err *err)
{
	(void)err;
	buf_printf(user, "block %u %u %u %u", b->checkpoint, b->condition, b->first, b->count);
	for (uint32_t i = 0; i < b->count; i++)
		buf_printf(user, " %g %g", (double)b->score[i][0], (double)b->score[i][1]);
	buf_string(user, "\n");
	return 0;
}

static const struct journal_see SEE = {see_run, see_checkpoint, see_block};

static const char WANTED[] = "run isa=avx2\n"
                             "checkpoint 1 name=a\n"
                             "block 1 2 3 2 0.5 -1 2 0.25\n"
                             "block 1 2 5 1 7 8\n";

static void make(void)
{
	static const float SCORE[3][2] = {{0.5F, -1}, {2, 0.25F}, {7, 8}};
	struct journal *j;
	struct xt_err err = {""};

	unlink(PATH);
	if (!tap_ok(!journal_open(&j, PATH, true, &err), "a journal is made"))
		tap_say("%s", err.message);
	journal_run(j, "isa=avx2\n");
	journal_checkpoint(j, 1, "name=a\n");
	tap_ok(!journal_sync(j, &err), "records reach the disk");
	journal_block(j, &(struct journal_scores){1, 2, 3, 2, SCORE});
	journal_block(j, &(struct journal_scores){1, 2, 5, 1, SCORE + 2});
	tap_ok(!journal_sync(j, &err), "and more of them");
	journal_close(j);
}

static void whole(struct buf *bytes)
{
	struct buf seen = BUF_INIT;
	struct journal_end end;
	struct xt_err err = {""};

	tap_ok(!journal_read(PATH, &SEE, &seen, &end, &err) && !end.why, "a journal is read to its end");
	tap_same(buf_text(&seen), WANTED, "with every record and score");
	buf_release(&seen);
	if (file_read(PATH, 1 << 20, bytes, &err))
		tap_say("%s", err.message);
}

/* How much of WANTED must be there when only the first length bytes are sound. */
static size_t promised(const struct buf *bytes, size_t length)
{
	size_t at = 0, text = 0;

	for (;;) {
		const unsigned char *p = (const unsigned char *)bytes->bytes + at;
		size_t next;

		if (at == bytes->length)
			return text;
		next = at + 16 + (size_t)(p[8] | p[9] << 8);
		if (next > length)
			return text;
		at = next;
		text += strcspn(WANTED + text, "\n") + 1;
	}
}

static void damage(const struct buf *bytes)
{
	struct buf seen = BUF_INIT, spoilt = BUF_INIT;
	struct journal_end end;
	struct xt_err err;
	bool cut = true, flipped = true, told = true;

	for (size_t n = 0; n < bytes->length; n++) {
		buf_clear(&seen);
		cut = cut && !journal_read_in("j", bytes->bytes, n, &SEE, &seen, &end, &err) &&
		      seen.length == promised(bytes, n) && !strncmp(buf_text(&seen), WANTED, seen.length);
	}
	tap_ok(cut, "cut at any byte, the records before the cut are kept and no other");
	for (size_t n = 4; n < bytes->length; n++) {
		buf_clear(&seen);
		buf_clear(&spoilt);
		buf_append(&spoilt, bytes->bytes, bytes->length);
		spoilt.bytes[n] = (char)(spoilt.bytes[n] ^ 0x10);
		flipped = flipped &&
		          !journal_read_in("j", spoilt.bytes, spoilt.length, &SEE, &seen, &end, &err) &&
		          seen.length == promised(bytes, n) && !strncmp(buf_text(&seen), WANTED, seen.length);
		told = told && end.why && end.kept <= n && end.length == bytes->length;
	}
	tap_ok(flipped, "a bit spoilt in any byte, the records before it are kept and no other");
	tap_ok(told, "and where the damage is, is told");
	buf_release(&seen);
	buf_release(&spoilt);
}

static void append(void)
{
	static const float SCORE[1][2] = {{9, 9}};
	struct buf seen = BUF_INIT;
	struct journal_end end;
	struct journal *j, *other;
	struct xt_err err = {""};

	tap_ok(!truncate(PATH, 103), "a journal is torn");
	tap_ok(journal_open(&j, PATH, true, &err) == -1, "a fresh journal is refused where one is");
	tap_say("%s", err.message);
	tap_ok(!journal_open(&j, PATH, false, &err), "it is opened to go on");
	tap_ok(journal_open(&other, PATH, false, &err) == -1, "a second writer is refused");
	tap_say("%s", err.message);
	journal_read(PATH, &SEE, &seen, &end, &err);
	tap_same(end.why, "an unfinished record", "the torn record is seen");
	journal_cut(j, end.kept, &err);
	journal_block(j, &(struct journal_scores){0, 0, 0, 1, SCORE});
	journal_sync(j, &err);
	journal_close(j);
	buf_clear(&seen);
	tap_ok(!journal_read(PATH, &SEE, &seen, &end, &err) && !end.why, "after the cut it is whole again");
	tap_same(buf_text(&seen),
	        "run isa=avx2\ncheckpoint 1 name=a\nblock 1 2 3 2 0.5 -1 2 0.25\nblock 0 0 0 1 9 9\n",
	        "and goes on behind the last sound record");
	tap_ok(journal_read_in("j", "%PDF", 4, &SEE, &seen, &end, &err) == -1,
	        "another kind of file is refused");
	tap_say("%s", err.message);
	buf_release(&seen);
	unlink(PATH);
}

int main(void)
{
	struct buf bytes = BUF_INIT;

	make();
	whole(&bytes);
	damage(&bytes);
	append();
	buf_release(&bytes);
	return tap_done();
}
