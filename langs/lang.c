/* SPDX-License-Identifier: Apache-2.0 · a language as data: reads the folder langs/<code>/ */
#include "langs/lang.h"

#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/ini.h"
#include "base/mem.h"
#include "langs/confusion.h"
#include "langs/corrector.h"
#include "langs/kept.h"
#include "langs/keystroke.h"
#include "langs/lang-private.h"
#include "langs/letters.h"
#include "langs/lexicon-load.h"
#include "langs/lexicon.h"
#include "langs/lookalike.h"
#include "langs/mixture.h"
#include "langs/romanise.h"
#include "langs/script.h"
#include "langs/slips.h"
#include "langs/sound.h"
#include "langs/spelling.h"
#include "langs/syllable.h"

#define CODE_MAX 15

/* Every key that language.ini may have: a misspelt one must not be silently nothing. */
static const struct {
	const char *section, *keys;
} KNOWN[] = {
        {"language", " code name autonym script locale iso639_3 source why "},
        {"xkb", " layouts mistaken source why "}, {"keystroke", " mode methods keyboard source why "},
        {"prompts", " cause effect source why "},
        {"letters", " joins syllables alphabet without source why "},
        {"romanise", " mode rules shares transform source why "},
        {"script", " rules opencc package source why "},
        {"system", " mythes parts package licence hunspell hunspell_package corrector source why "},
        {"synonyms", " stop source why "}, {"words", " numbers negation question source why "},
        {"confusions", " sound pairs except homophone toneless fuzzy source why "},
        {"repeat", " inside last as source why "}, {"lookalikes", " kinds source why "},
        {"canonical", " mode source why "}, {"spacing", " begins ends joined source why "},
        {"punctuation", " kinds spaced final source why "},
        {"natural", NULL}, /* its keys are names of attacks, which are not known here */
};

static bool has_word(const char *words, const char *word, size_t length)
{
	for (const char *at = words; length && (at = strstr(at, " ")) && at[1]; at++)
		if (!strncmp(at + 1, word, length) && at[1 + length] == ' ')
			return true;
	return false;
}

#define KNOWN_COUNT (sizeof(KNOWN) / sizeof(*KNOWN))

static int unknown_section(const struct ini *ini, const char *section, size_t line, struct xt_err *err)
{
	struct buf names = BUF_INIT;
	int result;

	for (size_t k = 0; k < KNOWN_COUNT; k++)
		buf_printf(&names, "%s%s", k ? ", " : "", KNOWN[k].section);
	result = err_set(
	        err, "%s:%zu: unknown section [%s]: there are %s", ini_path(ini), line, section, names.bytes);
	buf_release(&names);
	return result;
}

static int check_keys(const struct ini *ini, struct xt_err *err)
{
	const char *section, *key, *value;

	for (size_t i = 0; !ini_at(ini, i, &section, &key, &value); i++) {
		size_t line = ini_line(ini, section, key), k = 0;

		while (k < KNOWN_COUNT && strcmp(KNOWN[k].section, section))
			k++;
		if (k == KNOWN_COUNT)
			return unknown_section(ini, section, line, err);
		if (KNOWN[k].keys && !has_word(KNOWN[k].keys, key, strlen(key)))
			return err_set(err, "%s:%zu: unknown key '%s' in [%s]: there are%s", ini_path(ini),
			        line, key, section, KNOWN[k].keys);
	}
	return 0;
}

static int check_needed(const struct ini *ini, const char *code, struct xt_err *err)
{
	static const char *const NEEDED[] = {"code", "name", "script", "locale"};

	for (size_t i = 0; i < sizeof(NEEDED) / sizeof(*NEEDED); i++) {
		const char *value = ini_get(ini, "language", NEEDED[i]);

		if (!value || !*value)
			return err_set(err, "%s: [language] needs the key '%s'", ini_path(ini), NEEDED[i]);
	}
	if (strcmp(ini_get(ini, "language", "code"), code))
		return err_set(err, "%s:%zu: code '%s' is not the folder's name, '%s'", ini_path(ini),
		        ini_line(ini, "language", "code"), ini_get(ini, "language", "code"), code);
	return 0;
}

