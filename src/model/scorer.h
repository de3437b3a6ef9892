/* SPDX-License-Identifier: Apache-2.0 · scorers: from an item to sequences, from vectors to scores */
#ifndef MODEL_SCORER_H
#define MODEL_SCORER_H
/*
 *	const struct scorer *scorer = scorer_find("mc");
 *	const struct head *head = scorer_head(scorer, NULL, checkpoint, &why);
 *
 * A scorer is one file, scorer-<name>.c, whose descriptor is named in scorers.def.
 */
#include <stdbool.h>
#include <stddef.h>

#include "data/item.h"
#include "model/checkpoint.h"
#include "model/encoder.h"
#include "model/heads.h"
#include "model/prompt.h"
#include "model/tokenizer.h"

enum { SCORER_SEQUENCES_MAX = 3 };

/* What sequences are made with; borrowed. */
struct scoring {
	const struct tokenizer *tokenizer;
	const struct prompt *prompt; /* NULL for a scorer that uses no template */
	const char *prefix;          /* "" for none */
	size_t max_tokens;           /* the longest sequence, <s> and </s> included; at least 8 */
};

/* The tokens of a choice's two texts, together at most room: what is too much went as the template says, and *cut became
 * true. Appends to *a and *b, which must be empty. */
int scoring_pair(const struct scoring *with, const struct item *item, unsigned choice, size_t room,
        struct ids *a, struct ids *b, bool *cut, struct xt_err *err);

struct scorer {
	const char *name, *summary;
	unsigned kinds;       /* heads that it reads, 1u << HEAD_…; 0: none, the encoder alone */
	const char *wants;    /* what a checkpoint without one lacks, for messages; NULL where kinds is 0 */
	bool templated;       /* whether it uses a template */
	enum pooling pooling; /* which vector of a sequence it reads */
	unsigned sequences;   /* of an item, at most SCORER_SEQUENCES_MAX */

	/* Names of the label whose log-probability is the score, NULL-terminated: the first that a head has counts. NULL: it
	 * reads no labels. */
	const char *const *labels;
	size_t outputs; /* that a head with labels must have; 0: any number */
	const char *
	        unlabelled; /* why a head without such a label cannot be read, a constant; NULL where labels is */

	/* Makes what score() needs of the head in *state, freed by close; label is scorer_label's. Both NULL for a scorer
	 * that needs nothing. */
	void (*open)(void **state, const struct checkpoint *checkpoint, const struct head *head, int label);
	void (*close)(void *state);

	/* Appends the ids of one sequence of an item, 0 to sequences − 1, at most max_tokens; *cut
	 * becomes true where the text was longer. Fails where a text cannot be tokenised. Called by
	 * several threads at once. Never NULL. */
	int (*sequence)(const struct scoring *with, const struct item *item, unsigned which, struct ids *out,
	        bool *cut, struct xt_err *err);

	/* Where pooling is POOL_READ: makes `reads` numbers of a sequence's states (struct reader). Else NULL and 0. */
	size_t reads;
	void (*read)(const void *state, const struct sequence *sequence, const float *states, size_t stride,
	        float *out);

	/* Scores both choices from the vectors of the item's sequences, each of `width` numbers. Called by several threads at
	 * once. Never NULL. */
	void (*score)(const void *state, size_t width,
	        const float *const vector[SCORER_SEQUENCES_MAX] /* [width] each */, float out[2]);
};

/* The scorer of that name, or NULL. */
const struct scorer *scorer_find(const char *name);

/* All of them, NULL past the end. */
const struct scorer *scorer_at(size_t i);

/*
 * The scorer for a checkpoint and the head that it reads (NULL: none): the one of that name, or with "auto" (or NULL) the first of
 * scorers.def that can read one of the checkpoint's heads, by their names' order. head_name: only that head; NULL: any.
 * NULL where there is none: then the message says why, and which scorers the checkpoint has.
 */
const struct scorer *scorer_choose(const char *name, const char *head_name,
        const struct checkpoint *checkpoint, const struct head **head, struct xt_err *err);

/* The first head of a checkpoint that a scorer reads, only of that name where head_name is not NULL. Returns NULL where
 * there is none: *why, unless NULL, is then the reason, a constant. A scorer of the encoder alone gives NULL with *why NULL. */
const struct head *scorer_head(const struct scorer *scorer, const char *head_name,
        const struct checkpoint *checkpoint, const char **why);

/* Which output of a head is the label that a scorer reads; −1: none, or it reads no labels. */
int scorer_label(const struct scorer *scorer, const struct checkpoint *checkpoint, const struct head *head);

#endif
