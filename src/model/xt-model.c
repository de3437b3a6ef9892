/* SPDX-License-Identifier: Apache-2.0 · what xtremor.h offers of checkpoints */
#include "xtremor.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "model/model.h"

struct xt_model {
	struct model *model;
};

int xt_model_open(
        struct xt_model **out, const char *path, const char *scorer, int threads, struct xt_err *err)
{
	struct model_options options = {.scorer = scorer, .threads = threads};
	struct model *model;

	*out = NULL;
	if (model_open(&model, path, &options, err))
		return -1;
	*out = mem_alloc(1, sizeof(**out));
	(*out)->model = model;
	return 0;
}

void xt_model_close(struct xt_model *model)
{
	if (!model)
		return;
	model_close(model->model);
	mem_free(model);
}

int xt_model_score(struct xt_model *model, const char *premise, const char *question, const char *choice1,
        const char *choice2, float scores[2], struct xt_err *err)
{
	const char *texts[FIELD_COUNT] = {premise, choice1, choice2};
	struct item item = {.label = -1, .changed = -1};
	float both[1][2];

	for (int f = 0; f < FIELD_COUNT; f++) {
		size_t length = strlen(texts[f]), at;

		if (!length || length > 1U << 20)
			return err_set(err, "%s: %zu bytes; from 1 to %u are wanted",
			        field_name((enum field)f), length, 1U << 20);
		if (utf8_check(texts[f], length, &at))
			return err_set(err, "%s: invalid UTF-8 at byte %zu", field_name((enum field)f), at);
		item.field[f] = (struct str){texts[f], (uint32_t)length};
	}
	if (question_find(question, &item.question))
		return err_set(err, "question '%s' is neither cause nor effect", question);
	if (model_score(model->model, &item, 1, both, NULL, err))
		return -1;
	scores[0] = both[0][0];
	scores[1] = both[0][1];
	return 0;
}
