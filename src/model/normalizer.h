/* SPDX-License-Identifier: Apache-2.0 · where two libraries normalise a text with the same table in different ways
 *
 *	if (!normalizer_agrees(map, map_length, text, length))
 *		count++;
 *
 * SentencePiece and the tokenizers library read one table, the precompiled charsmap. SentencePiece replaces, from left to
 * right, the longest string that the table has. tokenizers goes by grapheme clusters: one of less than 6 bytes is looked up
 * whole, and becomes what the table has for its shortest beginning, the rest of the cluster lost; in others each character is
 * looked up alone (spm_precompiled, lib.rs; tokenizers, normalizers/precompiled.rs). So the two differ where letters are
 * written decomposed.
 */
#ifndef MODEL_NORMALIZER_H
#define MODEL_NORMALIZER_H

#include <stdbool.h>
#include <stddef.h>

/* Whether both make the same of a text (valid UTF-8), blanks at its ends and doubled ones apart. map is a table that
 * spmcheck has let through, in which every step stays inside; with none (length 0) they agree. */
bool normalizer_agrees(const unsigned char *map, size_t map_length, const char *bytes, size_t length);

#endif
