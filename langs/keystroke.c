/* SPDX-License-Identifier: Apache-2.0 · what goes wrong under an input method */
#include "langs/keystroke.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/tsv.h"
#include "base/translit.h"
#include "base/utf8.h"
#include "langs/keyboard.h"
#include "langs/lang-private.h"

#define METHODS 4
#define KEYS_MAX 8
#define WORD_MAX 64 /* characters; longer ones are no syllables */

enum mode { RESIDUE, CANDIDATES };

/* A row of the table. */
struct entry {
	char keys[KEYS_MAX];
	struct str text;
	int32_t c[2]; /* its characters in small letters; the second 0 for one */
	size_t method;
	size_t line;
	struct variants slips; /* mode = candidates: what a neighbour's key makes of it */
};

struct keystrokes {
	enum mode mode;
	struct {
		char name[16];
		float share;
	} method[METHODS];
	size_t method_count;
	struct entry *entry; /* by method and keys */
	size_t count, capacity;
	const char *path;
	struct arena *arena;
	const char *locale;
};

static int compare(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int keys = strcmp(x->keys, y->keys);

	if (x->method != y->method)
		return x->method < y->method ? -1 : 1;
	return keys ? keys : (x->line > y->line) - (x->line < y->line);
}

/* Where candidates are chosen there is one method. Of rows with the same keys, the first of the table. */
static const struct entry *find_keys(const struct keystrokes *all, const char *keys)
{
	size_t low = 0, high = all->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (strcmp(all->entry[middle].keys, keys) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < all->count && !strcmp(all->entry[low].keys, keys) ? &all->entry[low] : NULL;
}

/* One character of a table: as it stands, or \\u and four digits. Its length there, 0: none. */
static size_t read_char(const char *at, int32_t *c)
{
	if (at[0] != '\\')
		return utf8_next(at, strlen(at), c);
	if (at[1] != 'u' || strspn(at + 2, "0123456789ABCDEF") != 4)
		return 0;
	return utf8_hex(at + 2, 4, c) ? 6 : 0;
}

static struct str copy_text(struct arena *arena, const int32_t c[2])
{
	struct buf text = BUF_INIT;
	struct str copy;

	utf8_put(&text, c[0]);
	if (c[1])
		utf8_put(&text, c[1]);
	copy = (struct str){arena_copy(arena, text.bytes, text.length), (uint32_t)text.length};
	buf_release(&text);
	return copy;
}

static int read_row(void *user, char **fields, size_t line, struct xt_err *err)
{
	struct keystrokes *all = user;
	struct entry entry = {.line = line};
	size_t length = strlen(fields[2]), n, m = 0;

	while (entry.method < all->method_count && strcmp(all->method[entry.method].name, fields[0]))
		entry.method++;
	if (entry.method == all->method_count)
		return err_set(err, "%s:%zu: method '%s' is not among the methods of language.ini", all->path,
		        line, fields[0]);
	if (!*fields[1] || strlen(fields[1]) >= KEYS_MAX)
		return err_set(err, "%s:%zu: keys '%s': 1 to %d are wanted", all->path, line, fields[1],
		        KEYS_MAX - 1);
	n = read_char(fields[2], &entry.c[0]);
	if (n && n < length)
		m = read_char(fields[2] + n, &entry.c[1]);
	if (!n || n + m != length)
		return err_set(err,
		        "%s:%zu: text '%s': one or two characters are wanted, as they are or as \\uXXXX",
		        all->path, line, fields[2]);
	if (!*fields[3])
		return err_set(err, "%s:%zu: a row needs a source", all->path, line);
	memcpy(entry.keys, fields[1], strlen(fields[1]) + 1);
	entry.text = copy_text(all->arena, entry.c);
	all->entry = mem_grow(all->entry, &all->capacity, all->count + 1, sizeof(*all->entry));
	all->entry[all->count++] = entry;
	return 0;
}

/* "telex 80, vni 20" */
static int take_methods(struct keystrokes *all, const char *list, struct xt_err *err)
{
	float sum = 0;

	while (*list) {
		char *end;
		size_t n = strcspn(list, " ,"), m = all->method_count;

		if (!n || n >= sizeof(all->method->name) || m == METHODS)
			return err_set(
			        err, "methods: wanted is a list of at most %d names and shares", METHODS);
		memcpy(all->method[m].name, list, n);
		all->method[m].share = strtof(list + n, &end);
		if (end == list + n || !(all->method[m].share > 0 && all->method[m].share < 1e6f) ||
		        end[strspn(end, " ")] != (strchr(end, ',') ? ',' : '\0'))
			return err_set(
			        err, "methods: wanted is a list of names and shares: telex 80, vni 20");
		sum += all->method[all->method_count++].share;
		list = end + strspn(end, " ,");
	}
	for (size_t i = 0; i < all->method_count; i++)
		all->method[i].share /= sum;
	return all->method_count ? 0 : err_set(err, "methods: at least one is wanted");
}

/* Adds the first candidate of what a neighbour of the i-th key makes of a syllable. */
static size_t add_slips(const struct keystrokes *all, const struct keyboard *keyboard, const char *syllable,
        size_t i, struct str *now, float *weight)
{
	struct key_neighbour near[KEY_COLUMNS];
	struct key_place at;
	char keys[KEYS_MAX];
	size_t n, count = 0;

	if (!keyboard_find(keyboard, syllable[i], &at))
		return 0;
	n = keyboard_neighbours(keyboard, &at, near);
	memcpy(keys, syllable, strlen(syllable) + 1);
	for (size_t k = 0; k < n; k++) {
		const struct entry *slip;

		keys[i] = (char)near[k].c;
		slip = near[k].c < 128 ? find_keys(all, keys) : NULL;
		if (slip) {
			now[count] = slip->text;
			weight[count++] = near[k].weight;
		}
	}
	return count;
}

/* Of each syllable, the first candidates of those that a neighbour's key makes of it. */
static void make_slips(struct keystrokes *all, const struct keyboard *keyboard)
{
	struct str now[KEYS_MAX * KEY_COLUMNS];
	float weight[KEYS_MAX * KEY_COLUMNS];

	for (size_t e = 0; e < all->count; e++) {
		struct entry *entry = &all->entry[e];
		size_t count = 0;

		for (size_t i = 0; entry->keys[i]; i++)
			count += add_slips(all, keyboard, entry->keys, i, now + count, weight + count);
		if (count)
			variants_build(&entry->slips, all->arena, now, weight, count);
	}
}

static int read_all(struct keystrokes *all, const struct ini *ini, const char *path, struct xt_err *err)
{
	const char *methods = ini_get(ini, "keystroke", "methods");
	const char *layout = ini_get(ini, "keystroke", "keyboard");
	struct keyboard keyboard;

	if (take_methods(all, methods ? methods : "", err))
		return err_prefix(err, "%s:%zu", ini_path(ini), ini_line(ini, "keystroke", "mode"));
	if (tsv_read(path, "method\tkeys\ttext\tsource", read_row, all, err))
		return -1;
	if (all->count)
		qsort(all->entry, all->count, sizeof(*all->entry), compare);
	if (all->mode != CANDIDATES)
		return 0;
	if (all->method_count > 1)
		return err_set(err, "%s:%zu: methods: of candidates there is one method", ini_path(ini),
		        ini_line(ini, "keystroke", "methods"));
	if (keyboard_read(&keyboard, layout ? layout : "", err))
		return err_prefix(err, "%s:%zu", ini_path(ini), ini_line(ini, "keystroke", "mode"));
	make_slips(all, &keyboard);
	return 0;
}

int keystrokes_load(struct tables *tables, const char *folder, struct xt_err *err)
{
	const char *mode = ini_get(tables->ini, "keystroke", "mode");
	struct keystrokes *all;
	struct buf path = BUF_INIT;
	int result;

	if (!mode || !strcmp(mode, "empty"))
		return 0;
	if (strcmp(mode, "residue") && strcmp(mode, "candidates"))
		return err_set(err, "%s:%zu: mode = '%s': there are empty, residue, candidates",
		        ini_path(tables->ini), ini_line(tables->ini, "keystroke", "mode"), mode);
	all = tables->keystrokes = mem_zalloc(1, sizeof(*all));
	all->mode = *mode == 'r' ? RESIDUE : CANDIDATES;
	all->arena = &tables->arena;
	all->locale = ini_get(tables->ini, "language", "locale");
	file_join(&path, folder, "keystrokes.tsv");
	all->path = path.bytes;
	result = read_all(all, tables->ini, path.bytes, err);
	tables->keyboards = tables->keyboards || all->mode == CANDIDATES;
	all->path = NULL;
	buf_release(&path);
	return result;
}

void keystrokes_free(struct keystrokes *keystrokes)
{
	if (!keystrokes)
		return;
	mem_free(keystrokes->entry);
	mem_free(keystrokes);
}

bool lang_has_keystrokes(const struct lang *lang)
{
	return lang->tables->keystrokes;
}

/* A text while it is looked through. */
struct visit {
	struct lang *lang;
	const struct keystrokes *all;
	const struct text *text;
	struct arena *arena;
	void (*each)(void *user, const struct keystroke *found);
	void *user;
};

/* One character of a word of a Latin script: as it stands, without its tone, and the tone's key. */
struct letter {
	uint32_t begin, end;
	int32_t bare, small; /* without the tone; in small letters */
	char tone;           /* 0: none */
	bool upper;
};

static const struct entry *find_tone(const struct keystrokes *all, size_t method, int32_t mark)
{
	for (size_t i = 0; i < all->count; i++)
		if (all->entry[i].method == method && all->entry[i].c[0] == mark && utf8_is_mark(mark))
			return &all->entry[i];
	return NULL;
}

/* Takes the tone off. */
static void take_apart(const struct visit *v, size_t method, struct letter *letter)
{
	const char *bytes = v->text->bytes + letter->begin;
	struct buf all = BUF_INIT, rest = BUF_INIT, bare = BUF_INIT;
	int32_t c;

	letter->tone = 0;
	if (letter->end - letter->begin == 1) {
		letter->bare = *bytes;
		letter->small = utf8_lower(letter->bare);
		letter->upper = letter->small != letter->bare;
		return;
	}
	utf8_normalize(&all, bytes, letter->end - letter->begin, UTF8_NFD);
	for (size_t at = 0, n; at < all.length; at += n) {
		const struct entry *tone;

		n = utf8_next(all.bytes + at, all.length - at, &c);
		tone = find_tone(v->all, method, c);
		if (tone)
			letter->tone = *tone->keys;
		else
			buf_append(&rest, all.bytes + at, n);
	}
	utf8_normalize(&bare, buf_text(&rest), rest.length, UTF8_NFC);
	if (utf8_next(bare.bytes, bare.length, &letter->bare) != bare.length)
		letter->bare = 0;
	letter->small = utf8_lower(letter->bare);
	letter->upper = letter->small != letter->bare;
	buf_release(&all);
	buf_release(&rest);
	buf_release(&bare);
}

/* The row with the most of the letters from i on. */
static const struct entry *find_letters(
        const struct keystrokes *all, size_t method, const struct letter *letter, size_t left)
{
	const struct entry *found = NULL;

	for (size_t i = 0; i < all->count; i++) {
		const struct entry *e = &all->entry[i];

		if (e->method != method || e->c[0] != letter[0].small)
			continue;
		if (e->c[1] ? left > 1 && e->c[1] == letter[1].small && !letter[0].tone : !found)
			found = e;
	}
	return found;
}

/* What stays of a word's keys. */
enum stay {
	TONE_LATE, /* tiêngs: all letters became what they should, the tone's key came after them */
	KEYS_LATE, /* tieengs: nothing did; the tone last */
	KEYS,      /* tieesng: nothing did; the tone at its vowel */
	STAY_COUNT
};

static void put_keys(struct buf *out, const char *keys, const struct letter *letter, bool capitals)
{
	for (size_t i = 0; keys[i]; i++) {
		bool upper = letter->upper && (!i || capitals);

		buf_byte(out,
		        upper && keys[i] >= 'a' && keys[i] <= 'z' ? (char)(keys[i] - 'a' + 'A') : keys[i]);
	}
}

/* Writes a word as its keys leave it; false where nothing of that kind can stay. */
static bool put_word(const struct visit *v, size_t method, const struct letter *letter, size_t count,
        enum stay stay, bool capitals, struct buf *out)
{
	char tone[2] = {0, 0};
	const struct letter *toned = NULL;
	bool raw = false;

	for (size_t i = 0; i < count; i++) {
		const struct entry *e =
		        stay == TONE_LATE ? NULL : find_letters(v->all, method, &letter[i], count - i);

		if (e)
			put_keys(out, e->keys, &letter[i], capitals);
		else
			utf8_put(out, letter[i].bare);
		raw = raw || e;
		if (e && e->c[1])
			i++;
		if (letter[i].tone && *tone)
			return false;
		if (letter[i].tone) {
			*tone = letter[i].tone;
			toned = &letter[i];
			if (stay == KEYS)
				put_keys(out, tone, toned, capitals);
		}
	}
	if (toned && stay != KEYS)
		put_keys(out, tone, toned, capitals);
	/* where the tone's letter is the last, late and at once are the same */
	return stay == KEYS ? raw || (toned && toned != &letter[count - 1])
	                    : toned || (raw && stay == KEYS_LATE);
}

static void visit_residue(const struct visit *v, const struct word *word, size_t method)
{
	struct letter letter[WORD_MAX];
	struct buf now = BUF_INIT, before = BUF_INIT;
	size_t count = 0;
	bool capitals;
	int32_t c;

	for (uint32_t at = word->begin; at < word->end; count++) {
		uint32_t next = at + (uint32_t)utf8_next(v->text->bytes + at, word->end - at, &c);

		/* written in pieces, marks come behind their letter */
		while (next < word->end) {
			uint32_t n = (uint32_t)utf8_next(v->text->bytes + next, word->end - next, &c);

			if (!utf8_is_mark(c))
				break;
			next += n;
		}
		if (count == WORD_MAX)
			return;
		letter[count] = (struct letter){.begin = at, .end = next};
		take_apart(v, method, &letter[count]);
		if (!letter[count].bare)
			return;
		at = next;
	}
	capitals = count > 1 && case_is_upper(v->text->bytes + word->begin, word->end - word->begin);
	for (int stay = 0; stay < STAY_COUNT; stay++) {
		buf_clear(&now);
		if (!put_word(v, method, letter, count, (enum stay)stay, capitals, &now) ||
		        !strcmp(now.bytes, buf_text(&before)))
			continue;
		v->each(v->user, &(struct keystroke){word->begin, word->end,
		                         {arena_copy(v->arena, now.bytes, now.length), (uint32_t)now.length},
		                         NULL, v->all->method[method].share});
		buf_clear(&before);
		buf_append(&before, now.bytes, now.length);
	}
	buf_release(&now);
	buf_release(&before);
}

/* Cuts pinyin into as many syllables as a word has characters: found[i] is that of the i-th. An apostrophe is a cut. */
static bool cut(const struct keystrokes *all, const char *keys, size_t count, const struct entry **found)
{
	char syllable[KEYS_MAX];

	keys += *keys == '\'';
	if (!count)
		return !*keys;
	for (size_t n = strcspn(keys, "'") < KEYS_MAX ? strcspn(keys, "'") : KEYS_MAX - 1; n; n--) {
		memcpy(syllable, keys, n);
		syllable[n] = '\0';
		*found = find_keys(all, syllable);
		if (*found && cut(all, keys + n, count - 1, found + 1))
			return true;
	}
	return false;
}

static int visit_candidates(const struct visit *v, const struct word *word, struct xt_err *err)
{
	const struct entry *found[WORD_MAX];
	const struct span *letters = v->text->letters + word->first;
	uint32_t count = word->last - word->first;
	struct buf keys = BUF_INIT;
	int result =
	        lang_romanise(v->lang, 0, v->text->bytes + word->begin, word->end - word->begin, &keys, err);

	if (!result && count <= 8 && cut(v->all, buf_text(&keys), count, found))
		for (uint32_t i = 0; i < count; i++)
			if (found[i]->slips.count)
				v->each(v->user, &(struct keystroke){letters[i].begin, letters[i].end,
				                         {"", 0}, &found[i]->slips, 1});
	buf_release(&keys);
	return result;
}

int keystrokes_each(struct lang *lang, const struct text *text, struct arena *arena,
        void (*each)(void *user, const struct keystroke *found), void *user, struct xt_err *err)
{
	struct visit v = {lang, lang->tables->keystrokes, text, arena, each, user};

	/* of the ways to romanise the first is the one that is typed */
	if (!v.all || (v.all->mode == CANDIDATES && !lang_romanisations(lang)))
		return 0;
	for (uint32_t w = 0; w < text->word_count; w++) {
		if (text->words[w].number)
			continue;
		if (v.all->mode == CANDIDATES) {
			if (visit_candidates(&v, &text->words[w], err))
				return -1;
			continue;
		}
		for (size_t method = 0; method < v.all->method_count; method++)
			visit_residue(&v, &text->words[w], method);
	}
	return 0;
}
