/* SPDX-License-Identifier: Apache-2.0 · what native writers mix up: reads confusions.tsv, finds its rows in a text */
#include "langs/confusion.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "langs/lang-private.h"

#define ELEMENTS_MAX 24 /* of one side of a row */
#define MEMBERS_MAX 256 /* of a set: each has an entry in the index */
#define EDGE (-1)       /* '#': the edge of a word */

/* One place of a pattern: a character, the edge of a word, or a set of characters. */
struct element {
	int32_t c; /* 0: a set */
	bool negated;
	const int32_t *range; /* [count][2], first and last */
	size_t count;
};

struct pattern {
	const struct element *element;
	size_t count;
};

struct row {
	struct pattern from, left, right;
	struct str to; /* with \1 … as bytes 1 … 9 */
	const char *kind;
	float weight;
	const char *text; /* "from<tab>to<tab>context" */
	size_t line;
};

/* A row under a character that its match may begin with; character 0: under any. */
struct entry {
	int32_t first;
	uint32_t row;
};

struct confusions {
	struct arena arena;
	char *locale;
	int32_t lower_i, lower_dotted; /* what I and İ are in small letters: by locale, i and ı differ */
	struct row *row;
	size_t count, row_capacity;
	const char **kind; /* each once; rows point to them */
	size_t kind_count, kind_capacity;
	struct entry *entry; /* sorted */
	size_t entry_count, entry_capacity;
};

/* A row while it is read. */
struct reader {
	struct confusions *confusions;
	const char *path;
	size_t line;
	struct xt_err *err;
};

/* A kind as the rows have it; NULL: none has it. */
static const char *find_kind(const struct confusions *all, const char *kind)
{
	for (size_t i = 0; i < all->kind_count; i++)
		if (!strcmp(all->kind[i], kind))
			return all->kind[i];
	return NULL;
}

static const char *take_kind(struct confusions *all, const char *kind)
{
	const char *known = find_kind(all, kind);

	if (known)
		return known;
	all->kind = mem_grow(all->kind, &all->kind_capacity, all->kind_count + 1, sizeof(*all->kind));
	return all->kind[all->kind_count++] = arena_copy(&all->arena, kind, strlen(kind));
}

static int wrong(const struct reader *r, const char *what, const char *text)
{
	return err_set(r->err, "%s:%zu: %s: '%s'", r->path, r->line, what, text);
}

/* Reads one character of a pattern, escapes resolved; *plain tells that it was not escaped. Returns its bytes, 0 where
 * there is none or it is malformed. */
static size_t read_char(const char *at, int32_t *c, bool *plain)
{
	*plain = *at != '\\';
	if (*plain)
		return utf8_next(at, strlen(at), c);
	if (at[1] == 'u')
		return utf8_hex(at + 2, 4, c) ? 6 : 0;
	if (!at[1] || !strchr("\\[]#_^-", at[1]))
		return 0;
	*c = at[1];
	return 2;
}

/* Reads "[a-z]" from its first '['; returns its bytes, 0 where it is malformed. */
static size_t read_set(struct arena *arena, const char *text, struct element *out)
{
	int32_t *range = arena_alloc(arena, strlen(text), 2 * sizeof(*range));
	const char *at = text + 1;
	size_t count = 0, n;
	bool plain, open = false;
	int32_t c;

	out->negated = *at == '^';
	at += out->negated;
	for (; (n = read_char(at, &c, &plain)); at += n) {
		if (plain && c == ']')
			break;
		if (plain && c == '-' && count && !open) {
			open = true;
			continue;
		}
		if (open && c < range[2 * count - 1])
			return 0;
		range[2 * count - !!open] = c;
		if (!open) {
			range[2 * count + 1] = c;
			count++;
		}
		open = false;
	}
	out->range = range;
	out->count = count;
	return n && count && !open ? (size_t)(at + 1 - text) : 0;
}

