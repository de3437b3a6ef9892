/* SPDX-License-Identifier: Apache-2.0 · UTF-8, checked once at the boundary and trusted inside
 *
 *	size_t at;
 *
 *	if (utf8_check(bytes, length, &at))
 *		return err_set(err, "%s:%u: invalid UTF-8 at byte %zu", path, line, at);
 *
 * utf8proc does the decoding (Unicode 15 in Debian 12, 16 in Debian 13).
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/* 0 when bytes is well-formed UTF-8 (no overlong form, no surrogate) without NUL; else −1 and *at (may be NULL) is
 * the offset of the first byte that is not. */
int utf8_check(const char *bytes, size_t length, size_t *at);

/* Decodes one code point into *c and returns its length in bytes, 0 where the bytes are not UTF-8 or length is 0. */
size_t utf8_next(const char *bytes, size_t length, int32_t *c);

/* Reads a character by its number in so many (4 or 8) hexadecimal digits; returns digits, or 0 where there are fewer or the
 * number is no character of a text: 0, a surrogate, above U+10FFFF. */
size_t utf8_hex(const char *text, size_t digits, int32_t *c);

/* Appends one code point. */
void utf8_put(struct buf *buf, int32_t c);

/* The code point's general category by Unicode, two letters: "Lu", "Mn", "Cf". */
const char *utf8_category(int32_t c);

/* The code point's small letter by Unicode's simple mapping, itself where it has none. Locales apart: I is i. */
int32_t utf8_lower(int32_t c);

/* Whether the code point is a combining mark (Mn, Mc, Me), or a default-ignorable or format character. */
bool utf8_is_mark(int32_t c);
bool utf8_is_invisible(int32_t c);

/* The code point's canonical combining class by Unicode: 0 for letters and most marks. */
enum { UTF8_VIRAMA = 9 };
unsigned utf8_combining_class(int32_t c);

/* How many columns of a terminal the code point takes: 0, 1 or 2. */
unsigned utf8_width(int32_t c);

enum utf8_form { UTF8_NFC, UTF8_NFD, UTF8_NFKC };

/* Appends the text in a normalisation form; text must be valid UTF-8. */
void utf8_normalize(struct buf *out, const char *bytes, size_t length, enum utf8_form form);

/* Whether the text is already in the form. */
bool utf8_is_normal(const char *bytes, size_t length, enum utf8_form form);

/* The end of the grapheme cluster (UAX #29, extended) that begins at begin. */
size_t utf8_cluster_end(const char *bytes, size_t length, size_t begin);

/* Versions for manifests: utf8proc's own, and that of the Unicode tables in it. Static strings. */
const char *utf8_version(void);
const char *utf8_unicode_version(void);

#endif
