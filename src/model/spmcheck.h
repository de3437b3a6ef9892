/* SPDX-License-Identifier: Apache-2.0 · a SentencePiece model, looked over before the library sees it */
#ifndef MODEL_SPMCHECK_H
#define MODEL_SPMCHECK_H
/*
 *	struct spmcheck_found found;
 *
 *	if (spmcheck(&found, "sentencepiece.bpe.model", bytes, length, err))
 *		return -1;
 *
 * SentencePiece trusts its model files: an exception leaves its loader at a piece of no bytes, a piece of
 * 200,000 bytes or a normaliser whose table points outside itself is a crash (upstream issues 1263 and
 * 1269). So the file, a protocol buffer (sentencepiece_model.proto), is walked here first, and refused
 * unless
 *
 *   - it is at most 64 MiB, every length in it lies inside it, no group or wrong wire type is in what is known;
 *   - it has at most 10^6 pieces of 1 to 512 bytes of UTF-8 without NUL, of finite score and known type, none
 *     twice;
 *   - exactly one piece is the unknown one, and the first three are <unk>, <s>, </s>, as XLM-R's ids want;
 *   - it is a unigram or BPE model;
 *   - in each normaliser's table every step from every unit stays inside the table, and every replacement
 *     inside its text.
 */
#include <stddef.h>

#include "base/err.h"

struct spmcheck_found {
	size_t pieces;
	int bpe;                       /* 1 for a BPE model, 0 for unigram */
	const unsigned char *charsmap; /* the normaliser's table, inside the bytes; NULL: none */
	size_t charsmap_length;
};

/* 0 and *out, or −1 with the file, the piece or byte, and what is expected. */
int spmcheck(
        struct spmcheck_found *out, const char *file, const void *bytes, size_t length, struct xt_err *err);

#endif
