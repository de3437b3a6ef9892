/* SPDX-License-Identifier: Apache-2.0 · how a language is written in plain Latin letters: [romanise] of language.ini */
#include "langs/romanise.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "langs/lang-private.h"

#define RULES_LIMIT ((size_t)1 << 20)
#define WAYS_MAX 8

/* Words that a worker has written already: they come again and again, and ICU takes longer over one than all else does. */
#define MEMO_SLOTS 4096
#define MEMO_FROM 48
#define MEMO_TO 80

struct memo {
	struct {
		unsigned char used, way, from_length, to_length;
		char from[MEMO_FROM], to[MEMO_TO];
	} slot[MEMO_SLOTS]; /* by hash; a newer word takes an older one's place */
};

/* Rules that call ICU's own: "Han-Latin; Latin-ASCII" becomes ":: Han-Latin ; :: Latin-ASCII ;". */
static void put_transform(struct buf *out, const char *ids)
{
	while (*ids) {
		size_t n = strcspn(ids, ";");

		if (strspn(ids, " ") < n)
			buf_printf(out, ":: %.*s ;\n", (int)n, ids);
		ids += n + (ids[n] == ';');
	}
}

int rules_open(struct translit **out, const char *folder, const char *file, size_t length, struct xt_err *err)
{
	struct buf path = BUF_INIT, rules = BUF_INIT;
	int result;

	buf_printf(&path, "%s/%.*s", folder, (int)length, file);
	result = file_read(path.bytes, RULES_LIMIT, &rules, err);
	if (!result)
		result = translit_open(out, path.bytes, buf_text(&rules), rules.length, err);
	buf_release(&rules);
	buf_release(&path);
	return result;
}

static void add_way(struct lang *lang, struct translit *rules)
{
	lang->romanise = mem_resize(lang->romanise, lang->romanisations + 1, sizeof(struct translit *));
	lang->romanise[lang->romanisations++] = rules;
}

static int open_rules(struct lang *lang, const char *folder, const char *files, struct xt_err *err)
{
	struct translit *rules;

	while (*(files += strspn(files, " "))) {
		size_t n = strcspn(files, " ");

		if (lang->romanisations == WAYS_MAX)
			return err_set(err, "%s:%zu: more than %d files of rules",
			        ini_path(lang->tables->ini), ini_line(lang->tables->ini, "romanise", "rules"),
			        WAYS_MAX);
		if (rules_open(&rules, folder, files, n, err))
			return -1;
		add_way(lang, rules);
		files += n;
	}
	return 0;
}

static int open_transform(struct lang *lang, const char *ids, struct xt_err *err)
{
	struct buf rules = BUF_INIT;
	struct translit *opened;
	int result;

	put_transform(&rules, ids);
	result = translit_open(&opened, ini_path(lang->tables->ini), buf_text(&rules), rules.length, err);
	if (!result)
		add_way(lang, opened);
	buf_release(&rules);
	return result;
}

/* "1 3": how often each way is met, against the others; where nothing is said, all are met alike. */
static int read_shares(struct lang *lang, struct xt_err *err)
{
	const struct ini *ini = lang->tables->ini;
	const char *shares = ini_get(ini, "romanise", "shares"), *at = shares;
	size_t n = lang->romanisations;
	float *share = arena_alloc(&lang->tables->arena, n, sizeof(*share)), sum = 0;
	bool wrong = false;

	for (size_t i = 0; i < n; i++) {
		char *end = NULL;

		share[i] = at ? strtof(at, &end) : 1;
		wrong = wrong || !(share[i] > 0 && share[i] <= 1e6f) || (at && *end && *end != ' ');
		sum += share[i];
		at = at ? end : NULL;
	}
	if (wrong || (at && at[strspn(at, " ")]))
		return err_set(err,
		        "%s:%zu: shares = '%s': as many numbers above 0 are wanted as there are rules",
		        ini_path(ini), ini_line(ini, "romanise", "shares"), shares);
	for (size_t i = 0; i < n; i++)
		share[i] /= sum;
	lang->tables->romanise_share = share;
	return 0;
}

int romanise_load(struct lang *lang, const char *folder, struct xt_err *err)
{
	const struct ini *ini = lang->tables->ini;
	const char *mode = ini_get(ini, "romanise", "mode"), *key, *value;
	size_t line;

	if (!mode || !strcmp(mode, "empty"))
		return 0;
	line = ini_line(ini, "romanise", "mode");
	if (strcmp(mode, "rules") && strcmp(mode, "icu"))
		return err_set(
		        err, "%s:%zu: mode = '%s': there are empty, rules, icu", ini_path(ini), line, mode);
	key = *mode == 'r' ? "rules" : "transform";
	value = ini_get(ini, "romanise", key);
	if (!value || !*value || (*mode == 'r' && strchr(value, '/')))
		return err_set(err, "%s:%zu: mode = %s needs the key '%s'%s", ini_path(ini), line, mode, key,
		        *mode == 'r' ? ", a file of this folder" : ", ICU's names of transforms");
	if (*mode == 'r' ? open_rules(lang, folder, value, err) : open_transform(lang, value, err))
		return -1;
	return read_shares(lang, err);
}

int romanise_clone(const struct lang *lang, struct lang *copy, struct xt_err *err)
{
	for (size_t i = 0; i < lang->romanisations; i++) {
		struct translit *rules;

		if (translit_clone(lang->romanise[i], &rules, err))
			return -1;
		add_way(copy, rules);
	}
	return 0;
}

void romanise_close(struct lang *lang)
{
	for (size_t i = 0; i < lang->romanisations; i++)
		translit_close(lang->romanise[i]);
	mem_free(lang->romanise);
	mem_free(lang->memo);
}

size_t lang_romanisations(const struct lang *lang)
{
	return lang->romanisations;
}

float lang_romanise_share(const struct lang *lang, size_t way)
{
	return lang->tables->romanise_share[way];
}

static int remember(
        struct lang *lang, size_t way, const char *word, size_t length, struct buf *out, struct xt_err *err)
{
	size_t i = (hash_fnv1a(HASH_FNV1A, word, length) + way) % MEMO_SLOTS, before = out->length;

	lang->memo = lang->memo ? lang->memo : mem_zalloc(1, sizeof(*lang->memo));
	if (lang->memo->slot[i].used && lang->memo->slot[i].way == way &&
	        lang->memo->slot[i].from_length == length &&
	        !memcmp(lang->memo->slot[i].from, word, length)) {
		buf_append(out, lang->memo->slot[i].to, lang->memo->slot[i].to_length);
		return 0;
	}
	if (translit_apply(lang->romanise[way], word, length, out, err))
		return -1;
	if (out->length - before > MEMO_TO)
		return 0;
	lang->memo->slot[i].used = 1;
	lang->memo->slot[i].way = (unsigned char)way;
	lang->memo->slot[i].from_length = (unsigned char)length;
	lang->memo->slot[i].to_length = (unsigned char)(out->length - before);
	memcpy(lang->memo->slot[i].from, word, length);
	memcpy(lang->memo->slot[i].to, out->bytes + before, out->length - before);
	return 0;
}

int lang_romanise(
        struct lang *lang, size_t way, const char *word, size_t length, struct buf *out, struct xt_err *err)
{
	if (way < lang->romanisations && length && length <= MEMO_FROM)
		return remember(lang, way, word, length, out, err);
	if (way < lang->romanisations)
		return translit_apply(lang->romanise[way], word, length, out, err);
	buf_append(out, word, length);
	return 0;
}
