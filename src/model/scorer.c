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

int scorer_label(const struct scorer *scorer, const struct checkpoint *checkpoint, const struct head *head)
{
	if (!scorer->labels || (scorer->outputs && head->outputs != scorer->outputs))
		return -1;
	return checkpoint_label(checkpoint, head, scorer->labels);
}

const struct head *scorer_head(const struct scorer *scorer, const char *head_name,
        const struct checkpoint *checkpoint, const char **why)
{
	const struct head *head;

	*why = scorer->kinds ? scorer->wants : NULL;
	for (size_t i = 0; scorer->kinds && (head = checkpoint_head_at(checkpoint, i)); i++) {
		if (!(scorer->kinds & 1u << head->kind) || (head_name && strcmp(head_name, head->name)))
			continue;
		*why = scorer->labels && scorer_label(scorer, checkpoint, head) < 0 ? scorer->unlabelled
		                                                                    : NULL;
		if (!*why)
			return head;
	}
	return NULL;
}

/* Appends the names of the scorers that take the checkpoint (NULL: of all). */
static void put_names(struct buf *out, const struct checkpoint *checkpoint)
{
	const struct scorer *s;
	const char *between = "", *why = NULL;

	for (size_t i = 0; (s = scorer_at(i)); i++) {
		if (checkpoint && !scorer_head(s, NULL, checkpoint, &why) && why)
			continue;
		buf_printf(out, "%s%s", between, s->name);
		between = ", ";
	}
}

static bool has_head(const struct checkpoint *checkpoint, const char *name)
{
	const struct head *head;

	for (size_t i = 0; (head = checkpoint_head_at(checkpoint, i)); i++)
		if (!strcmp(head->name, name))
			return true;
	return false;
}

static int unknown_head(const char *name, const struct checkpoint *checkpoint, struct xt_err *err)
{
	struct buf names = BUF_INIT;
	const struct head *head;
	int result;

	for (size_t i = 0; (head = checkpoint_head_at(checkpoint, i)); i++)
		buf_printf(&names, "%s%s", i ? ", " : "", head->name);
	result = err_set(err, "%s: has no head '%s': there %s%s", checkpoint_path(checkpoint), name,
	        names.length ? "are " : "is none", buf_text(&names));
	buf_release(&names);
	return result;
}

/* Why a scorer that was asked for cannot be had. */
static void tell(const char *name, const char *head_name, const struct scorer *scorer, const char *why,
        const struct checkpoint *checkpoint, struct xt_err *err)
{
	struct buf names = BUF_INIT;

	put_names(&names, scorer || !strcmp(name, "auto") ? checkpoint : NULL);
	if (!scorer && !strcmp(name, "auto"))
		err_set(err, "%s: no scorer reads its head '%s': it can be scored with: %s",
		        checkpoint_path(checkpoint), head_name, buf_text(&names));
	else if (!scorer)
		err_set(err, "scorer '%s' is not known: there are auto, %s", name, buf_text(&names));
	else
		err_set(err, "%s: cannot be scored with '%s'%s%s%s: %s%s; it can be scored with: %s",
		        checkpoint_path(checkpoint), name, head_name ? " by its head '" : "",
		        head_name ? head_name : "", head_name ? "'" : "",
		        why == scorer->wants ? "it lacks " : "", why, buf_text(&names));
	buf_release(&names);
}

const struct scorer *scorer_choose(const char *name, const char *head_name,
        const struct checkpoint *checkpoint, const struct head **head, struct xt_err *err)
{
	bool automatic = !name || !strcmp(name, "auto");
	const struct scorer *s = NULL;
	const char *why = NULL;

	*head = NULL;
	if (head_name && !has_head(checkpoint, head_name)) {
		unknown_head(head_name, checkpoint, err);
		return NULL;
	}
	for (size_t i = 0; automatic && (s = scorer_at(i)); i++) {
		*head = scorer_head(s, head_name, checkpoint, &why);
		if (*head || (!why && !head_name))
			return s;
	}
	if (!automatic) {
		s = scorer_find(name);
		if (s && ((*head = scorer_head(s, head_name, checkpoint, &why)) || !why))
			return s;
	}
	tell(automatic ? "auto" : name, head_name, automatic ? NULL : s, why, checkpoint, err);
	return NULL;
}

/* Keeps count of a text's tokens, the last ones or the first. */
static void keep(struct ids *ids, size_t count, bool last)
{
	if (last)
		memmove(ids->id, ids->id + (ids->count - count), count * sizeof(*ids->id));
	ids->count = count;
}

int scoring_pair(const struct scoring *with, const struct item *item, unsigned choice, size_t room,
        struct ids *a, struct ids *b, bool *cut, struct xt_err *err)
{
	struct buf first = BUF_INIT, second = BUF_INIT;
	size_t n, m;
	int result = -1;

	buf_string(&first, with->prefix);
	buf_string(&second, with->prefix);
	if (prompt_texts(with->prompt, item, choice, &first, &second, err) ||
	        tokenizer_encode(with->tokenizer, buf_text(&first), first.length, a, err) ||
	        tokenizer_encode(with->tokenizer, buf_text(&second), second.length, b, err))
		goto out;
	result = 0;
	n = a->count;
	m = b->count;
	if (n + m <= room)
		goto out;
	prompt_cut(with->prompt, &n, &m, room);
	keep(a, n, prompt_from_start(with->prompt));
	keep(b, m, prompt_from_start(with->prompt));
	*cut = true;
out:
	buf_release(&first);
	buf_release(&second);
	return result;
}
