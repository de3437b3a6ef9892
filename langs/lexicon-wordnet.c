/* SPDX-License-Identifier: Apache-2.0 · wordnets: Open Multilingual WordNet's tables, and WN-LMF
 *
 * OMW: https://omwn.org (Bond and Foster 2013), one wn-data-<lang>.tab for each language. WN-LMF: the format of the Global
 * WordNet Association, https://globalwordnet.github.io/schemas, as Open English WordNet and OMW 2 ship.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/mem.h"
#include "base/xml.h"
#include "langs/lexicon-form.h"

#define SYNSET_LIMIT 400 /* words: each pairs with each */
#define PAIRS_LIMIT \
	10000000 /* ten times those of the largest wordnet; without it a file takes 400 times its size */

/* A word of a synset, to be sorted. */
struct lemma {
	const char *synset, *word;
	size_t order;
};

static int compare(const void *a, const void *b)
{
	const struct lemma *x = a, *y = b;
	int way = strcmp(x->synset, y->synset);

	if (!way)
		way = strcmp(x->word, y->word);
	return way ? way : (x->order > y->order) - (x->order < y->order);
}

/* Where the synset of the sorted lemma at begin ends. */
static size_t synset_end(const struct lemma *lemmas, size_t count, size_t begin)
{
	size_t end = begin;

	while (end < count && !strcmp(lemmas[end].synset, lemmas[begin].synset))
		end++;
	return end;
}

static int check_size(const struct lemma *lemmas, size_t count, const struct lines *lines)
{
	size_t end, pairs = 0;

	for (size_t begin = 0; begin < count; begin = end) {
		end = synset_end(lemmas, count, begin);
		if (end - begin > SYNSET_LIMIT)
			return err_set(lines->err,
			        "%s: synset '%s' has %zu words, more than %d: is it a WordNet?", lines->path,
			        lemmas[begin].synset, end - begin, SYNSET_LIMIT);
		pairs += (end - begin) * (end - begin - 1);
		if (pairs > PAIRS_LIMIT)
			return err_set(lines->err, "%s: has more than %d pairs of synonyms: is it a WordNet?",
			        lines->path, PAIRS_LIMIT);
	}
	return 0;
}

static int pair_synsets(struct lexicon *lexicon, struct lemma *lemmas, size_t count, struct lines *lines)
{
	size_t end;

	if (count)
		qsort(lemmas, count, sizeof(*lemmas), compare);
	if (check_size(lemmas, count, lines))
		return -1;
	for (size_t begin = 0; begin < count; begin = end) {
		end = synset_end(lemmas, count, begin);
		for (size_t i = begin; i < end; i++)
			for (size_t j = begin; j < end; j++)
				if (i != j)
					form_add(lexicon, lemmas[i].word, lemmas[j].word);
	}
	return 0;
}

static bool is_lemma(const char *type)
{
	const char *colon = strchr(type, ':');

	return !strcmp(colon ? colon + 1 : type, "lemma");
}

int form_tab(struct lexicon *lexicon, struct lines *lines)
{
	struct lemma *lemmas = NULL;
	size_t count = 0, capacity = 0;
	bool failed;
	int result = -1;
	char *line;

	while ((line = lines_next(lines, &failed))) {
		char *rest = line, *synset = lines_part(&rest, '\t'), *type = lines_part(&rest, '\t');
		char *word = lines_part(&rest, '\t');

		if (*line == '#' && word && rest && lines->line == 1)
			lexicon_note_licence(
			        lexicon, lines_tidy(rest)); /* name, language, address, licence */
		if (!*line || *line == '#')
			continue;
		if (!word) {
			err_set(lines->err,
			        "%s:%zu: a row is a synset, a type such as 'ita:lemma' and a word, separated "
			        "by tabs",
			        lines->path, lines->line);
			goto out;
		}
		if (!is_lemma(type))
			continue; /* definitions and examples */
		lemmas = mem_grow(lemmas, &capacity, count + 1, sizeof(*lemmas));
		lemmas[count] = (struct lemma){synset, lines_tidy(word), count};
		count++;
	}
	result = failed ? -1 : pair_synsets(lexicon, lemmas, count, lines);
out:
	mem_free(lemmas);
	return result;
}

/* Whether a file without a telling name looks like an Open Multilingual WordNet: its first row that is no comment. */
bool form_is_tab(const char *bytes, size_t length)
{
	const char *at = bytes, *stop = bytes + length, *end, *tab;

	while (at < stop && *at == '#' && (end = memchr(at, '\n', (size_t)(stop - at))))
		at = end + 1;
	end = at < stop ? memchr(at, '\n', (size_t)(stop - at)) : NULL;
	end = end ? end : stop;
	tab = at < end ? memchr(at, '\t', (size_t)(end - at)) : NULL;
	if (!tab)
		return false;
	at = tab + 1;
	tab = at < end ? memchr(at, '\t', (size_t)(end - at)) : NULL;
	return tab && tab - at >= 5 && !memcmp(tab - 5, "lemma", 5);
}

