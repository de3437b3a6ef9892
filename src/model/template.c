/* SPDX-License-Identifier: Apache-2.0 · the table of prompt templates */
#include "model/template.h"

#include <string.h>

#define TEMPLATE(row) extern const struct template template_##row;
#include "model/templates.def"
#undef TEMPLATE

#define TEMPLATE(row) &template_##row,
static const struct template *const TEMPLATES[] = {
#include "model/templates.def"
};
#undef TEMPLATE

const struct template *template_at(size_t i)
{
	return i < sizeof(TEMPLATES) / sizeof(*TEMPLATES) ? TEMPLATES[i] : NULL;
}

const struct template *template_find(const char *name)
{
	const struct template *t;

	for (size_t i = 0; (t = template_at(i)); i++) {
		if (!strcmp(t->name, name))
			return t;
	}
	return NULL;
}
