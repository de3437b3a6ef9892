/* SPDX-License-Identifier: Apache-2.0 · nli: a head of natural language inference, used as it is
 *
 * The log-probability that text A of the prompt entails the choice: zero-shot scoring by entailment as in Yin, Hay and Roth,
 * "Benchmarking Zero-shot Text Classification", EMNLP 2019. The label is found by its name, because three orders of the
 * labels exist.
 */
#include <string.h>

#include "model/scorer-first.h"

static int find_label(const struct checkpoint *checkpoint, const struct head *head)
{
	static const char *const NAMES[] = {"entailment", "entails", "entail"};

	return checkpoint_label(checkpoint, head, NAMES, sizeof(NAMES) / sizeof(*NAMES));
}

static const char *refuse(const struct checkpoint *checkpoint, const struct head *head)
{
	return find_label(checkpoint, head) < 0
	               ? "none of its labels is called entailment (\"id2label\" in config.json)"
	               : NULL;
}

static void open_head(void **state, const struct checkpoint *checkpoint, const struct head *head)
{
	*state = first_new(head, find_label(checkpoint, head));
}

const struct scorer scorer_nli = {
        .name = "nli",
        .summary = "sequence classification: log-probability that the premise entails the choice",
        .kinds = 1u << HEAD_LABELS | 1u << HEAD_LABELS_JIANT,
        .wants = "a sequence-classification head with a label called entailment",
        .templated = true,
        .pooling = POOL_FIRST,
        .sequences = 2,
        .refuse = refuse,
        .open = open_head,
        .close = first_free,
        .sequence = first_sequence,
        .score = first_score,
};
