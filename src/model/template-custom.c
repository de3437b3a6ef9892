/* SPDX-License-Identifier: Apache-2.0 · custom: a template from a file, custom:FILE (prompt-file.h) */
#include "model/template.h"

const struct template template_custom = {
        .name = "custom",
        .summary = "texts, words of each language and length from a file: custom:FILE (xtremor-score(1))",
};
