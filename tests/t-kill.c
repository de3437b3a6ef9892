/* SPDX-License-Identifier: Apache-2.0 · kill -9 at random moments: a run that is gone on with ends with the same file
 *
 * KILLS: how many at least, 8 if it is not set; t-kill-long.sh wants more.
 */
#include "fake.h"
#include "scratch.h"
#include "tap.h"

#include <signal.h>
#include <time.h>

#include "base/philox.h"
#include "base/progress.h"

/* Runs the child to its end; its exit status. */
static int whole(const char *out, const char *promise)
{
	int status = -1;

	waitpid(fake_start(scratch_path("sets"), out, promise), &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Starts the child and kills it after some of the time that it needs; whether it was still alive. */
static bool killed(const char *out, const char *promise, struct philox *chance, double needs)
{
	double wait = needs * 1.1 * (double)philox_below(chance, 10001) / 10000;
	struct timespec pause = {(time_t)wait, (long)((wait - (double)(time_t)wait) * 1e9)};
	pid_t child = fake_start(scratch_path("sets"), out, promise);
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
	scratch_new("t-kill");
	setenv("FAKE_SLEEP", "150", 1);
	fake_sets(scratch_path("sets"));
	file_mkdirs(scratch_path("ref"), NULL);
	file_mkdirs(scratch_path("out"), NULL);
	needs = progress_clock();
	tap_ok(!whole(scratch_path("ref/r.h5"), scratch_path("promise")), "a run that nobody kills ends");
	needs = progress_clock() - needs;
	distinct = fake_promised(scratch_path("promise"));
	snprintf(reference, sizeof(reference), "%s", fake_hash(scratch_path("ref/r.h5")));
	philox_init(&chance, 1, 0);
	for (; kills < wanted && trials < 10 * wanted; trials++) {
		int here = 0;
		char **names;
		size_t count;

		unlink(scratch_path("out/r.h5"));
		unlink(scratch_path("promise"));
		/* Up to five kills in one run, then to the end. */
		while (here < 5 && killed(scratch_path("out/r.h5"), scratch_path("promise"), &chance, needs))
			here++;
		ended = ended && !whole(scratch_path("out/r.h5"), scratch_path("promise"));
		same = same && !strcmp(fake_hash(scratch_path("out/r.h5")), reference);
		kept = kept && fake_promised(scratch_path("promise")) <= distinct;
		if (!file_names(scratch_path("out"), &names, &count, NULL)) {
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
	scratch_free();
	return tap_done();
}
