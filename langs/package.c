/* SPDX-License-Identifier: Apache-2.0 · which version of a Debian package is installed */
#include "langs/package.h"

#include <stdbool.h>
#include <string.h>

#include "base/file.h"

#define STATUS "/var/lib/dpkg/status"
#define STATUS_LIMIT ((size_t)1 << 28)

/* The value of a line "Field: value", NULL where the line has another field; *n its length. */
static const char *value(const char *line, size_t length, const char *field, size_t *n)
{
	size_t m = strlen(field);

	if (length <= m + 2 || memcmp(line, field, m) || line[m] != ':' || line[m + 1] != ' ')
		return NULL;
	*n = length - m - 2;
	return line + m + 2;
}

int package_version_in(const char *name, const char *status, size_t length, struct buf *out)
{
	const char *end = status + length, *next, *found;
	bool here = false, installed = false;
	size_t n;

	for (const char *line = status; line < end; line = next + 1) {
		next = memchr(line, '\n', (size_t)(end - line));
		next = next ? next : end;
		if ((found = value(line, (size_t)(next - line), "Package", &n))) {
			here = n == strlen(name) && !memcmp(found, name, n);
			installed = false;
		} else if (here && (found = value(line, (size_t)(next - line), "Status", &n))) {
			installed = n == strlen("install ok installed") &&
			            !memcmp(found, "install ok installed", n);
		} else if (here && installed && (found = value(line, (size_t)(next - line), "Version", &n))) {
			buf_printf(out, "%s %.*s", name, (int)(n < 200 ? n : 200), found);
			return 0;
		}
	}
	return -1;
}

int package_version(const char *name, struct buf *out)
{
	struct buf status = BUF_INIT;
	int result = -1;

	if (!file_read(STATUS, STATUS_LIMIT, &status, NULL))
		result = package_version_in(name, buf_text(&status), status.length, out);
	buf_release(&status);
	return result;
}
