/* SPDX-License-Identifier: Apache-2.0 · the steps of reading one condition, for the reader and for verify */
#ifndef DATA_ATTACKSET_READ_H
#define DATA_ATTACKSET_READ_H

#include "data/attackset.h"

/* Appends the bytes of a file of the layout, which is opened through no link. */
int attackset_bytes(const char *sets, const char *path, struct buf *out, struct xt_err *err);

/* Whether they have the condition's hash. */
int attackset_check_hash(
        const char *sets, const struct condition *c, const struct buf *bytes, struct xt_err *err);

/* Appends their items, which must say the condition's attack, severity and seed. */
int attackset_parse(const char *sets, const struct condition *c, const struct buf *bytes, struct items *items,
        struct xt_err *err);

#endif
