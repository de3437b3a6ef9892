/* SPDX-License-Identifier: Apache-2.0 · letters of other scripts that look like a language's own: reads the table */
#include "langs/lookalike.h"

#include <stdlib.h>
#include <string.h>

#include "base/confusable.h"
#include "base/exemplar.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/translit.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "langs/lang-private.h"

/* What looks the same: the median over the faces, of what two pictures do not share to what they cover. A serif that is a
 * little longer is below; an i without its dot (.17) or a capital I for l (.2) is above, and a reader sees it. */
#define DIFFERENCE_MAX .15f
#define VARIANTS_MAX 16 /* of one letter */

struct entry {
	int32_t letter;
	struct variants variants;
};

struct lookalikes {
	struct arena arena;
	struct entry *entry; /* by letter */
	size_t count, capacity;
};

/* The table while it is read: the rows of one letter follow each other. */
struct reader {
	struct lookalikes *all;
	struct confusables *confusables;
	const char *path, *locale;
	int32_t *alphabet;
	size_t letters, capacity;
	unsigned kinds;
	int32_t letter, last; /* of the row before */
	struct str now[VARIANTS_MAX];
	float weight[VARIANTS_MAX];
	size_t count;
};

static bool is_inside(const struct reader *r, int32_t c)
{
	for (size_t i = 0; i < r->letters; i++)
		if (r->alphabet[i] == c)
			return true;
	return false;
}

static void add_letters(struct reader *r, const char *bytes, size_t length)
{
	int32_t c;
	size_t n;

	for (size_t at = 0; at < length && (n = utf8_next(bytes + at, length - at, &c)); at += n) {
		if (*utf8_category(c) != 'L' || is_inside(r, c))
			continue;
		r->alphabet = mem_grow(r->alphabet, &r->capacity, r->letters + 1, sizeof(*r->alphabet));
		r->alphabet[r->letters++] = c;
	}
}

/* A letter and its capital; of a member of several letters, each. */
static void add_member(void *user, const char *letter, size_t length)
{
	struct reader *r = user;
	struct buf upper = BUF_INIT;

	case_upper(r->locale, letter, length, &upper);
	add_letters(r, letter, length);
	add_letters(r, buf_text(&upper), upper.length);
	buf_release(&upper);
}

static void finish_letter(struct reader *r)
{
	struct lookalikes *all = r->all;

	if (r->count) {
		all->entry = mem_grow(all->entry, &all->capacity, all->count + 1, sizeof(*all->entry));
		all->entry[all->count].letter = r->letter;
		variants_build(&all->entry[all->count++].variants, &all->arena, r->now, r->weight, r->count);
	}
	r->count = 0;
}

static int32_t one_letter(const char *text)
{
	int32_t c;
	size_t n = utf8_next(text, strlen(text), &c);

	return n && n == strlen(text) && *utf8_category(c) == 'L' ? c : 0;
}

/* Whether a pair is of a kind that is wanted. */
static bool is_wanted(const struct reader *r, int32_t letter, int32_t like, float difference)
{
	if (!is_inside(r, letter))
		return false;
	if (is_inside(r, like))
		return r->kinds & LOOKALIKES_INSIDE;
	return r->kinds & LOOKALIKES_OUTSIDE && difference <= DIFFERENCE_MAX;
}

