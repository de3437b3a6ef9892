/* SPDX-License-Identifier: Apache-2.0 · tests of base's small pieces: errors, buffers, arena, hashes, UTF-8, INI, TSV, JSON lines */
#include "tap.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/ini.h"
#include "base/json.h"
#include "base/loop.h"
#include "base/tsv.h"
#include "base/utf8.h"

static void errors(void)
{
	struct xt_err err;

	tap_ok(err_set(&err, "%s: bad", "a\033[31mb\xE2\x80\xAE") == -1, "err_set returns −1");
	tap_same(err.message, "a?[31mb?: bad", "escape and bidirectional characters are masked");
	err_prefix(&err, "x.jsonl:%d", 3);
	tap_same(err.message, "x.jsonl:3: a?[31mb?: bad", "a prefix goes before the message");
}

static void hashes(void)
{
	unsigned char digest[HASH_SHA256];
	char hex[HASH_HEX];

	hash_sha256("abc", 3, digest);
	hash_hex(digest, hex);
	tap_same(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
	        "SHA-256 of FIPS 180-4's abc");
	tap_ok(hash_crc32c(0, "123456789", 9) == 0xE3069283U, "CRC-32C of RFC 3720's check string");
	tap_ok(hash_crc32c(hash_crc32c(0, "1234", 4), "56789", 5) == 0xE3069283U,
	        "CRC-32C goes on from a part");
}

static const struct {
	const char *bytes;
	size_t length;
	size_t bad;
	const char *what;
} BAD_UTF8[] = {
        {"ab\xC0\x80", 4, 2, "an overlong NUL"},
        {"\xED\xA0\x80", 3, 0, "a surrogate"},
        {"a\xF4\x90\x80\x80", 5, 1, "a code point past U+10FFFF"},
        {"ok\xE0\xAE", 4, 2, "a cut character"},
        {"a\0b", 3, 1, "a NUL"},
        {"\x80", 1, 0, "a lone continuation byte"},
};

static void utf8(void)
{
	struct buf out = BUF_INIT;

	for (size_t i = 0; i < sizeof(BAD_UTF8) / sizeof(*BAD_UTF8); i++) {
		size_t at = 99;

		tap_ok(utf8_check(BAD_UTF8[i].bytes, BAD_UTF8[i].length, &at) == -1 && at == BAD_UTF8[i].bad,
		        "%s is refused where it stands", BAD_UTF8[i].what);
	}
	tap_ok(!utf8_check("நான் ฉัน 我 q'ipi", strlen("நான் ฉัน 我 q'ipi"), NULL),
	        "Tamil, Thai and Chinese are UTF-8");
	utf8_normalize(&out, "e\xCC\x81", 3, UTF8_NFC);
	tap_same(buf_text(&out), "é", "NFC composes");
	tap_ok(!utf8_is_normal("e\xCC\x81", 3, UTF8_NFC), "a decomposed letter is seen not to be NFC");
	tap_ok(utf8_cluster_end("நான்", strlen("நான்"), 0) == 6, "a Tamil consonant keeps its vowel sign");
	buf_release(&out);
}

static void arenas(void)
{
	struct arena arena = ARENA_INIT;
	bool kept = true;
	char *copies[500];

	for (int i = 0; i < 500; i++)
		copies[i] = arena_copy(&arena, "xtremor, a long string to fill blocks", (size_t)(i % 30));
	for (int i = 0; i < 500; i++)
		kept = kept && strlen(copies[i]) == (size_t)(i % 30);
	tap_ok(kept, "strings in an arena keep their bytes while it grows");
	arena_reset(&arena);
	arena_release(&arena);
}

static int line_count(void *user, const struct json_t *object, size_t line, struct xt_err *err)
{
	(void)object, (void)line, (void)err;
	++*(int *)user;
	return 0;
}