static int read_pattern(
        const struct reader *r, const char *text, size_t length, bool edges, struct pattern *out)
{
	struct arena *arena = &r->confusions->arena;
	struct element *element = arena_alloc(arena, ELEMENTS_MAX, sizeof(*element));
	const char *copy = arena_copy(arena, text, length);
	size_t n, count = 0;
	bool plain;
	int32_t c;

	for (const char *at = copy; *at; at += n, count++) {
		struct element *e = &element[count];

		if (count == ELEMENTS_MAX)
			return wrong(r, "a pattern is too long", copy);
		*e = (struct element){0};
		n = *at == '[' ? read_set(arena, at, e) : read_char(at, &c, &plain);
		if (!n || (*at != '[' && plain && (c == ']' || (c == '#' && !edges))))
			return wrong(r, "is no pattern of letters and [sets]", copy);
		if (*at != '[')
			e->c = plain && c == '#' ? EDGE : c;
	}
	*out = (struct pattern){element, count};
	return 0;
}

static size_t count_sets(const struct pattern *pattern)
{
	size_t n = 0;

	for (size_t i = 0; i < pattern->count; i++)
		n += !pattern->element[i].c;
	return n;
}

/* What a match becomes; references to sets become the bytes 1 to 9, which no text has. */
static int read_to(const struct reader *r, const char *text, const struct pattern *from, struct str *out)
{
	struct buf to = BUF_INIT;
	size_t n;
	bool plain;
	int32_t c;
	int result = 0;

	for (const char *at = text; *at && !result; at += n) {
		if (*at == '\\' && at[1] >= '1' && at[1] <= '9') {
			buf_byte(&to, (char)(at[1] - '0'));
			n = 2;
			if ((size_t)(at[1] - '0') > count_sets(from))
				result = wrong(r, "'to' names a [set] that 'from' has not", text);
		} else if (!(n = read_char(at, &c, &plain))) {
			result = wrong(r, "is no text: escapes are \\1 to \\9, \\uXXXX, \\\\", text);
		} else {
			utf8_put(&to, c);
		}
	}
	*out = (struct str){arena_copy(&r->confusions->arena, buf_text(&to), to.length), (uint32_t)to.length};
	buf_release(&to);
	return result;
}

static int read_context(const struct reader *r, const char *text, struct row *row)
{
	const char *site = text;

	if (!*text)
		return 0;
	while ((site = strchr(site, '_')) && site > text && site[-1] == '\\')
		site++;
	if (!site)
		return wrong(r, "a context has a _ where 'from' stands", text);
	return read_pattern(r, text, (size_t)(site - text), true, &row->left) ||
	                       read_pattern(r, site + 1, strlen(site + 1), true, &row->right)
	               ? -1
	               : 0;
}

static const char *row_text(const struct reader *r, char **fields)
{
	struct buf text = BUF_INIT;
	const char *copy;

	buf_printf(&text, "%s\t%s\t%s", fields[0], fields[1], fields[2]);
	copy = arena_copy(&r->confusions->arena, text.bytes, text.length);
	buf_release(&text);
	return copy;
}

static int read_row(void *user, char **fields, size_t line, struct xt_err *err)
{
	struct reader *r = user;
	struct confusions *all = r->confusions;
	struct row row = {.weight = 0};
	char *end;

	r->line = line;
	r->err = err;
	row.weight = strtof(fields[4], &end);
	if (*end || !(row.weight > 0 && row.weight < 1e6f))
		return wrong(r, "weight: a number above 0 is wanted", fields[4]);
	if (!*fields[3] || !*fields[5])
		return wrong(r, "a row needs a kind and a source", fields[0]);
	if (!*fields[0] && !*fields[2])
		return wrong(r, "a row without 'from' needs a context", fields[1]);
	if (!strcmp(fields[0], fields[1]))
		return wrong(r, "'from' and 'to' are the same", fields[0]);
	if (read_pattern(r, fields[0], strlen(fields[0]), false, &row.from) ||
	        read_to(r, fields[1], &row.from, &row.to) || read_context(r, fields[2], &row))
		return -1;
	row.text = row_text(r, fields);
	row.line = line;
	row.kind = take_kind(all, fields[3]);
	all->row = mem_grow(all->row, &all->row_capacity, all->count + 1, sizeof(*all->row));
	all->row[all->count++] = row;
	return 0;
}

