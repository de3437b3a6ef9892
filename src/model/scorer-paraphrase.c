/* SPDX-License-Identifier: Apache-2.0 · paraphrase: a head of paraphrase or duplicate questions (QQP), used as it is
 *
 * The log-probability that text A of the prompt and the choice say the same. Quora's question pairs (Iyer et al. 2017) have
 * the labels not_duplicate and duplicate; GLUE's form calls them 0 and 1.
 */
#include "model/scorer-first.h"

static const char *const LABELS[] = {
        "duplicate", "is_duplicate", "paraphrase", "equivalent", "1", "LABEL_1", NULL};

const struct scorer scorer_paraphrase = {
        .name = "paraphrase",
        .summary = "sequence classification: log-probability that premise and choice say the same",
        .kinds = 1u << HEAD_LABELS | 1u << HEAD_LABELS_JIANT,
        .wants = "a sequence-classification head of two labels, one called duplicate, paraphrase or 1",
        .templated = true,
        .pooling = POOL_FIRST,
        .sequences = 2,
        .labels = LABELS,
        .outputs = 2,
        .unlabelled = "it has not two labels of which one is called duplicate, paraphrase, equivalent or 1",
        .open = first_open,
        .close = first_free,
        .sequence = first_sequence,
        .score = first_score,
};
