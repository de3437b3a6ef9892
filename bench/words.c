/* SPDX-License-Identifier: Apache-2.0 · what every language of langs/ brings to a prompt */
#include "bench/words.h"

#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "langs/lang.h"

struct words {
	struct arena arena;
	struct prompt_words *row;
	size_t count;
};

static const char *copy(struct words *w, const char *text)
{
	return text ? arena_copy(&w->arena, text, strlen(text)) : NULL;
}

static int read_one(struct words *w, const char *code, struct xt_err *err)
{
	struct lang *lang;

	if (lang_open_parts(&lang, code, NULL, 0, false, 0, err))
		return -1;
	w->row[w->count++] = (struct prompt_words){.lang = copy(w, code),
	        .locale = copy(w, lang_locale(lang)),
	        .word = {copy(w, lang_fact(lang, "prompts", question_name(QUESTION_CAUSE))),
	                copy(w, lang_fact(lang, "prompts", question_name(QUESTION_EFFECT)))}};
	lang_close(lang);
	return 0;
}

int words_read(struct words **out, struct xt_err *err)
{
	struct words *w;
	char **codes;
	size_t n = 0;
	int result = 0;

	*out = NULL;
	if (lang_codes(&codes, err))
		return -1;
	while (codes[n])
		n++;
	w = mem_zalloc(1, sizeof(*w));
	w->arena = (struct arena)ARENA_INIT;
	w->row = mem_alloc(n, sizeof(*w->row));
	for (size_t i = 0; i < n && !result; i++)
		result = read_one(w, codes[i], err);
	mem_free(codes);
	if (result)
		words_free(w);
	else
		*out = w;
	return result;
}

void words_free(struct words *words)
{
	if (!words)
		return;
	arena_release(&words->arena);
	mem_free(words->row);
	mem_free(words);
}

const struct prompt_words *words_all(const struct words *words)
{
	return words->row;
}

size_t words_count(const struct words *words)
{
	return words->count;
}
