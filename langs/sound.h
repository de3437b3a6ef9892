/* SPDX-License-Identifier: Apache-2.0 · letters that sound alike, where a letter is a syllable: computed, not listed
 *
 *	const struct variants *alike = lang_sounds_of(lang, 0x6C34); // 水
 *
 * Who types Chinese by its sound and takes the wrong candidate writes a letter that sounds the same, but for the tone, or but
 * for what his dialect does not tell apart. Which those are is worked out once, when the language is opened, from:
 *
 *	[confusions]
 *	sound = ::Han-Latin; ::Latin-NumericPinyin;     ICU rules that read one letter: "shui3", the tone a digit at the end
 *	pairs = zh- z-, -in -ing, hui fei                   beginnings, ends and whole syllables that dialects mix
 *	except = 行长重我                                  letters left alone: of several readings, or never mistaken
 *	homophone = 60                                      how often the sound is the same,
 *	toneless = 25                                       the same without its tone,
 *	fuzzy = 15                                          mixed by a pair: shares of each other
 *
 * for the letters of ICU's exemplar set. In a share, a letter is as likely as it is often in letters.tsv, counted once more.
 */
#ifndef LANGS_SOUND_H
#define LANGS_SOUND_H

#include "base/variants.h"
#include "langs/lang.h"

struct sounds;
struct tables;

/* Whether the language has such letters. */
bool lang_has_sounds(const struct lang *lang);

/* What a letter may be taken for, itself included; NULL where there is nothing. It lives as long as the language. */
const struct variants *lang_sounds_of(const struct lang *lang, int32_t letter);

/* Fills tables->sounds where language.ini says how letters sound: for lang_open. */
int sounds_load(struct tables *tables, const char *folder, struct xt_err *err);
void sounds_free(struct sounds *sounds);

#endif
