/* SPDX-License-Identifier: Apache-2.0 · the letters of a language, each with how often it is written */
#include "langs/letters.h"

#include <stdlib.h>
#include <string.h>

#include "base/exemplar.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/translit.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "langs/lang-private.h"

#define UNSEEN .1f

struct letter {
	struct str small;
	float count;
};

/* Letters that are drawn out: alone, or all that end so. */
struct drawn {
	struct str end, as; /* as is empty: by itself */
	bool inside, last;
};

struct letters {
	struct arena arena;
	struct variants small, capital;
	bool has_case;
	int32_t *members; /* code points of the exemplar set and the alphabet, sorted */
	size_t member_count, member_capacity;
	struct drawn *drawn; /* sorted by end */
	size_t drawn_count, drawn_capacity;
	bool every_last;
};

/* A table while it is made. */
struct maker {
	struct letters *letters;
	struct segmenter *segmenter;
	const char *path;
	struct letter *letter; /* sorted */
	size_t count, capacity;
	const char *wrong; /* an entry that cannot be read */
};

static int compare(const struct str *a, const char *bytes, size_t length)
{
	size_t n = a->length < length ? a->length : length;
	int order = memcmp(a->bytes, bytes, n);

	return order ? order : (a->length > length) - (a->length < length);
}

