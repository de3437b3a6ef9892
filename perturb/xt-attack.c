/* SPDX-License-Identifier: Apache-2.0 · what xtremor.h offers of languages and attacks */
#include "xtremor.h"

#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "perturb/perturb.h"

struct xt_lang {
	struct lang *lang;
};

void xt_free(void *p)
{
	mem_free(p);
}

int xt_lang_open(struct xt_lang **out, const char *code, struct xt_err *err)
{
	struct lang *lang;

	*out = NULL;
	if (lang_open(&lang, code, NULL, 0, false, err))
		return -1;
	*out = mem_alloc(1, sizeof(**out));
	(*out)->lang = lang;
	return 0;
}

void xt_lang_close(struct xt_lang *lang)
{
	if (!lang)
		return;
	lang_close(lang->lang);
	mem_free(lang);
}

const char *xt_attack_name(size_t i)
{
	const struct attack *attack = attack_at(i);

	return attack ? attack->name : NULL;
}

int xt_attack_text(struct xt_lang *lang, const char *attack, unsigned severity, uint64_t seed, int32_t number,
        const char *text, char **out, struct xt_err *err)
{
	const struct attack *found = attack_find(attack);
	struct item clean = {.field = {{text, 0}, {"", 0}, {"", 0}}, .idx = number}, attacked;
	struct arena arena = ARENA_INIT;
	size_t length = strlen(text), at;
	int result;

	*out = NULL;
	if (!found)
		return err_set(err, "there is no attack '%s'; 'xtremor list attacks' shows them", attack);
	if (severity > 5)
		return err_set(err, "severity %u is not one of 0 to 5", severity);
	if (length > TEXT_MAX)
		return err_set(err, "text of %zu bytes is longer than %u", length, TEXT_MAX);
	if (utf8_check(text, length, &at))
		return err_set(err, "text: invalid UTF-8 at byte %zu", at);
	clean.field[FIELD_PREMISE].length = (uint32_t)length;
	result = perturb_item(
	        found, lang->lang, &clean, severity, seed, 1U << FIELD_PREMISE, &arena, &attacked, err);
	if (!result)
		*out = mem_copy(attacked.field[FIELD_PREMISE].bytes, attacked.field[FIELD_PREMISE].length);
	arena_release(&arena);
	return result;
}
