/* SPDX-License-Identifier: Apache-2.0 · inside of score_run: what is known about the run at hand */
#ifndef BENCH_RUN_H
#define BENCH_RUN_H
/*
 * Used by score.c (the work), run.c (identity: is this the same run?) and resume.c (what earlier processes left).
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/hash.h"
#include "bench/journal.h"
#include "bench/names.h"
#include "bench/results.h"
#include "bench/score.h"
#include "bench/words.h"
#include "data/attackset.h"

struct run {
	const struct score_options *options;
	const struct progress *progress;
	void (*note)(void *user, const char *message);
	void *user;
	struct score_counts *counts;

	struct model_options
	        model; /* the options', with the instruction set decided and the languages' words */
	struct words *words;
	char template_sha256[HASH_HEX]; /* of the template asked for */
	struct names names;
	struct attackset *sets;
	struct results *results; /* of every checkpoint asked for */
	size_t *items;           /* [condition] */
	uint8_t *have;           /* [checkpoint][condition][item]: the score is there */
	char **facts;            /* [checkpoint]: lines about it, in the journal; NULL: not begun */
	struct buf journal_path;
	struct journal *journal;
	bool begun;     /* the journal (when several are read: the one at hand) holds the run's lines */
	bool *mine;     /* [checkpoint]: and the lines about it */
	uint64_t told;  /* sequences done with */
	uint64_t total; /* to do */
	size_t group;   /* items in one call of the model */
};

/* What stands for a hash that there is not, in a list of them: a blank would be lost. */
#define RUN_NONE "-"

/* Tells the caller in one line. */
void run_note(const struct run *run, const char *format, ...) BASE_PRINTF(2, 3);
void run_complain(const struct run *run, const struct xt_err *why);

/* Reads the sets into results without scores. */
int run_load(struct run *run, struct xt_err *err);

/* "key=value\n" lines: all that decides the scores of the run, and what is particular to a checkpoint. */
void run_lines(const struct run *run, struct buf *out);
void run_facts(const struct model_facts *facts, const char *name, struct buf *out);

/* The value of a key in such lines, to be freed; NULL where it is not there. */
char *run_value(const char *lines, const char *key);

/* 0 when both are the same lines; else −1 with the first that is not. was belongs to file, which may be NULL where the
 * caller puts its name before the message. */
int run_same(const char *was, const char *now, const char *file, struct xt_err *err);

/* Whether the run left a result or a journal: how many journals, or −1 with a hint when there is something and the
 * options do not say resume. */
int run_found(struct run *run, bool *finished, struct xt_err *err);

/* Checks that the finished file is of this run; opens every checkpoint for that. */
int run_finished(struct run *run, struct xt_err *err);

/* Reads every journal that is there into results and have. */
int run_resume(struct run *run, struct xt_err *err);

/* Removes the journals and temporary files of the output, and syncs the folder. */
int run_sweep(struct run *run, bool journals, struct xt_err *err);

static inline uint8_t *run_have(const struct run *run, size_t checkpoint, size_t condition, size_t item)
{
	return run->have +
	       (checkpoint * run->results->condition_count + condition) * run->results->item_count + item;
}

#endif
