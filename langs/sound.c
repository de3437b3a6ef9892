/* SPDX-License-Identifier: Apache-2.0 · letters that sound alike: reads letters by ICU, groups them by syllable */
#include "langs/sound.h"

#include <stdlib.h>
#include <string.h>

#include "base/exemplar.h"
#include "base/file.h"
#include "base/ini.h"
#include "base/mem.h"
#include "base/translit.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include "langs/lang-private.h"

#define SYLLABLE_MAX 15 /* bytes */
#define SECTION "confusions"

struct letter {
	int32_t c;
	char syllable[SYLLABLE_MAX + 1];
	char tone;  /* 0: none */
	float seen; /* in letters.tsv, and once more: what is rare is not impossible */
	uint32_t group;
};

/* A beginning, an end or a whole syllable (both false) that is mixed with another. */
struct pair {
	const char *a, *b;
	size_t a_length, b_length;
	bool begins, ends;
};

struct sounds {
	struct arena arena;
	struct letter *letter; /* by c */
	size_t count, capacity;
	struct pair *pair;
	size_t pair_count, pair_capacity;
	float share[3];         /* homophone, toneless, fuzzy */
	struct variants *group; /* letters of one sound share theirs; count 0: none */
};

static void add_letter(void *user, const char *bytes, size_t length)
{
	struct sounds *s = user;
	int32_t c;

	if (utf8_next(bytes, length, &c) != length)
		return;
	s->letter = mem_grow(s->letter, &s->capacity, s->count + 1, sizeof(*s->letter));
	s->letter[s->count++] = (struct letter){.c = c, .seen = 1};
}

/* Takes out the letters that are left alone. */
static void leave_out(struct sounds *s, const char *except)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->count; i++) {
		struct buf letter = BUF_INIT;

		utf8_put(&letter, s->letter[i].c);
		if (!except || !strstr(except, letter.bytes))
			s->letter[kept++] = s->letter[i];
		buf_release(&letter);
	}
	s->count = kept;
}

static int by_letter(const void *a, const void *b)
{
	const struct letter *x = a, *y = b;

	return (x->c > y->c) - (x->c < y->c);
}

static struct letter *find_letter(const struct sounds *s, int32_t c)
{
	struct letter key = {.c = c};

	return s->count ? bsearch(&key, s->letter, s->count, sizeof(*s->letter), by_letter) : NULL;
}

static int read_count(void *user, char **fields, size_t line, struct xt_err *err)
{
	struct letter *letter;
	int32_t c;

	(void)line, (void)err;
	if (utf8_next(fields[0], strlen(fields[0]), &c) != strlen(fields[0]))
		return 0;
	letter = find_letter(user, c);
	if (letter)
		letter->seen += strtof(fields[1], NULL) > 0 ? strtof(fields[1], NULL) : 0;
	return 0;
}

/* How often letters are written, where the folder says so: letters.h reads the same table. */
static int read_counts(struct sounds *s, const char *folder, struct xt_err *err)
{
	struct buf path = BUF_INIT;
	int result = 0;

	file_join(&path, folder, "letters.tsv");
	if (file_exists(path.bytes))
		result = tsv_read(path.bytes, "letter\tcount", read_count, s, err);
	buf_release(&path);
	return result;
}

static void set_sound(struct letter *letter, const char *sound, size_t length)
{
	while (length && sound[length - 1] == ' ')
		length--;
	if (length && sound[length - 1] >= '0' && sound[length - 1] <= '9')
		letter->tone = sound[--length];
	if (length <= SYLLABLE_MAX)
		memcpy(letter->syllable, sound, length);
}

/* All letters at once, a line each: ICU needs a moment for every text. */
static int read_sounds(struct sounds *s, const char *name, const char *rules, struct xt_err *err)
{
	struct buf letters = BUF_INIT, sounds = BUF_INIT;
	struct translit *reader = NULL;
	const char *at;
	int result;

	for (size_t i = 0; i < s->count; i++) {
		utf8_put(&letters, s->letter[i].c);
		buf_byte(&letters, '\n');
	}
	result = translit_open(&reader, name, rules, strlen(rules), err) ||
	         translit_apply(reader, buf_text(&letters), letters.length, &sounds, err);
	at = buf_text(&sounds);
	for (size_t i = 0; !result && i < s->count; i++) {
		const char *end = strchr(at, '\n');

		if (!end) {
			result = err_set(err, "%s: [" SECTION "] sound: the rules join lines", name);
			break;
		}
		set_sound(&s->letter[i], at, (size_t)(end - at));
		at = end + 1;
	}
	translit_close(reader);
	buf_release(&letters);
	buf_release(&sounds);
	return result ? -1 : 0;
}

