/* SPDX-License-Identifier: Apache-2.0 · what checkpoints are called in results */
#include "bench/names.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"

#define NAME_LIMIT 1000 /* bytes */

/* Cuts slashes off the end; "." and ".." have no name of their own, so the folder's is asked for. */
static char *tidy(const char *path)
{
	size_t length = strlen(path);
	const char *last;
	char *real, *copy;

	while (length > 1 && path[length - 1] == '/')
		length--;
	copy = mem_copy(path, length);
	last = strrchr(copy, '/');
	last = last ? last + 1 : copy;
	if (strcmp(last, ".") && strcmp(last, ".."))
		return copy;
	real = realpath(copy, NULL);
	if (real) {
		mem_free(copy);
		copy = mem_copy(real, strlen(real));
		free(real);
	}
	return copy;
}

/* The last n components of a path; the whole of it where it has no more. */
static const char *tail(const char *path, size_t n)
{
	const char *p = path + strlen(path);

	while (p > path) {
		if (p[-1] == '/' && !--n)
			break;
		p--;
	}
	return p;
}

static void set_name(struct names *names, size_t i, const char *name)
{
	mem_free(names->name[i]);
	names->name[i] = mem_copy(name, strlen(name));
}

/* One more component for every name that another one equals; whether any could be had. */
static bool lengthen(struct names *names, const bool *fixed, size_t *parts)
{
	bool *clash = mem_zalloc(names->count, sizeof(*clash)), changed = false;

	for (size_t i = 0; i < names->count; i++)
		for (size_t k = 0; k < names->count; k++)
			if (k != i && !strcmp(names->name[i], names->name[k]))
				clash[i] = true;
	for (size_t i = 0; i < names->count; i++) {
		const char *longer = tail(names->path[i], parts[i] + 1);

		if (!clash[i] || fixed[i] || !strcmp(longer, names->name[i]))
			continue;
		parts[i]++;
		set_name(names, i, longer);
		changed = true;
	}
	mem_free(clash);
	return changed;
}

static int check(const struct names *names, struct xt_err *err)
{
	for (size_t i = 0; i < names->count; i++) {
		const char *name = names->name[i];

		if (!*name || strlen(name) > NAME_LIMIT || utf8_check(name, strlen(name), NULL))
			return err_set(err, "%s: cannot be a name in results: give one as NAME=PATH",
			        names->path[i]);
		for (const char *p = name; *p; p++)
			if ((unsigned char)*p < ' ')
				return err_set(err, "%s: has a control character: give a name as NAME=PATH",
				        names->path[i]);
		for (size_t k = 0; k < i; k++)
			if (!strcmp(name, names->name[k]))
				return err_set(err,
				        "%s and %s are both called '%s': tell them apart with NAME=PATH",
				        names->path[k], names->path[i], name);
	}
	return 0;
}

int names_make(struct names *out, const char *const *specs, size_t count, struct xt_err *err)
{
	bool *fixed = mem_zalloc(count, sizeof(*fixed));
	size_t *parts = mem_alloc(count, sizeof(*parts));
	int result;

	*out = (struct names){mem_zalloc(count, sizeof(char *)), mem_zalloc(count, sizeof(char *)), count};
	for (size_t i = 0; i < count; i++) {
		const char *equals = strchr(specs[i], '='), *slash = strchr(specs[i], '/');

		fixed[i] =
		        equals && equals != specs[i] && !(slash && slash < equals) && !file_exists(specs[i]);
		parts[i] = 1;
		out->path[i] = tidy(fixed[i] ? equals + 1 : specs[i]);
		out->name[i] = fixed[i] ? mem_copy(specs[i], (size_t)(equals - specs[i])) : NULL;
		if (!fixed[i])
			set_name(out, i, tail(out->path[i], 1));
	}
	while (lengthen(out, fixed, parts))
		;
	result = check(out, err);
	mem_free(fixed);
	mem_free(parts);
	if (result)
		names_free(out);
	return result;
}

void names_free(struct names *names)
{
	for (size_t i = 0; i < names->count; i++) {
		mem_free(names->name[i]);
		mem_free(names->path[i]);
	}
	mem_free(names->name);
	mem_free(names->path);
	*names = (struct names){NULL, NULL, 0};
}
