/* SPDX-License-Identifier: Apache-2.0 · the patterns of prompt templates */
#include "model/pattern.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/translit.h"
#include "base/utf8.h"

/* What Python's str.isspace() says yes to. */
static bool is_space(int32_t c)
{
	return (c >= 9 && c <= 13) || (c >= 28 && c <= 32) || c == 0x85 || c == 0x2028 || c == 0x2029 ||
	       !strcmp(utf8_category(c), "Zs");
}

/* The code point that ends a text, and where it begins. */
static size_t last_of(struct str s, int32_t *c)
{
	size_t at = s.length;

	while (at && ((unsigned char)s.bytes[--at] & 0xC0) == 0x80)
		;
	*c = 0;
	utf8_next(s.bytes + at, s.length - at, c);
	return at;
}

/* Python's str.strip(). */
static struct str strip(struct str s)
{
	int32_t c;
	size_t n;

	while ((n = utf8_next(s.bytes, s.length, &c)) && is_space(c)) {
		s.bytes += n;
		s.length -= (uint32_t)n;
	}
	while (s.length) {
		size_t at = last_of(s, &c);

		if (!is_space(c))
			break;
		s.length = (uint32_t)at;
	}
	return s;
}

static void as_it_is(struct str s, const char *locale, struct buf *out)
{
	(void)locale;
	buf_append(out, s.bytes, s.length);
}

static void chop(struct str s, const char *locale, struct buf *out)
{
	struct str inner = strip(s);
	int32_t c;

	(void)locale;
	buf_append(out, inner.bytes, last_of(inner, &c));
}

/* A mark of no pair: brackets and quotes would be left without their other half. */
static bool ends_sentence(int32_t c)
{
	return !strcmp(utf8_category(c), "Po") && c != '"' && c != '\'';
}

static void unstop(struct str s, const char *locale, struct buf *out)
{
	struct str inner = strip(s);
	int32_t c;
	size_t at = last_of(inner, &c);

	(void)locale;
	buf_append(out, inner.bytes, ends_sentence(c) ? at : inner.length);
}

static void lower(struct str s, const char *locale, struct buf *out)
{
	int32_t c;
	size_t n = utf8_next(s.bytes, s.length, &c);

	(void)locale;
	case_lower("", s.bytes, n, out);
	buf_append(out, s.bytes + n, s.length - n);
}

static void lower_locale(struct str s, const char *locale, struct buf *out)
{
	size_t n = s.length ? utf8_cluster_end(s.bytes, s.length, 0) : 0;

	case_lower(locale, s.bytes, n, out);
	buf_append(out, s.bytes + n, s.length - n);
}

static const struct {
	const char *name;
	void (*put)(struct str s, const char *locale, struct buf *out);
} FILTERS[] = {
        {"", as_it_is}, {"chop", chop}, {"unstop", unstop}, {"lower", lower}, {"lower-locale", lower_locale}};

static const struct {
	const char *name;
	size_t at;
} PARTS[] = {
        {"premise", offsetof(struct pattern_parts, premise)},
        {"question", offsetof(struct pattern_parts, question)},
        {"choice", offsetof(struct pattern_parts, choice)},
};

static bool is(const char *name, const char *bytes, size_t length)
{
	return strlen(name) == length && !memcmp(name, bytes, length);
}

/* What stands between braces: the rows of PARTS and FILTERS, and its length with both braces; 0 where it is none. */
static size_t read_part(const char *p, size_t *part, size_t *filter)
{
	size_t end = strcspn(p, "}"), name = strcspn(p + 1, "|}");
	const char *behind = p[1 + name] == '|' ? p + name + 2 : p + end;

	if (p[end] != '}')
		return 0;
	for (*part = 0; *part < sizeof(PARTS) / sizeof(*PARTS); ++*part)
		if (is(PARTS[*part].name, p + 1, name))
			break;
	for (*filter = 0; *filter < sizeof(FILTERS) / sizeof(*FILTERS); ++*filter)
		if (is(FILTERS[*filter].name, behind, (size_t)(p + end - behind)))
			break;
	return *part < sizeof(PARTS) / sizeof(*PARTS) && *filter < sizeof(FILTERS) / sizeof(*FILTERS)
	               ? end + 1
	               : 0;
}

int pattern_check(const char *pattern, const char *where, struct xt_err *err)
{
	size_t part, filter, n;

	for (const char *p = pattern; *(p += strcspn(p, "{}")); p += n) {
		n = *p == '{' ? read_part(p, &part, &filter) : 0;
		if (!n)
			return err_set(err,
			        "%s: '%.*s' is not known: there are {premise}, {question} and {choice}, with "
			        "|chop, |unstop, |lower or |lower-locale before the brace",
			        where, (int)strcspn(p + 1, "{} ") + 1 + (p[1 + strcspn(p + 1, "{} ")] == '}'),
			        p);
	}
	return 0;
}

void pattern_fill(const char *pattern, const struct pattern_parts *parts, struct buf *out)
{
	for (const char *p = pattern; *p;) {
		size_t plain = strcspn(p, "{"), part, filter;

		buf_append(out, p, plain);
		p += plain;
		if (!*p)
			break;
		p += read_part(p, &part, &filter);
		FILTERS[filter].put(*(const struct str *)(const void *)((const char *)parts + PARTS[part].at),
		        parts->locale, out);
	}
}

bool pattern_has(const char *pattern, const char *name)
{
	size_t part, filter;

	for (const char *p = pattern; *(p += strcspn(p, "{"));) {
		p += read_part(p, &part, &filter);
		if (!strcmp(PARTS[part].name, name) || !strcmp(FILTERS[filter].name, name))
			return true;
	}
	return false;
}
