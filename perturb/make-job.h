/* SPDX-License-Identifier: Apache-2.0 · one language's items attacked, over all threads
 *
 *	struct job job;
 *
 *	if (!job_open(&job, &plan, &file, lang, err) && !job_run(&job, err))
 *		job_gather(&job, attack, severity, &lines, &row);
 *	job_close(&job);
 */
#ifndef PERTURB_MAKE_JOB_H
#define PERTURB_MAKE_JOB_H

#include "data/data.h"
#include "perturb/chain.h"
#include "perturb/make.h"
#include "perturb/perturb.h"
#include "perturb/rejects.h"

#define SEVERITIES 5

/* What was asked for, resolved. */
struct plan {
	const struct make_options *options;
	struct chain *attack; /* in list.def's order, then those of several parts as named */
	size_t attack_count;
	unsigned severity[SEVERITIES]; /* ascending */
	size_t severity_count;
	unsigned fields;
	uint64_t seed; /* the one at hand */
	bool again;    /* not the first of several seeds: "none" is made already */
	int threads;
	struct rejects *rejects;
};

/* Checks and resolves; plan_release also after a failure. */
int plan_init(struct plan *plan, const struct make_options *options, struct xt_err *err);
void plan_release(struct plan *plan);

/* "none" has one severity, 0, and the seed 0. */
size_t plan_severities(const struct plan *plan, const struct chain *attack);
unsigned plan_severity(const struct plan *plan, const struct chain *attack, size_t s);
uint64_t plan_seed(const struct plan *plan, const struct chain *attack);

/* The parts of a language that the attacks need. */
unsigned plan_needs(const struct plan *plan);

/* A chunk's lines at one severity, and what it counts. */
struct part {
	struct buf lines;
	size_t touched, edits;
};

/* One language while its items are attacked. A unit of work is a chunk of items: each is cut once for all attacks, and
 * each attack proposes once for all severities. */
struct job {
	const struct plan *plan;
	const struct data_file *file;
	struct items items;
	struct lang **lang; /* [worker]; lang[0] is the caller's, the others its clones */
	int workers;
	struct arena *arena; /* [worker] */
	size_t chunks;
	struct part *part;  /* [attack][chunk][severity] */
	struct xt_err *err; /* [chunk]; an empty message is none */
};

/* Reads the file's items and makes clones of lang, which outlives the job. job_close also after a failure. */
int job_open(struct job *job, const struct plan *plan, const struct data_file *file, struct lang *lang,
        struct xt_err *err);
void job_close(struct job *job);

/* Attacks everything. Of several failures the first in order is told, whoever came upon it first. */
int job_run(struct job *job, struct xt_err *err);

/* Whether it is the clean text. */
bool plan_is_clean(const struct chain *attack);

/* Appends all lines of the a-th attack at its s-th severity, and fills in what they count. */
void job_gather(const struct job *job, size_t a, size_t s, struct buf *out, struct make_row *row);

#endif
