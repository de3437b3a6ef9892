/* SPDX-License-Identifier: Apache-2.0 · mc: transformers' XLMRobertaForMultipleChoice
 *
 * The last state of <s> goes through the pooler, tanh(W x + b), and the classifier of one output.
 */
#include "model/scorer-first.h"

static void open_head(void **state, const struct checkpoint *checkpoint, const struct head *head)
{
	(void)checkpoint;
	*state = first_new(head, -1);
}

const struct scorer scorer_mc = {
        .name = "mc",
        .summary = "multiple-choice head of Hugging Face's form: pooler, tanh, classifier",
        .kinds = 1u << HEAD_CHOICE,
        .wants = "a multiple-choice head (roberta.pooler.dense and a classifier of one output)",
        .templated = true,
        .pooling = POOL_FIRST,
        .sequences = 2,
        .open = open_head,
        .close = first_free,
        .sequence = first_sequence,
        .score = first_score,
};
