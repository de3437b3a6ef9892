/* SPDX-License-Identifier: Apache-2.0 · XML over expat, element by element
 *
 *	static const struct xml_reader READER = {begin, end};
 *
 *	return xml_read_in("copa-test.xml", bytes, length, &READER, &state, err);
 *
 * Refused with file and line: what is not well formed, entities of a document's own (they can grow a kilobyte to
 * gigabytes), references that only an outside DTD could explain, more than 64 levels. Nothing outside the bytes is read.
 */
#ifndef BASE_XML_H
#define BASE_XML_H

#include <stddef.h>

#include "base/err.h"

struct xml_reader {
	/* An element begins. attributes: name, value, name, value, …, NULL. Non-zero (with err set)
	 * stops. NULL: not wanted. */
	int (*begin)(void *user, const char *name, const char **attributes, size_t line, struct xt_err *err);

	/* An element ends. text is what stood in it after its last child, white space at both ends
	 * taken off; NUL-terminated UTF-8 that lives during the call. */
	int (*end)(void *user, const char *name, const char *text, size_t length, size_t line,
	        struct xt_err *err);
};

/* Reads a document from memory; file stands in messages. */
int xml_read_in(const char *file, const char *bytes, size_t length, const struct xml_reader *reader,
        void *user, struct xt_err *err);

/* The value of an attribute, NULL where there is none. */
const char *xml_find(const char **attributes, const char *name);

#endif
