/* SPDX-License-Identifier: Apache-2.0 · the audit as text and as JSON */
#include <inttypes.h>
#include <string.h>

#include "base/json.h"
#include "data/audit-file.h"

#define LISTED 12 /* idx that the text names of each finding */
#define COLUMNS 100

static bool same_split(const struct audit_file *a, const struct audit_file *b)
{
	return !strcmp(a->file->split, b->file->split);
}

static bool is_alone(const struct audit *audit, const struct audit_file *f)
{
	size_t n = 0;

	for (size_t i = 0; i < audit->count; i++)
		n += same_split(&audit->file[i], f);
	return n == 1;
}

static void put_head(struct buf *out, const struct audit *audit, const struct audit_file *first)
{
	bool questions;
	const struct audit_file *reference = audit_reference(audit, first, &questions);

	buf_printf(out, "split %s", first->file->split);
	if (!is_alone(audit, first))
		buf_printf(out, ", held against %s", reference->file->lang);
	if (!questions)
		buf_string(out, "; no English (en) here, so questions are not checked");
	buf_string(out, "\n\n           label                question            idx               fields ");
	buf_string(out, "      no final mark\nlang items    0    1 none other  cause effect other lacks ");
	buf_string(out, "extra twice notNFC unseen premise choices\n");
}

/* A check that was not made shows as "-". */
static void put_row(struct buf *out, const struct audit *audit, const struct audit_file *f)
{
	bool questions;

	audit_reference(audit, f, &questions);
	buf_printf(out, "%-4s %5zu %4zu %4zu %4zu %5zu %6zu %6zu ", f->file->lang, f->items.count,
	        f->labels[0], f->labels[1], f->labels[2], f->found[FIND_LABEL].count,
	        f->questions[QUESTION_CAUSE], f->questions[QUESTION_EFFECT]);
	if (questions)
		buf_printf(out, "%5zu", f->found[FIND_QUESTION].count);
	else
		buf_string(out, "    -");
	buf_printf(out, " %5zu %5zu %5zu %6zu %6zu %7zu %7zu\n", f->found[FIND_MISSING].count,
	        f->found[FIND_EXTRA].count, f->found[FIND_TWICE].count, f->found[FIND_NOT_NFC].count,
	        f->found[FIND_INVISIBLE].count, f->unended[FIELD_PREMISE],
	        f->unended[FIELD_CHOICE1] + f->unended[FIELD_CHOICE2]);
}

/* One finding as the text names it: "27 choice2 U+200B". */
static void put_finding(struct buf *out, enum finding_kind kind, const struct finding *one)
{
	buf_printf(out, " %" PRId32, one->idx);
	if (kind >= FIND_NOT_NFC)
		buf_printf(out, " %s", field_name(one->field));
	if (one->detail)
		buf_printf(out, " (%s)", one->detail);
}

static const char *const SENTENCES[FIND_KINDS] = {
        "questions that are not English's", "labels that differ", "idx missing", "idx that the other has not",
        "idx that stand more than once", "fields that are not NFC", "fields with invisible characters",
        "fields that write sara am as two characters",
        NULL, /* counted in the table; the idx are in the JSON */
};

static void put_list(struct buf *out, const struct audit_file *f, enum finding_kind kind)
{
	const struct findings *list = &f->found[kind];
	struct buf one = BUF_INIT;
	size_t line;

	if (!list->count || !SENTENCES[kind])
		return;
	buf_printf(out, "%s: %s (%zu): idx", f->file->lang, SENTENCES[kind], list->count);
	line = strlen(f->file->lang) + strlen(SENTENCES[kind]) + 14;
	for (size_t i = 0; i < list->count && i < LISTED; i++) {
		buf_clear(&one);
		put_finding(&one, kind, &list->at[i]);
		if (i + 1 < list->count)
			buf_byte(&one, ',');
		if (line + one.length > COLUMNS - 4) {
			buf_string(out, "\n   ");
			line = 3;
		}
		buf_append(out, one.bytes, one.length);
		line += one.length;
	}
	if (list->count > LISTED)
		buf_printf(out, " …%s%zu more", line > COLUMNS - 16 ? "\n    " : " ", list->count - LISTED);
	buf_byte(out, '\n');
	buf_release(&one);
}

