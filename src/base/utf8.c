/* SPDX-License-Identifier: Apache-2.0 · UTF-8 by utf8proc */
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/mem.h"

size_t utf8_next(const char *bytes, size_t length, int32_t *c)
{
	utf8proc_int32_t code;
	utf8proc_ssize_t n;

	if (!length)
		return 0;
	if ((unsigned char)*bytes < 0x80) {
		*c = (unsigned char)*bytes;
		return 1;
	}
	n = utf8proc_iterate((const utf8proc_uint8_t *)bytes, (utf8proc_ssize_t)length, &code);
	if (n <= 0)
		return 0;
	*c = code;
	return (size_t)n;
}

/* So many code points are normalised without an allocation. */
#define SHORT 256

/* Whether eight bytes are ASCII without NUL. */
static bool is_plain(const char *bytes)
{
	uint64_t eight;

	memcpy(&eight, bytes, sizeof(eight));
	return !((eight | (eight - UINT64_C(0x0101010101010101))) & UINT64_C(0x8080808080808080));
}

int utf8_check(const char *bytes, size_t length, size_t *at)
{
	size_t i = 0;

	while (i < length) {
		int32_t c;
		size_t n;

		if (length - i >= 8 && is_plain(bytes + i)) {
			i += 8;
			continue;
		}
		n = utf8_next(bytes + i, length - i, &c);
		if (!n || !c) {
			if (at)
				*at = i;
			return -1;
		}
		i += n;
	}
	return 0;
}

size_t utf8_hex(const char *text, size_t digits, int32_t *c)
{
	char hex[9] = "";
	unsigned long value;

	if (digits >= sizeof(hex) || strspn(text, "0123456789ABCDEFabcdef") < digits)
		return 0;
	memcpy(hex, text, digits);
	value = strtoul(hex, NULL, 16);
	if (!value || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
		return 0;
	*c = (int32_t)value;
	return digits;
}

void utf8_put(struct buf *buf, int32_t c)
{
	utf8proc_uint8_t bytes[4];
	utf8proc_ssize_t n = utf8proc_encode_char(c, bytes);

	buf_append(buf, bytes, (size_t)n);
}

const char *utf8_category(int32_t c)
{
	return utf8proc_category_string(c);
}

int32_t utf8_lower(int32_t c)
{
	return utf8proc_tolower(c);
}

bool utf8_is_mark(int32_t c)
{
	return utf8_category(c)[0] == 'M';
}

bool utf8_is_invisible(int32_t c)
{
	const utf8proc_property_t *p = utf8proc_get_property(c);

	return p->ignorable || p->category == UTF8PROC_CATEGORY_CF;
}

unsigned utf8_combining_class(int32_t c)
{
	return (unsigned)utf8proc_get_property(c)->combining_class;
}

unsigned utf8_width(int32_t c)
{
	int width = utf8proc_charwidth(c);

	return width > 0 ? (unsigned)width : 0;
}

static const utf8proc_option_t FORMS[] = {
        [UTF8_NFC] = UTF8PROC_STABLE | UTF8PROC_COMPOSE,
        [UTF8_NFD] = UTF8PROC_STABLE | UTF8PROC_DECOMPOSE,
        [UTF8_NFKC] = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT,
};

static bool is_ascii(const char *bytes, size_t length)
{
	unsigned char all = 0;

	for (size_t i = 0; i < length; i++)
		all |= (unsigned char)bytes[i];
	return all < 0x80;
}

/* What utf8proc_map does, in memory of ours; −1 where it is too little. */
static utf8proc_ssize_t normalize_short(
        utf8proc_int32_t room[SHORT + 1], const char *bytes, size_t length, utf8proc_option_t form)
{
	utf8proc_ssize_t n = utf8proc_decompose(
	        (const utf8proc_uint8_t *)bytes, (utf8proc_ssize_t)length, room, SHORT, form);

	return n < 0 || n > SHORT ? -1 : utf8proc_reencode(room, n, form);
}

void utf8_normalize(struct buf *out, const char *bytes, size_t length, enum utf8_form form)
{
	utf8proc_int32_t room[SHORT + 1]; /* and a NUL that utf8proc_reencode puts */
	utf8proc_uint8_t *result = NULL;
	utf8proc_ssize_t n;

	if (is_ascii(bytes, length)) {
		buf_append(out, bytes, length);
		return;
	}
	n = length <= 4 * (size_t)SHORT ? normalize_short(room, bytes, length, FORMS[form]) : -1;
	if (n >= 0) {
		buf_append(out, room, (size_t)n);
		return;
	}
	n = utf8proc_map((const utf8proc_uint8_t *)bytes, (utf8proc_ssize_t)length, &result, FORMS[form]);
	if (n < 0)
		xt_out_of_memory(length);
	buf_append(out, result, (size_t)n);
	free(result);
}

bool utf8_is_normal(const char *bytes, size_t length, enum utf8_form form)
{
	struct buf normal = BUF_INIT;
	bool same;

	utf8_normalize(&normal, bytes, length, form);
	same = normal.length == length && (!length || !memcmp(normal.bytes, bytes, length));
	buf_release(&normal);
	return same;
}

size_t utf8_cluster_end(const char *bytes, size_t length, size_t begin)
{
	utf8proc_int32_t state = 0;
	int32_t before, c;
	size_t n = utf8_next(bytes + begin, length - begin, &before), at = begin + n;

	while (n && (n = utf8_next(bytes + at, length - at, &c))) {
		if (utf8proc_grapheme_break_stateful(before, c, &state))
			return at;
		before = c;
		at += n;
	}
	return at > begin ? at : length;
}

const char *utf8_version(void)
{
	return utf8proc_version();
}

const char *utf8_unicode_version(void)
{
	return utf8proc_unicode_version();
}
