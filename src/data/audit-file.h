/* SPDX-License-Identifier: Apache-2.0 · what the audit knows of one file */
#ifndef DATA_AUDIT_FILE_H
#define DATA_AUDIT_FILE_H

#include "data/audit.h"

/* A list of idx; fields and details only where the finding is about one field. */
struct finding {
	int32_t idx;
	enum field field;
	const char *detail; /* "U+200B U+200B", in the arena; NULL: none */
};
struct findings {
	struct finding *at;
	size_t count, capacity;
};

enum finding_kind {
	FIND_QUESTION,  /* another question than English at the idx */
	FIND_LABEL,     /* another label than the reference language */
	FIND_MISSING,   /* the reference has the idx, this file does not */
	FIND_EXTRA,     /* the other way round */
	FIND_TWICE,     /* the idx stands on several lines: one finding for each line after the first */
	FIND_NOT_NFC,   /* a field that is not in normalisation form C */
	FIND_INVISIBLE, /* a field with default-ignorable or format characters */
	FIND_SARA_AM,   /* a field that writes U+0E4D, tone, U+0E32 where tone, U+0E33 looks the same */
	FIND_UNENDED,   /* a field whose last character is no punctuation */
	FIND_KINDS
};

struct audit_file {
	const struct data_file *file;
	struct items items;
	size_t labels[3]; /* 0, 1, hidden */
	size_t questions[2];
	size_t unended[FIELD_COUNT];
	struct findings found[FIND_KINDS];
};

struct audit {
	char *path;
	struct data data;
	struct audit_file *file; /* those that could be read, by split, then language */
	size_t count, absent;
};

/* Looks at a file by itself, and against the reference: questions say whether that is English. */
void audit_file_look(struct audit_file *f);
void audit_file_compare(struct audit_file *f, const struct audit_file *reference, bool questions);

/* What the file is held against: English of the same split, else its first language. questions tells which. */
const struct audit_file *audit_reference(
        const struct audit *audit, const struct audit_file *f, bool *questions);

#endif