static int read_letters(struct tables *tables, struct xt_err *err)
{
	const struct ini *ini = tables->ini;
	const char *joins = ini_get(ini, "letters", "joins"), *rule = ini_get(ini, "letters", "syllables");
	char *at = joins ? arena_copy(&tables->arena, joins, strlen(joins)) : NULL, *end;
	size_t capacity = 0;

	for (; at && *at; at = end) {
		end = at + strcspn(at, " ");
		if (*end)
			*end++ = '\0';
		if (!*at)
			continue;
		tables->joins =
		        mem_grow(tables->joins, &capacity, tables->join_count + 1, sizeof(*tables->joins));
		tables->joins[tables->join_count++] = at;
	}
	if (!rule || !*rule || !strcmp(rule, "none"))
		return 0;
	tables->syllables = syllable_find(rule);
	return tables->syllables ? 0
	                         : err_set(err, "%s:%zu: syllables = '%s' names no rule: there are none %s",
	                                   ini_path(ini), ini_line(ini, "letters", "syllables"), rule,
	                                   syllable_names());
}

static int open_segmenter(struct lang *lang, struct xt_err *err)
{
	const struct tables *tables = lang->tables;
	const char *const *joins = (const char *const *)tables->joins;

	return segmenter_new(&lang->segmenter, lang_locale(lang), joins, tables->join_count, err);
}

