/* SPDX-License-Identifier: Apache-2.0 · bytes that a table cannot hold as they are
 *
 *	char *bytes = bytes_of(fields[1], &length);
 */
#ifndef TESTS_BYTES_H
#define TESTS_BYTES_H

#include <stdlib.h>
#include <string.h>

/* A copy with ⏎ as a newline, ␀ as the byte 0 and ‹FF› as the byte FF; free it. */
__attribute__((unused)) static char *bytes_of(const char *text, size_t *length)
{
	char *out = malloc(strlen(text) + 1), *p = out;

	while (*text) {
		if (!strncmp(text, "⏎", strlen("⏎"))) {
			*p++ = '\n';
			text += strlen("⏎");
		} else if (!strncmp(text, "␀", strlen("␀"))) {
			*p++ = '\0';
			text += strlen("␀");
		} else if (!strncmp(text, "‹", strlen("‹"))) {
			*p++ = (char)strtol(text + strlen("‹"), NULL, 16);
			text += strlen("‹") + 2 + strlen("›");
		} else {
			*p++ = *text++;
		}
	}
	*p = '\0';
	*length = (size_t)(p - out);
	return out;
}

#endif
