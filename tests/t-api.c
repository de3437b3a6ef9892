/* SPDX-License-Identifier: Apache-2.0 · tests of what a C program gets from xtremor.h alone */
#include "tap.h"

#include "xtremor.h"

static void attacks(void)
{
	struct xt_lang *turkish, *none;
	struct xt_err err;
	char *once = NULL, *again = NULL;
	size_t n = 0;

	while (xt_attack_name(n))
		n++;
	tap_ok(n >= 4 && !strcmp(xt_attack_name(0), "none"), "attacks are listed, none first");
	if (!tap_ok(!xt_lang_open(&turkish, "tr", &err), "a language opens by its code"))
		return;
	tap_ok(!xt_attack_text(turkish, "romanise", 5, 0, 0, "ışık", &once, &err), "a text is attacked");
	tap_same(once, "isik", "Turkish loses its marks and dots by rule");
	xt_free(once);
	xt_attack_text(turkish, "swap", 3, 7, 1, "Kapı yavaşça açıldı.", &once, &err);
	xt_attack_text(turkish, "swap", 3, 7, 1, "Kapı yavaşça açıldı.", &again, &err);
	tap_ok(once && again && !strcmp(once, again) && strcmp(once, "Kapı yavaşça açıldı."),
	        "the same arguments give the same, changed, bytes");
	xt_free(once);
	xt_free(again);
	tap_ok(xt_attack_text(turkish, "swop", 3, 0, 0, "a", &once, &err) == -1 && !once,
	        "an unknown attack is refused");
	tap_ok(xt_attack_text(turkish, "swap", 6, 0, 0, "a", &once, &err) == -1, "severity 6 is refused");
	tap_ok(xt_attack_text(turkish, "swap", 1, 0, 0, "a\xFF", &once, &err) == -1,
	        "invalid UTF-8 is refused");
	tap_same(err.message, "text: invalid UTF-8 at byte 1", "with the place");
	tap_ok(xt_lang_open(&none, "../tr", &err) == -1 && !none, "a code that is a path is refused");
	xt_lang_close(turkish);
}

static void models(void)
{
	struct xt_model *model, *none;
	struct xt_err err;
	float scores[2] = {0, 0};

	if (!tap_ok(!xt_model_open(&model, tap_source("bench/sample/checkpoints/toy-all"), NULL, 1, &err),
	            "a checkpoint opens"))
		return;
	tap_ok(!xt_model_score(
	               model, "那个男人被淋湿了。", "cause", "外面下着大雨。", "灯灭了。", scores, &err) &&
	                scores[0] > scores[1],
	        "a sample item is answered");
	tap_ok(xt_model_score(model, "A", "why", "B", "C", scores, &err) == -1,
	        "an unknown question is refused");
	tap_ok(xt_model_score(model, "", "cause", "B", "C", scores, &err) == -1, "an empty text is refused");
	tap_ok(xt_model_open(&none, "no/such/folder", NULL, 1, &err) == -1 && !none,
	        "an absent checkpoint is refused");
	xt_model_close(model);
}

int main(void)
{
	attacks();
	models();
	return tap_done();
}
