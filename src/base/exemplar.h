/* SPDX-License-Identifier: Apache-2.0 · the letters that a locale writes with, by CLDR's exemplar sets (ICU)
 *
 *	if (!exemplar_each("et", add, user))
 *		… ICU has no set of its own for the locale
 */
#ifndef BASE_EXEMPLAR_H
#define BASE_EXEMPLAR_H

#include <stdbool.h>
#include <stddef.h>

/* Calls each with every member of the locale's main exemplar set, in the order of ICU's set: first single characters by
 * code point, then strings ("ch"). A letter is UTF-8 and lives only during the call. Returns false, without a call, where
 * ICU has no data for the locale: the set of a parent or of the root says nothing of the language. */
bool exemplar_each(
        const char *locale, void (*each)(void *user, const char *letter, size_t length), void *user);

#endif
