/* SPDX-License-Identifier: Apache-2.0 · a suite read from its file */
#include "bench/suite.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/ini.h"
#include "base/mem.h"
#include "model/model.h"
#include "perturb/chain.h"

#define FOLDER "bench/suites"
#define NAME_LETTERS "abcdefghijklmnopqrstuvwxyz0123456789-_"

/* What suite_close frees beside the suite itself, which is the first member. */
struct held {
	struct suite suite;
	struct ini *ini;
	struct arena arena;
	const char **attacks; /* the suite's, while they are filled in */
	size_t words;
};

static const struct {
	const char *section, *key;
	bool needed;
} KEYS[] = {
        {"suite", "name", true},
        {"suite", "summary", true},
        {"suite", "source", false},
        {"suite", "why", false},
        {"attack", "attacks", true},
        {"attack", "severities", true},
        {"attack", "seeds", true},
        {"attack", "fields", true},
        {"score", "template", true},
};

#define KEY_COUNT (sizeof(KEYS) / sizeof(*KEYS))

static int fault(const struct ini *ini, const char *section, const char *key, const char *word,
        const char *wanted, struct xt_err *err)
{
	return err_set(
	        err, "%s:%zu: %s: '%s': %s", ini_path(ini), ini_line(ini, section, key), key, word, wanted);
}

static int check_keys(const struct ini *ini, struct xt_err *err)
{
	const char *section, *key, *value;

	for (size_t i = 0; !ini_at(ini, i, &section, &key, &value); i++) {
		size_t k = 0;

		while (k < KEY_COUNT && (strcmp(KEYS[k].section, section) || strcmp(KEYS[k].key, key)))
			k++;
		if (k == KEY_COUNT)
			return err_set(err, "%s:%zu: [%s] has no key '%s': see xtremor-attack(1)",
			        ini_path(ini), ini_line(ini, section, key), section, key);
	}
	for (size_t k = 0; k < KEY_COUNT; k++) {
		value = ini_get(ini, KEYS[k].section, KEYS[k].key);
		if (KEYS[k].needed && (!value || !*value))
			return err_set(err, "%s: [%s] needs the key '%s'", ini_path(ini), KEYS[k].section,
			        KEYS[k].key);
	}
	return 0;
}

/* Calls take() with each word of a value. */
static int each_word(struct held *held, const char *section, const char *key,
        int (*take)(struct held *held, const char *word, struct xt_err *err), struct xt_err *err)
{
	const char *at = ini_get(held->ini, section, key);

	while (*(at += strspn(at, " "))) {
		size_t n = strcspn(at, " ");

		if (take(held, arena_copy(&held->arena, at, n), err))
			return -1;
		at += n;
	}
	return 0;
}

static int count_word(struct held *held, const char *word, struct xt_err *err)
{
	(void)word, (void)err;
	held->words++;
	return 0;
}

static int take_attack(struct held *held, const char *word, struct xt_err *err)
{
	const char **attacks = held->attacks;
	struct chain chain;
	struct xt_err why;

	if (chain_parse(&chain, word, &why))
		return fault(held->ini, "attack", "attacks", word, why.message, err);
	for (; *attacks; attacks++)
		if (!strcmp(*attacks, word))
			return fault(held->ini, "attack", "attacks", word, "stands twice", err);
	*attacks = word;
	return 0;
}

/* As many places as words, and one for the NULL. */
static int take_attacks(struct held *held, struct xt_err *err)
{
	(void)each_word(held, "attack", "attacks", count_word, err);
	held->attacks = arena_alloc(&held->arena, held->words + 1, sizeof(*held->attacks));
	for (size_t i = 0; i <= held->words; i++)
		held->attacks[i] = NULL;
	held->suite.attacks = held->attacks;
	return each_word(held, "attack", "attacks", take_attack, err);
}

static int take_severity(struct held *held, const char *word, struct xt_err *err)
{
	struct suite *suite = &held->suite;

	if (strlen(word) != 1 || *word < '1' || *word > '5' ||
	        (suite->severity_count &&
	                suite->severities[suite->severity_count - 1] >= (unsigned)(*word - '0')))
		return fault(held->ini, "attack", "severities", word, "1 to 5 are wanted, ascending", err);
	suite->severities[suite->severity_count++] = (unsigned)(*word - '0');
	return 0;
}

