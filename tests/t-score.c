/* SPDX-License-Identifier: Apache-2.0 · tests of the scoring run: names, resuming, what is refused */
#include "fake.h"
#include "scratch.h"
#include "tap.h"

#include "bench/journal.h"
#include "bench/names.h"
#include "bench/store.h"
#include "model/isa.h"

static struct buf notes = BUF_INIT;

static void note(void *user, const char *message)
{
	(void)user;
	buf_printf(&notes, "%s\n", message);
}

static const struct {
	const char *specs[4];
	const char *names; /* joined by spaces; NULL: refused */
	const char *what;
} NAMES[] = {
        {{"xlm-r", "models/mnli/"}, "xlm-r mnli", "a name is the last component of the path"},
        {{"a/xlm-r", "b/xlm-r"}, "a/xlm-r b/xlm-r", "on a clash it is the shortest tail that tells"},
        {{"x/a/m", "y/a/m", "n"}, "x/a/m y/a/m n", "as long as it must be"},
        {{"m", "x/m"}, "m x/m", "a path that has no more stays as it is"},
        {{"base=a/m", "b/m"}, "base m", "NAME=PATH names"},
        {{"a/x=1", "a/m"}, "x=1 m", "a slash before = makes it a path"},
        {{"a/m", "./a/m"}, "a/m ./a/m", "one model by two paths has two names"},
        {{"a/m", "a/m"}, NULL, "a path given twice is refused"},
        {{"n=a", "n=b"}, NULL, "a name given twice is refused"},
        {{"a/\xFF"}, NULL, "a path that is not UTF-8 wants a name"},
        {{"n=a/\xFF"}, "n", "and takes one"},
};

static void names(void)
{
	for (size_t i = 0; i < sizeof(NAMES) / sizeof(*NAMES); i++) {
		struct buf got = BUF_INIT;
		struct names names;
		struct xt_err err = {""};
		size_t n = 0;
		int result;

		while (n < 4 && NAMES[i].specs[n])
			n++;
		result = names_make(&names, NAMES[i].specs, n, &err);
		for (size_t k = 0; !result && k < names.count; k++)
			buf_printf(&got, "%s%s", k ? " " : "", names.name[k]);
		if (!tap_ok(NAMES[i].names ? !result && !strcmp(buf_text(&got), NAMES[i].names)
		                           : result == -1,
		            "%s", NAMES[i].what))
			tap_say("got '%s' %s", buf_text(&got), err.message);
		if (!result)
			names_free(&names);
		buf_release(&got);
	}
}

static const char *const TWO[] = {"a/one", "a/two"};

static int score(const char *out, const char *const *checkpoints, size_t count, bool resume,
        const char *prefix, const char *isa, struct score_counts *counts, struct xt_err *err)
{
	struct score_options options = {.sets = scratch_path("sets"),
	        .checkpoints = checkpoints,
	        .checkpoint_count = count,
	        .model = {.prefix = prefix, .isa = isa},
	        .out = scratch_path(out),
	        .resume = resume};

	buf_clear(&notes);
	fake_scored = 0;
	*err = (struct xt_err){""};
	return score_run(&options, NULL, note, NULL, counts, err);
}

/* Distinct items: each clean one, and half of them in each of two severities. */
enum { DISTINCT = 40 + 20 + 20 + 40 + 20 + 20 + 33 + 16 + 16 };

static void first_run(void)
{
	struct score_counts counts;
	struct results *r = NULL;
	struct xt_err err;

	if (!tap_ok(!score("r.h5", TWO, 2, false, NULL, NULL, &counts, &err), "two checkpoints are scored"))
		tap_say("%s", err.message);
	tap_ok(fake_scored == 2 * DISTINCT, "identical items of a language are scored once");
	tap_ok(counts.model.sequences == 4 * (6 * 40 + 3 * 33) && !counts.resumed && !counts.absent,
	        "and counted all the same");
	tap_ok(!file_exists(scratch_path("r.h5.journal.0")), "the journal is gone");
	if (!tap_ok(!store_read(&r, scratch_path("r.h5"), &err), "the results can be read"))
		return;
	tap_ok(r->checkpoint_count == 2 && r->condition_count == FAKE_CONDITIONS && r->item_count == 40,
	        "with a row for each condition");
	tap_ok(!strcmp(r->condition[4].language, "ta") && !strcmp(r->condition[4].attack, "swap") &&
	                r->condition[4].severity == 1,
	        "in the attack sets' order");
	tap_ok(isfinite(results_score(r, 1, 7, 32)[1]) && isnan(results_score(r, 1, 7, 33)[0]) &&
	                r->condition[7].idx[33] == -1,
	        "a shorter file is padded");
	tap_ok(results_score(r, 1, 1, 2)[0] == results_score(r, 1, 0, 2)[0] &&
	                results_score(r, 1, 1, 3)[0] != results_score(r, 1, 0, 3)[0],
	        "an item that an attack left alone has the clean one's scores");
	tap_ok(r->condition[1].edits[3] == 1 && r->condition[1].edits[2] == 0, "edits are counted");
	tap_say("%.70s…", r->versions);
	results_free(r);
}

