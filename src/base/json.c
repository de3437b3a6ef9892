/* SPDX-License-Identifier: Apache-2.0 · strict JSON over jansson */
#include "base/json.h"

#include <jansson.h>
#include <string.h>

#include "base/file.h"

#define FILE_LIMIT ((size_t)1 << 31)

int json_parse(const char *file, size_t line, const char *bytes, size_t length, struct json_t **out,
        struct xt_err *err)
{
	json_error_t where;

	*out = json_loadb(bytes ? bytes : "", length, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &where);
	if (*out)
		return 0;
	return err_set(err, "%s:%zu: not valid JSON: %s (at byte %d)", file,
	        line ? line : (size_t)(where.line > 0 ? where.line : 1), where.text, where.position);
}

void json_done(struct json_t *document)
{
	json_decref(document);
}

int json_line_in(const char *file, size_t number, const char *bytes, size_t length,
        int (*each)(void *user, const struct json_t *object, size_t line, struct xt_err *err), void *user,
        struct xt_err *err)
{
	struct json_t *value;
	int result;

	if (length && bytes[length - 1] == '\r')
		length--;
	if (length > JSON_LINE_MAX)
		return err_set(err, "%s:%zu: line of %zu bytes is longer than %u", file, number, length,
		        JSON_LINE_MAX);
	if (!length)
		return err_set(err, "%s:%zu: empty line: remove it", file, number);
	if (memchr(bytes, '\0', length))
		return err_set(err, "%s:%zu: NUL in text", file, number);
	if (json_parse(file, number, bytes, length, &value, err))
		return -1;
	if (json_is_object(value))
		result = each(user, value, number, err) ? -1 : 0;
	else
		result = err_set(
		        err, "%s:%zu: %s where an object {…} is wanted", file, number, json_kind_name(value));
	json_done(value);
	return result;
}

int json_check_start(const char *file, const char *bytes, size_t length, struct xt_err *err)
{
	if (length >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3))
		return err_set(
		        err, "%s:1: begins with a byte-order mark: save it as UTF-8 without one", file);
	return 0;
}

int json_lines_in(const char *file, const char *bytes, size_t length,
        int (*each)(void *user, const struct json_t *object, size_t line, struct xt_err *err), void *user,
        struct xt_err *err)
{
	size_t number = 1;

	if (json_check_start(file, bytes, length, err))
		return -1;
	for (size_t at = 0; at < length; number++) {
		const char *end = memchr(bytes + at, '\n', length - at);
		size_t n = end ? (size_t)(end - bytes) - at : length - at;

		if (json_line_in(file, number, bytes + at, n, each, user, err))
			return -1;
		at += n + 1;
	}
	return 0;
}

int json_lines(const char *path,
        int (*each)(void *user, const struct json_t *object, size_t line, struct xt_err *err), void *user,
        struct xt_err *err)
{
	struct buf bytes = BUF_INIT;
	int result = file_read(path, FILE_LIMIT, &bytes, err);

	if (!result)
		result = json_lines_in(path, bytes.bytes, bytes.length, each, user, err);
	buf_release(&bytes);
	return result;
}

const struct json_t *json_find(const struct json_t *value, const char *key)
{
	return json_object_get(value, key);
}

enum json_kind json_kind(const struct json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		return JSON_IS_OBJECT;
	case JSON_ARRAY:
		return JSON_IS_ARRAY;
	case JSON_STRING:
		return JSON_IS_STRING;
	case JSON_INTEGER:
		return JSON_IS_INTEGER;
	case JSON_REAL:
		return JSON_IS_REAL;
	case JSON_TRUE:
	case JSON_FALSE:
		return JSON_IS_BOOL;
	case JSON_NULL:
	default:
		return JSON_IS_NULL;
	}
}

const char *json_kind_name(const struct json_t *value)
{
	static const char *const NAMES[] = {"null", "a truth value", "a whole number",
	        "a number with a fraction", "a string", "an array", "an object"};

	return value ? NAMES[json_kind(value)] : "nothing";
}

const char *json_text(const struct json_t *value, size_t *length)
{
	if (!json_is_string(value))
		return NULL;
	if (length)
		*length = json_string_length(value);
	return json_string_value(value);
}

int json_int64(const struct json_t *value, int64_t *out)
{
	if (!json_is_integer(value))
		return -1;
	*out = json_integer_value(value);
	return 0;
}

int json_double(const struct json_t *value, double *out)
{
	if (!json_is_number(value))
		return -1;
	*out = json_number_value(value);
	return 0;
}

int json_truth(const struct json_t *value, bool *out)
{
	if (!json_is_boolean(value))
		return -1;
	*out = json_is_true(value);
	return 0;
}

size_t json_count(const struct json_t *array)
{
	return json_array_size(array);
}

const struct json_t *json_at(const struct json_t *array, size_t i)
{
	return json_array_get(array, i);
}

int json_each(const struct json_t *object,
        int (*each)(void *user, const char *key, const struct json_t *value), void *user)
{
	/* jansson's iterators want a pointer they may write through, though reading writes nothing */
	union {
		const struct json_t *in;
		struct json_t *out;
	} o = {object};
	int result = 0;

	for (void *i = json_object_iter(o.out); i && !result; i = json_object_iter_next(o.out, i))
		result = each(user, json_object_iter_key(i), json_object_iter_value(i));
	return result;
}

/* Whether one of eight bytes has to be escaped: a control character, a quote, a backslash or DEL. The high bit of each
 * byte of the sum tells: the tests for "less than" and "zero" of Mycroft (Warren, Hacker's Delight, 6-1). */
static bool must_escape(uint64_t eight)
{
	static const uint64_t ONES = UINT64_C(0x0101010101010101), HIGH = ONES * 0x80;
	uint64_t quote = eight ^ ONES * '"', slash = eight ^ ONES * '\\', del = eight ^ ONES * 0x7F;

	return (((eight - ONES * 0x20) & ~eight) | ((quote - ONES) & ~quote) | ((slash - ONES) & ~slash) |
	               ((del - ONES) & ~del)) &
	       HIGH;
}

static char *write_byte(char *at, unsigned char c)
{
	static const char HEX[] = "0123456789abcdef";

	if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F) {
		*at++ = (char)c;
		return at;
	}
	*at++ = '\\';
	if (c == '"' || c == '\\') {
		*at++ = (char)c;
	} else if (c == '\n' || c == '\t') {
		*at++ = c == '\n' ? 'n' : 't';
	} else {
		memcpy(at, "u00", 3);
		at[3] = HEX[c >> 4];
		at[4] = HEX[c & 15];
		at += 5;
	}
	return at;
}

char *json_write_string(char *at, const char *bytes, size_t length)
{
	size_t i = 0;

	*at++ = '"';
	while (i < length) {
		uint64_t eight;

		if (length - i >= sizeof(eight)) {
			memcpy(&eight, bytes + i, sizeof(eight));
			if (!must_escape(eight)) {
				memcpy(at, &eight, sizeof(eight));
				at += sizeof(eight);
				i += sizeof(eight);
				continue;
			}
		}
		at = write_byte(at, (unsigned char)bytes[i++]);
	}
	*at++ = '"';
	return at;
}

void json_put_string(struct buf *out, const char *bytes, size_t length)
{
	size_t start = out->length;
	char *at = buf_extend(out, JSON_STRING_MAX(length));

	out->length = start + (size_t)(json_write_string(at, bytes, length) - at);
	out->bytes[out->length] = '\0';
}