static void add_entry(struct confusions *all, int32_t first, size_t row)
{
	all->entry = mem_grow(all->entry, &all->entry_capacity, all->entry_count + 1, sizeof(*all->entry));
	all->entry[all->entry_count++] = (struct entry){first, (uint32_t)row};
}

static int compare(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->first != y->first)
		return x->first < y->first ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

/* Rows by the characters that they can begin with; one that begins with a large or negated set, or inserts, is tried
 * everywhere. */
static void make_index(struct confusions *all)
{
	for (size_t i = 0; i < all->count; i++) {
		const struct element *e = all->row[i].from.element;
		int32_t members = 0;

		for (size_t k = 0; all->row[i].from.count && k < e->count && members <= MEMBERS_MAX; k++)
			members += e->range[2 * k + 1] - e->range[2 * k] + 1;
		if (!all->row[i].from.count || e->negated || members > MEMBERS_MAX) {
			add_entry(all, 0, i);
			continue;
		}
		if (e->c)
			add_entry(all, e->c, i);
		for (size_t k = 0; k < e->count; k++)
			for (int32_t c = e->range[2 * k]; c <= e->range[2 * k + 1]; c++)
				add_entry(all, c, i);
	}
	if (all->entry_count)
		qsort(all->entry, all->entry_count, sizeof(*all->entry), compare);
}

static int compare_rows(const void *a, const void *b)
{
	const struct row *const *x = a, *const *y = b;
	int order = strcmp((*x)->text, (*y)->text);

	return order ? order : ((*x)->line > (*y)->line) - ((*x)->line < (*y)->line);
}

/* A row that stands twice would be twice as likely, unseen. */
static int check_twice(const struct confusions *all, const char *path, struct xt_err *err)
{
	const struct row **sorted = mem_alloc(all->count + 1, sizeof(const struct row *));
	int result = 0;

	for (size_t i = 0; i < all->count; i++)
		sorted[i] = &all->row[i];
	qsort(sorted, all->count, sizeof(*sorted), compare_rows);
	for (size_t i = 1; i < all->count && !result; i++)
		if (!strcmp(sorted[i - 1]->text, sorted[i]->text))
			result = err_set(err, "%s:%zu: the row stands in line %zu already", path,
			        sorted[i]->line, sorted[i - 1]->line);
	mem_free(sorted);
	return result;
}

static int32_t lower_by(const char *locale, const char *letter)
{
	struct buf lower = BUF_INIT;
	int32_t c = 0;

	case_lower(locale, letter, strlen(letter), &lower);
	utf8_next(lower.bytes, lower.length, &c);
	buf_release(&lower);
	return c;
}

struct confusions *confusions_new(const char *locale)
{
	struct confusions *all = mem_zalloc(1, sizeof(*all));

	all->locale = arena_copy(&all->arena, locale, strlen(locale));
	all->lower_i = lower_by(locale, "I");
	all->lower_dotted = lower_by(locale, "İ");
	return all;
}

int confusions_put(
        struct confusions *confusions, char **fields, const char *path, size_t line, struct xt_err *err)
{
	struct reader reader = {.confusions = confusions, .path = path};

	return read_row(&reader, fields, line, err);
}

void confusions_finish(struct confusions *confusions)
{
	confusions->entry_count = 0;
	make_index(confusions);
}

int confusions_read(struct confusions **out, const char *path, const char *locale, struct xt_err *err)
{
	struct confusions *all = confusions_new(locale);
	struct reader reader = {.confusions = all, .path = path};

	*out = all;
	if (tsv_read(path, "from\tto\tcontext\tkind\tweight\tsource", read_row, &reader, err) ||
	        check_twice(all, path, err)) {
		confusions_free(all);
		*out = NULL;
		return -1;
	}
	confusions_finish(all);
	return 0;
}

void confusions_free(struct confusions *confusions)
{
	if (!confusions)
		return;
	arena_release(&confusions->arena);
	mem_free(confusions->row);
	mem_free(confusions->kind);
	mem_free(confusions->entry);
	mem_free(confusions);
}

int confusions_load(struct tables *tables, const char *folder, struct xt_err *err)
{
	struct buf path = BUF_INIT;
	int result = 0;

	file_join(&path, folder, "confusions.tsv");
	if (file_exists(path.bytes))
		result = confusions_read(
		        &tables->confusions, path.bytes, ini_get(tables->ini, "language", "locale"), err);
	buf_release(&path);
	return result;
}

