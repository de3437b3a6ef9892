/* SPDX-License-Identifier: Apache-2.0 · none: the clean text, attack number 0 */
#include "perturb/perturb.h"

const struct attack attack_none = {
        .name = "none",
        .summary = "the clean text, unchanged: what every other attack is compared with",
        .unit = UNIT_WORD,
        .promises = PROMISE_WELL_FORMED | PROMISE_WORDS | PROMISE_MEANING | PROMISE_LOOKS,
};
