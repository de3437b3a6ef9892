/* SPDX-License-Identifier: Apache-2.0 · error messages */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

static int hidden(int32_t c)
{
	return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD || c == 0x061C ||
	       (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
	       c == 0xFEFF;
}

void err_mask(char *text)
{
	size_t length = strlen(text), out = 0;

	for (size_t i = 0; i < length;) {
		int32_t c;
		size_t n = utf8_next(text + i, length - i, &c);

		if (!n || hidden(c)) {
			text[out++] = '?';
			i += n ? n : 1;
			continue;
		}
		memmove(text + out, text + i, n);
		out += n;
		i += n;
	}
	text[out] = '\0';
}

/* A message that filled its buffer may end inside a character: drop the piece. */
static void cut(char *text, size_t size)
{
	size_t length = strlen(text), start = length;

	if (length + 1 < size || !length)
		return;
	while (start && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
		start--;
	if (start)
		text[start - 1] = '\0';
}

int err_set(struct xt_err *err, const char *format, ...)
{
	va_list args;

	if (!err)
		return -1;
	va_start(args, format);
	vsnprintf(err->message, sizeof(err->message), format, args);
	va_end(args);
	cut(err->message, sizeof(err->message));
	err_mask(err->message);
	return -1;
}

int err_prefix(struct xt_err *err, const char *format, ...)
{
	struct xt_err old;
	va_list args;
	size_t n;

	if (!err)
		return -1;
	old = *err;
	va_start(args, format);
	vsnprintf(err->message, sizeof(err->message), format, args);
	va_end(args);
	n = strlen(err->message);
	snprintf(err->message + n, sizeof(err->message) - n, ": %s", old.message);
	cut(err->message, sizeof(err->message));
	err_mask(err->message);
	return -1;
}
