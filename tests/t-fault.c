/* SPDX-License-Identifier: Apache-2.0 · every call that writes fails once: no score is lost, no half file believed
 *
 * FAULT_STEP: every so many calls only, each mode beginning at another; 5 if it is not set, 1 in t-fault-long.sh.
 */
#include "fake.h"
#include "scratch.h"
#include "tap.h"

#include <signal.h>

static char reference[HASH_HEX];
static size_t distinct;

/* Runs the child with a fault; its exit status, or 128 and the signal. */
static int with(const char *fault, long n, bool nosync)
{
	char number[32];
	pid_t child;
	int status;

	snprintf(number, sizeof(number), "%ld", n);
	setenv("FAULT", fault, 1);
	setenv("FAULT_AT", number, 1);
	setenv("FAULT_NOSYNC", nosync ? "1" : "0", 1);
	child = fake_start(scratch_path("sets"), scratch_path("out/r.h5"), scratch_path("promise"));
	waitpid(child, &status, 0);
	unsetenv("FAULT_AT");
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static bool alone(void)
{
	struct xt_err err;
	char **names;
	size_t count;
	bool alone;

	if (file_names(scratch_path("out"), &names, &count, &err))
		return false;
	alone = count == 1 && !strcmp(names[0], "r.h5");
	file_names_free(names, count);
	return alone;
}

/* What must hold for one mode, over every call. */
struct seen {
	bool tidy, whole, ended, same, kept, alone;
	long calls, faults;
};

static void one(struct seen *seen, const char *fault, long n, bool nosync)
{
	int status;
	const char *hash;

	scratch_remove(scratch_path("out"));
	unlink(scratch_path("promise"));
	file_mkdirs(scratch_path("out"), NULL);
	status = with(fault, n, nosync);
	seen->faults += status != 0;
	seen->tidy = seen->tidy && (status == 0 || status == 1 || status == 128 + SIGKILL);
	hash = fake_hash(scratch_path("out/r.h5"));
	seen->whole = seen->whole && (!*hash || !strcmp(hash, reference)) && (status || *hash);
	seen->ended = seen->ended && !with("count", 0, false);
	seen->same = seen->same && !strcmp(fake_hash(scratch_path("out/r.h5")), reference);
	/* What was told to be safe was not scored again. */
	seen->kept = seen->kept && fake_promised(scratch_path("promise")) <= distinct;
	seen->alone = seen->alone && alone();
}

static struct seen every(const char *fault, long calls, long first, long step, bool nosync)
{
	struct seen seen = {true, true, true, true, true, true, 0, 0};

	for (long n = first; n <= calls; n += step, seen.calls++)
		one(&seen, fault, n, nosync);
	return seen;
}

static long count_calls(void)
{
	struct buf text = BUF_INIT;
	struct xt_err err;
	long n = 0;

	setenv("FAULT_COUNT", scratch_path("count"), 1);
	if (!with("count", 0, false) && !file_read(scratch_path("count"), 100, &text, &err))
		n = atol(buf_text(&text));
	unsetenv("FAULT_COUNT");
	buf_release(&text);
	return n;
}

int main(int argc, char **argv)
{
	static const char *const MODES[] = {"die", "half", "power", "enospc", "eio", "enospc-on", "eio-on"};
	struct seen seen;
	long calls, step = getenv("FAULT_STEP") ? atol(getenv("FAULT_STEP")) : 5;

	if (argc == 5 && !strcmp(argv[1], "child"))
		return fake_child(argv);
	scratch_new("t-fault");
	/* Messages of the children, all of them wanted, would only confuse. */
	if (!freopen("/dev/null", "w", stderr))
		return 99;
	fake_sets(scratch_path("sets"));
	file_mkdirs(scratch_path("out"), NULL);
	calls = count_calls();
	snprintf(reference, sizeof(reference), "%s", fake_hash(scratch_path("out/r.h5")));
	distinct = fake_promised(scratch_path("promise"));
	tap_ok(calls > 20 && *reference && distinct > 100, "a run writes, syncs and renames");
	tap_say("%ld calls, %zu items", calls, distinct);
	for (size_t i = 0; i < sizeof(MODES) / sizeof(*MODES); i++) {
		seen = every(MODES[i], calls, 1 + (long)i % step, step, false);
		tap_ok(seen.tidy && seen.whole, "%s: the run ends by itself or is killed, with no half file",
		        MODES[i]);
		tap_ok(seen.ended && seen.same, "%s: the next one ends with the same bytes", MODES[i]);
		tap_ok(seen.kept, "%s: nothing that was safe is scored again", MODES[i]);
		tap_ok(seen.alone, "%s: nothing is left beside the results", MODES[i]);
		tap_say("%ld of %ld runs stopped", seen.faults, seen.calls);
	}
	seen = every("power", calls, 1, step > 1 ? 3 : 1, true);
	tap_ok(!seen.kept, "power: were nothing synced, this test would see it");
	scratch_free();
	return tap_done();
}
