/* SPDX-License-Identifier: Apache-2.0 · the lexicons of a language: our own, a user's, those of installed packages
 *
 *	if (lexicons_load(tables, folder, files, parts, err))
 *		return -1;
 */
#ifndef LANGS_LEXICON_LOAD_H
#define LANGS_LEXICON_LOAD_H

#include "langs/lang.h"

struct tables;

/* LANG_SYNONYMS: synonyms.tsv, --lexicon and the thesaurus of [system], and the words that synonym must not touch.
 * LANG_ENGLISH: english.tsv and --pairs. */
int lexicons_load(struct tables *tables, const char *folder, const struct lang_files *files, unsigned parts,
        struct xt_err *err);

/* Notes a file from outside the repository for the manifest; everything is copied. package NULL: nobody's; else the name of
 * Debian's package, noted with its version where that is installed. licence NULL: it is no lexicon; "": it states none. */
int external_add(struct tables *tables, const char *path, const char *package, const char *licence,
        struct xt_err *err);

#endif
