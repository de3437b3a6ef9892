/* SPDX-License-Identifier: Apache-2.0 · items of a JSON lines file, for tests of rooms that src/data comes to through others */
#ifndef TESTS_ITEM_LIST_H
#define TESTS_ITEM_LIST_H

#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/mem.h"
#include "data/item.h"

struct item_list {
	struct item *item;
	size_t count, capacity;
	struct arena arena;
};

static int item_list_line(void *user, const struct json_t *object, size_t line, struct xt_err *err)
{
	static const char *const FIELDS[] = {"premise", "choice1", "choice2"};
	struct item_list *list = user;
	struct item item = {.line = line};
	const char *question = json_text(json_find(object, "question"), NULL);
	int64_t idx = 0, label = -1;

	for (unsigned f = 0; f < FIELD_COUNT; f++) {
		size_t length;
		const char *text = json_text(json_find(object, FIELDS[f]), &length);

		if (!text)
			return err_set(err, "line %zu: %s is missing", line, FIELDS[f]);
		item.field[f] = (struct str){arena_copy(&list->arena, text, length), (uint32_t)length};
	}
	item.question = question && !strcmp(question, "cause") ? QUESTION_CAUSE : QUESTION_EFFECT;
	json_int64(json_find(object, "idx"), &idx);
	json_int64(json_find(object, "label"), &label);
	item.idx = (int32_t)idx;
	item.label = (int8_t)label;
	list->item = mem_grow(list->item, &list->capacity, list->count + 1, sizeof(*list->item));
	list->item[list->count++] = item;
	return 0;
}

static int item_list_read(struct item_list *list, const char *path, struct xt_err *err)
{
	return json_lines(path, item_list_line, list, err);
}

static void item_list_release(struct item_list *list)
{
	mem_free(list->item);
	arena_release(&list->arena);
}

#endif
