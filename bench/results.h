/* SPDX-License-Identifier: Apache-2.0 · every score of a run, in memory; store.h reads and writes it as HDF5 */
#ifndef BENCH_RESULTS_H
#define BENCH_RESULTS_H

#include <stddef.h>
#include <stdint.h>

struct results_checkpoint {
	char *name;
	char *head, *scorer, *template, *precision, *weights_sha256;
};

/* One language × attack × severity × seed. The arrays are [item_count of the results]; a shorter file is padded at
 * its end: idx −1, label −1, question 0, edits 0, scores NaN. */
struct results_condition {
	char *language, *attack, *set_sha256;
	uint8_t severity;
	uint64_t seed;
	int32_t *idx;
	int8_t *label;     /* 0, 1; −1 hidden or padding */
	uint8_t *question; /* 0 cause, 1 effect */
	uint16_t *edits;   /* how many edits the item's three fields have */
};

enum { RESULTS_CHOICES = 2 };

struct results {
	struct results_checkpoint *checkpoint;
	size_t checkpoint_count;
	struct results_condition *condition;
	size_t condition_count;
	size_t item_count;
	float *score;   /* [checkpoint][condition][item][2]; NaN where not scored */
	char *versions; /* the provenance attributes as "key=value\n" lines: for the board's foot */
};

/* The two scores of an item. */
static inline float *results_score(const struct results *r, size_t checkpoint, size_t condition, size_t item)
{
	return r->score +
	       ((checkpoint * r->condition_count + condition) * r->item_count + item) * RESULTS_CHOICES;
}

/* Makes zeroed arrays for that many of each, scores NaN, idx and label −1; strings NULL. Frees all, strings
 * included. */
struct results *results_new(size_t checkpoints, size_t conditions, size_t items);
void results_free(struct results *results);

/* Frees the strings of one row that is taken out. */
void results_free_checkpoint(struct results_checkpoint *checkpoint);

#endif
