/* SPDX-License-Identifier: Apache-2.0 · the mixture of errors that a language's writers make: [natural] of language.ini */
#include "langs/mixture.h"

#include <stdlib.h>
#include <string.h>

#include "langs/lang-private.h"

#define SECTION "natural"

static bool is_share(const char *section, const char *key)
{
	return !strcmp(section, SECTION) && strcmp(key, "source") && strcmp(key, "why");
}

int mixture_load(struct tables *tables, struct xt_err *err)
{
	const struct ini *ini = tables->ini;
	const char *section, *key, *value;
	struct mixture_share *share;
	size_t count = 0;

	for (size_t i = 0; !ini_at(ini, i, &section, &key, &value); i++)
		count += is_share(section, key);
	if (!count)
		return 0;
	share = arena_alloc(&tables->arena, count, sizeof(*share));
	count = 0;
	for (size_t i = 0; !ini_at(ini, i, &section, &key, &value); i++) {
		char *end;

		if (!is_share(section, key))
			continue;
		share[count] = (struct mixture_share){key, strtof(value, &end)};
		if (*end || !(share[count].share > 0 && share[count].share < 1e6f))
			return err_set(err, "%s:%zu: %s = '%s': a share is a number above 0", ini_path(ini),
			        ini_line(ini, section, key), key, value);
		count++;
	}
	tables->mixture = share;
	tables->mixture_count = count;
	return 0;
}

const struct mixture_share *lang_mixture(const struct lang *lang, size_t *count)
{
	*count = lang->tables->mixture_count;
	return lang->tables->mixture;
}
