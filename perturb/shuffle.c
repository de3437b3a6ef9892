/* SPDX-License-Identifier: Apache-2.0 · shuffle: the letters inside a word change places, its ends stay
 *
 * G. E. Rawlinson, "The significance of letter position in word recognition", PhD thesis, Nottingham 1976; as noise for
 * models: Y. Belinkov and Y. Bisk, "Synthetic and natural noise both break neural machine translation", ICLR 2018. Words that
 * touch and are too short to have an inside (Chinese) are taken together, as readers of 研表究明 do; J. Gu, X. Li and S. P.
 * Liversedge, "Character order processing in Chinese reading", JEP:HPP 41(1), 2015.
 *
 * Which orders: the inner letters are laid out in a circle and read from any of them on, forward, backward, or every n-th,
 * n the smallest number above 1 that comes by all of them. With two inner letters that is their exchange, with three, all.
 * In a string longer than words are, they are read from some letters only, so that the orders stay few: each is as long as
 * the string, and a field may have a million letters and no space.
 */
#include <string.h>

#include "perturb/letter.h"
#include "perturb/perturb.h"

#define SHORTEST 4 /* letters of a word that has an inside to shuffle */
#define STARTS 32  /* at most so many letters are read from, evenly apart */

static uint32_t gcd(uint32_t a, uint32_t b)
{
	return b ? gcd(b, a % b) : a;
}

static uint32_t step_of(uint32_t count)
{
	uint32_t step = 2;

	while (gcd(count, step) > 1)
		step++;
	return step;
}

/* One proposal more, unless the same text is already among those from `since` on. */
static void add(const struct text *text, const struct lang *lang, const struct span *inside, struct str now,
        size_t since, struct proposals *out)
{
	for (size_t i = since; i < out->count; i++)
		if (!memcmp(out->proposal[i].now.bytes, now.bytes, now.length))
			return;
	proposals_borrow_formed(out, text, lang, inside->begin, inside->end, now, 1);
}

static void read_round(
        const struct text *text, uint32_t first, uint32_t count, uint32_t from, uint32_t step, char *now)
{
	for (uint32_t i = 0, k = from; i < count; i++, k = (k + step) % count) {
		const struct span *letter = &text->letters[first + k];

		memcpy(now, text->bytes + letter->begin, letter->end - letter->begin);
		now += letter->end - letter->begin;
	}
	*now = '\0';
}

/* The letters first … last − 1, their ends staying. */
static void shuffle(const struct text *text, const struct lang *lang, uint32_t first, uint32_t last,
        struct proposals *out)
{
	uint32_t count = last - first - 2, steps[] = {1, count - 1, step_of(count)};
	uint32_t starts = count < STARTS ? count : STARTS;
	struct span inside = {text->letters[first + 1].begin, text->letters[last - 2].end};
	uint32_t length = inside.end - inside.begin;
	size_t since = out->count;

	for (size_t s = 0; s < sizeof(steps) / sizeof(*steps); s++) {
		if ((s == 1 && count == 2) || (s == 2 && steps[2] >= count - 1))
			continue; /* the same as before */
		for (uint32_t i = 0; i < starts; i++) {
			char *now = arena_alloc(out->arena, (size_t)length + 1, 1);
			uint32_t from = (uint32_t)((uint64_t)i * count / starts);

			read_round(text, first + 1, count, from, steps[s], now);
			add(text, lang, &inside, (struct str){now, length}, since, out);
		}
	}
}

/* The letters from i on, in a word and those that touch it, up to one that is none: where they end. */
static uint32_t run_end(const struct text *text, uint32_t w, uint32_t i)
{
	uint32_t first = i;

	for (;; w++) {
		while (i < text->words[w].last && letter_at(text, &text->letters[i]))
			i++;
		if (i - first >= SHORTEST || i < text->words[w].last || w + 1 == text->word_count ||
		        text->words[w + 1].first != i)
			return i;
	}
}

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	uint32_t at = 0;

	(void)err;
	for (uint32_t w = 0; w < text->word_count; w++)
		for (at = at > text->words[w].first ? at : text->words[w].first; at < text->words[w].last;
		        at++) {
			uint32_t end = run_end(text, w, at);

			if (end - at >= SHORTEST)
				shuffle(text, lang, at, end, out);
			at = end > at ? end - 1 : at;
		}
	return 0;
}

const struct attack attack_shuffle = {
        .name = "shuffle",
        .summary = "the letters inside a word change places, its ends stay",
        .unit = UNIT_WORD,
        .promises = PROMISE_WELL_FORMED | PROMISE_WORDS,
        .propose = propose,
};