static const struct {
	const char *bytes;
	size_t length;
	const char *message; /* how it begins */
} BAD_JSON[] = {
        {"{\"a\":1}\n{\"a\":1,\"a\":2}\n", 0, "x:2: not valid JSON: duplicate object key"},
        {"{\"a\":\"\\u0000\"}\n", 0, "x:1: not valid JSON: "},
        {"{\"a\":\"\xFF\"}\n", 0, "x:1: not valid JSON: "},
        {"[1]\n", 0, "x:1: an array where an object"},
        {"{} {}\n", 0, "x:1: not valid JSON: "},
        {"{}\n\n{}\n", 0, "x:2: empty line"},
        {"\xEF\xBB\xBF{}\n", 0, "x:1: begins with a byte-order mark"},
        {"{\"a\":\"b\0c\"}\n", 12, "x:1: NUL in text"},
        {"{\"a\":", 0, "x:1: not valid JSON: "},
};

static void json(void)
{
	struct xt_err err;
	struct buf out = BUF_INIT;
	int n = 0;

	for (size_t i = 0; i < sizeof(BAD_JSON) / sizeof(*BAD_JSON); i++) {
		size_t length = BAD_JSON[i].length ? BAD_JSON[i].length : strlen(BAD_JSON[i].bytes);
		int result = json_lines_in("x", BAD_JSON[i].bytes, length, line_count, &n, &err);

		if (!tap_ok(result == -1 &&
		                    !strncmp(err.message, BAD_JSON[i].message, strlen(BAD_JSON[i].message)),
		            "bad line %zu is refused: %s", i + 1, BAD_JSON[i].message))
			tap_say("got: %s", err.message);
	}
	n = 0;
	tap_ok(!json_lines_in("x", "{}\r\n{}", 6, line_count, &n, &err) && n == 2,
	        "CRLF and a missing last newline are fine");
	json_put_string(&out, "a\"\\\n\x01é", 7);
	tap_same(buf_text(&out), "\"a\\\"\\\\\\n\\u0001é\"", "a written string escapes what must be");
	buf_release(&out);
}

static const char *scratch(const char *content)
{
	static char path[] = "t-base.tmp";

	file_write(path, content, strlen(content), false, NULL);
	return path;
}

static int never(const void *user, const char *name, struct xt_err *err)
{
	(void)user;
	return err_set(err, "%s: was written", name);
}

static void special_files(void)
{
	struct file_map map;
	struct stat st;
	struct xt_err err;
	int fd;

	mkfifo("t-base.fifo", 0600);
	fd = open("t-base.fifo", O_RDWR);
	tap_ok(!file_write("t-base.fifo", "x", 1, false, &err) && !stat("t-base.fifo", &st) &&
	                S_ISFIFO(st.st_mode),
	        "a pipe is written to, not replaced");
	close(fd);
	tap_ok(file_write_checked("t-base.fifo", "x", 1, false, never, NULL, &err) == -1,
	        "a pipe cannot hold what must be read back");
	tap_same(
	        err.message, "t-base.fifo: is no regular file: name one to write", "and the message says so");
	tap_ok(file_map("t-base.fifo", &map, &err) == -1 &&
	                !strcmp(err.message, "t-base.fifo: is not a file"),
	        "a pipe is not mapped, and holds nobody up");
	unlink("t-base.fifo");
}

static void leavings(void)
{
	struct buf left = BUF_INIT, now = BUF_INIT;
	struct xt_err err;
	const char *path = scratch("old");

	buf_printf(&left, "%s.tmp.%ld", path, (long)getpid());
	file_write(left.bytes, "half", 4, false, NULL);
	tap_ok(!file_write(path, "new", 3, false, &err) && !file_exists(left.bytes),
	        "a leaving of a dead process with this one's number is not in the way");
	file_read(path, 10, &now, NULL);
	tap_same(buf_text(&now), "new", "and the file is written");
	unlink(left.bytes);
	unlink(path);
	buf_release(&left);
	buf_release(&now);
}

