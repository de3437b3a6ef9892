/* SPDX-License-Identifier: Apache-2.0 · a language as data: the folder langs/<code>/, read once */
#ifndef LANGS_LANG_H
#define LANGS_LANG_H
/*
 *	struct lang *tamil;
 *
 *	if (lang_open(&tamil, "ta", NULL, 0, false, err))
 *		return -1;
 *	if (segmenter_cut(lang_segmenter(tamil), bytes, length, &arena, &text, err))
 *		…
 *	lang_close(tamil);
 *
 * There is no list of languages in C: the folders are the list.
 */
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/text.h"

struct lang;

/* A file from outside the repository that was read for a language: for the manifest. Strings are the lang's. */
struct lang_external {
	const char *path, *sha256;
	const char *package; /* Debian's "mythes-it 1:7.4.3-1", or NULL where none owns it */
	const char *
	        licence; /* of a lexicon, "" where it states none; NULL: it is no lexicon (a dictionary that checks) */
};

/* What a user names and allows beside the folder. */
struct lang_files {
	const char *const *lexicons; /* of synonyms: lexicon.h names the forms */
	size_t lexicon_count;
	const char *const *pairs; /* of translations, for codemix */
	size_t pair_count;
	bool system_data; /* also what language.ini names of installed packages */
};

/* Opens langs/<code>/ (found by file_datadir): language.ini, synonyms.tsv and *.rules where they are. lexicons (count
 * of them) are user files, each in the form that its name and content show: Open Multilingual WordNet .tab, MyThes
 * .dat, TSV; they load beside our own. system_data also reads the lexicons that language.ini names under [system],
 * where installed. Errors: file:line and what to do. */
int lang_open(struct lang **out, const char *code, const char *const *lexicons, size_t count,
        bool system_data, struct xt_err *err);

/* The same, loading beside language.ini only the parts asked for: what attacks say that they need. A part that is not
 * loaded is as if the folder had none. */
enum {
	LANG_ROMANISE = 1,
	LANG_SYNONYMS = 2,
	LANG_CONFUSIONS = 4,   /* confusion.h and sound.h */
	LANG_LETTERS = 8,      /* letters.h */
	LANG_KEYBOARDS = 16,   /* slips.h */
	LANG_ENGLISH = 32,     /* words for code-mixing */
	LANG_KEYSTROKES = 64,  /* keystroke.h */
	LANG_LOOKALIKES = 128, /* lookalike.h and spelling.h: what looks the same */
	LANG_SCRIPT = 256,
	LANG_ALL = 0xFFFF,
};
int lang_open_files(struct lang **out, const char *code, const struct lang_files *files, unsigned parts,
        struct xt_err *err);
int lang_open_parts(struct lang **out, const char *code, const char *const *lexicons, size_t count,
        bool system_data, unsigned parts, struct xt_err *err);

/* A second handle with its own segmenter and transliterator, sharing the tables: one for each worker. Close the
 * clones before the original. */
int lang_clone(const struct lang *lang, struct lang **out, struct xt_err *err);
void lang_close(struct lang *lang);

/* The codes of all folders in langs/, sorted; NULL-terminated, one allocation, free with mem_free. */
int lang_codes(char ***out, struct xt_err *err);

const char *lang_code(const struct lang *lang);
const char *lang_locale(const struct lang *lang); /* ICU's, for case and words */

/* The value of a key of language.ini, NULL where it has none: lang_fact(l, "language", "script"). */
const char *lang_fact(const struct lang *lang, const char *section, const char *key);

struct segmenter *lang_segmenter(struct lang *lang);

/* What user or system lexicons were read. */
size_t lang_external_count(const struct lang *lang);
const struct lang_external *lang_external_at(const struct lang *lang, size_t i);

/* Whether a keyboard layout of xkb-data was read for it. */
bool lang_reads_keyboards(const struct lang *lang);

/* Whether the language writes its words so that a proposed text is one that its script can write: every syllable of
 * the string is well formed by the rule that language.ini names (Tamil, Thai, …); true for scripts without a rule. */
bool lang_well_formed(const struct lang *lang, const char *bytes, size_t length);

/* The same for bytes begin … end − 1 and what they touch: what an edit has changed. Real text is itself odd in places,
 * and must not count against an edit elsewhere. */
bool lang_fits(const struct lang *lang, const char *bytes, size_t length, size_t begin, size_t end);

/* The same for a text in which bytes begin … end − 1 would become now, without making it. */
bool lang_edit_fits(const struct lang *lang, const char *bytes, size_t length, size_t begin, size_t end,
        const char *now, size_t now_length);

/* Whether there is such a rule at all. */
bool lang_has_syllables(const struct lang *lang);

/* In how many ways people write a word of the language in plain Latin letters: 0 where romanise has nothing to do. Each
 * has a share; they sum to 1. */
size_t lang_romanisations(const struct lang *lang);
float lang_romanise_share(const struct lang *lang, size_t way);

/* Appends one word written in a way, unchanged letters included. */
int lang_romanise(
        struct lang *lang, size_t way, const char *word, size_t length, struct buf *out, struct xt_err *err);

/* The same for another script that the language is written in: traditional characters. */
size_t lang_scripts(const struct lang *lang);
int lang_rewrite(
        struct lang *lang, size_t way, const char *word, size_t length, struct buf *out, struct xt_err *err);

/* The synonyms of a word, case folded by the locale for the look-up: count, and the i-th with its length
 * (NUL-terminated, the lang's; sorted by bytes, no duplicates, never the word itself). Words of several words are
 * found and given too. */
struct lang_synonyms {
	const char *const *word;
	size_t count;
};
bool lang_has_synonyms(const struct lang *lang);
void lang_synonyms(const struct lang *lang, const char *word, size_t length, struct lang_synonyms *out);

/* Whether a word must stay where synonyms are put in: a number, a negation, a question word. */
bool lang_keeps(const struct lang *lang, const char *word, size_t length);

/* The same as lang_synonyms for words of other languages, for code-mixing. */
bool lang_has_translations(const struct lang *lang);
void lang_translations(const struct lang *lang, const char *word, size_t length, struct lang_synonyms *out);

#endif
