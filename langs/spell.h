/* SPDX-License-Identifier: Apache-2.0 · whether a word is a real one: an installed Hunspell dictionary
 *
 *	struct spell *dictionary;
 *
 *	if (spell_open(&dictionary, "/usr/share/hunspell/it_IT.aff", "/usr/share/hunspell/it_IT.dic", err))
 *		return -1;
 *	if (spell_knows(dictionary, "casa"))
 *		…
 *	spell_close(dictionary);
 */
#ifndef LANGS_SPELL_H
#define LANGS_SPELL_H

#include <stdbool.h>

#include "base/err.h"

struct spell;

/* Whether xtremor was built with Hunspell; without it nothing is asked. */
bool spell_here(void);

/* Errors: a file that is not there, an encoding that is not known here; always where spell_here is false. */
int spell_open(struct spell **out, const char *affixes, const char *words, struct xt_err *err);
void spell_close(struct spell *spell); /* NULL is fine */

/* Whether the dictionary accepts every word of a text (UTF-8, words between spaces). A word that the dictionary's encoding
 * cannot write is not accepted. Not for several threads at once. */
bool spell_knows(struct spell *spell, const char *text);

#endif
