/* SPDX-License-Identifier: Apache-2.0 · SHA-256 for identity, CRC-32C for damage */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define HASH_SHA256 32
#define HASH_HEX 65 /* 64 digits and NUL */

/* SHA-256 (FIPS 180-4, by libcrypto) of bytes in memory. */
void hash_sha256(const void *bytes, size_t length, unsigned char digest[HASH_SHA256]);

/* In pieces: new, add…, end (which frees). */
struct hash;
struct hash *hash_new(void);
void hash_add(struct hash *h, const void *bytes, size_t length);
void hash_end(struct hash *h, unsigned char digest[HASH_SHA256]);

/* The digest in lower-case hexadecimal, NUL-terminated. */
void hash_hex(const unsigned char digest[HASH_SHA256], char hex[HASH_HEX]);

/* SHA-256 of a file's bytes as hex; −1 with a message naming the file when it cannot be read. */
int hash_file(const char *path, char hex[HASH_HEX], struct xt_err *err);

/* FNV-1a of 64 bits (Fowler, Noll and Vo; draft-eastlake-fnv), continuing from hash; begin with HASH_FNV1A. For short
 * names that nobody chose in order to collide. */
#define HASH_FNV1A UINT64_C(0xCBF29CE484222325)
uint64_t hash_fnv1a(uint64_t hash, const void *bytes, size_t length);

/* CRC-32C (Castagnoli, RFC 3720) of bytes, continuing from crc; begin with 0. "123456789" gives E3069283. */
uint32_t hash_crc32c(uint32_t crc, const void *bytes, size_t length);

#endif
