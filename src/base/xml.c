/* SPDX-License-Identifier: Apache-2.0 · XML over expat */
#include "base/xml.h"

#include <expat.h>
#include <string.h>

#include "base/buf.h"

#define DEPTH_MAX 64
#define PIECE 65536

struct state {
	XML_Parser parser;
	const char *file;
	const struct xml_reader *reader;
	void *user;
	struct buf text;
	unsigned depth;
	int failed; /* a callback has set err */
	struct xt_err *err;
};

static size_t line_of(const struct state *s)
{
#ifdef HAVE_XML_GETCURRENTLINENUMBER64 /* expat 2.7.2 calls the other one deprecated */
	return (size_t)XML_GetCurrentLineNumber64(s->parser);
#else
	return (size_t)XML_GetCurrentLineNumber(s->parser);
#endif
}

static void stop(struct state *s)
{
	s->failed = 1;
	XML_StopParser(s->parser, XML_FALSE);
}

static void XMLCALL begin(void *data, const XML_Char *name, const XML_Char **attributes)
{
	struct state *s = data;

	if (s->failed)
		return;
	buf_clear(&s->text);
	if (++s->depth > DEPTH_MAX) {
		err_set(s->err, "%s:%zu: more than %d elements inside one another", s->file, line_of(s),
		        DEPTH_MAX);
		stop(s);
	} else if (s->reader->begin && s->reader->begin(s->user, name, attributes, line_of(s), s->err)) {
		stop(s);
	}
}

static void XMLCALL end(void *data, const XML_Char *name)
{
	static const char SPACES[] = " \t\r\n";
	struct state *s = data;
	char *text;
	size_t length;

	if (s->failed)
		return;
	buf_byte(&s->text, '\0');
	text = s->text.bytes + strspn(s->text.bytes, SPACES);
	length = strlen(text);
	while (length && strchr(SPACES, text[length - 1]))
		length--;
	text[length] = '\0';
	s->depth--;
	if (s->reader->end && s->reader->end(s->user, name, text, length, line_of(s), s->err))
		stop(s);
	buf_clear(&s->text);
}

static void XMLCALL characters(void *data, const XML_Char *bytes, int length)
{
	struct state *s = data;

	if (!s->failed)
		buf_append(&s->text, bytes, (size_t)length);
}

static void refuse_entity(struct state *s, const char *name)
{
	if (s->failed)
		return;
	err_set(s->err,
	        "%s:%zu: entity %.40s: entities of a document's own are not taken: write the text out",
	        s->file, line_of(s), name ? name : "?");
	stop(s);
}

static void XMLCALL entity(void *data, const XML_Char *name, int is_parameter, const XML_Char *value,
        int length, const XML_Char *base, const XML_Char *system, const XML_Char *public,
        const XML_Char *notation)
{
	(void)is_parameter;
	(void)value;
	(void)length;
	(void)base;
	(void)system;
	(void)public;
	(void)notation;
	refuse_entity(data, name);
}

static void XMLCALL skipped(void *data, const XML_Char *name, int is_parameter)
{
	(void)is_parameter;
	refuse_entity(data, name);
}

static int parse(struct state *s, const char *bytes, size_t length)
{
	size_t at = 0;

	do {
		int n = length - at > PIECE ? PIECE : (int)(length - at);
		int last = at + (size_t)n == length;

		if (XML_Parse(s->parser, bytes ? bytes + at : "", n, last) != XML_STATUS_OK) {
			if (s->failed)
				return -1;
			return err_set(s->err, "%s:%zu: not well-formed XML: %s", s->file, line_of(s),
			        XML_ErrorString(XML_GetErrorCode(s->parser)));
		}
		at += (size_t)n;
	} while (at < length);
	return 0;
}

int xml_read_in(const char *file, const char *bytes, size_t length, const struct xml_reader *reader,
        void *user, struct xt_err *err)
{
	struct state s = {XML_ParserCreate(NULL), file, reader, user, BUF_INIT, 0, 0, err};
	int result;

	if (!s.parser)
		xt_out_of_memory(sizeof(s));
	XML_SetUserData(s.parser, &s);
	XML_SetElementHandler(s.parser, begin, end);
	XML_SetCharacterDataHandler(s.parser, characters);
	XML_SetEntityDeclHandler(s.parser, entity);
	XML_SetSkippedEntityHandler(s.parser, skipped);
	result = parse(&s, bytes, length);
	XML_ParserFree(s.parser);
	buf_release(&s.text);
	return result;
}

const char *xml_find(const char **attributes, const char *name)
{
	for (size_t i = 0; attributes[i]; i += 2)
		if (!strcmp(attributes[i], name))
			return attributes[i + 1];
	return NULL;
}
