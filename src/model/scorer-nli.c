/* SPDX-License-Identifier: Apache-2.0 · nli: a head of natural language inference, used as it is
 *
 * The log-probability that text A of the prompt entails the choice: zero-shot scoring by entailment as in Yin, Hay and Roth,
 * "Benchmarking Zero-shot Text Classification", EMNLP 2019. The label is found by its name, because three orders of the
 * labels exist.
 */
#include "model/scorer-first.h"

static const char *const LABELS[] = {"entailment", "entails", "entail", NULL};

const struct scorer scorer_nli = {
        .name = "nli",
        .summary = "sequence classification: log-probability that the premise entails the choice",
        .kinds = 1u << HEAD_LABELS | 1u << HEAD_LABELS_JIANT,
        .wants = "a sequence-classification head with a label called entailment",
        .templated = true,
        .pooling = POOL_FIRST,
        .sequences = 2,
        .labels = LABELS,
        .unlabelled = "none of its labels is called entailment (\"id2label\" in config.json)",
        .open = first_open,
        .close = first_free,
        .sequence = first_sequence,
        .score = first_score,
};
