/* SPDX-License-Identifier: Apache-2.0 · whether a word is a real one: an installed Hunspell dictionary */
#include "langs/spell.h"

#ifdef HAVE_HUNSPELL

#include <errno.h>
#include <hunspell.h>
#include <iconv.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"

#define WORD_MAX 200 /* bytes; longer ones are no words */

struct spell {
	Hunhandle *hunspell;
	iconv_t encoding; /* (iconv_t)-1: the dictionary is in UTF-8 */
};

bool spell_here(void)
{
	return true;
}

/* What is read is opened first: Hunspell says nothing of a file that is not there. */
static int check_file(const char *path, struct xt_err *err)
{
	return file_exists(path)
	               ? 0
	               : err_set(err, "%s: is not there: a Hunspell dictionary is an .aff and a .dic", path);
}

int spell_open(struct spell **out, const char *affixes, const char *words, struct xt_err *err)
{
	struct spell *spell;
	const char *name;

	*out = NULL;
	if (check_file(affixes, err) || check_file(words, err))
		return -1;
	spell = mem_zalloc(1, sizeof(*spell));
	spell->encoding = (iconv_t)-1;
	spell->hunspell = Hunspell_create(affixes, words);
	name = spell->hunspell ? Hunspell_get_dic_encoding(spell->hunspell) : NULL;
	if (name && strcmp(name, "UTF-8"))
		spell->encoding = iconv_open(name, "UTF-8");
	if (!name || (strcmp(name, "UTF-8") && spell->encoding == (iconv_t)-1)) {
		err_set(err, "%s: Hunspell cannot read it, or its encoding '%s' is not known here", affixes,
		        name ? name : "?");
		spell_close(spell);
		return -1;
	}
	*out = spell;
	return 0;
}

void spell_close(struct spell *spell)
{
	if (!spell)
		return;
	if (spell->encoding != (iconv_t)-1)
		iconv_close(spell->encoding);
	if (spell->hunspell)
		Hunspell_destroy(spell->hunspell);
	mem_free(spell);
}

static bool knows(struct spell *spell, const char *word, size_t length)
{
	char from[WORD_MAX + 1], to[WORD_MAX + 1], *in = from, *out = to;
	size_t left = length, room = WORD_MAX;

	if (length > WORD_MAX)
		return false;
	memcpy(from, word, length);
	from[length] = '\0';
	if (spell->encoding == (iconv_t)-1)
		return Hunspell_spell(spell->hunspell, from);
	iconv(spell->encoding, NULL, NULL, NULL, NULL);
	if (iconv(spell->encoding, &in, &left, &out, &room) == (size_t)-1)
		return false;
	*out = '\0';
	return Hunspell_spell(spell->hunspell, to);
}

bool spell_knows(struct spell *spell, const char *text)
{
	while (*text) {
		size_t n = strcspn(text, " ");

		if (n && !knows(spell, text, n))
			return false;
		text += n + (text[n] == ' ');
	}
	return true;
}

#else

bool spell_here(void)
{
	return false;
}

int spell_open(struct spell **out, const char *affixes, const char *words, struct xt_err *err)
{
	(void)affixes;
	*out = NULL;
	return err_set(
	        err, "%s: xtremor was built without Hunspell: configure finds it in libhunspell-dev", words);
}

void spell_close(struct spell *spell)
{
	(void)spell;
}

bool spell_knows(struct spell *spell, const char *text)
{
	(void)spell;
	(void)text;
	return true;
}

#endif
