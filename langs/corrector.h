/* SPDX-License-Identifier: Apache-2.0 · what correctors set right, turned round: Hunspell's REP and MAP tables
 *
 * A spelling dictionary lists the mistakes of those who write the language, so that it can guess what they meant:
 *
 *	REP 1          how many
 *	REP f ph       f is written for ph: here ph becomes f (^ and $ are the edges of a word, _ is a space)
 *	MAP aàá        letters that are written for each other; here never a marked one for a plain one
 *
 * (hunspell(5)). They are a community's own list of its mistakes, without weights and without a thought of where it makes
 * them, so that each weighs little against a row of ours. They are read from the installed package, only with
 * --system-data, and named in the manifest; nothing of them is in the repository.
 */
#ifndef LANGS_CORRECTOR_H
#define LANGS_CORRECTOR_H

#include "langs/confusion.h"

/* Adds the tables of the affix file beside [system] hunspell, where it is installed, to tables->confusions; none where
 * [system] corrector = none: some tables are only ways to guess (English ew for o), which nobody writes. */
int correctors_load(struct tables *tables, struct xt_err *err);

/* The same from a path (tests, fuzzing). Lines that are not UTF-8, tables of more than eight letters (they say only that the
 * letters have one base) and what makes no row are passed over. */
int corrector_read(struct confusions *into, const char *path, struct xt_err *err);

#endif
