/* SPDX-License-Identifier: Apache-2.0 · libFuzzer target: any text through every attack, in languages of several scripts */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "perturb/perturb.h"

#define LONGEST 400 /* bytes: what matters is how letters meet */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const CODES[] = {"th", "ta", "tr", "vi", "zh", "qu"};
#define LANGS (sizeof(CODES) / sizeof(*CODES))

/* Opened once for a process. */
static struct lang *language(size_t i)
{
	static struct lang *lang[LANGS];
	struct xt_err err;

	if (!lang[i] && lang_open(&lang[i], CODES[i], NULL, 0, false, &err))
		abort();
	return lang[i];
}

static void check(bool good)
{
	if (!good)
		abort();
}

/* The clean text comes out of the attacked one, and the other way round. */
static void check_edits(const struct item *clean, const struct item *item, enum field field)
{
	struct buf back = BUF_INIT, forth = BUF_INIT;
	struct xt_err err;

	check(!edits_undo(item->field[field], field, item->edits, item->edit_count, &back, &err));
	check(!strcmp(buf_text(&back), clean->field[field].bytes));
	edits_apply(clean->field[field], field, item->edits, item->edit_count, &forth);
	check(!strcmp(buf_text(&forth), item->field[field].bytes));
	check(!utf8_check(item->field[field].bytes, item->field[field].length, NULL));
	buf_release(&back);
	buf_release(&forth);
}

/* Every syllable that an edit made or touches is one that the script can write. */
static void check_formed(const struct lang *lang, const struct item *item)
{
	long shift = 0;

	for (size_t i = 0; i < item->edit_count; i++) {
		const struct edit *e = &item->edits[i];
		const struct str *text = &item->field[e->field];
		size_t begin;

		if (i && e[-1].field != e->field)
			shift = 0;
		begin = (size_t)((long)e->begin + shift);
		check(lang_fits(lang, text->bytes, text->length, begin, begin + e->now.length));
		shift += (long)e->now.length - (long)(e->end - e->begin);
	}
}

static void attack(const struct attack *attack, struct lang *lang, const struct item *clean, uint64_t seed)
{
	struct arena arena = ARENA_INIT;
	struct xt_err err;
	struct item item;

	check(!perturb_item(attack, lang, clean, 5, seed, FIELDS_ALL, &arena, &item, &err));
	for (int f = 0; f < FIELD_COUNT; f++)
		check_edits(clean, &item, (enum field)f);
	if (attack->promises & PROMISE_WELL_FORMED)
		check_formed(lang, &item);
	arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char text[LONGEST + 2];
	struct item clean = {.idx = 1};

	if (size < 2 || size > LONGEST || utf8_check((const char *)data + 1, size - 1, NULL))
		return 0;
	text[0] = 'x';
	memcpy(text + 1, data + 1, size - 1);
	text[size] = '\0';
	clean.field[FIELD_PREMISE] = clean.field[FIELD_CHOICE1] = (struct str){text + 1, (uint32_t)size - 1};
	clean.field[FIELD_CHOICE2] = (struct str){text, (uint32_t)size};
	for (size_t l = 0; l < LANGS; l++)
		for (size_t a = 0; attack_at(a); a++)
			attack(attack_at(a), language(l), &clean, data[0]);
	return 0;
}
