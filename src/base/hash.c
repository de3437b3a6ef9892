/* SPDX-License-Identifier: Apache-2.0 · SHA-256 by libcrypto, CRC-32C by the bit */
#include "base/hash.h"

#include <errno.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

struct hash {
	EVP_MD_CTX *context;
};

struct hash *hash_new(void)
{
	struct hash *h = mem_alloc(1, sizeof(*h));

	h->context = EVP_MD_CTX_new();
	if (!h->context || !EVP_DigestInit_ex(h->context, EVP_sha256(), NULL))
		xt_out_of_memory(0);
	return h;
}

void hash_add(struct hash *h, const void *bytes, size_t length)
{
	if (!EVP_DigestUpdate(h->context, bytes, length))
		xt_out_of_memory(0);
}

void hash_end(struct hash *h, unsigned char digest[HASH_SHA256])
{
	unsigned int length = HASH_SHA256;

	if (!EVP_DigestFinal_ex(h->context, digest, &length))
		xt_out_of_memory(0);
	EVP_MD_CTX_free(h->context);
	mem_free(h);
}

void hash_sha256(const void *bytes, size_t length, unsigned char digest[HASH_SHA256])
{
	struct hash *h = hash_new();

	hash_add(h, bytes, length);
	hash_end(h, digest);
}

void hash_hex(const unsigned char digest[HASH_SHA256], char hex[HASH_HEX])
{
	for (int i = 0; i < HASH_SHA256; i++)
		snprintf(hex + 2 * i, 3, "%02x", digest[i]);
}

int hash_file(const char *path, char hex[HASH_HEX], struct xt_err *err)
{
	unsigned char digest[HASH_SHA256];
	char piece[65536];
	FILE *f = fopen(path, "rb");
	struct hash *h;
	size_t n;
	int bad;

	if (!f)
		return err_set(err, "%s: cannot be read: %s", path, strerror(errno));
	h = hash_new();
	while ((n = fread(piece, 1, sizeof(piece), f)) > 0)
		hash_add(h, piece, n);
	bad = ferror(f);
	fclose(f);
	hash_end(h, digest);
	hash_hex(digest, hex);
	return bad ? err_set(err, "%s: reading failed", path) : 0;
}

uint64_t hash_fnv1a(uint64_t hash, const void *bytes, size_t length)
{
	const unsigned char *p = bytes;

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ p[i]) * UINT64_C(0x100000001B3);
	return hash;
}

uint32_t hash_crc32c(uint32_t crc, const void *bytes, size_t length)
{
	const unsigned char *p = bytes;

	crc = ~crc;
	for (size_t i = 0; i < length; i++) {
		crc ^= p[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (0x82F63B78U & -(crc & 1));
	}
	return ~crc;
}
