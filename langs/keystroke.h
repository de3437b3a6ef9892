/* SPDX-License-Identifier: Apache-2.0 · what goes wrong under an input method
 *
 *	keystrokes_each(lang, &text, &arena, add, &site, err);
 *
 * langs/<code>/keystrokes.tsv has the keys of each method, one row for each: method, keys, text, source. How they go wrong
 * is [keystroke] in language.ini:
 *
 *	mode = residue      the keys stay as they are: tieengs for tiếng. Rows are letters (aa for â) and combining tone marks
 *	                    (s for U+0301), which may also come too late (tiêngs)
 *	mode = candidates   a neighbour's key makes another syllable, of which the first candidate is taken: rows are whole
 *	                    syllables (shi for 是), what a word's syllables are is what romanise says
 *	mode = empty        with why
 *	methods = telex 80, vni 20     and their shares
 *	keyboard = us(basic)           for neighbours
 */
#ifndef LANGS_KEYSTROKE_H
#define LANGS_KEYSTROKE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "base/variants.h"
#include "langs/lang.h"

struct tables;
struct keystrokes;

/* One thing that can go wrong: bytes begin … end − 1 become now (the arena's), or one of the variants (the language's). */
struct keystroke {
	uint32_t begin, end;
	struct str now;
	const struct variants *variants; /* NULL: now */
	float weight;
};

bool lang_has_keystrokes(const struct lang *lang);

/* All that can go wrong in a text, in the order of begin. Needs LANG_KEYSTROKES and LANG_ROMANISE. */
int keystrokes_each(struct lang *lang, const struct text *text, struct arena *arena,
        void (*each)(void *user, const struct keystroke *found), void *user, struct xt_err *err);

/* For lang.c. */
int keystrokes_load(struct tables *tables, const char *folder, struct xt_err *err);
void keystrokes_free(struct keystrokes *keystrokes);

#endif
