/* SPDX-License-Identifier: Apache-2.0 · xtreme-r: the prompt of XTREME-R, premise + question against choice
 *
 * Ruder et al. 2021, "XTREME-R: Towards More Challenging and Nuanced Multilingual Evaluation", arXiv
 * 2104.07412: the question is English in every language, sequences have at most 128 tokens, and what is too
 * long is cut longest first, as transformers' Python tokenizers do it.
 */
#include "model/template.h"

const struct template template_xtreme_r = {
        .name = "xtreme-r",
        .summary =
                "premise + \" What was the cause?\" or \" What was the effect?\", then the choice (XTREME-R)",
        .first = "{premise} {question}",
        .second = "{choice}",
        .words = {"What was the cause?", "What was the effect?"},
        .max_tokens = 128,
};