/* Appends the path of langs/<code>. A code is ASCII letters, digits, '-' and '_', so that none leaves the folder. */
static int find_folder(const char *code, struct buf *folder, struct xt_err *err)
{
	struct buf langs = BUF_INIT;
	size_t n = strlen(code);
	int result = -1;

	if (!n || n > CODE_MAX ||
	        strspn(code, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") != n)
		return err_set(
		        err, "language '%s': a code is 1 to %d letters, digits, '-' and '_'", code, CODE_MAX);
	if (!file_datadir("langs", &langs, err)) {
		file_join(folder, langs.bytes, code);
		result =
		        file_is_dir(folder->bytes)
		                ? 0
		                : err_set(err,
		                          "language '%s': no folder %s: 'xtremor list languages' names those "
		                          "there are",
		                          code, folder->bytes);
	}
	buf_release(&langs);
	return result;
}

/* The parts that are asked for, each from its own file. */
static int load_parts(struct lang *lang, const char *folder, const struct lang_files *files, unsigned parts,
        struct xt_err *err)
{
	struct tables *tables = lang->tables;

	if ((parts & LANG_ROMANISE && romanise_load(lang, folder, err)) ||
	        (parts & LANG_SCRIPT && script_load(lang, folder, files->system_data, err)) ||
	        (parts & LANG_KEYBOARDS && slips_load(tables, err)) ||
	        (parts & LANG_KEYSTROKES && keystrokes_load(tables, folder, err)) ||
	        (parts & LANG_LETTERS && letters_load(tables, lang->segmenter, folder, err)) ||
	        (parts & LANG_LOOKALIKES &&
	                (lookalikes_load(tables, err) || spellings_load(tables, folder, err))) ||
	        lexicons_load(tables, folder, files, parts, err) ||
	        (parts & LANG_CONFUSIONS &&
	                (confusions_load(tables, folder, err) || sounds_load(tables, folder, err) ||
	                        (files->system_data && correctors_load(tables, err)))))
		return -1;
	return 0;
}

int lang_open(struct lang **out, const char *code, const char *const *lexicons, size_t count,
        bool system_data, struct xt_err *err)
{
	return lang_open_parts(out, code, lexicons, count, system_data, LANG_ALL, err);
}

int lang_open_parts(struct lang **out, const char *code, const char *const *lexicons, size_t count,
        bool system_data, unsigned parts, struct xt_err *err)
{
	const struct lang_files files = {
	        .lexicons = lexicons, .lexicon_count = count, .system_data = system_data};

	return lang_open_files(out, code, &files, parts, err);
}

int lang_open_files(struct lang **out, const char *code, const struct lang_files *files, unsigned parts,
        struct xt_err *err)
{
	struct lang *lang = mem_zalloc(1, sizeof(*lang));
	struct buf folder = BUF_INIT, path = BUF_INIT;
	int result = -1;

	lang->tables = mem_zalloc(1, sizeof(*lang->tables));
	if (find_folder(code, &folder, err))
		goto out;
	file_join(&path, folder.bytes, "language.ini");
	if (ini_open(&lang->tables->ini, path.bytes, err) || check_keys(lang->tables->ini, err) ||
	        check_needed(lang->tables->ini, code, err) || read_letters(lang->tables, err) ||
	        mixture_load(lang->tables, err) || open_segmenter(lang, err) ||
	        load_parts(lang, folder.bytes, files, parts, err))
		goto out;
	result = 0;
out:
	buf_release(&path);
	buf_release(&folder);
	if (result) {
		lang_close(lang);
		lang = NULL;
	}
	*out = lang;
	return result;
}

int lang_clone(const struct lang *lang, struct lang **out, struct xt_err *err)
{
	struct lang *copy = mem_zalloc(1, sizeof(*copy));

	*out = NULL;
	copy->tables = lang->tables;
	copy->clone = true;
	if (open_segmenter(copy, err) || romanise_clone(lang, copy, err) || script_clone(lang, copy, err)) {
		lang_close(copy);
		return -1;
	}
	*out = copy;
	return 0;
}

static void close_tables(struct tables *tables)
{
	lexicon_free(tables->lexicon);
	lexicon_free(tables->english);
	kept_free(tables->kept);
	confusions_free(tables->confusions);
	letters_free(tables->letters);
	sounds_free(tables->sounds);
	slips_free(tables->slips);
	keystrokes_free(tables->keystrokes);
	lookalikes_free(tables->lookalikes);
	spellings_free(tables->spellings);
	ini_close(tables->ini);
	mem_free(tables->joins);
	mem_free(tables->externals);
	arena_release(&tables->arena);
	mem_free(tables);
}

void lang_close(struct lang *lang)
{
	if (!lang)
		return;
	segmenter_free(lang->segmenter);
	romanise_close(lang);
	script_close(lang->script);
	if (!lang->clone)
		close_tables(lang->tables);
	mem_free(lang);
}

/* Whether langs/<name>/language.ini is there. */
static bool is_language(const char *langs, const char *name)
{
	struct buf folder = BUF_INIT, path = BUF_INIT;
	bool there;

	file_join(&folder, langs, name);
	file_join(&path, folder.bytes, "language.ini");
	there = strlen(name) <= CODE_MAX && file_exists(path.bytes);
	buf_release(&path);
	buf_release(&folder);
	return there;
}

int lang_codes(char ***out, struct xt_err *err)
{
	struct buf langs = BUF_INIT;
	char **names = NULL, **codes = NULL, *text;
	size_t count = 0, kept = 0;
	int result = -1;

	if (file_datadir("langs", &langs, err) || file_names(langs.bytes, &names, &count, err))
		goto out;
	codes = mem_zalloc(1, mem_mul(count + 1, sizeof(*codes) + CODE_MAX + 1));
	text = (char *)(codes + count + 1);
	for (size_t i = 0; i < count; i++)
		if (is_language(langs.bytes, names[i])) {
			memcpy(text, names[i], strlen(names[i]) + 1);
			codes[kept++] = text;
			text += strlen(names[i]) + 1;
		}
	result = 0;
out:
	if (names)
		file_names_free(names, count);
	buf_release(&langs);
	*out = codes;
	return result;
}

const char *lang_code(const struct lang *lang)
{
	return ini_get(lang->tables->ini, "language", "code");
}

const char *lang_locale(const struct lang *lang)
{
	return ini_get(lang->tables->ini, "language", "locale");
}

const char *lang_fact(const struct lang *lang, const char *section, const char *key)
{
	return ini_get(lang->tables->ini, section, key);
}

struct segmenter *lang_segmenter(struct lang *lang)
{
	return lang->segmenter;
}

size_t lang_external_count(const struct lang *lang)
{
	return lang->tables->external_count;
}

const struct lang_external *lang_external_at(const struct lang *lang, size_t i)
{
	return i < lang->tables->external_count ? &lang->tables->externals[i] : NULL;
}

bool lang_reads_keyboards(const struct lang *lang)
{
	return lang->tables->keyboards;
}

bool lang_has_syllables(const struct lang *lang)
{
	return lang->tables->syllables;
}

bool lang_well_formed(const struct lang *lang, const char *bytes, size_t length)
{
	return lang_fits(lang, bytes, length, 0, length);
}

bool lang_fits(const struct lang *lang, const char *bytes, size_t length, size_t begin, size_t end)
{
	return !lang->tables->syllables || syllable_fits(lang->tables->syllables, bytes, length, begin, end);
}

bool lang_edit_fits(const struct lang *lang, const char *bytes, size_t length, size_t begin, size_t end,
        const char *now, size_t now_length)
{
	return !lang->tables->syllables ||
	       syllable_edit_fits(lang->tables->syllables, bytes, length, begin, end, now, now_length);
}
