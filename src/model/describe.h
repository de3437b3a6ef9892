/* SPDX-License-Identifier: Apache-2.0 · what a checkpoint is, and with which scorers it can be scored
 *
 *	struct buf out = BUF_INIT;
 *
 *	if (describe_checkpoint("xlm-r-mnli", &out, err))
 *		…
 */
#ifndef MODEL_DESCRIBE_H
#define MODEL_DESCRIBE_H

#include "base/buf.h"

/*
 * Appends one screen of lines "what: …": architecture, container, types of numbers, heads, each scorer with what it
 * reads or why it cannot, the tokeniser, hashes. What cannot be read is told in its place and the rest still follows: the question is
 * often why a folder cannot be scored. Returns how many parts could not be read; 0: it can be scored.
 */
unsigned describe_checkpoint(const char *folder, struct buf *out);

#endif