void audit_text(const struct audit *audit, struct buf *out)
{
	bool cut = false;

	for (size_t i = 0, end; i < audit->count; i = end) {
		size_t start = out->length;

		buf_string(out, i ? "\n" : "");
		put_head(out, audit, &audit->file[i]);
		for (end = i; end < audit->count && same_split(&audit->file[i], &audit->file[end]); end++)
			put_row(out, audit, &audit->file[end]);
		buf_byte(out, '\n');
		start = out->length;
		for (size_t f = i; f < end; f++) {
			for (unsigned kind = 0; kind < FIND_KINDS; kind++) {
				put_list(out, &audit->file[f], (enum finding_kind)kind);
				cut |= SENTENCES[kind] && audit->file[f].found[kind].count > LISTED;
			}
		}
		if (out->length == start)
			out->length--;
	}
	if (cut)
		buf_string(out, "\n--json lists every idx\n");
}

static const char *const KEYS[FIND_KINDS] = {"question_differs", "label_differs", "missing", "extra", "twice",
        "not_nfc", "invisible", "split_sara_am", "no_final_punctuation"};

static void put_findings(struct buf *out, const struct audit_file *f, enum finding_kind kind)
{
	const struct findings *list = &f->found[kind];

	buf_printf(out, ", \"%s\": [", KEYS[kind]);
	for (size_t i = 0; i < list->count; i++) {
		const struct finding *one = &list->at[i];

		buf_string(out, i ? ", " : "");
		if (kind < FIND_NOT_NFC) {
			buf_printf(out, "%" PRId32, one->idx);
			continue;
		}
		buf_printf(out, "{\"idx\": %" PRId32 ", \"field\": \"%s\"", one->idx, field_name(one->field));
		if (one->detail)
			buf_printf(out, ", \"characters\": \"%s\"", one->detail);
		buf_byte(out, '}');
	}
	buf_byte(out, ']');
}

static void put_name(struct buf *out, const char *key, const char *value)
{
	buf_printf(out, "\"%s\": ", key);
	json_put_string(out, value, strlen(value));
}

static void put_file(struct buf *out, const struct audit *audit, const struct audit_file *f)
{
	bool questions;
	const struct audit_file *reference = audit_reference(audit, f, &questions);

	buf_string(out, "{");
	put_name(out, "language", f->file->lang);
	buf_string(out, ", ");
	put_name(out, "split", f->file->split);
	buf_string(out, ", ");
	put_name(out, "reference", reference->file->lang);
	buf_printf(out,
	        ", \"items\": %zu, \"labels\": {\"0\": %zu, \"1\": %zu, \"hidden\": %zu}, "
	        "\"questions\": {\"cause\": %zu, \"effect\": %zu}",
	        f->items.count, f->labels[0], f->labels[1], f->labels[2], f->questions[QUESTION_CAUSE],
	        f->questions[QUESTION_EFFECT]);
	for (unsigned kind = 0; kind < FIND_KINDS; kind++) {
		if (kind == FIND_QUESTION && !questions)
			buf_printf(out, ", \"%s\": null", KEYS[kind]);
		else
			put_findings(out, f, (enum finding_kind)kind);
	}
	buf_byte(out, '}');
}

void audit_json(const struct audit *audit, struct buf *out)
{
	buf_string(out, "{\"format\": 1, ");
	put_name(out, "data", audit->path);
	buf_string(out, ", \"files\": [");
	for (size_t i = 0; i < audit->count; i++) {
		buf_string(out, i ? ",\n  " : "\n  ");
		put_file(out, audit, &audit->file[i]);
	}
	buf_string(out, "\n]}\n");
}
