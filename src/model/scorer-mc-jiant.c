/* SPDX-License-Identifier: Apache-2.0 · mc-jiant: the multiple-choice head of jiant
 *
 * The last state of <s> goes through the pooler and its tanh, the head's own dense and its tanh, and out_proj
 * (RegressionHead in nyu-mll/jiant, jiant/proj/main/modeling/heads.py): two tanh layers, where mc has one.
 */
#include "model/scorer-first.h"

const struct scorer scorer_mc_jiant = {
        .name = "mc-jiant",
        .summary = "multiple-choice head of jiant: pooler, tanh, dense, tanh, out_proj",
        .kinds = 1u << HEAD_CHOICE_JIANT,
        .wants = "a head of jiant with one output (dense and out_proj behind encoder.pooler)",
        .templated = true,
        .pooling = POOL_FIRST,
        .sequences = 2,
        .open = first_open,
        .close = first_free,
        .sequence = first_sequence,
        .score = first_score,
};
