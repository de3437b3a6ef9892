/* SPDX-License-Identifier: Apache-2.0 · the patterns of prompt templates, which template.h describes
 *
 *	const struct pattern_parts parts = {premise, question, choice, "tr"};
 *
 *	pattern_fill("{premise} {question}", &parts, &out);
 */
#ifndef MODEL_PATTERN_H
#define MODEL_PATTERN_H

#include <stdbool.h>

#include "base/buf.h"

struct pattern_parts {
	struct str premise, question, choice;
	const char *locale; /* ICU's, for lower-locale; "" for none */
};

/* 0 where a pattern is made of known parts and filters; else −1 and where (file:line: key) with what is not. */
int pattern_check(const char *pattern, const char *where, struct xt_err *err);

/* Appends a pattern that pattern_check has let through, its parts filled in. */
void pattern_fill(const char *pattern, const struct pattern_parts *parts, struct buf *out);

/* Whether a part ("choice"), or a filter ("lower-locale"), occurs in a pattern. */
bool pattern_has(const char *pattern, const char *name);

#endif
