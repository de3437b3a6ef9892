/* SPDX-License-Identifier: Apache-2.0 · lm-eval: the prompt of lm-evaluation-harness, with its defect
 *
 * EleutherAI, lm_eval/tasks/xcopa/utils.py (commit 1bdad06c; English: tasks/super_glue/copa/utils.py): meant to drop the full
 * stop, it drops the last character of every premise, which in Thai and Tamil is a letter; the choice's first character goes
 * through Python's str.lower(), which makes two code points of the Turkish İ. Kept, so that published figures can be met.
 */
#include "model/template.h"

const struct template template_lm_eval = {
        .name = "lm-eval",
        .summary = "premise without its last character + a native connector, then the choice in small "
                   "(lm-evaluation-harness, defect included)",
        .first = "{premise|chop} {question}",
        .second = "{choice|lower}",
};
