/* SPDX-License-Identifier: Apache-2.0 · tests of the safetensors reader: what it takes, what it refuses and how it says so */
#include "tap.h"

#include <math.h>

#include "base/buf.h"
#include "model/safetensors.h"

/* Bytes of a file with that header and n bytes of numbers. */
static void put_file(struct buf *out, const char *header, size_t n)
{
	size_t length = strlen(header);

	buf_clear(out);
	for (unsigned i = 0; i < 8; i++)
		buf_byte(out, (char)(length >> 8 * i & 255));
	buf_string(out, header);
	for (size_t i = 0; i < n; i++)
		buf_byte(out, (char)i);
}

#define F32(name, shape, begin, end) \
	"\"" name "\":{\"dtype\":\"F32\",\"shape\":" shape ",\"data_offsets\":[" #begin "," #end "]}"

static const char GOOD[] = "{\"__metadata__\":{\"format\":\"pt\"}," F32("b", "[2,3]", 4, 28) "," F32(
        "a", "[]", 0, 4) "," F32("empty", "[0,7]", 28,
        28) ",\"h\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[28,30]}}  ";

static void good(void)
{
	struct safetensors *st;
	struct buf file = BUF_INIT;
	struct xt_err err;
	float v[6];

	put_file(&file, GOOD, 30);
	if (!tap_ok(!safetensors_open_in(&st, "x", file.bytes, file.length, &err),
	            "a file with padding, metadata and four tensors opens"))
		exit(tap_done());
	tap_ok(safetensors_count(st) == 4 && !strcmp(safetensors_at(st, 0)->name, "a"),
	        "tensors come in the order of their names");
	tap_ok(safetensors_find(st, "a")->rank == 0 && tensor_count(safetensors_find(st, "a")) == 1,
	        "no dimensions are one number");
	tap_ok(tensor_count(safetensors_find(st, "empty")) == 0, "a tensor may be empty");
	tap_ok(safetensors_find(st, "b")->shape[1] == 3 && safetensors_find(st, "h")->dtype == DTYPE_BF16,
	        "shape and type are the header's");
	tap_ok(!safetensors_find(st, "c"), "a name that is not there is not found");
	tensor_read(safetensors_find(st, "b"), 0, 6, v);
	tap_ok(!memcmp(v, file.bytes + file.length - 26, sizeof(v)),
	        "numbers are read from where the offsets say");
	safetensors_close(st);

	put_file(&file, "{}", 0);
	tap_ok(!safetensors_open_in(&st, "x", file.bytes, file.length, &err) && !safetensors_count(st) &&
	                !safetensors_find(st, "a"),
	        "a file without tensors is a file");
	safetensors_close(st);
	put_file(&file, "{" F32("n", "[2]", 0, 8) "}", 0);
	buf_append(&file, "\0\0\xC0\x7F\0\0\x80\xFF", 8);
	tap_ok(!safetensors_open_in(&st, "x", file.bytes, file.length, &err), "numbers need not be finite");
	tensor_read(safetensors_find(st, "n"), 0, 2, v);
	tap_ok(isnan(v[0]) && isinf(v[1]), "and are read as they are");
	safetensors_close(st);
	buf_release(&file);
}

static const struct {
	const char *header;
	size_t data;
	const char *message;
} BAD[] = {
        {"", 0, "x: the header does not begin with '{': this is no safetensors file"},
        {" {}", 0, "x: the header does not begin with '{': this is no safetensors file"},
        {"{} x", 0, "x:1: not valid JSON"},
        {"{", 0, "x:1: not valid JSON"},
        {"{}", 1, "x: 1 bytes behind the last tensor belong to none"},
        {"{" F32("a", "[1]", 0, 4) "," F32("a", "[1]", 0, 4) "}", 4,
                "x:1: not valid JSON: duplicate object key"},
        {"{\"__metadata__\":{\"a\":1}}", 0,
                "x: __metadata__: 'a' is a whole number where a string is expected"},
        {"{\"__metadata__\":[]}", 0, "x: __metadata__ is an array where an object of strings is expected"},
        {"{\"a\":1}", 0, "x: tensor 'a': is not an object of \"dtype\", \"shape\" and \"data_offsets\""},
        {"{\"a\":{}}", 0, "x: tensor 'a': \"dtype\" is missing or no string"},
        {"{\"a\":{\"dtype\":5,\"shape\":[],\"data_offsets\":[0,0]}}", 0,
                "x: tensor 'a': \"dtype\" is missing or no string"},
        {"{\"a\":{\"dtype\":\"F8_E4M3\",\"shape\":[],\"data_offsets\":[0,1]}}", 1,
                "x: tensor 'a': type 'F8_E4M3' is not known: save it as F32, F16 or BF16"},
        {"{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4],\"more\":1}}", 4,
                "x: tensor 'a': is not an object of"},
        {"{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}", 4, "x: tensor 'a': \"shape\" is not an array"},
        {"{" F32("a", "{}", 0, 4) "}", 4, "x: tensor 'a': \"shape\" is not an array"},
        {"{" F32("a", "[-1]", 0, 4) "}", 4,
                "x: tensor 'a': \"shape\" is not an array of whole numbers that are 0 or more"},
        {"{" F32("a", "[1.0]", 0, 4) "}", 4,
                "x: tensor 'a': \"shape\" is not an array of whole numbers that are 0 or more"},
        {"{" F32("a", "[1,1,1,1,1,1,1,1,1]", 0, 4) "}", 4, "x: tensor 'a': 9 dimensions, at most 8 are read"},
        {"{" F32("a", "[4294967296,4294967296]", 0, 4) "}", 4,
                "x: tensor 'a': the product of \"shape\" is too large for any file"},
        {"{" F32("a", "[4611686018427387904]", 0, 4) "}", 4,
                "x: tensor 'a': the product of \"shape\" is too large for any file"},
        {"{" F32("a", "[99999999999999999999]", 0, 4) "}", 4, "x:1: not valid JSON: too big integer"},
        {"{" F32("a", "[1]", 0, 8) "}", 8,
                "x: tensor 'a': its shape and type want 4 bytes, its offsets give 8"},
        {"{" F32("a", "[1]", 4, 0) "}", 4,
                "x: tensor 'a': bytes 4 to 0 do not lie in the file's 4 bytes of numbers"},
        {"{" F32("a", "[1]", 0, 4) "}", 3,
                "x: tensor 'a': bytes 0 to 4 do not lie in the file's 3 bytes of numbers"},
        {"{" F32("a", "[1]", -4, 0) "}", 4,
                "x: tensor 'a': \"data_offsets\" is not two whole numbers, begin and end"},
        {"{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0]}}", 4,
                "x: tensor 'a': \"data_offsets\" is not two"},
        {"{\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4,8]}}", 8,
                "x: tensor 'a': \"data_offsets\" is not two"},
        {"{" F32("a", "[1]", 0, 4) "," F32("b", "[1]", 2, 6) "}", 6, "x: tensors 'a' and 'b' overlap"},
        {"{" F32("a", "[1]", 0, 4) "," F32("b", "[1]", 0, 4) "}", 4, "x: tensors 'a' and 'b' overlap"},
        {"{" F32("a", "[1]", 0, 4) "," F32("b", "[1]", 6, 10) "}", 10,
                "x: bytes 4 to 6, before tensor 'b', belong to no tensor"},
        {"{" F32("a", "[1]", 2, 6) "}", 6, "x: bytes 0 to 2, before tensor 'a', belong to no tensor"},
        {"{" F32("a", "[1]", 0, 4) "}", 6, "x: 2 bytes behind the last tensor belong to none"},
        {"{\"a\\u0000b\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}", 4, "x:1: not valid JSON"},
        {"{\"a\xFF\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}", 4, "x:1: not valid JSON"},
};

