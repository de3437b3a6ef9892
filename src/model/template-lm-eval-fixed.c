/* SPDX-License-Identifier: Apache-2.0 · lm-eval-fixed: that of lm-evaluation-harness as it was meant
 *
 * See template-lm-eval.c. Only a mark that ends the sentence goes, and the choice's first letter is made small by the rules
 * of the language (Turkish İ is i, I is ı).
 */
#include "model/template.h"

const struct template template_lm_eval_fixed = {
        .name = "lm-eval-fixed",
        .summary = "premise without its full stop + a native connector, then the choice in small (lm-eval, "
                   "put right)",
        .first = "{premise|unstop} {question}",
        .second = "{choice|lower-locale}",
};
