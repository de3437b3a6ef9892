/* SPDX-License-Identifier: Apache-2.0 · kill -9 at random moments: a run that is gone on with ends with the same file
 *
 * KILLS: how many at least, 8 if it is not set; t-kill-long.sh wants more.
 */
#include "fake.h"
#include "tap.h"

#include <signal.h>
#include <time.h>

#include "base/philox.h"

static char folder[] = "t-kill.XXXXXX";

static const char *at(const char *name)
{
	static char path[4][300];
	static int turn;
	char *p = path[turn++ % 4];

	snprintf(p, sizeof(path[0]), "%s/%s", folder, name);
	return p;
}

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Runs the child to its end; its exit status. */
static int whole(const char *out, const char *promise)
{
	int status = -1;

	waitpid(fake_start(at("sets"), out, promise), &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Starts the child and kills it after some of the time that it needs; whether it was still alive. */
static bool killed(const char *out, const char *promise, struct philox *chance, double needs)
{
	double wait = needs * 1.1 * (double)philox_below(chance, 10001) / 10000;
	struct timespec pause = {(time_t)wait, (long)((wait - (double)(time_t)wait) * 1e9)};
	pid_t child = fake_start(at("sets"), out, promise);
	int status;

	nanosleep(&pause, NULL);
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
	return WIFSIGNALED(status);
}

int main(int argc, char **argv)
{
	int wanted = getenv("KILLS") ? atoi(getenv("KILLS")) : 8, kills = 0, trials = 0, most = 0;
	bool same = true, ended = true, kept = true, clean = true;
	struct philox chance;
	char reference[HASH_HEX];
	size_t distinct;
	double needs;

	if (argc == 5 && !strcmp(argv[1], "child"))
		return fake_child(argv);
	if (!mkdtemp(folder))
		return 99;
	setenv("FAKE_SLEEP", "150", 1);
	fake_sets(at("sets"));
	file_mkdirs(at("ref"), NULL);
	file_mkdirs(at("out"), NULL);
	needs = now();
	tap_ok(!whole(at("ref/r.h5"), at("promise")), "a run that nobody kills ends");
	needs = now() - needs;
	distinct = fake_promised(at("promise"));
	snprintf(reference, sizeof(reference), "%s", fake_hash(at("ref/r.h5")));
	philox_init(&chance, 1, 0);
	for (; kills < wanted && trials < 10 * wanted; trials++) {
		int here = 0;
		char **names;
		size_t count;

		unlink(at("out/r.h5"));
		unlink(at("promise"));
		/* Up to five kills in one run, then to the end. */
		while (here < 5 && killed(at("out/r.h5"), at("promise"), &chance, needs))
			here++;
		ended = ended && !whole(at("out/r.h5"), at("promise"));
		same = same && !strcmp(fake_hash(at("out/r.h5")), reference);
		kept = kept && fake_promised(at("promise")) <= distinct;
		if (!file_names(at("out"), &names, &count, NULL)) {
			clean = clean && count == 1;
			file_names_free(names, count);
		}
		kills += here;
		most = here > most ? here : most;
	}
	tap_say("%d kills in %d runs of %.2f s, at most %d in one", kills, trials, needs, most);
	tap_ok(kills >= wanted, "processes were killed while they scored");
	tap_ok(ended, "each run was gone on with to its end");
	tap_ok(same, "and ended with the same bytes as the one that was not killed");
	tap_ok(kept, "nothing that was told to be done was scored again");
	tap_ok(clean, "and nothing but the results is left");
	fake_remove(folder);
	return tap_done();
}