static void bad(void)
{
	struct safetensors *st;
	struct buf file = BUF_INIT;
	struct xt_err err;

	for (size_t i = 0; i < sizeof(BAD) / sizeof(*BAD); i++) {
		put_file(&file, BAD[i].header, BAD[i].data);
		int result = safetensors_open_in(&st, "x", file.bytes, file.length, &err);

		if (!tap_ok(result == -1 && !st &&
		                    !strncmp(err.message, BAD[i].message, strlen(BAD[i].message)),
		            "bad file %zu is refused: %s", i + 1, BAD[i].message))
			tap_say("got: %s", result ? err.message : "no error");
		if (!result)
			safetensors_close(st);
	}
	tap_ok(safetensors_open_in(&st, "x", "\x01\xE1\xF5\x05\0\0\0\0{}", 10, &err) == -1,
	        "a header of 100,000,001 bytes is refused");
	tap_same(err.message,
	        "x: a header of 100000001 bytes is more than 100000000: this is no safetensors file",
	        "and says why");
	tap_ok(safetensors_open_in(&st, "x", "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF{}", 10, &err) == -1,
	        "a header of 2^64 − 1 bytes is refused");
	tap_ok(safetensors_open_in(&st, "x", NULL, 0, &err) == -1, "an empty file is refused");
	tap_ok(safetensors_open(&st, "no/such/file", &err) == -1 && !st &&
	                strstr(err.message, "no/such/file"),
	        "a missing file is named");
	buf_release(&file);
}

/* What was opened must be consistent: every tensor's numbers lie in the bytes. */
static bool consistent(const struct safetensors *st, const char *bytes, size_t length)
{
	for (size_t i = 0; i < safetensors_count(st); i++) {
		const struct tensor *t = safetensors_at(st, i);
		const char *data = t->data;
		size_t size = tensor_count(t) * dtype_size(t->dtype);

		if (data < bytes + 8 || size > length || data + size > bytes + length ||
		        safetensors_find(st, t->name) != t)
			return false;
	}
	return true;
}

/* A copy of exactly that length, so that AddressSanitizer sees a read behind it. */
static bool survives(const char *bytes, size_t length, int *opened)
{
	struct safetensors *st;
	struct xt_err err = {""};
	char *copy = malloc(length + 1);
	char *tight = copy + 1;
	bool fine;

	memcpy(tight, bytes, length);
	if (safetensors_open_in(&st, "x", tight, length, &err)) {
		fine = !st && *err.message;
	} else {
		fine = consistent(st, tight, length);
		safetensors_close(st);
		++*opened;
	}
	free(copy);
	return fine;
}

static void damage(void)
{
	struct buf file = BUF_INIT;
	bool fine = true;
	int opened = 0, flipped = 0;
	size_t header;

	put_file(&file, GOOD, 30);
	header = 8 + strlen(GOOD);
	for (size_t n = 0; n < file.length; n++)
		fine = fine && survives(file.bytes, n, &opened);
	tap_ok(fine && !opened, "every prefix of a good file is refused");
	for (size_t bit = 0; bit < 8 * header; bit++) {
		file.bytes[bit / 8] = (char)(file.bytes[bit / 8] ^ 1 << bit % 8);
		fine = fine && survives(file.bytes, file.length, &flipped);
		file.bytes[bit / 8] = (char)(file.bytes[bit / 8] ^ 1 << bit % 8);
	}
	tap_ok(fine, "every flipped bit of a header is refused or read consistently");
	tap_say("%zu bits flipped, %d of them leave a consistent file (another name, another text of "
	        "metadata)",
	        8 * header, flipped);
	buf_release(&file);
}

int main(void)
{
	good();
	bad();
	damage();
	return tap_done();
}
