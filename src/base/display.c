/* SPDX-License-Identifier: Apache-2.0 · a text as a reader sees it: erased, reordered, without what has no ink */
#include "base/display.h"

#include <stdint.h>
#include <unicode/ubidi.h>
#include <unicode/ustring.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/utf8.h"

static void erase(struct buf *out, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (bytes[i] != '\b' && bytes[i] != 0x7F) {
			buf_byte(out, bytes[i]);
			continue;
		}
		while (out->length && ((unsigned char)out->bytes[out->length - 1] & 0xC0) == 0x80)
			out->length--;
		out->length -= out->length > 0;
	}
}

/* Appends the units in the order of display, controls left out. */
static int reorder(const UChar *units, int32_t count, struct buf *out, struct xt_err *err)
{
	UErrorCode status = U_ZERO_ERROR;
	UBiDi *bidi = ubidi_open();
	UChar *seen = mem_alloc((size_t)count * 2 + 1, sizeof(*seen));
	size_t before = out->length;
	int32_t n, bytes = 0;

	ubidi_setPara(bidi, units, count, UBIDI_LTR, NULL, &status);
	n = ubidi_writeReordered(
	        bidi, seen, count * 2 + 1, UBIDI_REMOVE_BIDI_CONTROLS | UBIDI_KEEP_BASE_COMBINING, &status);
	if (U_SUCCESS(status)) {
		u_strToUTF8(buf_extend(out, (size_t)n * 3 + 1), n * 3 + 1, &bytes, seen, n, &status);
		out->length = before + (size_t)bytes;
	}
	mem_free(seen);
	ubidi_close(bidi);
	return U_FAILURE(status) ? err_set(err, "ICU cannot order the text: %s", u_errorName(status)) : 0;
}

static void show(struct buf *out, const struct buf *text)
{
	struct buf ink = BUF_INIT;
	int32_t c;
	size_t n;

	for (size_t at = 0; at < text->length; at += n) {
		n = utf8_next(text->bytes + at, text->length - at, &c);
		if (!n)
			break; /* the caller's promise of UTF-8 was broken */
		if (!utf8_is_invisible(c))
			buf_append(&ink, text->bytes + at, n);
	}
	utf8_normalize(out, buf_text(&ink), ink.length, UTF8_NFC);
	buf_release(&ink);
}

int display_text(struct buf *out, const char *bytes, size_t length, struct xt_err *err)
{
	UErrorCode status = U_ZERO_ERROR;
	struct buf left = BUF_INIT, ordered = BUF_INIT;
	int32_t count = 0;
	UChar *units;
	int result;

	if (length > TEXT_MAX)
		return err_set(err, "text of %zu bytes is longer than %u", length, TEXT_MAX);
	erase(&left, bytes, length);
	units = mem_alloc(left.length + 1, sizeof(*units));
	u_strFromUTF8(
	        units, (int32_t)left.length + 1, &count, buf_text(&left), (int32_t)left.length, &status);
	if (U_FAILURE(status))
		result = err_set(err, "text is not UTF-8: %s", u_errorName(status));
	else
		result = reorder(units, count, &ordered, err);
	if (!result)
		show(out, &ordered);
	mem_free(units);
	buf_release(&left);
	buf_release(&ordered);
	return result;
}