/* A sense of the entry that is being read. */
struct sense {
	const char *synset;
	uint64_t uses; /* <Count>: in a corpus that the wordnet's makers marked */
	size_t order;
};

struct lmf {
	struct lexicon *lexicon;
	const char *path;
	struct arena arena;
	struct lemma *lemmas;
	size_t count, capacity;
	const char *word; /* of the entry; NULL: none yet */
	struct sense *senses;
	size_t sense_count, sense_capacity;
	bool begun, in_entry;
};

static int wanted(
        const struct lmf *lmf, const char *name, const char *attribute, size_t line, struct xt_err *err)
{
	return err_set(
	        err, "%s:%zu: <%s> without %s: is it a wordnet in WN-LMF?", lmf->path, line, name, attribute);
}

static int lmf_begin(void *user, const char *name, const char **attributes, size_t line, struct xt_err *err)
{
	struct lmf *lmf = user;
	const char *text;

	if (!lmf->begun && strcmp(name, "LexicalResource"))
		return err_set(err, "%s:%zu: begins with <%s>: a wordnet in WN-LMF is a <LexicalResource>",
		        lmf->path, line, name);
	lmf->begun = true;
	if (!strcmp(name, "Lexicon") && (text = xml_find(attributes, "license"))) {
		lexicon_note_licence(lmf->lexicon, text);
	} else if (!strcmp(name, "LexicalEntry")) {
		lmf->in_entry = true;
		lmf->word = NULL;
		lmf->sense_count = 0;
	} else if (!strcmp(name, "Lemma") && lmf->in_entry) {
		if (!(text = xml_find(attributes, "writtenForm")))
			return wanted(lmf, name, "writtenForm", line, err);
		lmf->word = lines_tidy(arena_copy(&lmf->arena, text, strlen(text)));
	} else if (!strcmp(name, "Sense") && lmf->in_entry) {
		if (!(text = xml_find(attributes, "synset")))
			return wanted(lmf, name, "synset", line, err);
		lmf->senses = mem_grow(
		        lmf->senses, &lmf->sense_capacity, lmf->sense_count + 1, sizeof(*lmf->senses));
		lmf->senses[lmf->sense_count] =
		        (struct sense){arena_copy(&lmf->arena, text, strlen(text)), 0, lmf->sense_count};
		lmf->sense_count++;
	}
	return 0;
}

/* The most used sense first, else as the makers put them. */
static int compare_senses(const void *a, const void *b)
{
	const struct sense *x = a, *y = b;

	if (x->uses != y->uses)
		return x->uses < y->uses ? 1 : -1;
	return (x->order > y->order) - (x->order < y->order);
}

/* An entry's first senses; where some were counted, only counted ones. */
static void keep_senses(struct lmf *lmf)
{
	size_t n = lmf->sense_count;

	if (n)
		qsort(lmf->senses, n, sizeof(*lmf->senses), compare_senses);
	for (size_t i = 0; i < n && i < LEXICON_SENSES; i++) {
		if (!lmf->senses[i].uses && lmf->senses[0].uses)
			break;
		lmf->lemmas = mem_grow(lmf->lemmas, &lmf->capacity, lmf->count + 1, sizeof(*lmf->lemmas));
		lmf->lemmas[lmf->count] = (struct lemma){lmf->senses[i].synset, lmf->word, lmf->count};
		lmf->count++;
	}
}

static int lmf_end(
        void *user, const char *name, const char *text, size_t length, size_t line, struct xt_err *err)
{
	struct lmf *lmf = user;
	char *end;

	if (!strcmp(name, "LexicalEntry")) {
		if (!lmf->word)
			return wanted(lmf, name, "a <Lemma>", line, err);
		keep_senses(lmf);
		lmf->in_entry = false;
	} else if (!strcmp(name, "Count") && lmf->in_entry && lmf->sense_count) {
		uint64_t uses = strtoull(text, &end, 10);

		if (!length || *text < '0' || *text > '9' || *end)
			return err_set(
			        err, "%s:%zu: <Count> holds no number: '%.40s'", lmf->path, line, text);
		lmf->senses[lmf->sense_count - 1].uses += uses < UINT32_MAX ? uses : UINT32_MAX;
	}
	return 0;
}

int form_lmf(struct lexicon *lexicon, struct lines *lines)
{
	static const struct xml_reader READER = {lmf_begin, lmf_end};
	struct lmf lmf = {.lexicon = lexicon, .path = lines->path};
	int result = xml_read_in(
	        lines->path, lines->at, (size_t)(lines->end - lines->at), &READER, &lmf, lines->err);

	if (!result)
		result = pair_synsets(lexicon, lmf.lemmas, lmf.count, lines);
	mem_free(lmf.lemmas);
	mem_free(lmf.senses);
	arena_release(&lmf.arena);
	return result;
}

static bool begins(const char *bytes, size_t length, const char *with)
{
	return length >= strlen(with) && !memcmp(bytes, with, strlen(with));
}

bool form_is_lmf(const char *bytes, size_t length)
{
	return begins(bytes, length, "<?xml") || begins(bytes, length, "<!DOCTYPE LexicalResource") ||
	       begins(bytes, length, "<LexicalResource");
}
