/* SPDX-License-Identifier: Apache-2.0 · what the files of langs/ know of a language; no other room includes this */
#ifndef LANGS_LANG_PRIVATE_H
#define LANGS_LANG_PRIVATE_H
/*
 *	static int load(struct tables *tables, const char *folder, struct xt_err *err)
 *	{
 *		const char *names = ini_get(tables->ini, "xkb", "layout");
 *		…
 *	}
 *
 * Each part of a language has its file, which fills its own member here: confusions_load fills confusions.
 */
#include "base/arena.h"
#include "base/ini.h"
#include "base/translit.h"
#include "langs/lang.h"

struct confusions;
struct keystrokes;
struct letters;
struct lookalikes;
struct memo;
struct mixture_share;
struct spellings;
struct kept;
struct lexicon;
struct script;
struct sounds;
struct slips;
struct syllable_rule;

/* What a language and its clones share; nothing in it changes after lang_open. */
struct tables {
	struct arena arena;
	struct ini *ini;
	char **joins;
	size_t join_count;
	const struct syllable_rule *syllables;
	struct lexicon *lexicon, *english;
	struct kept *kept;             /* NULL: none */
	struct confusions *confusions; /* NULL: none */
	struct letters *letters;       /* NULL: not loaded */
	struct sounds *sounds;         /* NULL: none */
	struct slips *slips;           /* NULL: none */
	struct keystrokes *keystrokes; /* NULL: none */
	bool keyboards;                /* whether layouts of xkb-data were read */
	struct lookalikes *lookalikes; /* NULL: not loaded, or no table */
	struct spellings *spellings;   /* NULL: none */
	struct mixture_share *mixture; /* [mixture_count], NULL: none */
	size_t mixture_count;
	struct lang_external *externals;
	size_t external_count, external_capacity;
	float *romanise_share; /* [lang.romanisations] */
};

/* One worker's handle. */
struct lang {
	struct tables *tables;
	bool clone;
	struct segmenter *segmenter;
	struct translit **romanise; /* [romanisations]; none where nothing is lost */
	size_t romanisations;
	struct memo *memo;     /* of romanised words; NULL: none yet */
	struct script *script; /* NULL: none */
};

#endif
