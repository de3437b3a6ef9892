/* SPDX-License-Identifier: Apache-2.0 · Philox4x32-10 */
#include "base/philox.h"

#include <string.h>

#include "base/hash.h"

void philox_block(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4])
{
	uint32_t k0 = key[0], k1 = key[1], c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];

	for (int i = 0; i < 10; i++) {
		uint64_t a = (uint64_t)0xD2511F53U * c0, b = (uint64_t)0xCD9E8D57U * c2;

		c0 = (uint32_t)(b >> 32) ^ c1 ^ k0;
		c1 = (uint32_t)b;
		c2 = (uint32_t)(a >> 32) ^ c3 ^ k1;
		c3 = (uint32_t)a;
		k0 += 0x9E3779B9U; /* Weyl sequence: golden ratio, √3 − 1 */
		k1 += 0xBB67AE85U;
	}
	out[0] = c0;
	out[1] = c1;
	out[2] = c2;
	out[3] = c3;
}

void philox_init(struct philox *p, uint64_t seed, uint64_t stream)
{
	*p = (struct philox){
	        .counter = {0, 0, (uint32_t)stream, (uint32_t)(stream >> 32)},
	        .key = {(uint32_t)seed, (uint32_t)(seed >> 32)},
	        .used = 4,
	};
}

uint64_t philox_stream(const char *description)
{
	unsigned char digest[HASH_SHA256];
	uint64_t stream = 0;

	hash_sha256(description, strlen(description), digest);
	for (int i = 0; i < 8; i++)
		stream |= (uint64_t)digest[i] << (8 * i);
	return stream;
}

uint32_t philox_u32(struct philox *p)
{
	if (p->used == 4) {
		philox_block(p->counter, p->key, p->out);
		if (!++p->counter[0])
			p->counter[1]++;
		p->used = 0;
	}
	return p->out[p->used++];
}

uint64_t philox_u64(struct philox *p)
{
	uint64_t low = philox_u32(p);

	return low | (uint64_t)philox_u32(p) << 32;
}

uint32_t philox_below(struct philox *p, uint32_t n)
{
	uint64_t m = (uint64_t)philox_u32(p) * n;

	if ((uint32_t)m < n) {
		uint32_t threshold = -n % n;

		while ((uint32_t)m < threshold)
			m = (uint64_t)philox_u32(p) * n;
	}
	return (uint32_t)(m >> 32);
}

double philox_double(struct philox *p)
{
	return (double)(philox_u64(p) >> 11) * 0x1p-53;
}

void philox_shuffle(struct philox *p, uint32_t *v, size_t n)
{
	for (size_t i = n; i > 1; i--) {
		size_t j = philox_below(p, (uint32_t)i);
		uint32_t keep = v[i - 1];

		v[i - 1] = v[j];
		v[j] = keep;
	}
}
