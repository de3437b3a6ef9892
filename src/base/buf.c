/* SPDX-License-Identifier: Apache-2.0 · a growing buffer of bytes */
#include "base/buf.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

char *buf_extend(struct buf *buf, size_t length)
{
	char *at;

	if (length > SIZE_MAX - buf->length - 1)
		xt_out_of_memory(length);
	buf->bytes = mem_grow(buf->bytes, &buf->capacity, buf->length + length + 1, 1);
	at = buf->bytes + buf->length;
	buf->length += length;
	buf->bytes[buf->length] = '\0';
	return at;
}

void buf_append(struct buf *buf, const void *bytes, size_t length)
{
	char *at = buf_extend(buf, length);

	if (length)
		memcpy(at, bytes, length);
}

void buf_string(struct buf *buf, const char *string)
{
	buf_append(buf, string, strlen(string));
}

void buf_byte(struct buf *buf, char byte)
{
	*buf_extend(buf, 1) = byte;
}

void buf_vprintf(struct buf *buf, const char *format, va_list args)
{
	va_list again;
	int n;

	va_copy(again, args);
	n = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (n > 0) {
		char *at = buf_extend(buf, (size_t)n);

		vsnprintf(at, (size_t)n + 1, format, args);
	}
}

void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	buf_vprintf(buf, format, args);
	va_end(args);
}

void buf_clear(struct buf *buf)
{
	buf->length = 0;
	if (buf->bytes)
		buf->bytes[0] = '\0';
}

void buf_release(struct buf *buf)
{
	mem_free(buf->bytes);
	*buf = (struct buf)BUF_INIT;
}

const char *buf_text(const struct buf *buf)
{
	return buf->bytes ? buf->bytes : "";
}
