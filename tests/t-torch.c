/* SPDX-License-Identifier: Apache-2.0 · files of torch.save give their numbers; what is damaged or runs something is refused */
#include "tap.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/tsv.h"
#include "model/weights.h"
#include "scratch.h"

static bool shape_is(const struct tensor *t, const char *wanted)
{
	struct buf got = BUF_INIT;
	bool same;

	for (unsigned i = 0; i < t->rank; i++)
		buf_printf(&got, "%s%zu", i ? " " : "", t->shape[i]);
	same = !strcmp(got.length ? got.bytes : "-", wanted);
	buf_release(&got);
	return same;
}

/* All numbers at once, and each by itself. */
static bool numbers_are(const struct tensor *t, const char *wanted)
{
	size_t n = tensor_count(t);
	float *all = mem_alloc(n + 1, sizeof(*all)), one;
	bool same = true;
	char *end;

	if (!strcmp(wanted, "-"))
		wanted = "";
	else
		tensor_read(t, 0, n, all);
	for (size_t i = 0; *wanted && same; i++) {
		float value = strtof(wanted, &end);

		same = i < n && all[i] == value;
		if (same)
			tensor_read(t, i, 1, &one);
		same = same && one == value;
		wanted = end + strspn(end, " ");
	}
	mem_free(all);
	return same;
}

static int good_row(void *user, char **fields, size_t line, struct xt_err *err)
{
	struct weights *weights;
	const struct tensor *t;
	struct buf path = BUF_INIT;
	struct xt_err why;

	(void)user, (void)line, (void)err;
	buf_printf(&path, "tests/golden/torch/good/%s", fields[0]);
	if (tap_ok(!weights_open(&weights, tap_source(path.bytes), &why), "%s opens for %s", fields[0],
	            fields[1])) {
		t = weights_find(weights, fields[1]);
		tap_ok(t && !strcmp(dtype_name(t->dtype), fields[2]) && shape_is(t, fields[3]) &&
		                numbers_are(t, fields[4]),
		        "%s: %s has its type, shape and numbers", fields[0], fields[1]);
		weights_close(weights);
	} else {
		tap_say("%s", why.message);
	}
	buf_release(&path);
	return 0;
}

/* "50*9;" is nine bytes 0x50. */
static void unfold(const char *text, struct buf *out)
{
	char hex[3] = {0}, *end;

	while (*text && *text != '-') {
		unsigned long count = 1;
		char byte;

		memcpy(hex, text, 2);
		byte = (char)strtoul(hex, NULL, 16);
		text += 2;
		if (*text == '*') {
			count = strtoul(text + 1, &end, 10);
			text = end + 1;
		}
		while (count--)
			buf_byte(out, byte);
	}
}

static int bad_row(void *user, char **fields, size_t line, struct xt_err *err)
{
	const char *message = strcmp(fields[2], "-") ? fields[2] : "";
	struct buf bytes = BUF_INIT;
	struct weights *weights;
	struct xt_err got = {""};
	const char *path = scratch_path("bad.bin");

	(void)user, (void)line, (void)err;
	unfold(fields[1], &bytes);
	file_write(path, buf_text(&bytes), bytes.length, false, NULL);
	if (!tap_ok(weights_open(&weights, path, &got) == -1 && !weights && strstr(got.message, message) &&
	                    strstr(got.message, "bad.bin"),
	            "refused: %s", fields[0]))
		tap_say("got: %s, wanted: %s", got.message, message);
	weights_close(weights);
	buf_release(&bytes);
	return 0;
}

/* Every beginning of a small file, and every bit of it turned: refused or read, never more than that. */
static void damage(const char *name)
{
	struct buf path = BUF_INIT, good = BUF_INIT, bad = BUF_INIT;
	const char *scratch = scratch_path("bad.bin");
	struct weights *weights;
	struct xt_err err;
	size_t refused = 0, tried = 0;

	buf_printf(&path, "tests/golden/torch/good/%s", name);
	tap_ok(!file_read(tap_source(path.bytes), 1 << 20, &good, &err), "%s is there", name);
	for (size_t n = 0; n < good.length; n++, tried++) {
		file_write(scratch, good.bytes, n, false, NULL);
		refused += weights_open(&weights, scratch, &err) != 0;
		weights_close(weights);
	}
	tap_ok(refused == tried, "every beginning of %s is refused", name);
	for (size_t bit = 0; bit < good.length * 8; bit += 5) {
		buf_clear(&bad);
		buf_append(&bad, good.bytes, good.length);
		bad.bytes[bit / 8] = (char)(bad.bytes[bit / 8] ^ 1 << bit % 8);
		file_write(scratch, bad.bytes, bad.length, false, NULL);
		if (!weights_open(&weights, scratch, &err)) {
			for (size_t i = 0; i < weights_count(weights); i++) {
				const struct tensor *t = weights_at(weights, i);
				float one;

				if (tensor_is_real(t->dtype) && tensor_count(t))
					tensor_read(t, tensor_count(t) - 1, 1, &one);
			}
		}
		weights_close(weights);
	}
	tap_ok(true, "no turned bit of %s is more than a refusal or other numbers", name);
	buf_release(&path);
	buf_release(&good);
	buf_release(&bad);
}

int main(void)
{
	struct xt_err err;

	scratch_new("t-torch");
	if (!tap_ok(!tsv_read(tap_source("tests/golden/torch/good.tsv"),
	                    "file\ttensor\tdtype\tshape\tnumbers", good_row, NULL, &err),
	            "the table of good files is read"))
		tap_say("%s", err.message);
	if (!tap_ok(!tsv_read(tap_source("tests/golden/torch/bad.tsv"), "why\tbytes\tmessage", bad_row, NULL,
	                    &err),
	            "the table of bad files is read"))
		tap_say("%s", err.message);
	damage("module.zip.bin");
	damage("views.old.bin");
	tap_ok(!file_exists("/tmp/xtremor-was-here"), "no pickle was run");
	scratch_free();
	return tap_done();
}
