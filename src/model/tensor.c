/* SPDX-License-Identifier: Apache-2.0 · numbers of a file as f32 */
#include "model/tensor.h"

#include <assert.h>
#include <string.h>

static const struct {
	const char *name;
	size_t size;
} TYPES[] = {
        [DTYPE_F64] = {"F64", 8},
        [DTYPE_F32] = {"F32", 4},
        [DTYPE_F16] = {"F16", 2},
        [DTYPE_BF16] = {"BF16", 2},
        [DTYPE_I64] = {"I64", 8},
        [DTYPE_I32] = {"I32", 4},
        [DTYPE_I16] = {"I16", 2},
        [DTYPE_I8] = {"I8", 1},
        [DTYPE_U8] = {"U8", 1},
        [DTYPE_BOOL] = {"BOOL", 1},
};

size_t dtype_size(enum dtype dtype)
{
	return TYPES[dtype].size;
}

const char *dtype_name(enum dtype dtype)
{
	return TYPES[dtype].name;
}

int tensor_is_real(enum dtype dtype)
{
	return dtype == DTYPE_F64 || dtype == DTYPE_F32 || dtype == DTYPE_F16 || dtype == DTYPE_BF16;
}

size_t tensor_count(const struct tensor *t)
{
	size_t count = 1;

	for (unsigned i = 0; i < t->rank; i++)
		count *= t->shape[i];
	return count;
}

/* Files are little-endian whatever this machine is; compilers turn these into one load where it is too. */
static uint32_t little(const unsigned char *p, size_t bytes)
{
	uint32_t value = 0;

	for (size_t i = 0; i < bytes; i++)
		value |= (uint32_t)p[i] << (8 * i);
	return value;
}

static float as_float(uint32_t bits)
{
	float value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

static float from_f64(const unsigned char *p)
{
	uint64_t bits = (uint64_t)little(p + 4, 4) << 32 | little(p, 4);
	double value;

	memcpy(&value, &bits, sizeof(value));
	return (float)value;
}

static float from_f16(uint32_t half)
{
	uint32_t sign = (half & 0x8000u) << 16, exponent = half >> 10 & 31, fraction = half & 0x3FFu;

	if (exponent == 31) /* infinite, or not a number */
		return as_float(sign | 0x7F800000u | fraction << 13);
	if (exponent) /* the bias goes from 15 to 127 */
		return as_float(sign | (exponent + 112) << 23 | fraction << 13);
	/* zero and subnormal numbers: fraction × 2^−24, exact in f32 */
	float value = (float)fraction * 0x1p-24f;

	return sign ? -value : value;
}

/* n numbers that lie one behind the other. */
static void read_row(enum dtype dtype, const unsigned char *p, size_t n, float *out)
{
	switch (dtype) {
	case DTYPE_F64:
		for (size_t i = 0; i < n; i++)
			out[i] = from_f64(p + 8 * i);
		break;
	case DTYPE_F16:
		for (size_t i = 0; i < n; i++)
			out[i] = from_f16(little(p + 2 * i, 2));
		break;
	case DTYPE_BF16:
		for (size_t i = 0; i < n; i++)
			out[i] = as_float(little(p + 2 * i, 2) << 16);
		break;
	default:
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
		memcpy(out, p, n * 4);
#else
		for (size_t i = 0; i < n; i++)
			out[i] = as_float(little(p + 4 * i, 4));
#endif
	}
}

/* Where the number of that count lies, in numbers from the first. */
static size_t place(const struct tensor *t, size_t number)
{
	size_t at = 0;

	for (unsigned i = t->rank; i--; number /= t->shape[i])
		at += number % t->shape[i] * t->stride[i];
	return at;
}

void tensor_read(const struct tensor *t, size_t first, size_t n, float *out)
{
	size_t count = tensor_count(t), size = TYPES[t->dtype].size;
	const unsigned char *p = t->data;

	(void)count;
	assert(tensor_is_real(t->dtype) && first <= count && n <= count - first);
	if (!n)
		return;
	if (!t->strided) {
		read_row(t->dtype, p + first * size, n, out);
		return;
	}
	for (size_t i = 0; i < n; i++)
		read_row(t->dtype, p + place(t, first + i) * size, 1, out + i);
}
