/* SPDX-License-Identifier: Apache-2.0 · the letters that a locale writes with, by CLDR's exemplar sets (ICU) */
#include "base/exemplar.h"

#include <unicode/ulocdata.h>
#include <unicode/uset.h>
#include <unicode/ustring.h>

#include "base/utf8.h"

#define STRING_UNITS 32

static void put_range(
        UChar32 first, UChar32 last, void (*each)(void *user, const char *letter, size_t length), void *user)
{
	struct buf letter = BUF_INIT;

	for (UChar32 c = first; c <= last; c++) {
		buf_clear(&letter);
		utf8_put(&letter, c);
		each(user, letter.bytes, letter.length);
	}
	buf_release(&letter);
}

static void put_string(const UChar *units, int32_t count,
        void (*each)(void *user, const char *letter, size_t length), void *user)
{
	UErrorCode status = U_ZERO_ERROR;
	char bytes[STRING_UNITS * 3 + 1];
	int32_t length = 0;

	u_strToUTF8(bytes, (int32_t)sizeof(bytes), &length, units, count, &status);
	if (U_SUCCESS(status))
		each(user, bytes, (size_t)length);
}

bool exemplar_each(
        const char *locale, void (*each)(void *user, const char *letter, size_t length), void *user)
{
	UErrorCode status = U_ZERO_ERROR;
	ULocaleData *data = ulocdata_open(locale, &status);
	USet *set = ulocdata_getExemplarSet(data, NULL, 0, ULOCDATA_ES_STANDARD, &status);
	bool found = set && status != U_USING_DEFAULT_WARNING && status != U_USING_FALLBACK_WARNING &&
	             U_SUCCESS(status);

	for (int32_t i = 0, n = found ? uset_getItemCount(set) : 0; i < n; i++) {
		UChar units[STRING_UNITS];
		UChar32 first, last;
		int32_t count;

		status = U_ZERO_ERROR;
		count = uset_getItem(set, i, &first, &last, units, STRING_UNITS, &status);
		if (U_SUCCESS(status) && !count)
			put_range(first, last, each, user);
		else if (U_SUCCESS(status))
			put_string(units, count, each, user);
	}
	uset_close(set);
	ulocdata_close(data);
	return found;
}
