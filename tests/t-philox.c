/* SPDX-License-Identifier: Apache-2.0 · tests of base/philox.c */
#include "base/philox.h"

#include "tap.h"

/* Random123 1.14.0, tests/kat_vectors: philox4x32 10 rounds: counter, key, result */
static const uint32_t KNOWN[][10] = {
        {0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8},
        {0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x408f276d, 0x41c83b0e,
                0xa20bc7c6, 0x6d5451fd},
        {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344, 0xa4093822, 0x299f31d0, 0xd16cfe09, 0x94fdcceb,
                0x5001e420, 0x24126ea1},
};

static void known_answers(void)
{
	for (size_t i = 0; i < sizeof(KNOWN) / sizeof(*KNOWN); i++) {
		uint32_t out[4];

		philox_block(KNOWN[i], KNOWN[i] + 4, out);
		tap_ok(!memcmp(out, KNOWN[i] + 6, sizeof(out)),
		        "Random123's known-answer vector %zu comes out", i + 1);
	}
}

static void bounded(void)
{
	uint32_t count[7] = {0};
	struct philox p;
	bool even = true;

	philox_init(&p, 42, philox_stream("bounded"));
	for (int i = 0; i < 70000; i++)
		count[philox_below(&p, 7)]++;
	for (int i = 0; i < 7; i++)
		even = even && count[i] > 9500 && count[i] < 10500;
	tap_ok(even, "numbers below 7 come up about equally often");
}

static void shuffles(void)
{
	uint32_t v[100], seen[100] = {0};
	struct philox p;
	bool whole = true;

	for (uint32_t i = 0; i < 100; i++)
		v[i] = i;
	philox_init(&p, 1, 2);
	philox_shuffle(&p, v, 100);
	for (int i = 0; i < 100; i++)
		seen[v[i]]++;
	for (int i = 0; i < 100; i++)
		whole = whole && seen[i] == 1;
	tap_ok(whole && v[0] + v[1] + v[2] != 3, "a shuffle moves every number and loses none");
}

static void streams(void)
{
	struct philox a, b, c;

	philox_init(&a, 7, philox_stream("ta/1/premise/swap/3"));
	philox_init(&b, 7, philox_stream("ta/1/premise/swap/3"));
	philox_init(&c, 7, philox_stream("ta/1/premise/swap/4"));
	tap_ok(philox_u64(&a) == philox_u64(&b), "the same description gives the same stream");
	tap_ok(philox_u64(&a) != philox_u64(&c), "another description gives another stream");
}

int main(void)
{
	known_answers();
	bounded();
	shuffles();
	streams();
	return tap_done();
}
