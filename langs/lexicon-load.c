/* SPDX-License-Identifier: Apache-2.0 · the lexicons of a language: our own, a user's, those of installed packages */
#include "langs/lexicon-load.h"

#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "langs/kept.h"
#include "langs/lang-private.h"
#include "langs/lexicon.h"
#include "langs/package.h"
#include "langs/spell.h"

static const char *copy(struct tables *tables, const char *text)
{
	return text ? arena_copy(&tables->arena, text, strlen(text)) : NULL;
}

int external_add(
        struct tables *tables, const char *path, const char *package, const char *licence, struct xt_err *err)
{
	struct lang_external *external;
	struct buf version = BUF_INIT;
	char hex[HASH_HEX];

	if (hash_file(path, hex, err))
		return -1;
	tables->externals = mem_grow(tables->externals, &tables->external_capacity,
	        tables->external_count + 1, sizeof(*tables->externals));
	external = &tables->externals[tables->external_count++];
	*external =
	        (struct lang_external){copy(tables, path), copy(tables, hex), NULL, copy(tables, licence)};
	if (package && !package_version(package, &version))
		external->package = copy(tables, version.bytes);
	buf_release(&version);
	return 0;
}

static bool is_real(void *user, const char *word)
{
	return spell_knows(user, word);
}

/* Reads a lexicon that is not ours; what the dictionary refuses is left out. licence NULL: as the file states. */
static int read_external(struct tables *tables, const char *path, const char *package, const char *licence,
        struct spell *spell, struct xt_err *err)
{
	size_t before = lexicon_count(tables->lexicon);

	if (lexicon_read(tables->lexicon, path, err))
		return -1;
	licence = licence ? licence : lexicon_licence(tables->lexicon);
	if (external_add(tables, path, package, licence ? licence : "", err))
		return -1;
	if (spell)
		lexicon_filter(tables->lexicon, before, is_real, spell);
	return 0;
}

/* A dictionary is used, and named in the manifest, only where there is something to check. */
static int open_spell(struct tables *tables, struct spell **out, struct xt_err *err)
{
	const char *path = ini_get(tables->ini, "system", "hunspell");
	struct buf affixes = BUF_INIT;
	int result = 0;

	*out = NULL;
	if (!path || !*path || !file_exists(path) || !spell_here())
		return 0;
	buf_append(&affixes, path, strlen(path) > 4 ? strlen(path) - 4 : 0);
	buf_string(&affixes, ".aff");
	if (spell_open(out, affixes.bytes, path, err) ||
	        external_add(tables, path, ini_get(tables->ini, "system", "hunspell_package"), NULL, err)) {
		spell_close(*out);
		*out = NULL;
		result = -1;
	}
	buf_release(&affixes);
	return result;
}

static int load_synonyms(
        struct tables *tables, const char *folder, const struct lang_files *files, struct xt_err *err)
{
	const char *mythes = ini_get(tables->ini, "system", "mythes");
	const char *stop = ini_get(tables->ini, "synonyms", "stop");
	bool system = files->system_data && mythes && *mythes && file_exists(mythes);
	struct spell *spell = NULL;
	struct buf ours = BUF_INIT;
	size_t before;
	int result = -1;

	tables->lexicon = lexicon_new(ini_get(tables->ini, "language", "locale"));
	tables->kept = kept_load(tables->ini, ini_get(tables->ini, "language", "locale"));
	file_join(&ours, folder, "synonyms.tsv");
	if (file_exists(ours.bytes) && lexicon_read(tables->lexicon, ours.bytes, err))
		goto out;
	if (stop)
		lexicon_stop(tables->lexicon, stop);
	if (files->system_data && (system || files->lexicon_count) && open_spell(tables, &spell, err))
		goto out;
	for (size_t i = 0; i < files->lexicon_count; i++)
		if (read_external(tables, files->lexicons[i], NULL, NULL, spell, err))
			goto out;
	before = lexicon_count(tables->lexicon);
	if (system && read_external(tables, mythes, ini_get(tables->ini, "system", "package"),
	                      ini_get(tables->ini, "system", "licence"), spell, err))
		goto out;
	lexicon_yield(tables->lexicon, before, ini_get(tables->ini, "system", "parts"));
	lexicon_finish(tables->lexicon);
	result = 0;
out:
	spell_close(spell);
	buf_release(&ours);
	return result;
}

static int load_english(
        struct tables *tables, const char *folder, const struct lang_files *files, struct xt_err *err)
{
	struct buf ours = BUF_INIT;
	int result = -1;

	tables->english = lexicon_new(ini_get(tables->ini, "language", "locale"));
	file_join(&ours, folder, "english.tsv");
	if (file_exists(ours.bytes) && lexicon_read_pairs(tables->english, ours.bytes, err))
		goto out;
	for (size_t i = 0; i < files->pair_count; i++)
		if (lexicon_read_pairs(tables->english, files->pairs[i], err) ||
		        external_add(tables, files->pairs[i], NULL, "", err))
			goto out;
	lexicon_finish(tables->english);
	result = 0;
out:
	buf_release(&ours);
	return result;
}

int lexicons_load(struct tables *tables, const char *folder, const struct lang_files *files, unsigned parts,
        struct xt_err *err)
{
	if (parts & LANG_SYNONYMS && load_synonyms(tables, folder, files, err))
		return -1;
	return parts & LANG_ENGLISH ? load_english(tables, folder, files, err) : 0;
}

bool lang_has_synonyms(const struct lang *lang)
{
	return lang->tables->lexicon && lexicon_count(lang->tables->lexicon);
}

void lang_synonyms(const struct lang *lang, const char *word, size_t length, struct lang_synonyms *out)
{
	lexicon_find(lang->tables->lexicon, word, length, out);
}

bool lang_keeps(const struct lang *lang, const char *word, size_t length)
{
	return lang->tables->kept && kept_has(lang->tables->kept, word, length);
}

bool lang_has_translations(const struct lang *lang)
{
	return lang->tables->english && lexicon_count(lang->tables->english);
}

void lang_translations(const struct lang *lang, const char *word, size_t length, struct lang_synonyms *out)
{
	lexicon_find(lang->tables->english, word, length, out);
}
