/* SPDX-License-Identifier: Apache-2.0 · the table of scorers, and the choice among them */
#include "model/scorer.h"

#include <string.h>

#include "base/buf.h"

#define SCORER(row) extern const struct scorer scorer_##row;
#include "model/scorers.def"
#undef SCORER

#define SCORER(row) &scorer_##row,
static const struct scorer *const SCORERS[] = {
#include "model/scorers.def"
};
#undef SCORER

const struct scorer *scorer_at(size_t i)
{
	return i < sizeof(SCORERS) / sizeof(*SCORERS) ? SCORERS[i] : NULL;
}

const struct scorer *scorer_find(const char *name)
{
	const struct scorer *s;

	for (size_t i = 0; (s = scorer_at(i)); i++) {
		if (!strcmp(s->name, name))
			return s;
	}
	return NULL;
}

/* Appends the names of the scorers that take the checkpoint (NULL: of all). */
static void put_names(struct buf *out, const struct checkpoint *checkpoint)
{
	const struct scorer *s;
	const char *between = "";

	for (size_t i = 0; (s = scorer_at(i)); i++) {
		if (checkpoint && s->refuse(checkpoint))
			continue;
		buf_printf(out, "%s%s", between, s->name);
		between = ", ";
	}
}

static const struct scorer *by_head(const struct checkpoint *checkpoint)
{
	const struct scorer *s;

	for (size_t i = 0; (s = scorer_at(i)); i++) {
		if (!strcmp(s->head, checkpoint_head_name(checkpoint)))
			return s;
	}
	return NULL;
}

const struct scorer *scorer_choose(const char *name, const struct checkpoint *checkpoint, struct xt_err *err)
{
	bool automatic = !name || !strcmp(name, "auto");
	const struct scorer *s = automatic ? by_head(checkpoint) : scorer_find(name);
	const char *why = s ? s->refuse(checkpoint) : NULL;
	struct buf names = BUF_INIT;

	if (s && !why)
		return s;
	put_names(&names, automatic || s ? checkpoint : NULL);
	if (automatic)
		err_set(err, "%s: no scorer reads its %s head: --scorer %s scores the encoder without it",
		        checkpoint_path(checkpoint), checkpoint_head_name(checkpoint), buf_text(&names));
	else if (s)
		err_set(err, "%s: cannot be scored with '%s': %s; it can be scored with: %s",
		        checkpoint_path(checkpoint), name, why, buf_text(&names));
	else
		err_set(err, "scorer '%s' is not known: there are auto, %s", name, buf_text(&names));
	buf_release(&names);
	return NULL;
}
