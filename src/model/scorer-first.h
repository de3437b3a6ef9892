/* SPDX-License-Identifier: Apache-2.0 · what scorers share that read a head on the state of <s>
 *
 *	const struct scorer scorer_mc = {…, .open = first_open, .close = first_free, .sequence = first_sequence,
 *	        .score = first_score};
 *
 * Both texts of a prompt stand behind each other, <s> A </s></s> B </s>, once for each choice.
 */
#ifndef MODEL_SCORER_FIRST_H
#define MODEL_SCORER_FIRST_H

#include "model/scorer.h"

/* The ids of a choice's pair: a scorer's sequence(). */
int first_sequence(const struct scoring *with, const struct item *item, unsigned which, struct ids *out,
        bool *cut, struct xt_err *err);

/* A head's state: a scorer's open(). label −1: its one output is the score, else the log-probability of that label. */
void first_open(void **state, const struct checkpoint *checkpoint, const struct head *head, int label);
void first_free(void *state);

/* Scores both choices: a scorer's score(). */
void first_score(
        const void *state, size_t hidden, const float *const vector[SCORER_SEQUENCES_MAX], float out[2]);

#endif
