/* SPDX-License-Identifier: Apache-2.0 · the fast way through lines as XCOPA itself writes them
 *
 * Almost every line is seven known members without an escape. What is not exactly that goes to the strict reader, which
 * takes it or says what is wrong; so nothing is refused here, and nothing is taken that the strict reader would refuse.
 */
#include "data/item-read.h"

#include <string.h>

#include "base/text.h"
#include "base/utf8.h"

struct cursor {
	const char *at, *end;
	struct arena *arena;
	struct item *out;
};

static void skip_spaces(struct cursor *c)
{
	while (c->at < c->end && *c->at == ' ')
		c->at++;
}

static bool take_byte(struct cursor *c, char byte)
{
	skip_spaces(c);
	if (c->at == c->end || *c->at != byte)
		return false;
	c->at++;
	return true;
}

/* A string without escapes and control characters. */
static bool take_string(struct cursor *c, struct str *out)
{
	const char *begin, *quote;

	if (!take_byte(c, '"'))
		return false;
	begin = c->at;
	quote = memchr(begin, '"', (size_t)(c->end - begin));
	if (!quote || quote - begin > (ptrdiff_t)TEXT_MAX)
		return false;
	for (const char *p = begin; p < quote; p++)
		if (*p == '\\' || (unsigned char)*p < 0x20)
			return false;
	*out = (struct str){begin, (uint32_t)(quote - begin)};
	c->at = quote + 1;
	return true;
}

static bool is(const struct str *text, const char *word)
{
	return text->length == strlen(word) && !memcmp(text->bytes, word, text->length);
}

static bool take_text(struct cursor *c, struct str *out)
{
	struct str text;

	if (!take_string(c, &text) || utf8_check(text.bytes, text.length, NULL))
		return false;
	*out = (struct str){arena_copy(c->arena, text.bytes, text.length), text.length};
	return true;
}

/* Digits as JSON writes them, few enough for 32 bits. */
static bool take_number(struct cursor *c, int32_t *out)
{
	const char *begin;

	skip_spaces(c);
	begin = c->at;
	for (*out = 0; c->at < c->end && *c->at >= '0' && *c->at <= '9'; c->at++) {
		if (c->at - begin == 9)
			return false;
		*out = *out * 10 + (*c->at - '0');
	}
	return c->at > begin && (*begin != '0' || c->at == begin + 1);
}

static bool take_word(struct cursor *c, const char *word)
{
	size_t n = strlen(word);

	skip_spaces(c);
	if ((size_t)(c->end - c->at) < n || memcmp(c->at, word, n) != 0)
		return false;
	c->at += n;
	return true;
}

static bool take_question(struct cursor *c)
{
	struct str name;

	if (!take_string(c, &name) || (!is(&name, "cause") && !is(&name, "effect")))
		return false;
	c->out->question = is(&name, "cause") ? QUESTION_CAUSE : QUESTION_EFFECT;
	return true;
}

static bool take_label(struct cursor *c)
{
	int32_t label;

	if (!take_number(c, &label) || label > 1)
		return false;
	c->out->label = (int8_t)label;
	return true;
}

static bool take_changed(struct cursor *c)
{
	c->out->changed = take_word(c, "true");
	return c->out->changed || take_word(c, "false");
}

enum { QUESTION = FIELD_COUNT, IDX, LABEL, CHANGED, KEYS };
#define NEEDED ((1U << LABEL) - 1)

/* The value of a member; had gets its bit, or is left where it stood already. */
static bool take_value(struct cursor *c, const struct str *key, unsigned *had)
{
	static const char *const NAMES[KEYS] = {
	        "premise", "choice1", "choice2", "question", "idx", "label", "changed"};
	unsigned k = 0;

	while (k < KEYS && !is(key, NAMES[k]))
		k++;
	if (k == KEYS || *had & 1U << k)
		return false;
	*had |= 1U << k;
	switch (k) {
	case QUESTION:
		return take_question(c);
	case IDX:
		return take_number(c, &c->out->idx);
	case LABEL:
		return take_label(c);
	case CHANGED:
		return take_changed(c);
	default:
		return take_text(c, &c->out->field[k]);
	}
}

bool item_read_plain(const char *bytes, size_t length, struct arena *arena, struct item *out)
{
	struct cursor c = {bytes, bytes + length, arena, out};
	unsigned had = 0;

	*out = (struct item){.label = -1, .changed = -1};
	c.end -= length && bytes[length - 1] == '\r';
	if (!take_byte(&c, '{'))
		return false;
	do {
		struct str key;

		if (!take_string(&c, &key) || !take_byte(&c, ':') || !take_value(&c, &key, &had))
			return false;
	} while (take_byte(&c, ','));
	return take_byte(&c, '}') && c.at == c.end && (had & NEEDED) == NEEDED;
}
