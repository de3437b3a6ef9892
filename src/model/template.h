/* SPDX-License-Identifier: Apache-2.0 · prompt templates: an item's texts as a pair */
#ifndef MODEL_TEMPLATE_H
#define MODEL_TEMPLATE_H
/*
 *	const struct template *template = template_find("xtreme-r");
 *
 *	template->texts(item, choice, &a, &b);
 *	template->cut(&ids_a.count, &ids_b.count, room);
 *
 * A template is one file, template-<name>.c, whose descriptor is named in templates.def.
 */
#include <stddef.h>

#include "base/buf.h"
#include "data/item.h"

struct template
{
	const char *name, *summary;

	/* The longest sequence, <s> and </s> included; the checkpoint may allow fewer tokens. */
	size_t max_tokens;

	/* Appends text A and text B of a choice (0 or 1). Never NULL. */
	void (*texts)(const struct item *item, unsigned choice, struct buf *a, struct buf *b);

	/* Lowers the counts of A's and B's tokens, that are together more than room, to room; what goes
	 * is taken from the end. Never NULL. */
	void (*cut)(size_t * a, size_t * b, size_t room);
};

/* The template of that name, or NULL. */
const struct template *template_find(const char *name);

/* All of them, NULL past the end. */
const struct template *template_at(size_t i);

#endif