static void again(void)
{
	static const char *const ONE[] = {"a/one"}, *const THREE[] = {"a/one", "a/two", "a/three"};
	static const char *const AND_BAD[] = {"a/one", "a/bad", "a/two"};
	struct score_counts counts;
	struct xt_err err;
	char before[HASH_HEX];

	snprintf(before, sizeof(before), "%s", fake_hash(scratch_path("r.h5")));
	tap_ok(score("r.h5", TWO, 2, false, NULL, NULL, &counts, &err) == -1,
	        "an output that is there is refused without --resume");
	tap_say("%s", err.message);
	tap_ok(!score("r.h5", TWO, 2, true, NULL, NULL, &counts, &err) && !fake_scored,
	        "with it, a finished run is left alone");
	tap_ok(score("r.h5", TWO, 2, true, "query: ", NULL, &counts, &err) == -1,
	        "one with another prefix is refused");
	tap_say("%s", err.message);
	tap_ok(score("r.h5", ONE, 1, true, NULL, NULL, &counts, &err) == -1,
	        "so is one with fewer checkpoints");
	tap_say("%s", err.message);
	tap_ok(score("r.h5", THREE, 3, true, NULL, NULL, &counts, &err) == -1, "and with more");
	tap_say("%s", err.message);
	tap_ok(!score("r.h5", AND_BAD, 3, true, NULL, NULL, &counts, &err) && counts.absent == 1,
	        "but one more that cannot be opened is only absent");
	fake_weights = "w2";
	tap_ok(score("r.h5", TWO, 2, true, NULL, NULL, &counts, &err) == -1, "other weights are another run");
	tap_say("%s", err.message);
	fake_weights = "w1";
	tap_same(fake_hash(scratch_path("r.h5")), before, "nothing of that touched the file");
}

static void absent(void)
{
	static const char *const SOME[] = {"a/bad", "a/one", "a/nan", "a/two"}, *const NONE[] = {
	                                                                                "a/bad", "b/bad"};
	struct score_counts counts;
	struct results *r = NULL;
	struct xt_err err;

	tap_ok(!score("s.h5", SOME, 4, false, NULL, NULL, &counts, &err) && counts.absent == 2,
	        "checkpoints that cannot be scored are counted, the others done");
	tap_ok(strstr(buf_text(&notes), "a/bad: has no weights") && strstr(notes.bytes, "no numbers"),
	        "and the reasons told");
	tap_ok(!store_read(&r, scratch_path("s.h5"), &err) && r->checkpoint_count == 2 &&
	                !strcmp(r->checkpoint[1].name, "two") && isfinite(results_score(r, 1, 0, 0)[0]),
	        "they have no row");
	results_free(r);
	tap_ok(score("t.h5", NONE, 2, false, NULL, NULL, &counts, &err) == -1 &&
	                !file_exists(scratch_path("t.h5")) && !file_exists(scratch_path("t.h5.journal.0")),
	        "where none can be scored the run fails and leaves nothing");
	tap_say("%s", err.message);
}

/* A journal as a killed run leaves it, of other sets. */
static void leave_journal(const char *name, const char *isa)
{
	struct buf lines = BUF_INIT;
	struct journal *j;
	struct xt_err err;

	unlink(scratch_path(name));
	if (journal_open(&j, scratch_path(name), true, &err))
		return;
	buf_printf(&lines, "xtremor=%s\nisa=%s\nsets=00\n", xt_version(), isa);
	journal_run(j, lines.bytes);
	journal_sync(j, &err);
	journal_close(j);
	buf_release(&lines);
}