static int take_seed(struct held *held, const char *word, struct xt_err *err)
{
	struct suite *suite = &held->suite;
	unsigned long long seed;
	char *end;

	errno = 0;
	seed = strtoull(word, &end, 10);
	if (*word < '0' || *word > '9' || *end || errno || seed > INT64_MAX ||
	        (suite->seed_count && suite->seeds[suite->seed_count - 1] >= seed))
		return fault(held->ini, "attack", "seeds", word,
		        "whole numbers below 2^63 are wanted, ascending", err);
	if (suite->seed_count == SUITE_SEEDS)
		return fault(held->ini, "attack", "seeds", word, "there are too many", err);
	suite->seeds[suite->seed_count++] = seed;
	return 0;
}

static int take_field(struct held *held, const char *word, struct xt_err *err)
{
	enum field field;

	if (field_find(word, &field) || held->suite.fields & 1U << field)
		return fault(held->ini, "attack", "fields", word,
		        "premise, choice1 and choice2 are fields, each once", err);
	held->suite.fields |= 1U << field;
	return 0;
}

static int take_template(struct held *held, struct xt_err *err)
{
	const char *name, *summary;

	held->suite.template = ini_get(held->ini, "score", "template");
	for (size_t i = 0; model_template_at(i, &name, &summary); i++)
		if (!strcmp(name, held->suite.template))
			return 0;
	return fault(held->ini, "score", "template", held->suite.template, "there is no such template", err);
}

static int take_all(struct held *held, const char *name, struct xt_err *err)
{
	if (check_keys(held->ini, err))
		return -1;
	held->suite.name = ini_get(held->ini, "suite", "name");
	held->suite.summary = ini_get(held->ini, "suite", "summary");
	if (strcmp(held->suite.name, name))
		return fault(held->ini, "suite", "name", held->suite.name, "is not the file's name", err);
	return take_attacks(held, err) || each_word(held, "attack", "severities", take_severity, err) ||
	                       each_word(held, "attack", "seeds", take_seed, err) ||
	                       each_word(held, "attack", "fields", take_field, err) ||
	                       take_template(held, err)
	               ? -1
	               : 0;
}

int suite_open(struct suite **out, const char *name, struct xt_err *err)
{
	struct buf path = BUF_INIT, file = BUF_INIT;
	struct held *held;
	int result = -1;

	*out = NULL;
	if (!*name || strspn(name, NAME_LETTERS) != strlen(name))
		return err_set(
		        err, "suite '%.40s': a name has a-z 0-9 - _: 'xtremor list suites' shows them", name);
	held = mem_zalloc(1, sizeof(*held));
	if (file_datadir(FOLDER, &path, err))
		goto out;
	buf_printf(&file, "%s.ini", name);
	buf_printf(&path, "/%s", file.bytes);
	if (!file_exists(path.bytes)) {
		err_set(err, "there is no suite '%s' (no %s): 'xtremor list suites' shows them", name,
		        path.bytes);
		goto out;
	}
	result = ini_open(&held->ini, path.bytes, err) || take_all(held, name, err) ? -1 : 0;
out:
	buf_release(&path);
	buf_release(&file);
	if (result)
		suite_close(&held->suite);
	else
		*out = &held->suite;
	return result;
}

void suite_close(struct suite *suite)
{
	union {
		struct suite *suite;
		struct held *held;
	} p = {suite};

	if (!suite)
		return;
	ini_close(p.held->ini);
	arena_release(&p.held->arena);
	mem_free(p.held);
}

/* The length of NAME in NAME.ini, 0 for a file of another name. */
static size_t stem(const char *file)
{
	size_t n = strspn(file, NAME_LETTERS);

	return strcmp(file + n, ".ini") ? 0 : n;
}

int suite_names(char ***names, size_t *count, struct xt_err *err)
{
	struct buf path = BUF_INIT;
	char **files = NULL;
	size_t n = 0, kept = 0;
	int result = -1;

	if (!file_datadir(FOLDER, &path, err) && !file_names(path.bytes, &files, &n, err)) {
		for (size_t i = 0; i < n; i++) {
			size_t length = stem(files[i]);

			files[i][length] = '\0';
			if (length) {
				char *name = files[i];

				files[i] = files[kept];
				files[kept++] = name;
			}
		}
		for (size_t i = kept; i < n; i++)
			mem_free(files[i]);
		result = 0;
	}
	buf_release(&path);
	*names = files;
	*count = kept;
	return result;
}
