/* SPDX-License-Identifier: Apache-2.0 · error messages: made in one place, safe to print
 *
 *	if (!file)
 *		return err_set(err, "%s: cannot be read: %s", path, strerror(errno));
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "xtremor.h"

#if defined(__GNUC__)
#define BASE_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define BASE_PRINTF(f, a)
#endif

/* Writes a message into *err (which may be NULL) and returns −1, so that a caller can return what this returns.
 * Control, bidirectional and invisible characters that came in with the arguments are replaced by '?'; a message
 * too long is cut at a character. */
int err_set(struct xt_err *err, const char *format, ...) BASE_PRINTF(2, 3);

/* Puts a prefix and ": " before the message that *err holds already; returns −1. */
int err_prefix(struct xt_err *err, const char *format, ...) BASE_PRINTF(2, 3);

/* Replaces in place what a terminal could act on; text is NUL-terminated UTF-8, or not even that. */
void err_mask(char *text);

#endif