static void journals(void)
{
	struct score_counts counts;
	struct xt_err err;

	leave_journal("u.h5.journal.0", "plain");
	tap_ok(score("u.h5", TWO, 2, false, NULL, NULL, &counts, &err) == -1,
	        "a journal is refused without --resume");
	tap_say("%s", err.message);
	tap_ok(score("u.h5", TWO, 2, true, NULL, NULL, &counts, &err) == -1 && strstr(err.message, "sets="),
	        "a journal of other sets is refused");
	tap_say("%s", err.message);
	if (isa_best() != ISA_PLAIN) {
		tap_ok(score("u.h5", TWO, 2, true, NULL, isa_name(isa_best()), &counts, &err) == -1 &&
		                strstr(err.message, "plain"),
		        "a journal of an instruction set is not gone on with in another");
		tap_say("%s", err.message);
	} else {
		tap_skip("a journal of an instruction set is not gone on with in another",
		        "there is one only");
	}
	leave_journal("u.h5.journal.0", "vax");
	tap_ok(score("u.h5", TWO, 2, true, NULL, NULL, &counts, &err) == -1 && strstr(err.message, "vax"),
	        "nor in one that the machine lacks");
	tap_say("%s", err.message);
	tap_ok(file_exists(scratch_path("u.h5.journal.0")), "a refused journal stays");
	file_write(scratch_path("u.h5.journal.0"), "mine", 4, false, &err);
	tap_ok(score("u.h5", TWO, 2, true, NULL, NULL, &counts, &err) == -1 &&
	                file_exists(scratch_path("u.h5.journal.0")),
	        "a file that is no journal is refused, and stays");
	tap_say("%s", err.message);
	unlink(scratch_path("u.h5.journal.0"));
}

/* Takes the journal away as it is in the middle of a run: what a kill would leave. */
static void snatch(void *user, const char *what, uint64_t done, uint64_t total)
{
	struct buf bytes = BUF_INIT;

	(void)user, (void)what;
	if (done > total / 3 && !file_exists(scratch_path("w.h5.journal.0")) &&
	        !file_read(scratch_path("v.h5.journal.0"), 1 << 20, &bytes, NULL))
		file_write(scratch_path("w.h5.journal.0"), bytes.bytes, bytes.length, false, NULL);
	buf_release(&bytes);
}

static void resumed(void)
{
	struct score_options options = {.sets = scratch_path("sets"),
	        .checkpoints = TWO,
	        .checkpoint_count = 2,
	        .model = {.isa = "plain"}};
	struct progress progress = {snatch, NULL};
	struct score_counts counts;
	struct buf journal = BUF_INIT;
	struct xt_err err;
	char reference[HASH_HEX], path[300];

	snprintf(path, sizeof(path), "%s", scratch_path("v.h5"));
	options.out = path;
	tap_ok(!score_run(&options, &progress, NULL, NULL, &counts, &err) &&
	                file_exists(scratch_path("w.h5.journal.0")),
	        "a journal in the middle of a plain run");
	snprintf(reference, sizeof(reference), "%s", fake_hash(path));
	file_read(scratch_path("w.h5.journal.0"), 1 << 20, &journal, &err);
	tap_ok(!score("w.h5", TWO, 2, true, NULL, NULL, &counts, &err) && counts.resumed &&
	                fake_scored < 2 * DISTINCT && !strcmp(fake_hash(scratch_path("w.h5")), reference),
	        "is gone on with in plain, whatever this machine's best, to the same bytes");
	tap_say("%s", err.message);
	unlink(scratch_path("w.h5"));
	journal.bytes[journal.length / 2] ^= 1;
	file_write(scratch_path("w.h5.journal.0"), journal.bytes, journal.length, false, &err);
	tap_ok(!score("w.h5", TWO, 2, true, NULL, NULL, &counts, &err) &&
	                !strcmp(fake_hash(scratch_path("w.h5")), reference),
	        "damaged in the middle it is too");
	tap_ok(strstr(buf_text(&notes), "checksum is wrong"), "and where the damage is, is told");
	tap_say("%s", buf_text(&notes));
	unlink(scratch_path("w.h5"));
	buf_release(&journal);
}

int main(void)
{
	scratch_new("t-score");
	fake_sets(scratch_path("sets"));
	names();
	first_run();
	again();
	absent();
	journals();
	resumed();
	scratch_free();
	buf_release(&notes);
	return tap_done();
}
