/* SPDX-License-Identifier: Apache-2.0 · xcopa-paper: the prompt of XCOPA's own experiments
 *
 * Ponti et al. 2020, "XCOPA: A Multilingual Dataset for Causal Commonsense Reasoning", arXiv 2005.00333: the question
 * follows the premise without a blank.
 */
#include "model/template.h"

const struct template template_xcopa_paper = {
        .name = "xcopa-paper",
        .summary = "premise + \"What was the CAUSE?\" or \"What happened as a RESULT?\", then the choice "
                   "(XCOPA's paper)",
        .first = "{premise}{question}",
        .second = "{choice}",
        .words = {"What was the CAUSE?", "What happened as a RESULT?"},
};
