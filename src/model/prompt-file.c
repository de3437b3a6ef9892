/* SPDX-License-Identifier: Apache-2.0 · a prompt template from a file */
#include "model/prompt-file.h"

#include <stdlib.h>
#include <string.h>

#include "base/ini.h"
#include "base/mem.h"
#include "model/pattern.h"

enum { TOKENS_LEAST = 8, TOKENS_MOST = 100000 };

struct reading {
	const struct ini *ini;
	const struct prompt_words *langs;
	size_t lang_count;
	struct arena *arena;
	struct prompt_file *out;
	struct xt_err *err;
};

static int wrong(const struct reading *r, const char *section, const char *key, const char *what)
{
	return err_set(r->err, "%s:%zu: %s: %s", ini_path(r->ini), ini_line(r->ini, section, key), key, what);
}

static int read_pattern(const struct reading *r, const char *key, const char **to)
{
	const char *value = ini_get(r->ini, "template", key);
	struct buf where = BUF_INIT;
	int result;

	if (!value || !*value)
		return err_set(r->err,
		        "%s: [template] wants first and second, the two texts: first = {premise} {question}",
		        ini_path(r->ini));
	buf_printf(&where, "%s:%zu: %s", ini_path(r->ini), ini_line(r->ini, "template", key), key);
	result = pattern_check(value, where.bytes, r->err);
	buf_release(&where);
	*to = arena_copy(r->arena, value, strlen(value));
	return result;
}

static int read_length(const struct reading *r)
{
	const char *value = ini_get(r->ini, "template", "max_tokens");
	unsigned long n = value ? strtoul(value, NULL, 10) : 0;

	if (value && (strspn(value, "0123456789") != strlen(value) || n < TOKENS_LEAST || n > TOKENS_MOST))
		return wrong(r, "template", "max_tokens", "is not a number from 8 to 100000");
	r->out->template.max_tokens = n;
	return 0;
}

static int read_cut(const struct reading *r)
{
	const char *value = ini_get(r->ini, "template", "cut");

	if (value && strcmp(value, "start") && strcmp(value, "end"))
		return wrong(r, "template", "cut", "is neither start nor end");
	r->out->template.from_start = value && !strcmp(value, "start");
	return 0;
}

/* Both words of a section, or neither. */
static int read_words(const struct reading *r, const char *section, const char *word[2])
{
	for (int q = 0; q < 2; q++) {
		const char *value = ini_get(r->ini, section, question_name((enum question)q));

		word[q] = value ? arena_copy(r->arena, value, strlen(value)) : NULL;
	}
	if (!word[0] == !word[1])
		return 0;
	return err_set(r->err, "%s: [%s] has %s and no %s: both are wanted", ini_path(r->ini), section,
	        question_name(word[0] ? QUESTION_CAUSE : QUESTION_EFFECT),
	        question_name(word[0] ? QUESTION_EFFECT : QUESTION_CAUSE));
}

static int check_key(const struct reading *r, const char *section, const char *key)
{
	static const char *const KEYS[] = {"first", "second", "max_tokens", "cut"};

	if (!strcmp(section, "words") || !strncmp(section, "words ", 6))
		return !strcmp(key, "cause") || !strcmp(key, "effect")
		               ? 0
		               : wrong(r, section, key, "is not known: words are cause and effect");
	for (size_t i = 0; !strcmp(section, "template") && i < sizeof(KEYS) / sizeof(*KEYS); i++)
		if (!strcmp(key, KEYS[i]))
			return 0;
	if (!strcmp(section, "template"))
		return wrong(r, section, key, "is not known: there are first, second, max_tokens and cut");
	return err_set(r->err,
	        "%s:%zu: section [%s] is not known: there are [template], [words], [words CODE]",
	        ini_path(r->ini), ini_line(r->ini, section, key), section);
}

/* A section [words CODE], met at its first key. */
static int read_language(const struct reading *r, const char *section, const char *key)
{
	struct prompt_file *out = r->out;
	const char *code = section + strlen("words ");
	struct prompt_words *row = &out->words[out->count];
	size_t i = 0;

	for (size_t k = 0; k < out->count; k++)
		if (!strcmp(out->words[k].lang, code))
			return 0;
	while (i < r->lang_count && strcmp(r->langs[i].lang, code))
		i++;
	if (i == r->lang_count)
		return err_set(r->err, "%s:%zu: [%s]: there is no language '%s': `xtremor list languages`",
		        ini_path(r->ini), ini_line(r->ini, section, key), section, code);
	*row = (struct prompt_words){.lang = arena_copy(r->arena, code, strlen(code))};
	out->count++;
	return read_words(r, section, row->word);
}

static int read_all(const struct reading *r)
{
	struct template *t = &r->out->template;
	const char *section, *key, *value;
	size_t n = 0;

	for (; !ini_at(r->ini, n, &section, &key, &value); n++)
		if (check_key(r, section, key))
			return -1;
	if (read_pattern(r, "first", &t->first) || read_pattern(r, "second", &t->second) || read_length(r) ||
	        read_cut(r) || read_words(r, "words", t->words))
		return -1;
	if (!pattern_has(t->first, "choice") && !pattern_has(t->second, "choice"))
		return err_set(r->err,
		        "%s: neither first nor second has {choice}: both choices would be the same",
		        ini_path(r->ini));
	r->out->words = arena_alloc(r->arena, n, sizeof(*r->out->words));
	for (size_t i = 0; i < n; i++) {
		ini_at(r->ini, i, &section, &key, &value);
		if (!strncmp(section, "words ", 6) && read_language(r, section, key))
			return -1;
	}
	return 0;
}

int prompt_file_read(struct prompt_file *out, const char *path, const struct prompt_words *langs,
        size_t count, struct arena *arena, struct xt_err *err)
{
	struct reading r = {.langs = langs, .lang_count = count, .arena = arena, .out = out, .err = err};
	struct ini *ini;
	int result;

	*out = (struct prompt_file){.count = 0};
	if (ini_open(&ini, path, err))
		return -1;
	r.ini = ini;
	result = read_all(&r);
	ini_close(ini);
	return result;
}
