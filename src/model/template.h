/* SPDX-License-Identifier: Apache-2.0 · prompt templates: how premise, question and choice become two texts */
#ifndef MODEL_TEMPLATE_H
#define MODEL_TEMPLATE_H
/*
 *	const struct template template_mine = {
 *		.name = "mine",
 *		.first = "{premise} {question}",
 *		.second = "{choice}",
 *		.words = {"Why?", "And then?"},
 *		.max_tokens = 128,
 *	};
 *
 * A template is one file, template-<name>.c, whose descriptor is named in templates.def; prompt.h makes texts by it. Its
 * two texts are patterns: what stands in them is copied, but for {premise}, {question} and {choice}, which a filter may
 * change on the way:
 *
 *	{premise|chop}          without white space at its ends and then without its last character, whatever that is
 *	{premise|unstop}        without white space at its ends and without one mark that ends a sentence
 *	{choice|lower}          its first character in lower case, by Unicode's rules without a locale
 *	{choice|lower-locale}   its first letter in lower case by the rules of the item's language
 */
#include <stdbool.h>
#include <stddef.h>

#include "data/item.h"

struct template
{
	const char *name, *summary;

	/* Text A and text B. Both NULL for the one that is read from a file (prompt-file.h). */
	const char *first, *second;

	/* What {question} is, by enum question; NULL: the words of the item's language. */
	const char *words[2];

	/* The longest sequence, <s> and </s> included; the checkpoint may allow fewer tokens. 0: what it allows. */
	size_t max_tokens;

	/* Tokens of a pair that is too long go one at a time from the longer text, from its start or its end; of two
	 * that are as long, from the first or the second. */
	bool from_start, tie_first;
};

/* The template of that name, or NULL. */
const struct template *template_find(const char *name);

/* All of them, NULL past the end. */
const struct template *template_at(size_t i);

#endif
