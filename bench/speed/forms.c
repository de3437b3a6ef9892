/* SPDX-License-Identifier: Apache-2.0 · of texts that any tool attacked, how many are ill-formed, damaged, unchanged
 *
 * Reads lines "language<tab>clean<tab>attacked" and prints one line for each language:
 * language, texts, newly ill-formed (a syllable that the script cannot write, where clean text has none; a letter that
 * begins with a combining mark), damaged (spaces or punctuation are not the clean text's), unchanged.
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "langs/lang.h"

#define LANGS 64

struct tally {
	struct lang *lang;
	size_t texts, ill, damaged, unchanged;
};

/* Whether a word begins with a mark that has nothing to stand on. */
static bool has_bare_mark(const char *text)
{
	bool bare = true;
	int32_t c;

	for (size_t n; *text; text += n) {
		n = utf8_next(text, strlen(text), &c);
		if (!n || (bare && *utf8_category(c) == 'M'))
			return true;
		bare = *utf8_category(c) != 'L' && *utf8_category(c) != 'M';
	}
	return false;
}

static bool ill_formed(const struct lang *lang, const char *text)
{
	return utf8_check(text, strlen(text), NULL) || has_bare_mark(text) ||
	       !lang_well_formed(lang, text, strlen(text));
}

/* Moves on to the next space or sign of a text, and gives it: 0 at the end. */
static int32_t next_sign(const char **text)
{
	int32_t c;
	size_t n;

	while (**text && (n = utf8_next(*text, strlen(*text), &c))) {
		*text += n;
		if (*utf8_category(c) == 'Z' || *utf8_category(c) == 'P')
			return c;
	}
	return 0;
}

static bool damaged(const char *clean, const char *attacked)
{
	int32_t a, b;

	do {
		a = next_sign(&clean);
		b = next_sign(&attacked);
		if (a != b)
			return true;
	} while (a);
	return false;
}

static struct tally *find(struct tally *tally, size_t *count, const char *code)
{
	struct xt_err err;

	for (size_t i = 0; i < *count; i++)
		if (!strcmp(lang_code(tally[i].lang), code))
			return &tally[i];
	if (*count == LANGS || lang_open_parts(&tally[*count].lang, code, NULL, 0, false, 0, &err)) {
		fprintf(stderr, "forms: %s: %s\n", code,
		        *count == LANGS ? "too many languages" : err.message);
		exit(1);
	}
	return &tally[(*count)++];
}

int main(void)
{
	struct tally tally[LANGS] = {{NULL, 0, 0, 0, 0}}, *t;
	size_t count = 0, capacity = 0;
	char *line = NULL;

	while (getline(&line, &capacity, stdin) > 0) {
		char *clean = strchr(line, '\t'), *attacked = clean ? strchr(clean + 1, '\t') : NULL;

		if (!attacked)
			return fprintf(stderr, "forms: three fields are wanted: %s", line), 1;
		*clean++ = '\0';
		*attacked++ = '\0';
		attacked[strcspn(attacked, "\n")] = '\0';
		t = find(tally, &count, line);
		t->texts++;
		t->ill += !ill_formed(t->lang, clean) && ill_formed(t->lang, attacked);
		t->damaged += damaged(clean, attacked);
		t->unchanged += !strcmp(clean, attacked);
	}
	for (size_t i = 0; i < count; i++) {
		printf("%s\t%zu\t%zu\t%zu\t%zu\n", lang_code(tally[i].lang), tally[i].texts, tally[i].ill,
		        tally[i].damaged, tally[i].unchanged);
		lang_close(tally[i].lang);
	}
	free(line);
	return 0;
}
