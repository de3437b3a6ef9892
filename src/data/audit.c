/* SPDX-License-Identifier: Apache-2.0 · the audit of DATA */
#include "data/audit.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "data/audit-file.h"

static int by_split(const void *a, const void *b)
{
	const struct audit_file *x = a, *y = b;
	int order = strcmp(x->file->split, y->file->split);

	return order ? order : strcmp(x->file->lang, y->file->lang);
}

const struct audit_file *audit_reference(
        const struct audit *audit, const struct audit_file *f, bool *questions)
{
	const struct audit_file *first = NULL;

	*questions = false;
	for (size_t i = 0; i < audit->count; i++) {
		const struct audit_file *other = &audit->file[i];

		if (strcmp(other->file->split, f->file->split))
			continue;
		if (!first)
			first = other;
		if (strcmp(other->file->lang, "en"))
			continue;
		*questions = true;
		return other;
	}
	return first;
}

int audit_open(struct audit **out, const char *path, const char *split,
        void (*note)(void *user, const char *message), void *user, struct xt_err *err)
{
	struct audit *audit = mem_zalloc(1, sizeof(*audit));

	*out = NULL;
	if (data_open(&audit->data, path, split, NULL, err)) {
		mem_free(audit);
		return -1;
	}
	audit->path = mem_copy(path, strlen(path));
	audit->file = mem_zalloc(audit->data.count, sizeof(*audit->file));
	for (size_t i = 0; i < audit->data.count; i++) {
		struct audit_file *f = &audit->file[audit->count];
		struct xt_err problem;

		*f = (struct audit_file){.file = &audit->data.file[i], .items = ITEMS_INIT};
		if (!data_read_loose(f->file, &f->items, &problem)) {
			audit->count++;
			continue;
		}
		note(user, problem.message);
		items_release(&f->items);
		audit->absent++;
	}
	if (!audit->count) {
		audit_close(audit);
		return err_set(err, "%s: no file of it can be read", path);
	}
	qsort(audit->file, audit->count, sizeof(*audit->file), by_split);
	for (size_t i = 0; i < audit->count; i++) {
		bool questions;
		const struct audit_file *reference = audit_reference(audit, &audit->file[i], &questions);

		audit_file_look(&audit->file[i]);
		audit_file_compare(&audit->file[i], reference, questions);
	}
	*out = audit;
	return 0;
}

void audit_close(struct audit *audit)
{
	if (!audit)
		return;
	for (size_t i = 0; i < audit->count; i++) {
		items_release(&audit->file[i].items);
		for (size_t k = 0; k < FIND_KINDS; k++)
			mem_free(audit->file[i].found[k].at);
	}
	mem_free(audit->file);
	mem_free(audit->path);
	data_close(&audit->data);
	mem_free(audit);
}

size_t audit_absent(const struct audit *audit)
{
	return audit->absent;
}
