/* SPDX-License-Identifier: Apache-2.0 · transliteration and letter case by ICU */
#include "base/translit.h"

#include <stdint.h>
#include <string.h>
#include <unicode/uchar.h>
#include <unicode/ucasemap.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include "base/mem.h"
#include "base/utf8.h"

struct translit {
	UTransliterator *rules;
	UChar *units; /* scratch */
	size_t capacity;
};

/* UTF-8 into t->units, with room for four times as many; the length in UTF-16 units, or −1. */
static int32_t widen(UChar **units, size_t *capacity, const char *bytes, size_t length)
{
	UErrorCode status = U_ZERO_ERROR;
	int32_t n = 0;

	*units = mem_grow(*units, capacity, length + 1, sizeof(**units));
	u_strFromUTF8(*units, (int32_t)*capacity, &n, bytes, (int32_t)length, &status);
	return U_FAILURE(status) ? -1 : n;
}

static int narrow(const UChar *units, int32_t n, struct buf *out)
{
	UErrorCode status = U_ZERO_ERROR;
	size_t before = out->length;
	int32_t length = 0;
	char *at = buf_extend(out, (size_t)n * 3 + 1);

	u_strToUTF8(at, n * 3 + 1, &length, units, n, &status);
	out->length = before + (U_FAILURE(status) ? 0 : (size_t)length);
	out->bytes[out->length] = '\0';
	return U_FAILURE(status) ? -1 : 0;
}

int translit_open(
        struct translit **out, const char *name, const char *rules, size_t length, struct xt_err *err)
{
	static const UChar ID[] = {'x', 't', 0};
	UErrorCode status = U_ZERO_ERROR;
	UParseError place = {0};
	UChar *units = NULL;
	size_t capacity = 0, at;
	UTransliterator *compiled;
	int32_t n;

	if (length > INT32_MAX / 4)
		return err_set(err, "%s: rules of %zu bytes are too long", name, length);
	if (utf8_check(rules, length, &at))
		return err_set(err, "%s: invalid UTF-8 or NUL at byte %zu", name, at);
	n = widen(&units, &capacity, rules, length);
	compiled = n < 0 ? NULL : utrans_openU(ID, 2, UTRANS_FORWARD, units, n, &place, &status);
	mem_free(units);
	if (!compiled || U_FAILURE(status)) {
		char near[64] = "";

		u_austrncpy(near, place.preContext, (int32_t)sizeof(near) - 1);
		return err_set(err, "%s: rule %d: ICU cannot compile it (%s) near '%s'", name, place.line + 1,
		        u_errorName(status), near);
	}
	*out = mem_zalloc(1, sizeof(**out));
	(*out)->rules = compiled;
	return 0;
}

int translit_clone(const struct translit *t, struct translit **out, struct xt_err *err)
{
	UErrorCode status = U_ZERO_ERROR;
	UTransliterator *copy = utrans_clone(t->rules, &status);

	if (U_FAILURE(status))
		return err_set(err, "ICU cannot copy a transliterator: %s", u_errorName(status));
	*out = mem_zalloc(1, sizeof(**out));
	(*out)->rules = copy;
	return 0;
}

void translit_close(struct translit *t)
{
	if (!t)
		return;
	utrans_close(t->rules);
	mem_free(t->units);
	mem_free(t);
}

int translit_apply(struct translit *t, const char *bytes, size_t length, struct buf *out, struct xt_err *err)
{
	UErrorCode status = U_ZERO_ERROR;
	size_t room = length * 4 + 64;
	int32_t n, limit;

	if (length > INT32_MAX / 64)
		return err_set(err, "text of %zu bytes is too long to transliterate", length);
	for (;; room *= 4) {
		t->units = mem_grow(t->units, &t->capacity, room, sizeof(*t->units));
		n = limit = widen(&t->units, &t->capacity, bytes, length);
		if (n < 0)
			return err_set(err, "text is not valid UTF-8");
		status = U_ZERO_ERROR;
		utrans_transUChars(t->rules, t->units, &n, (int32_t)t->capacity, 0, &limit, &status);
		if (status != U_BUFFER_OVERFLOW_ERROR || room > INT32_MAX / 4)
			break;
	}
	if (U_FAILURE(status))
		return err_set(err, "ICU cannot transliterate: %s", u_errorName(status));
	return narrow(t->units, n, out) ? err_set(err, "a transliteration rule made a lone surrogate") : 0;
}

typedef int32_t (*case_function)(UChar *, int32_t, const UChar *, int32_t, const char *, UErrorCode *);

static void change(case_function f, const char *locale, const char *bytes, size_t length, struct buf *out)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar *from = NULL, *to;
	size_t capacity = 0;
	int32_t n = widen(&from, &capacity, bytes, length), m;

	if (n < 0) {
		mem_free(from);
		buf_append(out, bytes, length);
		return;
	}
	to = mem_alloc(
	        (size_t)n * 3 + 1, sizeof(*to)); /* no code point grows beyond three in any case mapping */
	m = f(to, n * 3 + 1, from, n, locale, &status);
	if (U_FAILURE(status) || narrow(to, m, out))
		buf_append(out, bytes, length);
	mem_free(from);
	mem_free(to);
}

void case_upper(const char *locale, const char *bytes, size_t length, struct buf *out)
{
	change(u_strToUpper, locale, bytes, length, out);
}

void case_lower(const char *locale, const char *bytes, size_t length, struct buf *out)
{
	change(u_strToLower, locale, bytes, length, out);
}

void case_capital(const char *locale, const char *bytes, size_t length, struct buf *out)
{
	size_t first = length ? utf8_cluster_end(bytes, length, 0) : 0;

	change(u_strToUpper, locale, bytes, first, out);
	buf_append(out, bytes + first, length - first);
}

bool case_is_capital(const char *bytes, size_t length)
{
	int32_t c;

	return utf8_next(bytes, length, &c) && (u_isupper(c) || u_istitle(c));
}

bool case_is_upper(const char *bytes, size_t length)
{
	bool some = false;
	int32_t c;
	size_t n;

	for (size_t i = 0; i < length && (n = utf8_next(bytes + i, length - i, &c)); i += n) {
		if (u_islower(c))
			return false;
		some = some || u_isupper(c);
	}
	return some;
}
