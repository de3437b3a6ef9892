/* SPDX-License-Identifier: Apache-2.0 · punctuate: a mark left out, doubled, of the wrong kind, or spaced wrongly
 *
 * Marks between words only: an apostrophe or a decimal comma belongs to its word. [punctuation] of language.ini adds what
 * a language has of its own:
 *
 *	kinds = ，, 。.       pairs: the first is written as the second
 *	spaced = ๆ            letters before and after which people are unsure of the space
 *	final = .             what ends a sentence, put at the end of a text that has no mark there
 */
#include "base/utf8.h"
#include "perturb/perturb.h"

#include <string.h>

struct place {
	const struct text *text;
	const struct lang *lang;
	struct proposals *out;
	struct span mark;
	int32_t c;
};

static void put(const struct place *at, uint32_t end, const char *before, const char *after)
{
	const struct span *mark = &at->mark;
	struct buf now = BUF_INIT;

	buf_string(&now, before);
	buf_append(&now, at->text->bytes + mark->begin, mark->end - mark->begin);
	buf_string(&now, after);
	proposals_add_formed(at->out, at->text, at->lang, mark->begin, end, now.bytes, now.length, 1);
	buf_release(&now);
}

static void drop(const struct place *at, const char *now)
{
	proposals_add_formed(at->out, at->text, at->lang, at->mark.begin, at->mark.end, now, strlen(now), 1);
}

static bool space_before(const struct place *at)
{
	return at->mark.begin && at->text->bytes[at->mark.begin - 1] == ' ';
}

static bool space_after(const struct place *at)
{
	return at->mark.end + 1 < at->text->length && at->text->bytes[at->mark.end] == ' ';
}

/* The second of each pair whose first is the mark. */
static void change_kind(const struct place *at)
{
	const char *pairs = lang_fact(at->lang, "punctuation", "kinds");

	for (size_t n; pairs && *pairs; pairs += n + (pairs[n] == ' ')) {
		int32_t c;
		size_t first = utf8_next(pairs, strlen(pairs), &c);

		n = strcspn(pairs, " ");
		if (first && first < n && c == at->c)
			proposals_add_formed(at->out, at->text, at->lang, at->mark.begin, at->mark.end,
			        pairs + first, n - first, 1);
	}
}

/* Every proposal takes the mark itself, so that one mark has one slip. */
static void visit_mark(const struct place *at)
{
	const char *category = utf8_category(at->c);
	char twice[5] = {0};

	drop(at, "");
	if (category[1] == 'd') /* a hyphen between two words */
		drop(at, " ");
	if (category[1] != 'o')
		return;
	memcpy(twice, at->text->bytes + at->mark.begin, at->mark.end - at->mark.begin);
	put(at, at->mark.end, "", twice);
	change_kind(at);
	if (utf8_width(at->c) == 2) /* has its space in itself */
		return;
	if (at->mark.begin && !space_before(at))
		put(at, at->mark.end, " ", "");
	if (space_after(at))
		put(at, at->mark.end + 1, "", "");
}

/* A space in front that is left out begins at the space, so that proposals stay in the order of their begin. */
static void visit_spaced(const struct place *at, bool may_drop_before)
{
	if (may_drop_before)
		proposals_add_formed(
		        at->out, at->text, at->lang, at->mark.begin - 1, at->mark.begin, "", 0, 1);
	else if (at->mark.begin && !space_before(at))
		put(at, at->mark.end, " ", "");
	if (space_after(at))
		put(at, at->mark.end + 1, "", "");
	else if (at->mark.end < at->text->length && at->text->bytes[at->mark.end] != ' ')
		put(at, at->mark.end, "", " ");
}

static bool is_spaced(const struct place *at)
{
	const char *list = lang_fact(at->lang, "punctuation", "spaced");
	size_t n = at->mark.end - at->mark.begin;

	for (const char *found = list; found && (found = strstr(found, " ")); found++)
		if (!strncmp(found + 1, at->text->bytes + at->mark.begin, n))
			return true;
	return list && !strncmp(list, at->text->bytes + at->mark.begin, n);
}

static void end_text(const struct place *at)
{
	const char *final = lang_fact(at->lang, "punctuation", "final");

	if (final && *utf8_category(at->c) != 'P')
		proposals_add_formed(at->out, at->text, at->lang, at->text->length, at->text->length, final,
		        strlen(final), 1);
}

static bool is_apostrophe(int32_t c)
{
	return c == '\'' || c == 0x2019 || c == 0x2BC;
}

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	struct place at = {.text = text, .lang = lang, .out = out};

	(void)err;
	for (uint32_t i = 0, w = 0; i < text->letter_count; i++) {
		bool in_word;
		size_t n;

		while (w < text->word_count && text->words[w].last <= i)
			w++;
		in_word = w < text->word_count && text->words[w].first <= i;
		at.mark = text->letters[i];
		n = utf8_next(text->bytes + at.mark.begin, at.mark.end - at.mark.begin, &at.c);
		if (is_spaced(&at))
			visit_spaced(&at, space_before(&at));
		else if (!in_word && *utf8_category(at.c) == 'P' && !is_apostrophe(at.c) &&
		         n == at.mark.end - at.mark.begin)
			visit_mark(&at);
	}
	if (text->letter_count)
		end_text(&at);
	return 0;
}

const struct attack attack_punctuate = {
        .name = "punctuate",
        .summary = "a mark left out, doubled, of the wrong kind, or spaced wrongly",
        .unit = UNIT_GRAPHEME,
        .promises = PROMISE_WELL_FORMED | PROMISE_MEANING,
        .propose = propose,
};
