/* SPDX-License-Identifier: Apache-2.0 · jiant: the prompt of jiant's COPA task
 *
 * nyu-mll/jiant 2.2 (MIT), tasks/lib/copa.py and tasks/lib/templates/multiple_choice.py: at most 256 tokens by default, and
 * tokens go from the start of premise and choice, the longer first, the premise where they are equal (numpy's argmax).
 */
#include "model/template.h"

const struct template template_jiant = {
        .name = "jiant",
        .summary = "premise + \" What was the cause of this?\" or \" What happened as a result?\", then the "
                   "choice (jiant)",
        .first = "{premise} {question}",
        .second = "{choice}",
        .words = {"What was the cause of this?", "What happened as a result?"},
        .max_tokens = 256,
        .from_start = true,
        .tie_first = true,
};
