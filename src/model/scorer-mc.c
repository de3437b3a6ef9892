/* SPDX-License-Identifier: Apache-2.0 · mc: transformers' XLMRobertaForMultipleChoice
 *
 * The last state of <s> goes through the pooler, tanh(W x + b), and the classifier of one output.
 */
#include "model/scorer-first.h"

const struct scorer scorer_mc = {
        .name = "mc",
        .summary = "multiple-choice head of Hugging Face's form: pooler, tanh, classifier",
        .kinds = 1u << HEAD_CHOICE,
        .wants = "a multiple-choice head (roberta.pooler.dense and a classifier of one output)",
        .templated = true,
        .pooling = POOL_FIRST,
        .sequences = 2,
        .open = first_open,
        .close = first_free,
        .sequence = first_sequence,
        .score = first_score,
};
