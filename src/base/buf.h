/* SPDX-License-Identifier: Apache-2.0 · a growing buffer of bytes that the caller owns
 *
 *	struct buf out = BUF_INIT;
 *
 *	buf_printf(&out, "%d items\n", 500);
 *	fwrite(out.bytes, 1, out.length, stdout);
 *	buf_release(&out);
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include <stddef.h>

#include "base/err.h"

/* A borrowed text: UTF-8 without NUL, NUL-terminated; length in bytes. */
struct str {
	const char *bytes;
	uint32_t length;
};

/* bytes[length] is always '\0' once anything was appended; bytes is NULL before. */
struct buf {
	char *bytes;
	size_t length;
	size_t capacity;
};

#define BUF_INIT           \
	{                  \
		NULL, 0, 0 \
	}

/* Append: bytes, a C string, one byte, a formatted string. */
void buf_append(struct buf *buf, const void *bytes, size_t length);
void buf_string(struct buf *buf, const char *string);
void buf_byte(struct buf *buf, char byte);
void buf_printf(struct buf *buf, const char *format, ...) BASE_PRINTF(2, 3);
void buf_vprintf(struct buf *buf, const char *format, va_list args);

/* Appends length bytes that the caller will fill, and returns where; valid until the next append. */
char *buf_extend(struct buf *buf, size_t length);

/* Empties, keeping the memory. */
void buf_clear(struct buf *buf);

/* Frees; the buffer is as after BUF_INIT and can be used again. */
void buf_release(struct buf *buf);

/* The bytes as a C string, "" where nothing was appended. */
const char *buf_text(const struct buf *buf);

#endif
