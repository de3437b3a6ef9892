/* SPDX-License-Identifier: Apache-2.0 · xtremor run: killed anywhere, from the sets to the board, it ends with the same bytes
 *
 * KILLS: how many at least, 4 if it is not set; t-run-long.sh wants more.
 */
#include "tap.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#include "base/hash.h"
#include "base/mem.h"
#include "base/philox.h"
#include "tiny-checkpoint.h"

static char folder[] = "t-run.XXXXXX";
static char data[4096];

static const char *at(const char *name)
{
	static char path[8][300];
	static int turn;
	char *p = path[turn++ % 8];

	snprintf(p, sizeof(path[0]), "%s/%s", folder, name);
	return p;
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* xtremor run -q with what is given (NULL-terminated, at most 7), what it says going to files. */
static pid_t start(const char *const *more)
{
	const char *argv[32] = {getenv("XTREMOR"), "run", "-q", "--data", data, "--split", "test", "--langs",
	        "en,ta", "--severities", "1", "--isa", "plain"};
	size_t n = 13;
	pid_t child;

	for (size_t i = 0; more[i]; i++)
		argv[n++] = more[i];
	argv[n++] = at("one");
	argv[n++] = at("two");
	child = fork();
	if (child)
		return child;
	if (dup2(open(at("stdout"), O_WRONLY | O_CREAT | O_TRUNC, 0666), 1) < 0 ||
	        dup2(open(at("stderr"), O_WRONLY | O_CREAT | O_TRUNC, 0666), 2) < 0)
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

static void remove_tree(const char *path)
{
	char **names;
	size_t count;

	if (!file_is_dir(path) || file_names(path, &names, &count, NULL)) {
		unlink(path);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		struct buf inner = BUF_INIT;

		file_join(&inner, path, names[i]);
		remove_tree(inner.bytes);
		buf_release(&inner);
	}
	file_names_free(names, count);
	rmdir(path);
}

static bool says(const char *file, const char *text)
{
	struct buf bytes = BUF_INIT;
	bool found = !file_read(at(file), 1 << 20, &bytes, NULL) && strstr(buf_text(&bytes), text);

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

	snprintf(folder_k, sizeof(folder_k), "%s", at("K"));
	philox_init(&chance, 2, 0);
	for (; done < wanted && trials < 10 * wanted; trials++) {
		bool killed = true;

		remove_tree(at("K"));
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
		same = same && !strcmp(hash_tree(at("K")), reference);
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

	tap_ok(!run((const char *const[]){"--threads", "1", "-o", at("T"), NULL}) &&
	                !strcmp(hash_tree(at("T")), reference),
	        "one thread gives the same bytes");
	tap_ok(!run((const char *const[]){"--seed", "0", "-o", at("T"), NULL}) &&
	                !strcmp(hash_tree(at("T")), reference),
	        "a finished run is left as it is, though a default be spelt out");
	tap_ok(run((const char *const[]){"--seed", "1", "-o", at("T"), NULL}) == 1 &&
	                says("stderr", "seed=0 where this has seed=1"),
	        "another seed is refused, and named");
	snprintf(before, sizeof(before), "%s", hash_tree(at("T/sets")));
	tap_ok(!run((const char *const[]){"--format", "tsv", "-o", at("T"), NULL}) &&
	                file_exists(at("T/board.tsv")) && !strcmp(before, hash_tree(at("T/sets"))),
	        "another form of the board is one more file");
	tap_ok(run((const char *const[]){"--attacks", "none,nosuch", "-o", at("U"), NULL}) == 2 &&
	                !file_exists(at("U")),
	        "an attack that is not there is a usage error, and nothing is made");
	tap_ok(run((const char *const[]){"-o", at("V"), at("bad"), NULL}) == 3 &&
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
	if (!mkdtemp(folder))
		return 99;
	snprintf(data, sizeof(data), "%s", tap_source("bench/sample/data"));
	file_mkdirs(at("one"), NULL);
	file_mkdirs(at("two"), NULL);
	tiny_write(at("one"), &TINY_SHAPES[0], "roberta.", TINY_CHOICE);
	tiny_write(at("two"), &TINY_SHAPES[1], "", TINY_BARE);
	needs = now();
	if (!tap_ok(!run((const char *const[]){"-o", at("R"), NULL}) && says("stdout", "xtremor board"),
	            "a run makes sets, scores and prints a board"))
		says("stderr", "nothing");
	needs = now() - needs;
	tap_ok(file_exists(at("R/results.h5")) && file_exists(at("R/board.txt")) && file_is_dir(at("R/sets")),
	        "and leaves them in its folder");
	snprintf(reference, sizeof(reference), "%s", hash_tree(at("R")));
	again(reference);
	kills(reference, needs);
	remove_tree(folder);
	return tap_done();
}
