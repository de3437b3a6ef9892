/* SPDX-License-Identifier: Apache-2.0 · xtremor run: killed anywhere, from the sets to the board, it ends with the same bytes
 *
 * KILLS: how many at least, 4 if it is not set; t-run-long.sh wants more.
 */
#include "scratch.h"
#include "tap.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/philox.h"
#include "base/progress.h"
#include "tiny-checkpoint.h"

static char data[4096];

/* xtremor run -q with what is given (NULL-terminated, at most 7), what it says going to files. */
static pid_t start(const char *const *more)
{
	const char *argv[32] = {getenv("XTREMOR"), "run", "-q", "--data", data, "--split", "test", "--langs",
	        "en,ta", "--severities", "1", "--isa", "plain"};
	size_t n = 13;
	pid_t child;

	for (size_t i = 0; more[i]; i++)
		argv[n++] = more[i];
	argv[n++] = scratch_path("one");
	argv[n++] = scratch_path("two");
	child = fork();
	if (child)
		return child;
	if (dup2(open(scratch_path("stdout"), O_WRONLY | O_CREAT | O_TRUNC, 0666), 1) < 0 ||
	        dup2(open(scratch_path("stderr"), O_WRONLY | O_CREAT | O_TRUNC, 0666), 2) < 0)
		_exit(126);
	union {
		const char **in;
		char **out;
	} v = {argv};
	execv(argv[0], v.out);
	_exit(127);
}

static int finish(pid_t child)
{
	int status;

	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int run(const char *const *more)
{
	return finish(start(more));
}

/* Adds the names and bytes of everything in a folder; options.txt too. */
static void add_tree(struct hash *h, const char *path, size_t skip)
{
	char **names, hex[HASH_HEX];
	size_t count;

	if (!file_is_dir(path)) {
		if (hash_file(path, hex, NULL))
			*hex = '\0';
		hash_add(h, path + skip, strlen(path + skip));
		hash_add(h, hex, sizeof(hex));
		return;
	}
	if (file_names(path, &names, &count, NULL))
		return;
	for (size_t i = 0; i < count; i++) {
		struct buf inner = BUF_INIT;

		file_join(&inner, path, names[i]);
		add_tree(h, inner.bytes, skip);
		buf_release(&inner);
	}
	file_names_free(names, count);
}

static const char *hash_tree(const char *path)
{
	static char hex[2][HASH_HEX];
	static int turn;
	unsigned char digest[HASH_SHA256];
	struct hash *h = hash_new();

	add_tree(h, path, strlen(path));
	hash_end(h, digest);
	turn = !turn;
	hash_hex(digest, hex[turn]);
	return hex[turn];
}

static bool says(const char *file, const char *text)
{
	struct buf bytes = BUF_INIT;
	bool found = !file_read(scratch_path(file), 1 << 20, &bytes, NULL) && strstr(buf_text(&bytes), text);

	if (!found)
		tap_say("%s: %.300s", file, buf_text(&bytes));
	buf_release(&bytes);
	return found;
}

static void kills(const char *reference, double needs)
{
	int wanted = getenv("KILLS") ? atoi(getenv("KILLS")) : 4, done = 0, trials = 0;
	char folder_k[300];
	const char *const out[] = {"-o", folder_k, NULL};
	bool same = true, ended = true;
	struct philox chance;

	snprintf(folder_k, sizeof(folder_k), "%s", scratch_path("K"));
	philox_init(&chance, 2, 0);
	for (; done < wanted && trials < 10 * wanted; trials++) {
		bool killed = true;

		scratch_remove(scratch_path("K"));
		for (int i = 0; killed && i < 4; i++) {
			double wait = needs * (double)philox_below(&chance, 10001) / 10000;
			struct timespec pause = {(time_t)wait, (long)((wait - (double)(time_t)wait) * 1e9)};
			pid_t child = start(out);

			nanosleep(&pause, NULL);
			kill(child, SIGKILL);
			killed = finish(child) > 128;
			done += killed;
		}
		ended = ended && !run(out) && says("stdout", "xtremor board");
		same = same && !strcmp(hash_tree(scratch_path("K")), reference);
	}
	tap_say("%d kills in %d runs of %.2f s", done, trials, needs);
	tap_ok(done >= wanted, "runs were killed");
	tap_ok(ended, "each went on to its end and its board");
	tap_ok(same, "and left the same files with the same bytes");
}

/* Other threads, the same bytes; other options, refused. */
static void again(const char *reference)
{
	char before[HASH_HEX];

	tap_ok(!run((const char *const[]){"--threads", "1", "-o", scratch_path("T"), NULL}) &&
	                !strcmp(hash_tree(scratch_path("T")), reference),
	        "one thread gives the same bytes");
	tap_ok(!run((const char *const[]){"--seed", "0", "-o", scratch_path("T"), NULL}) &&
	                !strcmp(hash_tree(scratch_path("T")), reference),
	        "a finished run is left as it is, though a default be spelt out");
	tap_ok(run((const char *const[]){"--seed", "1", "-o", scratch_path("T"), NULL}) == 1 &&
	                says("stderr", "seed=0 where this has seed=1"),
	        "another seed is refused, and named");
	snprintf(before, sizeof(before), "%s", hash_tree(scratch_path("T/sets")));
	tap_ok(!run((const char *const[]){"--format", "tsv", "-o", scratch_path("T"), NULL}) &&
	                file_exists(scratch_path("T/board.tsv")) &&
	                !strcmp(before, hash_tree(scratch_path("T/sets"))),
	        "another form of the board is one more file");
	tap_ok(run((const char *const[]){"--attacks", "none,nosuch", "-o", scratch_path("U"), NULL}) == 2 &&
	                !file_exists(scratch_path("U")),
	        "an attack that is not there is a usage error, and nothing is made");
	tap_ok(run((const char *const[]){"-o", scratch_path("V"), scratch_path("bad"), NULL}) == 3 &&
	                says("stdout", "xtremor board") && says("stderr", "1 of 3 checkpoints"),
	        "a checkpoint that is not there: a board without it, and exit status 3");
}

int main(void)
{
	const char *program = getenv("XTREMOR");
	char reference[HASH_HEX];
	double needs;

	if (!program) {
		tap_skip("xtremor run", "XTREMOR does not name the program");
		return tap_done();
	}
	scratch_new("t-run");
	snprintf(data, sizeof(data), "%s", tap_source("bench/sample/data"));
	file_mkdirs(scratch_path("one"), NULL);
	file_mkdirs(scratch_path("two"), NULL);
	tiny_write(scratch_path("one"), &TINY_SHAPES[0], "roberta.", TINY_CHOICE);
	tiny_write(scratch_path("two"), &TINY_SHAPES[1], "", TINY_BARE);
	needs = progress_clock();
	if (!tap_ok(!run((const char *const[]){"-o", scratch_path("R"), NULL}) &&
	                    says("stdout", "xtremor board"),
	            "a run makes sets, scores and prints a board"))
		says("stderr", "nothing");
	needs = progress_clock() - needs;
	tap_ok(file_exists(scratch_path("R/results.h5")) && file_exists(scratch_path("R/board.txt")) &&
	                file_is_dir(scratch_path("R/sets")),
	        "and leaves them in its folder");
	snprintf(reference, sizeof(reference), "%s", hash_tree(scratch_path("R")));
	again(reference);
	kills(reference, needs);
	scratch_free();
	return tap_done();
}
