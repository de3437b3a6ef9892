/* SPDX-License-Identifier: Apache-2.0 · paraphrase: a head of paraphrase or duplicate questions (QQP), used as it is
 *
 * The log-probability that text A of the prompt and the choice say the same. Quora's question pairs (Iyer et al. 2017) have
 * the labels not_duplicate and duplicate; GLUE's form calls them 0 and 1.
 */
#include "model/scorer-first.h"

static int find_label(const struct checkpoint *checkpoint, const struct head *head)
{
	static const char *const NAMES[] = {
	        "duplicate", "is_duplicate", "paraphrase", "equivalent", "1", "LABEL_1"};

	return head->outputs == 2 ? checkpoint_label(checkpoint, head, NAMES, sizeof(NAMES) / sizeof(*NAMES))
	                          : -1;
}

static const char *refuse(const struct checkpoint *checkpoint, const struct head *head)
{
	return find_label(checkpoint, head) < 0
	               ? "it has not two labels of which one is called duplicate, paraphrase, equivalent or 1"
	               : NULL;
}

static void open_head(void **state, const struct checkpoint *checkpoint, const struct head *head)
{
	*state = first_new(head, find_label(checkpoint, head));
}

const struct scorer scorer_paraphrase = {
        .name = "paraphrase",
        .summary = "sequence classification: log-probability that premise and choice say the same",
        .kinds = 1u << HEAD_LABELS | 1u << HEAD_LABELS_JIANT,
        .wants = "a sequence-classification head of two labels, one called duplicate, paraphrase or 1",
        .templated = true,
        .pooling = POOL_FIRST,
        .sequences = 2,
        .refuse = refuse,
        .open = open_head,
        .close = first_free,
        .sequence = first_sequence,
        .score = first_score,
};
