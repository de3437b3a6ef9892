/* SPDX-License-Identifier: Apache-2.0 · keyboard: a finger slips on the language's own keyboard
 *
 * The kinds and how often each comes are those of MulTypo (Y. Liu and others, "Evaluating Robustness of Large Language Models
 * Against Multilingual Typographical Errors", arXiv 2510.09536; multypo 0.1.1 on PyPI): a key left out, a neighbour's
 * beside it, a neighbour's instead, two keys of different hands in the wrong order; never a word's first letter, and the
 * later in a word the likelier. A keystroke is a code point: what a key gives, half of a letter in Tamil and Thai.
 */
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "langs/slips.h"
#include "perturb/perturb.h"

/* A keystroke of a word. */
struct typed {
	uint32_t begin, end;
	const struct stroke *stroke;
	bool held; /* the key before was typed with Shift */
};

/* Weights of one text: of letters and of transpositions, whose share of the mix is set when both sums are known. */
struct sums {
	float letters, pairs;
};

static void add_letter(const struct typed *key, float weight, struct proposals *out, struct sums *sums)
{
	const struct variants *slips = key->held ? &key->stroke->held : &key->stroke->slips;

	proposals_add_variants(out, key->begin, key->end, slips, weight);
	sums->letters += weight;
}

static void add_pair(const struct text *text, const struct lang *lang, const struct typed *a,
        const struct typed *b, float weight, struct proposals *out, struct sums *sums)
{
	uint32_t first = a->end - a->begin, second = b->end - b->begin;
	size_t before = out->count;
	char now[8];

	if (!(weight > 0) || first > 4 || second > 4)
		return;
	memcpy(now, text->bytes + b->begin, second);
	memcpy(now + second, text->bytes + a->begin, first);
	proposals_add_formed(out, text, lang, a->begin, b->end, now, first + second, -weight);
	sums->pairs += out->count > before ? weight : 0;
}

static uint32_t count_strokes(const struct text *text, uint32_t begin, uint32_t end)
{
	uint32_t n = 0;

	for (; begin < end; begin++)
		n += ((unsigned char)text->bytes[begin] & 0xC0) != 0x80;
	return n;
}

/* Every keystroke of a word behind its first letter. */
static void add_word(const struct text *text, const struct lang *lang, const struct word *word,
        struct proposals *out, struct sums *sums)
{
	struct typed before = {0, 0, NULL, false}, key;
	uint32_t at = text->letters[word->first].end;
	uint32_t count = count_strokes(text, at, word->end), n = 0;
	/* MulTypo's: a word by the root of its length, a place from 1 to 2 from the second to the last */
	float each = count ? sqrtf((float)(count + 1)) / (1.5f * (float)count) : 0, last = 0;
	int32_t c;

	for (uint32_t i = text->letters[word->first].begin; i < at;) {
		uint32_t next = i + (uint32_t)utf8_next(text->bytes + i, text->length - i, &c);

		before = (struct typed){i, next, lang_stroke(lang, c), false};
		i = next;
	}
	key.held = before.stroke && before.stroke->shifted;
	before.stroke = NULL;
	for (; at < word->end; at = key.end, n++) {
		float weight = each * (1 + (count > 1 ? (float)n / (float)(count - 1) : .5f));

		key.begin = at;
		key.end = at + (uint32_t)utf8_next(text->bytes + at, text->length - at, &c);
		key.stroke = lang_stroke(lang, c);
		if (before.stroke)
			add_letter(&before, last, out, sums);
		if (before.stroke && key.stroke)
			add_pair(text, lang, &before, &key,
			        last * lang_hands_apart(lang, before.stroke, key.stroke), out, sums);
		before = key;
		last = weight;
		key.held = key.stroke && key.stroke->shifted;
	}
	if (before.stroke)
		add_letter(&before, last, out, sums);
}

static bool able(const struct lang *lang)
{
	return lang_has_keyboard(lang);
}

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	struct sums sums = {0, 0};
	float share;

	(void)err;
	for (uint32_t w = 0; w < text->word_count; w++)
		if (!text->words[w].number)
			add_word(text, lang, &text->words[w], out, &sums);
	share = SLIP_TRANSPOSE / (SLIP_DELETE + SLIP_INSERT + SLIP_REPLACE);
	share = sums.pairs > 0 ? share * sums.letters / sums.pairs : 0;
	for (size_t i = 0; i < out->count; i++)
		if (out->proposal[i].weight < 0)
			out->proposal[i].weight *= -share;
	return 0;
}

const struct attack attack_keyboard = {
        .name = "keyboard",
        .summary = "a finger slips to a neighbouring key of the language's own keyboard",
        .unit = UNIT_GRAPHEME,
        .promises = PROMISE_WELL_FORMED,
        .needs = LANG_KEYBOARDS,
        .able = able,
        .propose = propose,
};
