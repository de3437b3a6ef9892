/* SPDX-License-Identifier: Apache-2.0 · another script that a language is written in: [script] of language.ini
 *
 *	[script]
 *	rules = traditional.rules
 *	opencc = s2t s2tw s2twp s2hk
 *	package = libopencc-data
 *
 * Each is one way of writing: our own rules for ICU, and with --system-data what OpenCC is told by its configurations of
 * these names, where it was built in and they are installed. lang.h declares how words are rewritten.
 */
#ifndef LANGS_SCRIPT_H
#define LANGS_SCRIPT_H

#include "langs/lang.h"

struct script;

int script_load(struct lang *lang, const char *folder, bool system_data, struct xt_err *err);
int script_clone(const struct lang *lang, struct lang *copy, struct xt_err *err);
void script_close(struct script *script); /* NULL is fine */

#endif
