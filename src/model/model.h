/* SPDX-License-Identifier: Apache-2.0 · a checkpoint made ready to score items */
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H
/*
 *	struct model *model;
 *	struct model_options options = {.scorer = "auto", .template = "xtreme-r"};
 *
 *	if (model_open(&model, "xlm-r-mnli", &options, err))
 *		return -1;
 *	model_score(model, items.item, items.count, scores, &counts, err);
 *	model_close(model);
 */
#include <stddef.h>
#include <stdint.h>

#include "data/item.h"
#include "model/prompt.h"

struct model;

struct model_options {
	const char *scorer;   /* a row of src/model/scorers.def, or "auto"; NULL: auto */
	const char *head;     /* which of several heads; NULL: the first by name that the scorer reads */
	const char *template; /* a row of templates.def, or "custom:FILE"; NULL: "xtreme-r" */
	const struct prompt_words
	        *words; /* of every language that there is, sorted by code, for templates that want them */
	size_t word_count;
	const char *prefix;    /* put before both texts (the cosine scorer; E5 wants "query: "); NULL: "" */
	const char *precision; /* "f32"; NULL: f32 */
	const char *isa;       /* "plain", "avx2", "avx512"; NULL: the best that the machine has */
	int threads;           /* ≤ 0: all cores */
};

/* Everything that decides a score, for /head, /scorer, … of results.h5 and for the run's fingerprint.
 * Strings are the model's. */
struct model_facts {
	const char *head;     /* that is read: "classifier", a task's name in jiant; "" for none */
	const char *scorer;   /* "mc", "cosine" */
	const char *template; /* "xtreme-r"; "" for a scorer that uses none (cosine) */
	const char *
	        template_sha256; /* 64 digits: of what makes a prompt by it (prompt.h); "" where template is */
	const char *prefix;
	const char *precision;      /* "f32" */
	const char *isa;            /* "avx512" */
	const char *weights_sha256; /* 64 digits: of the weights file's bytes */
	const char *tokenizer_sha256;
	const char *config_sha256; /* config.json decides eps and heads */
	size_t parameters, max_tokens;
};

struct model_counts {
	uint64_t sequences; /* asked for */
	uint64_t distinct;  /* scored: identical token sequences are scored once in a call */
	uint64_t tokens;    /* of the distinct ones */
	uint64_t truncated; /* sequences longer than the checkpoint has positions, cut as the template says */
};

/* Opens a Hugging Face folder: config.json, sentencepiece.bpe.model, weights (weights.h); recognises head and scorer;
 * packs the weights. Fails with what is missing or wrong, where, and what would be expected. */
int model_open(struct model **out, const char *path, const struct model_options *options, struct xt_err *err);
void model_close(struct model *model);
const struct model_facts *model_facts(const struct model *model);

/* Scores both choices of n items: scores[i][c], higher is the answer. The same item gets the same bits whatever else
 * is in the call and however many threads. counts may be NULL; they are added to. Fails on the first item that cannot
 * be scored, naming its idx. */
int model_score(struct model *model, const struct item *items, size_t n, float (*scores)[2] /* [n][2] */,
        struct model_counts *counts, struct xt_err *err);

/* Rows for `xtremor list`: name and one line, false past the end. */
int model_scorer_at(size_t i, const char **name, const char **summary);
int model_template_at(size_t i, const char **name, const char **summary);

#endif
