/* SPDX-License-Identifier: Apache-2.0 · which strings a script can write: walks a text by the rule of its script */
#include "langs/syllable.h"

#include <stdint.h>
#include <string.h>

#include "langs/syllable-rule.h"

static const struct syllable_rule *const RULES[] = {&syllable_tamil, &syllable_thai, &syllable_vietnamese};

const struct syllable_rule *syllable_find(const char *name)
{
	for (size_t i = 0; i < sizeof(RULES) / sizeof(*RULES); i++)
		if (!strcmp(RULES[i]->name, name))
			return RULES[i];
	return NULL;
}

const char *syllable_names(void)
{
	return "tamil thai vietnamese";
}

/* Decodes one code point of valid UTF-8: this runs for every proposal of every attack, so nothing is checked again. */
static const char *next(const char *at, int32_t *c)
{
	const unsigned char *b = (const unsigned char *)at;

	if (b[0] < 0x80) {
		*c = b[0];
		return at + 1;
	}
	if (b[0] < 0xE0) {
		*c = (b[0] & 0x1F) << 6 | (b[1] & 0x3F);
		return at + 2;
	}
	if (b[0] < 0xF0) {
		*c = (b[0] & 0x0F) << 12 | (b[1] & 0x3F) << 6 | (b[2] & 0x3F);
		return at + 3;
	}
	*c = (b[0] & 0x07) << 18 | (b[1] & 0x3F) << 12 | (b[2] & 0x3F) << 6 | (b[3] & 0x3F);
	return at + 4;
}

#define WINDOW 64

/* The kinds that were walked over last; behind the first SYLLABLE_BACK of them, edges or what stands before the edit. */
struct walk {
	const struct syllable_rule *rule;
	unsigned char kind[WINDOW];
	size_t count;
};

static bool is_barrier(const struct syllable_rule *rule, unsigned char kind)
{
	return rule->barriers >> (kind & 31) & 1;
}

/* Fills the walk with what stands before a place, from there down to what no fault looks over. */
static void look_back(struct walk *w, const char *bytes, size_t at)
{
	size_t left = w->rule->back;

	memset(w->kind, SYLLABLE_EDGE, SYLLABLE_BACK);
	w->count = SYLLABLE_BACK;
	for (unsigned char *kind = w->kind + SYLLABLE_BACK; at && left; left--) {
		int32_t c;

		do
			at--;
		while (at && ((unsigned char)bytes[at] & 0xC0) == 0x80);
		next(bytes + at, &c);
		*--kind = w->rule->classify(c);
		if (is_barrier(w->rule, *kind))
			return;
	}
}

static const unsigned char *step(struct walk *w, unsigned char kind)
{
	if (w->count == WINDOW) {
		memmove(w->kind, w->kind + WINDOW - SYLLABLE_BACK, SYLLABLE_BACK);
		w->count = SYLLABLE_BACK;
	}
	w->kind[w->count] = kind;
	return &w->kind[w->count++];
}

bool syllable_edit_fits(const struct syllable_rule *rule, const char *bytes, size_t length, size_t begin,
        size_t end, const char *now, size_t now_length)
{
	const char *at = now, *stop = now + now_length;
	struct walk w;
	int32_t c;

	w.rule = rule;
	look_back(&w, bytes, begin);
	while (at < stop) {
		at = next(at, &c);
		if (rule->fault(step(&w, rule->classify(c))))
			return false;
	}
	/* a fault behind the edit counts when it reaches back into it, or over its seam */
	at = bytes + end;
	for (size_t behind = 1; behind <= rule->back; behind++) {
		unsigned char kind = SYLLABLE_EDGE;

		if (at < bytes + length) {
			at = next(at, &c);
			kind = rule->classify(c);
		}
		if (rule->fault(step(&w, kind)) > behind)
			return false;
		if (is_barrier(rule, kind))
			break;
	}
	return true;
}

bool syllable_fits(
        const struct syllable_rule *rule, const char *bytes, size_t length, size_t begin, size_t end)
{
	return syllable_edit_fits(rule, bytes, length, begin, end, bytes + begin, end - begin);
}
