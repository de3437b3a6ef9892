/* SPDX-License-Identifier: Apache-2.0 · writes langs/<code>/letters.tsv: count-letters LANG FILE > langs/LANG/letters.tsv
 *
 * FILE is XCOPA's val split of the language (data/xcopa/LANG/val.LANG.jsonl). Letters are those of base/text.h, in small
 * letters and in NFC; those made of other characters than the language's own are left out.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/translit.h"
#include "base/utf8.h"
#include "data/item.h"
#include "langs/letters.h"

struct count {
	char letter[64];
	unsigned long count;
};

struct counts {
	struct count *count;
	size_t n, capacity;
};

static void count_letter(struct counts *counts, const char *letter, size_t length)
{
	size_t i = 0;

	if (length >= sizeof(counts->count->letter))
		return;
	while (i < counts->n &&
	        (strncmp(counts->count[i].letter, letter, length) || counts->count[i].letter[length]))
		i++;
	if (i == counts->n) {
		counts->count =
		        mem_grow(counts->count, &counts->capacity, ++counts->n, sizeof(*counts->count));
		memset(&counts->count[i], 0, sizeof(*counts->count));
		memcpy(counts->count[i].letter, letter, length);
	}
	counts->count[i].count++;
}

static int count_field(struct counts *counts, struct lang *lang, const struct str *field, struct xt_err *err)
{
	struct arena arena = ARENA_INIT;
	struct buf lower = BUF_INIT, composed = BUF_INIT;
	struct text text;
	int result;

	utf8_normalize(&composed, field->bytes, field->length, UTF8_NFC);
	case_lower(lang_locale(lang), composed.bytes, composed.length, &lower);
	buf_release(&composed);
	result = segmenter_cut(lang_segmenter(lang), lower.bytes, lower.length, &arena, &text, err);
	for (uint32_t w = 0; !result && w < text.word_count; w++)
		for (uint32_t i = text.words[w].first; i < text.words[w].last; i++) {
			const struct span *letter = &text.letters[i];

			if (lang_is_letter(lang, lower.bytes + letter->begin, letter->end - letter->begin))
				count_letter(
				        counts, lower.bytes + letter->begin, letter->end - letter->begin);
		}
	buf_release(&lower);
	arena_release(&arena);
	return result;
}

static int compare(const void *a, const void *b)
{
	const struct count *x = a, *y = b;

	return x->count != y->count ? (x->count < y->count) - (x->count > y->count)
	                            : strcmp(x->letter, y->letter);
}

static void write_table(const char *lang, const struct counts *counts)
{
	bool copa = !strcmp(lang, "en");

	fprintf(stdout,
	        "# SPDX-License-Identifier: Apache-2.0 · letters, and how often they stand in %s "
	        "val.%s.jsonl (%s), "
	        "by bench/sample/count-letters\nletter\tcount\n",
	        copa ? "COPA's" : "XCOPA's", lang,
	        copa ? "Roemmele et al. 2011, ids 401 to 500" : "Ponti et al. 2020, CC BY 4.0");
	for (size_t i = 0; i < counts->n; i++)
		fprintf(stdout, "%s\t%lu\n", counts->count[i].letter, counts->count[i].count);
}

int main(int argc, char **argv)
{
	struct counts counts = {NULL, 0, 0};
	struct items items = ITEMS_INIT;
	struct lang *lang;
	struct xt_err err;

	if (argc != 3)
		return fprintf(stderr, "usage: count-letters LANG FILE\n"), 2;
	if (lang_open_parts(&lang, argv[1], NULL, 0, false, LANG_LETTERS, &err) ||
	        items_read(&items, argv[2], &err))
		return fprintf(stderr, "count-letters: %s\n", err.message), 1;
	for (size_t i = 0; i < items.count; i++)
		for (int f = 0; f < FIELD_COUNT; f++)
			if (count_field(&counts, lang, &items.item[i].field[f], &err))
				return fprintf(stderr, "count-letters: %s\n", err.message), 1;
	if (counts.n)
		qsort(counts.count, counts.n, sizeof(*counts.count), compare);
	write_table(argv[1], &counts);
	items_release(&items);
	lang_close(lang);
	mem_free(counts.count);
	return 0;
}