bool lang_has_confusions(const struct lang *lang, const char *kind)
{
	const struct confusions *all = lang->tables->confusions;

	return all && (kind ? find_kind(all, kind) != NULL : all->count > 0);
}

/* A text while rows are looked for in it: its characters in small letters, and where words begin and end. */
struct matcher {
	const struct confusions *all;
	const struct text *text;
	struct arena *arena;
	int32_t *lower;      /* [count] */
	uint32_t *at;        /* [count + 1]: bytes */
	unsigned char *edge; /* [count + 1] */
	size_t count;
	const char *kind; /* the rows' own, NULL: any */
	struct buf now;
	void (*each)(void *user, const struct confusion *found);
	void *user;
};

static int32_t lower(const struct confusions *all, int32_t c)
{
	return c == 'I' ? all->lower_i : c == 0x130 ? all->lower_dotted : utf8_lower(c);
}

static void prepare(struct matcher *m)
{
	const struct text *text = m->text;
	uint32_t n = 0, at = 0, w = 0;

	m->lower = arena_alloc(m->arena, text->length, sizeof(*m->lower));
	m->at = arena_alloc(m->arena, text->length + 1, sizeof(*m->at));
	m->edge = arena_alloc(m->arena, text->length + 1, 1);
	for (; at < text->length; n++) {
		int32_t c;
		size_t bytes = utf8_next(text->bytes + at, text->length - at, &c);

		while (w < text->word_count && text->words[w].end < at)
			w++;
		m->edge[n] = w < text->word_count && (text->words[w].begin == at || text->words[w].end == at);
		m->lower[n] = lower(m->all, c);
		m->at[n] = at;
		at += (uint32_t)bytes;
	}
	m->at[n] = text->length;
	m->edge[n] = text->word_count && text->words[text->word_count - 1].end == text->length;
	m->count = n;
	for (n = 1; n + 1 < m->count; n++) /* the halves of orang-orang are no words */
		if (m->lower[n] == '-' && m->edge[n] && m->edge[n + 1])
			m->edge[n] = m->edge[n + 1] = 0;
}

static bool in_set(const struct element *e, int32_t c)
{
	for (size_t k = 0; k < e->count; k++)
		if (c >= e->range[2 * k] && c <= e->range[2 * k + 1])
			return !e->negated;
	return e->negated;
}

/* Whether the pattern matches from a place on; *end is where it ends. Edges take no character. */
static bool matches(const struct matcher *m, const struct pattern *pattern, size_t begin, size_t *end)
{
	for (size_t i = 0; i < pattern->count; i++) {
		const struct element *e = &pattern->element[i];

		if (e->c == EDGE) {
			if (!m->edge[begin])
				return false;
			continue;
		}
		if (begin == m->count || (e->c ? e->c != m->lower[begin] : !in_set(e, m->lower[begin])))
			return false;
		begin++;
	}
	*end = begin;
	return true;
}

static bool matches_before(const struct matcher *m, const struct pattern *left, size_t site)
{
	size_t characters = 0, end;

	for (size_t i = 0; i < left->count; i++)
		characters += left->element[i].c != EDGE;
	return characters <= site && matches(m, left, site - characters, &end);
}

/* What the n-th set of from (counted from 1) matched, as it stands in the text. */
static void put_reference(
        const struct matcher *m, const struct row *row, size_t begin, int n, struct buf *out)
{
	for (size_t i = 0; i < row->from.count; i++)
		if (!row->from.element[i].c && !--n)
			buf_append(out, m->text->bytes + m->at[begin + i],
			        m->at[begin + i + 1] - m->at[begin + i]);
}

static bool is_upper_at(const struct matcher *m, size_t i)
{
	return i < m->count && case_is_capital(m->text->bytes + m->at[i], m->at[i + 1] - m->at[i]);
}

/* Writes what a match becomes as what it replaces was written. A capital that is dropped goes to the next letter, and so
 * does one before which something is put at the beginning of a word: *end moves on over that letter. */
