/* SPDX-License-Identifier: Apache-2.0 · scores on their way: an append-only file that survives a kill at any byte */
#include "bench/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"

#define MAGIC "XTJ1"
#define HEAD 16               /* bytes before what a record holds */
#define RECORD_MAX (1u << 24) /* a longer one is damage */
#define JOURNAL_MAX ((size_t)1 << 36)

enum kind { KIND_RUN = 1, KIND_CHECKPOINT, KIND_BLOCK };

static uint32_t get32(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static void set32(unsigned char *p, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		p[i] = (unsigned char)(v >> 8 * i);
}

static void put32(struct buf *out, uint32_t v)
{
	unsigned char p[4];

	set32(p, v);
	buf_append(out, p, sizeof(p));
}

/* ---- reading ---- */

/* "key=value\n" lines as a C string, to be freed; NULL where the bytes are not text. */
static char *lines_of(const unsigned char *bytes, size_t length)
{
	const char *text = (const char *)bytes;

	return utf8_check(text, length, NULL) ? NULL : mem_copy(text, length);
}

static int see_block(const struct journal_see *see, void *user, const unsigned char *p, size_t length,
        const char **why, struct xt_err *err)
{
	struct journal_scores block;
	float(*score)[2];
	int result;

	*why = "a block that does not hold what it says";
	if (length < 16)
		return 0;
	block = (struct journal_scores){get32(p), get32(p + 4), get32(p + 8), get32(p + 12), NULL};
	if (!block.count || (length - 16) / 8 != block.count || (length - 16) % 8)
		return 0;
	*why = NULL;
	score = mem_alloc(block.count, sizeof(*score));
	for (size_t i = 0; i < (size_t)block.count * 2; i++) {
		uint32_t bits = get32(p + 16 + 4 * i);

		memcpy(&score[i / 2][i % 2], &bits, sizeof(bits));
	}
	block.score = (const float(*)[2])score;
	result = see->block(user, &block, err);
	mem_free(score);
	return result;
}

/* Hands over one record whose checksum holds. *why is set where it makes no sense all the same. */
static int see_record(const struct journal_see *see, void *user, uint32_t kind, const unsigned char *p,
        size_t length, const char **why, struct xt_err *err)
{
	size_t skip = kind == KIND_CHECKPOINT ? 4 : 0;
	char *lines;
	int result;

	*why = NULL;
	if (kind == KIND_BLOCK)
		return see_block(see, user, p, length, why, err);
	if ((kind != KIND_RUN && kind != KIND_CHECKPOINT) || length < skip ||
	        !(lines = lines_of(p + skip, length - skip))) {
		*why = "a record of no known kind";
		return 0;
	}
	result = skip ? see->checkpoint(user, get32(p), lines, err) : see->run(user, lines, err);
	mem_free(lines);
	return result;
}

/* What is wrong with the record that begins at p, NULL when it is whole. */
static const char *fault(const unsigned char *p, size_t rest)
{
	size_t length;
	uint32_t crc;

	if (rest < HEAD)
		return "an unfinished record";
	if (memcmp(p, MAGIC, 4))
		return "something that is no record";
	length = get32(p + 8);
	if (length > RECORD_MAX)
		return "a record longer than any can be";
	if (length > rest - HEAD)
		return "an unfinished record";
	crc = hash_crc32c(hash_crc32c(0, p + 4, 8), p + HEAD, length);
	return crc == get32(p + 12) ? NULL : "a record whose checksum is wrong";
}

int journal_read_in(const char *file, const void *bytes, size_t length, const struct journal_see *see,
        void *user, struct journal_end *end, struct xt_err *err)
{
	const unsigned char *p = bytes;

	*end = (struct journal_end){0, length, NULL};
	if (length && memcmp(p, MAGIC, length < 4 ? length : 4))
		return err_set(
		        err, "%s: is not a journal of xtremor: remove it, or choose another output", file);
	while (end->kept < length) {
		const unsigned char *record = p + end->kept;

		end->why = fault(record, length - end->kept);
		if (end->why)
			return 0;
		if (see_record(
		            see, user, get32(record + 4), record + HEAD, get32(record + 8), &end->why, err))
			return err_prefix(err, "%s", file);
		if (end->why)
			return 0;
		end->kept += HEAD + get32(record + 8);
	}
	return 0;
}

int journal_read(const char *path, const struct journal_see *see, void *user, struct journal_end *end,
        struct xt_err *err)
{
	struct buf bytes = BUF_INIT;
	int result = file_read(path, JOURNAL_MAX, &bytes, err);

	if (!result)
		result = journal_read_in(path, buf_text(&bytes), bytes.length, see, user, end, err);
	buf_release(&bytes);
	return result;
}

/* ---- writing ---- */

struct journal {
	int fd;
	char *path;
	struct buf added;
};

int journal_open(struct journal **out, const char *path, bool fresh, struct xt_err *err)
{
	int fd = open(
	        path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | (fresh ? O_EXCL : 0), 0666);
	struct journal *j;
	struct stat st;

	*out = NULL;
	if (fd < 0 && fresh && errno == EEXIST)
		return err_set(err,
		        "%s: there is a journal of a run that was not finished: go on with --resume, or "
		        "remove it",
		        path);
	if (fd < 0)
		return err_set(err, "%s: cannot be written: %s", path, strerror(errno));
	if (flock(fd, LOCK_EX | LOCK_NB) && errno == EWOULDBLOCK) {
		close(fd);
		return err_set(err, "%s: another process is writing it: wait for that to end", path);
	}
	/* The other process may have folded and removed it between our open and our lock. */
	if (fstat(fd, &st) || !st.st_nlink || !S_ISREG(st.st_mode) || file_sync_folder(path)) {
		close(fd);
		return err_set(err, "%s: cannot be written safely: run again", path);
	}
	j = mem_alloc(1, sizeof(*j));
	*j = (struct journal){fd, mem_copy(path, strlen(path)), BUF_INIT};
	*out = j;
	return 0;
}

int journal_cut(struct journal *j, size_t kept, struct xt_err *err)
{
	if (ftruncate(j->fd, (off_t)kept) || fsync(j->fd))
		return err_set(err, "%s: cannot be cut at byte %zu: %s", j->path, kept, strerror(errno));
	return 0;
}

/* Begins a record: returns where, for finish. */
static size_t begin(struct journal *j, enum kind kind)
{
	size_t at = j->added.length;

	buf_string(&j->added, MAGIC);
	put32(&j->added, kind);
	put32(&j->added, 0);
	put32(&j->added, 0);
	return at;
}

static void finish(struct journal *j, size_t at)
{
	unsigned char *p = (unsigned char *)j->added.bytes + at;
	size_t length = j->added.length - at - HEAD;

	set32(p + 8, (uint32_t)length);
	set32(p + 12, hash_crc32c(hash_crc32c(0, p + 4, 8), p + HEAD, length));
}

void journal_run(struct journal *j, const char *lines)
{
	size_t at = begin(j, KIND_RUN);

	buf_string(&j->added, lines);
	finish(j, at);
}

void journal_checkpoint(struct journal *j, uint32_t which, const char *lines)
{
	size_t at = begin(j, KIND_CHECKPOINT);

	put32(&j->added, which);
	buf_string(&j->added, lines);
	finish(j, at);
}

void journal_block(struct journal *j, const struct journal_scores *block)
{
	size_t at = begin(j, KIND_BLOCK);

	put32(&j->added, block->checkpoint);
	put32(&j->added, block->condition);
	put32(&j->added, block->first);
	put32(&j->added, block->count);
	for (size_t i = 0; i < (size_t)block->count * 2; i++) {
		uint32_t bits;

		memcpy(&bits, &block->score[i / 2][i % 2], sizeof(bits));
		put32(&j->added, bits);
	}
	finish(j, at);
}

int journal_sync(struct journal *j, struct xt_err *err)
{
	if (file_put(j->fd, j->added.bytes, j->added.length) || fdatasync(j->fd))
		return err_set(err,
		        "%s: cannot be written: %s: what was scored before is safe; go on with --resume",
		        j->path, strerror(errno));
	buf_clear(&j->added);
	return 0;
}

void journal_close(struct journal *j)
{
	if (!j)
		return;
	close(j->fd);
	buf_release(&j->added);
	mem_free(j->path);
	mem_free(j);
}