static int read_row(void *user, char **fields, size_t line, struct xt_err *err)
{
	struct reader *r = user;
	int32_t letter = one_letter(fields[0]), like = one_letter(fields[1]);
	char *end;
	float difference = strtof(fields[2], &end);

	if (!letter || !like)
		return err_set(err, "%s:%zu: '%s' and '%s': one letter each is wanted", r->path, line,
		        fields[0], fields[1]);
	if (!*fields[2] || *end || !(difference >= 0 && difference <= 1))
		return err_set(err, "%s:%zu: difference '%s': 0 to 1 is wanted", r->path, line, fields[2]);
	if (letter < r->letter || (letter == r->letter && like <= r->last))
		return err_set(err, "%s:%zu: '%s' and '%s' stand out of the order of their code points",
		        r->path, line, fields[0], fields[1]);
	if (letter != r->letter)
		finish_letter(r);
	r->letter = letter;
	r->last = like;
	if (!is_wanted(r, letter, like, difference) ||
	        !confusables_alike(
	                r->confusables, fields[0], strlen(fields[0]), fields[1], strlen(fields[1])))
		return 0;
	if (r->count == VARIANTS_MAX)
		return err_set(err, "%s:%zu: '%s' has more than %d look-alikes", r->path, line, fields[0],
		        VARIANTS_MAX);
	r->now[r->count] = (struct str){
	        arena_copy(&r->all->arena, fields[1], strlen(fields[1])), (uint32_t)strlen(fields[1])};
	r->weight[r->count++] = 1;
	return 0;
}

int lookalikes_read(struct lookalikes **out, const char *path, const char *locale, const char *alphabet,
        unsigned kinds, struct xt_err *err)
{
	struct lookalikes *all = mem_zalloc(1, sizeof(*all));
	struct reader reader = {.all = all, .path = path, .locale = locale, .kinds = kinds};
	int result = confusables_open(&reader.confusables, err);

	exemplar_each(locale, add_member, &reader);
	if (alphabet)
		add_member(&reader, alphabet, strlen(alphabet));
	result = result || tsv_read(path, "letter\tlookalike\tdifference", read_row, &reader, err) ? -1 : 0;
	finish_letter(&reader);
	confusables_close(reader.confusables);
	mem_free(reader.alphabet);
	if (result) {
		lookalikes_free(all);
		all = NULL;
	}
	*out = all;
	return result;
}

void lookalikes_free(struct lookalikes *all)
{
	if (!all)
		return;
	arena_release(&all->arena);
	mem_free(all->entry);
	mem_free(all);
}

static int kinds_of(const struct ini *ini, unsigned *kinds, struct xt_err *err)
{
	const char *names = ini_get(ini, "lookalikes", "kinds");

	*kinds = LOOKALIKES_OUTSIDE;
	if (!names || !strcmp(names, "outside"))
		return 0;
	*kinds = !strcmp(names, "inside") ? LOOKALIKES_INSIDE : LOOKALIKES_OUTSIDE | LOOKALIKES_INSIDE;
	if (*kinds == LOOKALIKES_INSIDE || !strcmp(names, "both"))
		return 0;
	return err_set(err, "%s:%zu: kinds = '%s': there are outside, inside, both", ini_path(ini),
	        ini_line(ini, "lookalikes", "kinds"), names);
}

int lookalikes_load(struct tables *tables, struct xt_err *err)
{
	struct buf langs = BUF_INIT, path = BUF_INIT;
	unsigned kinds;
	int result = kinds_of(tables->ini, &kinds, err) || file_datadir("langs", &langs, err) ? -1 : 0;

	if (!result)
		file_join(&path, langs.bytes, "lookalikes.tsv");
	if (!result && file_exists(path.bytes))
		result = lookalikes_read(&tables->lookalikes, path.bytes,
		        ini_get(tables->ini, "language", "locale"),
		        ini_get(tables->ini, "letters", "alphabet"), kinds, err);
	buf_release(&path);
	buf_release(&langs);
	return result;
}

const struct variants *lookalikes_find(const struct lookalikes *all, const char *letter, size_t length)
{
	int32_t c;
	size_t low = 0, high = all ? all->count : 0;

	if (!high || utf8_next(letter, length, &c) != length)
		return NULL;
	while (low < high) {
		size_t middle = (low + high) / 2;

		if (all->entry[middle].letter < c)
			low = middle + 1;
		else
			high = middle;
	}
	return low < all->count && all->entry[low].letter == c ? &all->entry[low].variants : NULL;
}

const struct variants *lang_lookalikes(const struct lang *lang, const char *letter, size_t length)
{
	return lookalikes_find(lang->tables->lookalikes, letter, length);
}

bool lang_has_lookalikes(const struct lang *lang)
{
	return lang->tables->lookalikes && lang->tables->lookalikes->count;
}
