/* SPDX-License-Identifier: Apache-2.0 · tests of model/tensor.c */
#include "model/tensor.h"

#include <math.h>

#include "tap.h"

/* every half-precision number, computed another way: by powers of two in double */
static double half_value(unsigned bits)
{
	int exponent = (int)(bits >> 10 & 31), fraction = (int)(bits & 0x3FF);
	double value = exponent ? ldexp(1024 + fraction, exponent - 25) : ldexp(fraction, -24);

	if (exponent == 31)
		value = fraction ? NAN : INFINITY;
	return bits & 0x8000 ? -value : value;
}

static void halves(void)
{
	static unsigned char bytes[2 * 65536];
	static float out[65536];
	struct tensor t = {.name = "t", .dtype = DTYPE_F16, .rank = 1, .shape = {65536}, .data = bytes};
	int wrong = 0;

	for (unsigned i = 0; i < 65536; i++) {
		bytes[2 * i] = (unsigned char)i;
		bytes[2 * i + 1] = (unsigned char)(i >> 8);
	}
	tensor_read(&t, 0, 65536, out);
	for (unsigned i = 0; i < 65536; i++) {
		double wanted = half_value(i);

		wrong += isnan(wanted) ? !isnan(out[i])
		                       : (double)out[i] != wanted || !signbit(out[i]) != !(i & 0x8000);
	}
	tap_ok(!wrong, "all 65,536 numbers of F16 are read exactly, subnormal ones and −0 included");
	t.dtype = DTYPE_BF16;
	tensor_read(&t, 0, 65536, out);
	wrong = 0;
	for (unsigned i = 0; i < 65536; i++) {
		unsigned bits;

		memcpy(&bits, &out[i], sizeof(bits));
		wrong += bits != i << 16;
	}
	tap_ok(!wrong, "all 65,536 numbers of BF16 are the upper half of F32");
}

static void wide(void)
{
	const double doubles[] = {0.1, -1e300, 1e-320, 16777217.0, 3.5};
	const float floats[] = {0.1f, -INFINITY, 0.0f, 16777216.0f, 3.5f};
	unsigned char bytes[1 + sizeof(doubles)];
	float out[5];
	struct tensor t = {.name = "t", .dtype = DTYPE_F64, .rank = 2, .shape = {1, 5}, .data = bytes + 1};

	memcpy(bytes + 1, doubles, sizeof(doubles));
	tensor_read(&t, 0, 5, out);
	tap_ok(!memcmp(out, floats, sizeof(out)), "F64 is rounded to the nearest F32, unaligned data too");
	tensor_read(&t, 3, 2, out);
	tap_ok(out[0] == 16777216.0f && out[1] == 3.5f, "reading begins at the number asked for");
	memcpy(bytes + 1, floats, sizeof(floats));
	t.dtype = DTYPE_F32;
	memset(out, 0, sizeof(out));
	tensor_read(&t, 0, 5, out);
	tap_ok(!memcmp(out, floats, sizeof(out)), "F32 is copied bit by bit, unaligned data too");
	tensor_read(&t, 5, 0, out);
	tap_ok(1, "no numbers can be read at the very end");
}

static void shapes(void)
{
	struct tensor t = {.name = "t", .dtype = DTYPE_I8, .rank = 3, .shape = {4, 5, 6}};

	tap_ok(tensor_count(&t) == 120, "a tensor holds the product of its shape");
	t.rank = 0;
	tap_ok(tensor_count(&t) == 1, "a tensor of rank 0 holds one number");
	t.rank = 2;
	t.shape[1] = 0;
	tap_ok(tensor_count(&t) == 0, "a tensor with an empty dimension holds none");
}

static void types(void)
{
	static const struct {
		enum dtype dtype;
		const char *name;
		size_t size;
		int real;
	} rows[] = {{DTYPE_F64, "F64", 8, 1}, {DTYPE_F32, "F32", 4, 1}, {DTYPE_F16, "F16", 2, 1},
	        {DTYPE_BF16, "BF16", 2, 1}, {DTYPE_I64, "I64", 8, 0}, {DTYPE_I32, "I32", 4, 0},
	        {DTYPE_I16, "I16", 2, 0}, {DTYPE_I8, "I8", 1, 0}, {DTYPE_U8, "U8", 1, 0},
	        {DTYPE_BOOL, "BOOL", 1, 0}};
	int wrong = 0;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		wrong += strcmp(dtype_name(rows[i].dtype), rows[i].name) ||
		         dtype_size(rows[i].dtype) != rows[i].size ||
		         tensor_is_real(rows[i].dtype) != rows[i].real;
	tap_ok(!wrong, "every type has safetensors' name, its size, and is real or not");
}

int main(void)
{
	halves();
	wide();
	shapes();
	types();
	return tap_done();
}