static void recase(const struct matcher *m, size_t begin, size_t *end, struct buf *now)
{
	struct buf cased = BUF_INIT;
	const char *locale = m->all->locale, *bytes = m->text->bytes;
	size_t first = begin, next = *end;
	bool starts = m->edge[begin] && is_upper_at(m, begin);

	if (!is_upper_at(m, begin))
		return;
	if (next - first > 1 && case_is_upper(bytes + m->at[first], m->at[next] - m->at[first])) {
		case_upper(locale, buf_text(now), now->length, &cased);
	} else if (is_upper_at(m, begin + 1)) { /* inside a word in capitals */
		case_upper(locale, buf_text(now), now->length, &cased);
	} else if (starts && (!now->length || begin == *end) && next < m->count) {
		buf_append(now, bytes + m->at[next], m->at[next + 1] - m->at[next]);
		case_lower(locale, now->bytes, now->length, &cased);
		buf_clear(now);
		case_capital(locale, cased.bytes, cased.length, now);
		buf_release(&cased);
		++*end;
		return;
	} else {
		case_capital(locale, buf_text(now), now->length, &cased);
	}
	buf_clear(now);
	buf_append(now, buf_text(&cased), cased.length);
	buf_release(&cased);
}

static void try_row(struct matcher *m, const struct row *row, size_t begin)
{
	struct buf *now = &m->now;
	struct confusion found;
	size_t end, after;

	if ((m->kind && row->kind != m->kind) || !matches(m, &row->from, begin, &end) ||
	        !matches_before(m, &row->left, begin) || !matches(m, &row->right, end, &after))
		return;
	if (end < m->count && m->lower[end] >= 0x300 && m->lower[end] < 0x370)
		return; /* half of a letter written in two pieces */
	buf_clear(now);
	for (uint32_t i = 0; i < row->to.length; i++)
		if ((unsigned char)row->to.bytes[i] < 10)
			put_reference(m, row, begin, row->to.bytes[i], now);
		else
			buf_byte(now, row->to.bytes[i]);
	recase(m, begin, &end, now);
	found = (struct confusion){m->at[begin], m->at[end],
	        {arena_copy(m->arena, buf_text(now), now->length), (uint32_t)now->length}, row->kind,
	        row->weight};
	m->each(m->user, &found);
}

/* The first entry under a character. */
static size_t find_entry(const struct confusions *all, int32_t first)
{
	size_t low = 0, high = all->entry_count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (all->entry[middle].first < first)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The rows under a character and those under any, in the order of the table. */
static void try_rows(struct matcher *m, size_t begin)
{
	const struct confusions *all = m->all;
	size_t any = 0, one = begin < m->count ? find_entry(all, m->lower[begin]) : all->entry_count;

	for (;;) {
		const struct entry *a =
		        any < all->entry_count && !all->entry[any].first ? &all->entry[any] : NULL;
		const struct entry *b = one < all->entry_count && all->entry[one].first == m->lower[begin]
		                                ? &all->entry[one]
		                                : NULL;

		if (!a && !b)
			return;
		if (!b || (a && a->row < b->row)) {
			try_row(m, &all->row[a->row], begin);
			any++;
		} else {
			try_row(m, &all->row[b->row], begin);
			one++;
		}
	}
}

static void find_all(struct matcher *m)
{
	prepare(m);
	for (size_t i = 0; i <= m->count; i++)
		try_rows(m, i);
	buf_release(&m->now);
}

void confusions_find(const struct confusions *all, const struct text *text, struct arena *arena,
        void (*each)(void *user, const struct confusion *found), void *user)
{
	struct matcher m = {.all = all, .text = text, .arena = arena, .each = each, .user = user};

	find_all(&m);
}

void confusions_each(const struct lang *lang, const char *kind, const struct text *text, struct arena *arena,
        void (*each)(void *user, const struct confusion *found), void *user)
{
	struct matcher m = {
	        .all = lang->tables->confusions, .text = text, .arena = arena, .each = each, .user = user};

	if (lang_has_confusions(lang, kind)) {
		m.kind = kind ? find_kind(m.all, kind) : NULL;
		find_all(&m);
	}
}
