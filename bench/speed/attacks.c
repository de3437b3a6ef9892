/* SPDX-License-Identifier: Apache-2.0 · how many strings a second each attack makes on one core: attacks [DATA [RUNS]]
 *
 * DATA is a folder in XCOPA's layout (bench/sample/data). A string is one field; its time holds cutting it into letters
 * and words, proposing, and choosing at severity 3, as `xtremor attack` does for one severity; not reading or writing.
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/progress.h"
#include "data/data.h"
#include "perturb/perturb.h"

#define RUNS_MAX 99

struct part {
	struct lang *lang;
	struct items items;
};

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Attacks every item once; languages that declare the attack empty are left out. Returns how many strings. */
static size_t attack_all(const struct attack *attack, struct part *parts, size_t count, struct arena *arena)
{
	size_t strings = 0;
	struct xt_err err;

	for (size_t p = 0; p < count; p++) {
		if (attack->able && !attack->able(parts[p].lang))
			continue;
		for (size_t i = 0; i < parts[p].items.count; i++, strings += FIELD_COUNT) {
			struct item out;

			if (perturb_item(attack, parts[p].lang, &parts[p].items.item[i], 3, 0, FIELDS_ALL,
			            arena, &out, &err)) {
				fprintf(stderr, "%s\n", err.message);
				exit(1);
			}
			arena_reset(arena);
		}
	}
	return strings;
}

static void measure(
        const struct attack *attack, const char *what, struct part *parts, size_t count, size_t runs)
{
	struct arena arena = ARENA_INIT;
	size_t strings = attack_all(attack, parts, count, &arena); /* warms up */
	double rate[RUNS_MAX];

	if (!strings)
		return;
	for (size_t r = 0; r < runs; r++) {
		double begin = progress_clock();

		attack_all(attack, parts, count, &arena);
		rate[r] = (double)strings / (progress_clock() - begin);
	}
	qsort(rate, runs, sizeof(*rate), compare);
	printf("%s\t%s\t%zu\t%.0f\t%.0f\t%.0f\n", attack->name, what, strings, rate[runs / 2], rate[0],
	        rate[runs - 1]);
	fflush(stdout);
	arena_release(&arena);
}

int main(int argc, char **argv)
{
	size_t runs = argc > 2 ? strtoul(argv[2], NULL, 10) : 7;
	struct part *parts;
	struct data data;
	struct xt_err err;

	runs = runs < 1 ? 1 : runs > RUNS_MAX ? RUNS_MAX : runs;
	if (data_open(&data, argc > 1 ? argv[1] : XT_SOURCEDIR "/bench/sample/data", "test", NULL, &err))
		return fprintf(stderr, "%s\n", err.message), 1;
	parts = mem_zalloc(data.count, sizeof(*parts));
	for (size_t i = 0; i < data.count; i++)
		if (lang_open(&parts[i].lang, data.file[i].lang, NULL, 0, false, &err) ||
		        items_read(&parts[i].items, data.file[i].path, &err))
			return fprintf(stderr, "%s\n", err.message), 1;
	printf("attack\tlanguages\tstrings\tmedian/s\tlowest/s\thighest/s\n");
	for (size_t a = 1; attack_at(a); a++) {
		measure(attack_at(a), "all", parts, data.count, runs);
		for (size_t i = 0; i < data.count; i++)
			measure(attack_at(a), data.file[i].lang, &parts[i], 1, runs);
	}
	for (size_t i = 0; i < data.count; i++) {
		lang_close(parts[i].lang);
		items_release(&parts[i].items);
	}
	mem_free(parts);
	data_close(&data);
	return 0;
}
