/* SPDX-License-Identifier: Apache-2.0 · a template made ready: its words, its hash, its texts */
#include "model/prompt.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/mem.h"
#include "model/pattern.h"
#include "model/prompt-file.h"
#include "model/template.h"

#define CUSTOM "custom:"

struct prompt {
	struct arena arena;
	struct template template;
	struct prompt_words *words; /* of each language; only where they decide something */
	size_t count;
	bool asked, locale; /* whether {question}, and the languages' locales, decide something */
	char sha256[HASH_HEX], custom[sizeof(CUSTOM) + 8];
};

static bool is_custom(const char *template)
{
	return !strncmp(template, CUSTOM, strlen(CUSTOM));
}

bool prompt_wants_words(const char *template)
{
	const struct template *t = template_find(template);

	return is_custom(template) || (t && t->first && !t->words[0]);
}

static const char *copy(struct prompt *p, const char *text)
{
	return text ? arena_copy(&p->arena, text, strlen(text)) : NULL;
}

static const struct prompt_words *find(const struct prompt_words *words, size_t count, const char *lang)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(words[i].lang, lang))
			return &words[i];
	return NULL;
}

/* The words of each language: the file's own, else the template's for all, else the language's. */
static void settle(
        struct prompt *p, const struct prompt_words *langs, size_t count, const struct prompt_file *file)
{
	const struct template *t = &p->template;

	p->words = arena_alloc(&p->arena, count, sizeof(*p->words));
	p->count = count;
	for (size_t i = 0; i < count; i++) {
		const struct prompt_words *own = find(file->words, file->count, langs[i].lang);

		p->words[i] = (struct prompt_words){
		        .lang = copy(p, langs[i].lang), .locale = copy(p, langs[i].locale)};
		for (int q = 0; q < 2; q++)
			p->words[i].word[q] = own           ? own->word[q]
			                      : t->words[q] ? t->words[q]
			                                    : copy(p, langs[i].word[q]);
	}
}

static void hash(struct prompt *p)
{
	const struct template *t = &p->template;
	unsigned char digest[HASH_SHA256];
	struct buf all = BUF_INIT;

	buf_printf(&all, "first=%s\nsecond=%s\nmax_tokens=%zu\ncut=%s\ntie=%s\n", t->first, t->second,
	        t->max_tokens, t->from_start ? "start" : "end", t->tie_first ? "first" : "second");
	for (int q = 0; q < 2; q++)
		if (p->asked && t->words[q])
			buf_printf(&all, "%s=%s\n", question_name((enum question)q), t->words[q]);
	for (size_t i = 0; i < p->count; i++) {
		const struct prompt_words *w = &p->words[i];

		if (p->locale)
			buf_printf(&all, "%s locale=%s\n", w->lang, w->locale ? w->locale : "");
		for (int q = 0; p->asked && q < 2; q++)
			if (w->word[q] && w->word[q] != t->words[q])
				buf_printf(&all, "%s %s=%s\n", w->lang, question_name((enum question)q),
				        w->word[q]);
	}
	hash_sha256(all.bytes, all.length, digest);
	hash_hex(digest, p->sha256);
	buf_release(&all);
}

static int unknown(const char *name, struct xt_err *err)
{
	if (!strcmp(name, "custom"))
		return err_set(err, "template 'custom' is read from a file: write custom:FILE");
	return err_set(err, "template '%s' is not known: `xtremor list templates` names them", name);
}

int prompt_open(struct prompt **out, const char *template, const struct prompt_words *words, size_t count,
        struct xt_err *err)
{
	const struct template *found = template_find(template);
	struct prompt_file file = {.count = 0};
	struct prompt *p;

	*out = NULL;
	if (!is_custom(template) && (!found || !found->first))
		return unknown(template, err);
	p = mem_zalloc(1, sizeof(*p));
	p->arena = (struct arena)ARENA_INIT;
	if (found) {
		p->template = *found;
	} else if (prompt_file_read(&file, template + strlen(CUSTOM), words, count, &p->arena, err)) {
		prompt_close(p);
		return -1;
	} else {
		p->template = file.template;
	}
	p->asked = pattern_has(p->template.first, "question") || pattern_has(p->template.second, "question");
	p->locale = pattern_has(p->template.first, "lower-locale") ||
	            pattern_has(p->template.second, "lower-locale");
	if (p->locale || file.count || !p->template.words[0])
		settle(p, words, count, &file);
	hash(p);
	if (!found) {
		snprintf(p->custom, sizeof(p->custom), CUSTOM "%.8s", p->sha256);
		p->template.name = p->custom;
	}
	*out = p;
	return 0;
}

void prompt_close(struct prompt *prompt)
{
	if (!prompt)
		return;
	arena_release(&prompt->arena);
	mem_free(prompt);
}

const char *prompt_name(const struct prompt *prompt)
{
	return prompt->template.name;
}

const char *prompt_sha256(const struct prompt *prompt)
{
	return prompt->sha256;
}

size_t prompt_max_tokens(const struct prompt *prompt)
{
	return prompt->template.max_tokens;
}

static struct str str_of(const char *text)
{
	return (struct str){text, (uint32_t)strlen(text)};
}

/* What the item's language brings: its words, else the template's own; its locale. */
static int find_words(const struct prompt *p, const struct item *item, const char **word, const char **locale,
        struct xt_err *err)
{
	const struct prompt_words *w = item->lang ? find(p->words, p->count, item->lang) : NULL;

	*word = w ? w->word[item->question] : p->template.words[item->question];
	*locale = w && w->locale ? w->locale : "";
	if ((*word || !p->asked) && (w || !p->locale))
		return 0;
	if (!item->lang)
		return err_set(err, "template '%s' wants to know the language of an item", p->template.name);
	if (!w)
		return err_set(err, "template '%s': there is no language '%s' in langs", p->template.name,
		        item->lang);
	return err_set(err,
	        "template '%s': the language '%s' has no word '%s' under [prompts] in its language.ini",
	        p->template.name, item->lang, question_name(item->question));
}

int prompt_texts(const struct prompt *prompt, const struct item *item, unsigned choice, struct buf *a,
        struct buf *b, struct xt_err *err)
{
	struct pattern_parts parts = {.premise = item->field[FIELD_PREMISE],
	        .choice = item->field[choice ? FIELD_CHOICE2 : FIELD_CHOICE1]};
	const char *word;

	if (find_words(prompt, item, &word, &parts.locale, err))
		return -1;
	parts.question = str_of(word ? word : "");
	pattern_fill(prompt->template.first, &parts, a);
	pattern_fill(prompt->template.second, &parts, b);
	return 0;
}

void prompt_cut(const struct prompt *prompt, size_t *a, size_t *b, size_t room)
{
	bool tie = prompt->template.tie_first;

	while (*a + *b > room) {
		if (*a > *b || (*a == *b && tie))
			--*a;
		else
			--*b;
	}
}

bool prompt_from_start(const struct prompt *prompt)
{
	return prompt->template.from_start;
}
