/* SPDX-License-Identifier: Apache-2.0 · texts that look alike, by ICU's uspoof */
#include "base/confusable.h"

#include <stdint.h>
#include <string.h>
#include <unicode/uspoof.h>

#include "base/mem.h"

struct confusables {
	USpoofChecker *checker;
};

int confusables_open(struct confusables **out, struct xt_err *err)
{
	UErrorCode status = U_ZERO_ERROR;
	USpoofChecker *checker = uspoof_open(&status);

	*out = NULL;
	if (U_FAILURE(status))
		return err_set(err, "ICU has no table of confusables: %s", u_errorName(status));
	*out = mem_zalloc(1, sizeof(**out));
	(*out)->checker = checker;
	return 0;
}

void confusables_close(struct confusables *all)
{
	if (!all)
		return;
	uspoof_close(all->checker);
	mem_free(all);
}

int confusables_skeleton(const struct confusables *all, const char *bytes, size_t length, struct buf *out)
{
	UErrorCode status = U_ZERO_ERROR;
	size_t before = out->length;
	int32_t n;

	if (length > INT32_MAX)
		return -1;
	n = uspoof_getSkeletonUTF8(all->checker, 0, bytes, (int32_t)length, NULL, 0, &status);
	if (status != U_BUFFER_OVERFLOW_ERROR && U_FAILURE(status))
		return -1;
	status = U_ZERO_ERROR;
	uspoof_getSkeletonUTF8(
	        all->checker, 0, bytes, (int32_t)length, buf_extend(out, (size_t)n + 1), n + 1, &status);
	out->length = before + (U_FAILURE(status) ? 0 : (size_t)n);
	out->bytes[out->length] = '\0';
	return U_FAILURE(status) ? -1 : 0;
}

bool confusables_alike(
        const struct confusables *all, const char *a, size_t a_length, const char *b, size_t b_length)
{
	struct buf one = BUF_INIT, two = BUF_INIT;
	bool alike = !confusables_skeleton(all, a, a_length, &one) &&
	             !confusables_skeleton(all, b, b_length, &two) && one.length == two.length &&
	             !memcmp(buf_text(&one), buf_text(&two), one.length);

	buf_release(&one);
	buf_release(&two);
	return alike;
}