static void leftovers(void)
{
	struct xt_err err;

	file_write("t-base.out.tmp.7", "x", 1, false, &err);
	file_write("t-base.out.tmp.mine", "x", 1, false, &err);
	file_write("t-base.out2.tmp.7", "x", 1, false, &err);
	tap_ok(!file_sweep("t-base.out", &err) && !file_exists("t-base.out.tmp.7"),
	        "what a killed writer left is swept");
	tap_ok(!unlink("t-base.out.tmp.mine") && !unlink("t-base.out2.tmp.7"),
	        "what is the user's or another file's stays");
	tap_ok(file_sweep("t-base-none/out", &err) == -1, "a folder that is not there cannot be swept");
}

static void inis(void)
{
	struct xt_err err;
	struct ini *ini;

	tap_ok(!ini_open(&ini, scratch("; head\n[a]\nk = v é ; why\nlong = one\n  two\n"), &err),
	        "an INI file opens");
	tap_same(ini_get(ini, "a", "k"), "v é", "a value is trimmed and its comment cut");
	tap_same(ini_get(ini, "a", "long"), "one two", "an indented line continues the value");
	tap_ok(!ini_get(ini, "a", "none") && ini_line(ini, "a", "k") == 3,
	        "a key has its line, an absent one is NULL");
	ini_close(ini);
	tap_ok(ini_open(&ini, scratch("[a]\nk = 1\nk = 2\n"), &err) == -1,
	        "a key that is there twice is refused");
	tap_same(err.message, "t-base.tmp:3: key 'k' is there twice in [a]", "and its line is named");
	tap_ok(ini_open(&ini, scratch("[a]\nk = 1\n[b]\n  c = 2\n"), &err) == -1 &&
	                strstr(err.message, ":4: "),
	        "an indented key behind a section is refused, by its line");
	tap_ok(ini_open(&ini, scratch("[a]\nk = 1\n[a]\n\tk = 2\n"), &err) == -1, "… of the same name too");
	tap_ok(ini_open(&ini, scratch("  k = 1\n"), &err) == -1, "and so is an indented first line");
	tap_ok(!ini_open(&ini, scratch("[a]\nk = one\n\n; why\n  [two]\n[b]\nc = 1\n"), &err) &&
	                !strcmp(ini_get(ini, "a", "k"), "one [two]"),
	        "a continuation may look like a section");
	ini_close(ini);
	tap_ok(ini_open(&ini, scratch("[a]\nnothing\n"), &err) == -1, "a line without = is refused");
	unlink("t-base.tmp");
}

static int first_field(void *user, char **fields, size_t line, struct xt_err *err)
{
	(void)line, (void)err;
	buf_printf(user, "%s;", fields[0]);
	return 0;
}

static void tsvs(void)
{
	struct buf out = BUF_INIT;
	struct xt_err err;

	tap_ok(!tsv_read(scratch("# c\na\tb\n1\t2\n\n3\t4\n"), "a\tb", first_field, &out, &err),
	        "a table is read");
	tap_same(buf_text(&out), "1;3;", "comments and empty lines are passed over");
	tap_ok(tsv_read(scratch("a\tb\n1\n"), "a\tb", first_field, &out, &err) == -1,
	        "a short row is refused");
	tap_same(err.message, "t-base.tmp:2: 1 fields separated by tabs where 2 are wanted",
	        "and its line is named");
	tap_ok(tsv_read(scratch("x\ty\n"), "a\tb", first_field, &out, &err) == -1,
	        "another header is refused");
	unlink("t-base.tmp");
	buf_release(&out);
}

static void mark(void *user, int worker, size_t i)
{
	(void)worker;
	((int *)user)[i]++;
}

static void loops(void)
{
	int seen[1000] = {0};
	bool once = true;

	loop_run(4, 1000, mark, seen);
	for (int i = 0; i < 1000; i++)
		once = once && seen[i] == 1;
	tap_ok(once, "a loop does every piece of work once");
}

int main(void)
{
	errors();
	hashes();
	utf8();
	arenas();
	json();
	special_files();
	leftovers();
	leavings();
	inis();
	tsvs();
	loops();
	return tap_done();
}
