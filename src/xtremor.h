/* SPDX-License-Identifier: Apache-2.0 · libxtremor: shake XCOPA, measure which models stay standing
 *
 *	#include <stdio.h>
 *	#include <xtremor.h>
 *
 *	int main(void)
 *	{
 *		struct xt_lang *turkish;
 *		struct xt_err err;
 *		char *attacked;
 *
 *		if (xt_lang_open(&turkish, "tr", &err) ||
 *		    xt_attack_text(turkish, "swap", 3, 0, 0, "Kapı açıldı.", &attacked, &err)) {
 *			fprintf(stderr, "%s\n", err.message);
 *			return 1;
 *		}
 *		puts(attacked);
 *		xt_free(attacked);
 *		xt_lang_close(turkish);
 *		return 0;
 *	}
 *
 * Compile with: cc example.c $(pkg-config --cflags --libs xtremor)
 *
 * The library never prints, never exits, and holds no state between calls. Functions that can fail return 0 or −1
 * and then leave in *err what is wrong, where, and what to do.
 */
#ifndef XTREMOR_H
#define XTREMOR_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define XT_VERSION "0.1.0"

#if defined(__GNUC__)
#define XT_API __attribute__((visibility("default")))
#else
#define XT_API
#endif

/* What went wrong, in one line without a full stop: "file:line: what: what to do". Control and bidirectional
 * characters of hostile input are already masked, so the message is safe on a terminal. */
struct xt_err {
	char message[1024];
};

/* The version that the library was built as, "0.1.0"; never freed. */
XT_API const char *xt_version(void);

/* Called when memory is exhausted, with the number of bytes wanted; does not return. The library's own definition
 * is weak and aborts; a program may define its own. */
XT_API void xt_out_of_memory(size_t wanted);

/* Releases what a function here says is released by it; NULL is fine. */
XT_API void xt_free(void *p);

/* One language: its folder of data, read once. Not for several threads at once: each opens its own. code is the
 * folder's name, "ta". Fails where the folder is not found or not as it should be. Closing NULL is fine. */
struct xt_lang;
XT_API int xt_lang_open(struct xt_lang **out, const char *code, struct xt_err *err);
XT_API void xt_lang_close(struct xt_lang *lang);

/* The names of the attacks, "none" first, then by the alphabet; NULL past the end. */
XT_API const char *xt_attack_name(size_t i);

/* Attacks one text, UTF-8 and NUL-terminated, at a severity from 0 (nothing) to 5 (half of the units). The same
 * arguments give the same bytes; number tells texts of one set apart, as an item's idx does there. *out is released by
 * xt_free. Fails on an unknown attack, a severity above 5, invalid UTF-8, and a text over 1 MiB. */
XT_API int xt_attack_text(struct xt_lang *lang, const char *attack, unsigned severity, uint64_t seed,
        int32_t number, const char *text, char **out, struct xt_err *err);

/* One checkpoint, made ready to score: a Hugging Face folder. scorer is a name that 'xtremor list scorers' shows, NULL
 * takes what fits the checkpoint; threads 0 uses all cores. One call at a time; it uses its threads itself. */
struct xt_model;
XT_API int xt_model_open(
        struct xt_model **out, const char *path, const char *scorer, int threads, struct xt_err *err);
XT_API void xt_model_close(struct xt_model *model);

/* Scores the two choices of a COPA item: the higher one is the model's answer. question is "cause" or "effect". Bits
 * depend on the item, the checkpoint and the instruction set alone. */
XT_API int xt_model_score(struct xt_model *model, const char *premise, const char *question,
        const char *choice1, const char *choice2, float scores[2], struct xt_err *err);

#ifdef __cplusplus
}
#endif
#endif
