/* SPDX-License-Identifier: Apache-2.0 · lexicons as others write them: which form a file has */
#include <string.h>

#include "base/file.h"
#include "langs/lexicon-form.h"

#define FILE_LIMIT ((size_t)1 << 28)

static bool ends(const char *path, const char *end)
{
	size_t n = strlen(path), m = strlen(end);

	return n > m && !strcmp(path + n - m, end);
}

/* Which reader the name's end, else the content, tells. */
static int (*form_of(const char *path, const struct buf *bytes))(struct lexicon *, struct lines *)
{
	static const struct {
		const char *end;
		int (*read)(struct lexicon *lexicon, struct lines *lines);
		bool (*looks)(const char *bytes, size_t length);
	} FORMS[] = {
	        {".tsv", form_tsv, NULL},
	        {".dat", form_mythes, form_is_mythes},
	        {".tab", form_tab, form_is_tab},
	        {".xml", form_lmf, form_is_lmf},
	};
	size_t count = sizeof(FORMS) / sizeof(*FORMS);

	for (size_t i = 0; i < count; i++)
		if (ends(path, FORMS[i].end))
			return FORMS[i].read;
	for (size_t i = 0; i < count; i++)
		if (FORMS[i].looks && FORMS[i].looks(bytes->bytes, bytes->length))
			return FORMS[i].read;
	return form_tsv;
}

static int read_bytes(
        struct lexicon *lexicon, const char *path, struct buf *bytes, bool pairs, struct xt_err *err)
{
	struct lines lines = {path, bytes->bytes, bytes->bytes + bytes->length, 0, err};

	lexicon_note_licence(lexicon, NULL);
	if (!bytes->length)
		return err_set(err, "%s: is empty: a lexicon holds words", path);
	if (bytes->length >= 3 && !memcmp(bytes->bytes, "\xEF\xBB\xBF", 3))
		return err_set(err, "%s:1: begins with a byte-order mark: save it without one", path);
	return (pairs ? form_pairs : form_of(path, bytes))(lexicon, &lines);
}

static int read_path(struct lexicon *lexicon, const char *path, bool pairs, struct xt_err *err)
{
	struct buf bytes = BUF_INIT;
	int result = file_read(path, FILE_LIMIT, &bytes, err);

	if (!result)
		result = read_bytes(lexicon, path, &bytes, pairs, err);
	buf_release(&bytes);
	return result;
}

int lexicon_read(struct lexicon *lexicon, const char *path, struct xt_err *err)
{
	return read_path(lexicon, path, false, err);
}

int lexicon_read_pairs(struct lexicon *lexicon, const char *path, struct xt_err *err)
{
	return read_path(lexicon, path, true, err);
}

static int read_copy(struct lexicon *lexicon, const char *path, const char *bytes, size_t length, bool pairs,
        struct xt_err *err)
{
	struct buf copy = BUF_INIT;
	int result;

	buf_append(&copy, bytes, length);
	result = read_bytes(lexicon, path, &copy, pairs, err);
	buf_release(&copy);
	return result;
}

int lexicon_read_in(
        struct lexicon *lexicon, const char *path, const char *bytes, size_t length, struct xt_err *err)
{
	return read_copy(lexicon, path, bytes, length, false, err);
}

int lexicon_read_pairs_in(
        struct lexicon *lexicon, const char *path, const char *bytes, size_t length, struct xt_err *err)
{
	return read_copy(lexicon, path, bytes, length, true, err);
}