static const char *side(const char **at, size_t *length)
{
	const char *begin = *at + strspn(*at, " ");

	*length = strcspn(begin, " ,");
	*at = begin + *length;
	return begin;
}

/* "zh- z-, -in -ing": both sides with their hyphen in the same place. */
static int read_pairs(struct sounds *s, const struct ini *ini, struct xt_err *err)
{
	const char *at = ini_get(ini, SECTION, "pairs");

	while (at && *at) {
		struct pair p = {0};

		p.a = side(&at, &p.a_length);
		p.b = side(&at, &p.b_length);
		at += strspn(at, " ");
		if (!p.a_length || !p.b_length || (*at && *at++ != ','))
			return err_set(err, "%s:%zu: pairs: two sounds to a comma are wanted near '%.20s'",
			        ini_path(ini), ini_line(ini, SECTION, "pairs"), p.a);
		p.ends = *p.a == '-';
		p.begins = !p.ends && p.a[p.a_length - 1] == '-';
		if (p.ends != (*p.b == '-') || (!p.ends && p.begins != (p.b[p.b_length - 1] == '-')))
			return err_set(err,
			        "%s:%zu: pairs: both have their hyphen in the same place near '%.20s'",
			        ini_path(ini), ini_line(ini, SECTION, "pairs"), p.a);
		p.a += p.ends;
		p.b += p.ends;
		p.a_length -= p.ends || p.begins;
		p.b_length -= p.ends || p.begins;
		s->pair = mem_grow(s->pair, &s->pair_capacity, s->pair_count + 1, sizeof(*s->pair));
		s->pair[s->pair_count++] = p;
	}
	return 0;
}

static int read_shares(struct sounds *s, const struct ini *ini, struct xt_err *err)
{
	static const char *const KEYS[] = {"homophone", "toneless", "fuzzy"};

	for (size_t i = 0; i < 3; i++) {
		const char *value = ini_get(ini, SECTION, KEYS[i]);
		char *end = NULL;

		s->share[i] = value ? strtof(value, &end) : 0;
		if (!value || end == value || *end || !(s->share[i] > 0 && s->share[i] < 1e6f))
			return err_set(err, "%s: [" SECTION "] %s: a number above 0 is wanted beside 'sound'",
			        ini_path(ini), KEYS[i]);
	}
	return 0;
}

static int by_sound(const void *a, const void *b)
{
	const struct letter *x = a, *y = b;
	int order = strcmp(x->syllable, y->syllable);

	if (!order)
		order = x->tone - y->tone;
	return order ? order : (x->c > y->c) - (x->c < y->c);
}

/* What syllable becomes where a beginning, end or whole of it, from, becomes to: false where it has none. */
static bool change(const char *syllable, const struct pair *p, const char *from, size_t from_length,
        const char *to, size_t to_length, char out[2 * SYLLABLE_MAX + 1])
{
	size_t length = strlen(syllable), rest;

	if (length < from_length || to_length > SYLLABLE_MAX ||
	        (!p->begins && !p->ends && length != from_length))
		return false;
	rest = length - from_length;
	if (memcmp(syllable + (p->ends ? rest : 0), from, from_length))
		return false;
	memcpy(out + (p->ends ? rest : 0), to, to_length);
	memcpy(out + (p->ends ? 0 : to_length), syllable + (p->ends ? 0 : from_length), rest);
	out[rest + to_length] = '\0';
	return true;
}

