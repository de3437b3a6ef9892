/* SPDX-License-Identifier: Apache-2.0 · helper of tests: scores of a file of items, one line each, full digits
 *
 *	score-items CHECKPOINT ITEMS SCORER PREFIX ISA THREADS
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "data/item.h"
#include "model/model.h"

int main(int argc, char **argv)
{
	struct items list = ITEMS_INIT;
	struct model_options options = {0};
	struct model_counts counts = {0};
	struct model *model = NULL;
	float(*scores)[2] = NULL;
	struct xt_err err;
	int status = 1;

	if (argc != 7) {
		fprintf(stderr, "usage: score-items CHECKPOINT ITEMS SCORER PREFIX ISA THREADS\n");
		return 2;
	}
	options.scorer = argv[3];
	options.prefix = argv[4];
	options.isa = *argv[5] ? argv[5] : NULL;
	options.threads = atoi(argv[6]);
	if (items_read(&list, argv[2], &err) || model_open(&model, argv[1], &options, &err))
		goto out;
	scores = mem_alloc(list.count, sizeof(*scores));
	if (model_score(model, list.item, list.count, scores, &counts, &err))
		goto out;
	for (size_t i = 0; i < list.count; i++)
		printf("%.9g\t%.9g\n", (double)scores[i][0], (double)scores[i][1]);
	fprintf(stderr, "%s: %s on %s, %llu sequences, %llu distinct, %llu tokens, %llu truncated\n",
	        model_facts(model)->scorer, model_facts(model)->template, model_facts(model)->isa,
	        (unsigned long long)counts.sequences, (unsigned long long)counts.distinct,
	        (unsigned long long)counts.tokens, (unsigned long long)counts.truncated);
	status = 0;
out:
	if (status)
		fprintf(stderr, "score-items: %s\n", err.message);
	model_close(model);
	mem_free(scores);
	items_release(&list);
	return status;
}
