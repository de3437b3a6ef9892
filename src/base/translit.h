/* SPDX-License-Identifier: Apache-2.0 · transliteration by rules, and letter case by locale (ICU)
 *
 *	struct translit *rules;
 *
 *	if (translit_open(&rules, "langs/tr/romanise.rules", bytes, length, err))
 *		return -1;
 *	translit_apply(rules, word, word_length, &out, err);
 */
#ifndef BASE_TRANSLIT_H
#define BASE_TRANSLIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* Rules compiled. Not for several threads at once: each worker clones its own. */
struct translit;

/* Compiles ICU transliterator rules given as UTF-8 text. name stands in messages, which carry the place in the rules
 * that ICU reports. */
int translit_open(
        struct translit **out, const char *name, const char *rules, size_t length, struct xt_err *err);
int translit_clone(const struct translit *t, struct translit **out, struct xt_err *err);
void translit_close(struct translit *t);

/* Appends the transliteration of one text (valid UTF-8) to out. */
int translit_apply(struct translit *t, const char *bytes, size_t length, struct buf *out, struct xt_err *err);

/* Append the text in upper or lower case, or with its first letter in title case and the rest unchanged, by the
 * rules of a locale ("tr": i → İ). */
void case_upper(const char *locale, const char *bytes, size_t length, struct buf *out);
void case_lower(const char *locale, const char *bytes, size_t length, struct buf *out);
void case_capital(const char *locale, const char *bytes, size_t length, struct buf *out);

/* Whether the first character is an upper-case or title-case letter. */
bool case_is_capital(const char *bytes, size_t length);

/* Whether the text has letters and all that have case are upper. */
bool case_is_upper(const char *bytes, size_t length);

#endif