/* The first letter of a syllable, or that of the first syllable after it; letters are in the order of their sounds. */
static size_t find_syllable(const struct sounds *s, const char *syllable)
{
	size_t low = 0, high = s->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (strcmp(s->letter[middle].syllable, syllable) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* A list while it grows. */
struct list {
	struct sounds *s;
	struct str *now;
	float *weight;
	size_t count;
};

/* Adds the letters of a syllable: those with the tone (negative: any), or those with any other. Together they weigh the
 * share, divided by how often each is written. */
static void add_syllable(struct list *list, const char *syllable, int tone, bool other, float share)
{
	struct sounds *s = list->s;
	size_t first = list->count;
	struct buf letter = BUF_INIT;
	float sum = 0;

	for (size_t i = find_syllable(s, syllable); i < s->count && !strcmp(s->letter[i].syllable, syllable);
	        i++) {
		if (tone >= 0 && (s->letter[i].tone == tone) == other)
			continue;
		buf_clear(&letter);
		utf8_put(&letter, s->letter[i].c);
		sum += list->weight[list->count] = s->letter[i].seen;
		list->now[list->count++] = (struct str){
		        arena_copy(&s->arena, letter.bytes, letter.length), (uint32_t)letter.length};
	}
	for (size_t i = first; i < list->count; i++)
		list->weight[i] *= share / sum;
	buf_release(&letter);
}

/* The letters of the syllables that pairs make of this one, each syllable once. */
static void add_mixed(struct list *list, const char *syllable)
{
	const struct sounds *s = list->s;
	char(*made)[2 * SYLLABLE_MAX + 1] = mem_alloc(2 * s->pair_count + 1, sizeof(*made));
	size_t count = 0;

	for (size_t i = 0; i < 2 * s->pair_count; i++) {
		const struct pair *p = &s->pair[i / 2];
		size_t k = 0;

		if (i % 2 ? !change(syllable, p, p->b, p->b_length, p->a, p->a_length, made[count])
		          : !change(syllable, p, p->a, p->a_length, p->b, p->b_length, made[count]))
			continue;
		while (k < count && strcmp(made[k], made[count]))
			k++;
		count += k == count && strcmp(made[count], syllable);
	}
	for (size_t i = 0; i < count; i++)
		add_syllable(list, made[i], -1, false, s->share[2] / (float)count);
	mem_free(made);
}

static bool same_sound(const struct letter *x, const struct letter *y)
{
	return x->tone == y->tone && !strcmp(x->syllable, y->syllable);
}

static void build_groups(struct sounds *s)
{
	struct list list = {.s = s};
	uint32_t group = 0;

	list.now = mem_alloc(s->count + 1, sizeof(*list.now));
	list.weight = mem_alloc(s->count + 1, sizeof(*list.weight));
	s->group = arena_alloc(&s->arena, s->count + 1, sizeof(*s->group));
	memset(s->group, 0, (s->count + 1) * sizeof(*s->group));
	if (s->count)
		qsort(s->letter, s->count, sizeof(*s->letter), by_sound);
	for (size_t i = 0; i < s->count; i++) {
		const struct letter *letter = &s->letter[i];

		group += i && !same_sound(letter, letter - 1);
		s->letter[i].group = group;
		if (!*letter->syllable || (i && same_sound(letter, letter - 1)))
			continue;
		list.count = 0;
		add_syllable(&list, letter->syllable, letter->tone, false, s->share[0]);
		add_syllable(&list, letter->syllable, letter->tone, true, s->share[1]);
		add_mixed(&list, letter->syllable);
		if (list.count > 1) /* more than the letter itself */
			variants_build(&s->group[group], &s->arena, list.now, list.weight, list.count);
	}
	if (s->count)
		qsort(s->letter, s->count, sizeof(*s->letter), by_letter);
	mem_free(list.now);
	mem_free(list.weight);
}

int sounds_load(struct tables *tables, const char *folder, struct xt_err *err)
{
	const struct ini *ini = tables->ini;
	const char *rules = ini_get(ini, SECTION, "sound");
	struct sounds *s;

	if (!rules)
		return 0;
	tables->sounds = s = mem_zalloc(1, sizeof(*s));
	if (read_shares(s, ini, err) || read_pairs(s, ini, err))
		return -1;
	if (!exemplar_each(ini_get(ini, "language", "locale"), add_letter, s))
		return err_set(err, "%s:%zu: sound: ICU has no exemplar set for the locale", ini_path(ini),
		        ini_line(ini, SECTION, "sound"));
	leave_out(s, ini_get(ini, SECTION, "except"));
	if (read_counts(s, folder, err) || read_sounds(s, ini_path(ini), rules, err))
		return -1;
	build_groups(s);
	return 0;
}

void sounds_free(struct sounds *sounds)
{
	if (!sounds)
		return;
	arena_release(&sounds->arena);
	mem_free(sounds->letter);
	mem_free(sounds->pair);
	mem_free(sounds);
}

bool lang_has_sounds(const struct lang *lang)
{
	return lang->tables->sounds && lang->tables->sounds->count;
}

const struct variants *lang_sounds_of(const struct lang *lang, int32_t letter)
{
	const struct sounds *s = lang->tables->sounds;
	const struct letter *found = s ? find_letter(s, letter) : NULL;

	return found && s->group[found->group].count ? &s->group[found->group] : NULL;
}
