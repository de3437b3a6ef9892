/* SPDX-License-Identifier: Apache-2.0 · a text as a reader sees it
 *
 *	struct buf seen = BUF_INIT;
 *
 *	if (display_text(&seen, "helx\blo", 7, err))
 *		return -1;
 *	… seen is "hello"
 */
#ifndef BASE_DISPLAY_H
#define BASE_DISPLAY_H

#include "base/buf.h"
#include "base/err.h"

/* Appends what a line of text shows, from left to right: what BACKSPACE and DELETE erase is gone (the code point before
 * them), characters stand in the order that the Unicode bidirectional algorithm gives them (UAX #9, by ICU, in a
 * left-to-right paragraph), its controls and all default-ignorable characters are left out, and the rest is in NFC.
 * bytes is valid UTF-8 of at most TEXT_MAX bytes. */
int display_text(struct buf *out, const char *bytes, size_t length, struct xt_err *err);

#endif