/* Where a letter is, or would be. */
static size_t find(const struct maker *m, const char *bytes, size_t length)
{
	size_t low = 0, high = m->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (compare(&m->letter[middle].small, bytes, length) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void add(struct maker *m, const char *bytes, size_t length, float count)
{
	size_t at = find(m, bytes, length);

	if (at < m->count && !compare(&m->letter[at].small, bytes, length)) {
		if (m->letter[at].count < count)
			m->letter[at].count = count;
		return;
	}
	m->letter = mem_grow(m->letter, &m->capacity, m->count + 1, sizeof(*m->letter));
	memmove(m->letter + at + 1, m->letter + at, (m->count - at) * sizeof(*m->letter));
	m->letter[at] =
	        (struct letter){{arena_copy(&m->letters->arena, bytes, length), (uint32_t)length}, count};
	m->count++;
}

/* Whether the string is one letter of the language, a small one, that stands by itself: no mark, no sign. */
static bool is_letter(struct segmenter *segmenter, const char *bytes, size_t length)
{
	struct arena arena = ARENA_INIT;
	struct buf behind = BUF_INIT;
	struct text text;
	struct xt_err err;
	bool is = false;
	int32_t c;

	/* behind an a, what would join it (Thai ำ) is no letter by itself */
	buf_byte(&behind, 'a');
	buf_append(&behind, bytes, length);
	if (!segmenter_cut(segmenter, behind.bytes, behind.length, &arena, &text, &err))
		is = text.letter_count == 2 && text.letters[0].end == 1 && utf8_next(bytes, length, &c) &&
		     *utf8_category(c) == 'L' && strcmp(utf8_category(c), "Lm") &&
		     !case_is_capital(bytes, length);
	buf_release(&behind);
	arena_release(&arena);
	return is;
}

static int order(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

static bool has_members(const struct letters *letters, const char *bytes, size_t length)
{
	int32_t c;
	size_t n;

	for (size_t at = 0; at < length; at += n) {
		n = utf8_next(bytes + at, length - at, &c);
		if (!n || !letters->member_count ||
		        !bsearch(&c, letters->members, letters->member_count, sizeof(c), order))
			return false;
	}
	return true;
}

static void add_member(void *user, const char *letter, size_t length)
{
	struct maker *m = user;
	struct letters *all = m->letters;
	int32_t c;
	size_t n;

	for (size_t at = 0; at < length && (n = utf8_next(letter + at, length - at, &c)); at += n) {
		all->members = mem_grow(
		        all->members, &all->member_capacity, all->member_count + 1, sizeof(*all->members));
		all->members[all->member_count++] = c;
	}
	if (is_letter(m->segmenter, letter, length))
		add(m, letter, length, UNSEEN);
}

/* Calls each with the words of a list. */
static void each_word(
        const char *words, void (*each)(void *user, const char *word, size_t length), void *user)
{
	for (const char *at = words; at && *at;) {
		size_t n = strcspn(at, " ");

		if (n)
			each(user, at, n);
		at += n + (at[n] == ' ');
	}
}

/* Takes the characters of a word from the set; ◌ shows where a mark stands. */
static void drop_members(void *user, const char *word, size_t length)
{
	struct letters *all = user;
	size_t n, kept;
	int32_t c;

	for (size_t at = 0; at < length && (n = utf8_next(word + at, length - at, &c)); at += n) {
		kept = 0;
		for (size_t i = 0; i < all->member_count; i++)
			if (all->members[i] != c)
				all->members[kept++] = all->members[i];
		all->member_count = kept;
	}
}

/* After drop_members: letters that are made of others now. */
static void drop_letters(struct maker *m)
{
	size_t kept = 0;

	for (size_t i = 0; i < m->count; i++)
		if (has_members(m->letters, m->letter[i].small.bytes, m->letter[i].small.length))
			m->letter[kept++] = m->letter[i];
	m->count = kept;
}

static int read_row(void *user, char **fields, size_t line, struct xt_err *err)
{
	struct maker *m = user;
	size_t length = strlen(fields[0]), at;
	unsigned long count;
	char *end;

	count = strtoul(fields[1], &end, 10);
	if (*fields[1] < '0' || *fields[1] > '9' || *end || !count || count > 1000000000)
		return err_set(err, "%s:%zu: count: a whole number above 0 is wanted: '%s'", m->path, line,
		        fields[1]);
	if (!is_letter(m->segmenter, fields[0], length))
		return err_set(err, "%s:%zu: is not one small letter: '%s'", m->path, line, fields[0]);
	if (!has_members(m->letters, fields[0], length))
		return err_set(
		        err, "%s:%zu: '%s' is not made of the language's letters", m->path, line, fields[0]);
	at = find(m, fields[0], length);
	if (at < m->count && !compare(&m->letter[at].small, fields[0], length) && m->letter[at].count >= 1)
		return err_set(err, "%s:%zu: '%s' is there twice", m->path, line, fields[0]);
	add(m, fields[0], length, (float)count);
	return 0;
}

static int read_counts(struct maker *m, const char *folder, struct xt_err *err)
{
	struct buf path = BUF_INIT;
	int result = 0;

	file_join(&path, folder, "letters.tsv");
	m->path = path.bytes;
	if (file_exists(path.bytes))
		result = tsv_read(path.bytes, "letter\tcount", read_row, m, err);
	buf_release(&path);
	return result;
}

/* The sorted small letters as variants, and their capitals. */
static void finish(struct maker *m, const char *locale)
{
	struct letters *letters = m->letters;
	struct str *small = mem_alloc(m->count, sizeof(*small)),
	           *capital = mem_alloc(m->count, sizeof(*small));
	float *weight = mem_alloc(m->count, sizeof(*weight));
	struct buf buf = BUF_INIT;

	for (size_t i = 0; i < m->count; i++) {
		small[i] = m->letter[i].small;
		weight[i] = m->letter[i].count;
		buf_clear(&buf);
		case_capital(locale, small[i].bytes, small[i].length, &buf);
		capital[i] = (struct str){
		        arena_copy(&letters->arena, buf.bytes, buf.length), (uint32_t)buf.length};
		letters->has_case = letters->has_case || compare(&small[i], buf.bytes, buf.length);
	}
	variants_build(&letters->small, &letters->arena, small, weight, m->count);
	variants_build(&letters->capital, &letters->arena, capital, weight, m->count);
	buf_release(&buf);
	mem_free(small);
	mem_free(capital);
	mem_free(weight);
}

static struct drawn *put_drawn(struct letters *letters, const char *end, size_t length)
{
	size_t at = 0;

	while (at < letters->drawn_count && compare(&letters->drawn[at].end, end, length) < 0)
		at++;
	if (at < letters->drawn_count && !compare(&letters->drawn[at].end, end, length))
		return &letters->drawn[at];
	letters->drawn = mem_grow(
	        letters->drawn, &letters->drawn_capacity, letters->drawn_count + 1, sizeof(*letters->drawn));
	memmove(letters->drawn + at + 1, letters->drawn + at,
	        (letters->drawn_count - at) * sizeof(*letters->drawn));
	letters->drawn_count++;
	letters->drawn[at] = (struct drawn){
	        .end = {arena_copy(&letters->arena, end, length), (uint32_t)length}, .as = {"", 0}};
	return &letters->drawn[at];
}

static void put_inside(void *user, const char *word, size_t length)
{
	put_drawn(user, word, length)->inside = true;
}

static void put_last(void *user, const char *word, size_t length)
{
	struct letters *letters = user;

	if (length == 1 && *word == '*')
		letters->every_last = true;
	else
		put_drawn(letters, word, length)->last = true;
}

/* Takes an entry, or leaves in m->wrong that it is none. */
static void put_as(void *user, const char *word, size_t length)
{
	struct maker *m = user;
	struct letters *letters = m->letters;
	const char *equal = memchr(word, '=', length);
	size_t n = equal ? (size_t)(equal - word) : 0;

	if (!n || n + 1 == length)
		m->wrong = word;
	else
		put_drawn(letters, word, n)->as = (struct str){
		        arena_copy(&letters->arena, equal + 1, length - n - 1), (uint32_t)(length - n - 1)};
}

int letters_load(struct tables *tables, struct segmenter *segmenter, const char *folder, struct xt_err *err)
{
	const char *locale = ini_get(tables->ini, "language", "locale");
	struct letters *letters = tables->letters = mem_zalloc(1, sizeof(*letters));
	struct maker m = {.letters = letters, .segmenter = segmenter};
	int result;

	each_word(ini_get(tables->ini, "letters", "alphabet"), add_member, &m);
	exemplar_each(locale, add_member, &m);
	if (letters->member_count)
		qsort(letters->members, letters->member_count, sizeof(*letters->members), order);
	each_word(ini_get(tables->ini, "letters", "without"), drop_members, letters);
	drop_letters(&m);
	result = read_counts(&m, folder, err);
	if (!result && m.count)
		finish(&m, locale);
	each_word(ini_get(tables->ini, "repeat", "inside"), put_inside, letters);
	each_word(ini_get(tables->ini, "repeat", "last"), put_last, letters);
	each_word(ini_get(tables->ini, "repeat", "as"), put_as, &m);
	if (!result && m.wrong)
		result = err_set(err, "%s:%zu: as: 'letter=letter' is wanted, not '%.*s'",
		        ini_path(tables->ini), ini_line(tables->ini, "repeat", "as"),
		        (int)strcspn(m.wrong, " "), m.wrong);
	mem_free(m.letter);
	return result;
}

void letters_free(struct letters *letters)
{
	if (!letters)
		return;
	mem_free(letters->drawn);
	mem_free(letters->members);
	arena_release(&letters->arena);
	mem_free(letters);
}

const struct variants *lang_letters(const struct lang *lang, bool capital)
{
	const struct letters *letters = lang->tables->letters;

	return !letters || !letters->small.count ? NULL : capital ? &letters->capital : &letters->small;
}

bool lang_is_letter(struct lang *lang, const char *letter, size_t length)
{
	return lang->tables->letters && has_members(lang->tables->letters, letter, length) &&
	       is_letter(lang->segmenter, letter, length);
}

bool lang_has_case(const struct lang *lang)
{
	return lang->tables->letters && lang->tables->letters->has_case;
}

bool lang_has_repeat(const struct lang *lang)
{
	return lang->tables->letters &&
	       (lang->tables->letters->every_last || lang->tables->letters->drawn_count);
}

/* The letter in the other case, where the language has it; capitals are few, so they are searched one by one. */
static struct str recase(const struct letters *letters, const struct str *letter, bool capital)
{
	const struct str *from = capital ? letters->small.now : letters->capital.now;
	const struct str *to = capital ? letters->capital.now : letters->small.now;

	for (size_t i = 0; letters->has_case && i < letters->small.count; i++)
		if (!compare(&from[i], letter->bytes, letter->length))
			return to[i];
	return *letter;
}

/* The entry that the letter, or the longest end of it, is. */
static const struct drawn *find_drawn(const struct letters *letters, const struct str *letter)
{
	for (uint32_t from = 0; from < letter->length; from++) {
		size_t low = 0, high = letters->drawn_count;

		if (((unsigned char)letter->bytes[from] & 0xC0) == 0x80)
			continue;
		while (low < high) {
			size_t middle = (low + high) / 2;
			int side = compare(
			        &letters->drawn[middle].end, letter->bytes + from, letter->length - from);

			if (!side)
				return &letters->drawn[middle];
			if (side < 0)
				low = middle + 1;
			else
				high = middle;
		}
	}
	return NULL;
}

bool lang_draws_out(
        const struct lang *lang, const char *letter, size_t length, bool last, bool capital, struct str *out)
{
	const struct letters *letters = lang->tables->letters;
	struct str small = {letter, (uint32_t)length};
	const struct drawn *drawn;
	bool was_capital = letters && letters->has_case && case_is_capital(letter, length);

	if (!letters)
		return false;
	if (was_capital)
		small = recase(letters, &small, false);
	drawn = find_drawn(letters, &small);
	if (!(last && letters->every_last) && !(drawn && (drawn->inside || (drawn->last && last))))
		return false;
	*out = drawn && drawn->as.length ? drawn->as : small;
	if (was_capital && capital)
		*out = recase(letters, out, true);
	return true;
}
