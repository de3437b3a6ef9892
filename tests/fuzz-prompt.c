/* SPDX-License-Identifier: Apache-2.0 · libFuzzer: a template's file, and its patterns on an item
 *
 * A good seed is the file in src/model/prompt-file.h.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"
#include "model/prompt.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* custom:FILE of this process. */
static const char *name(void)
{
	static char path[] = "custom:/tmp/fuzz-prompt-XXXXXX";
	static int made;

	if (!made++)
		close(mkstemp(path + 7));
	return path;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct prompt_words WORDS[] = {{"en", "en", {"because", "therefore"}},
	        {"tr", "tr", {"çünkü", "bu yüzden"}}, {"xx", "xx", {NULL, NULL}}};
	struct item item = {.field = {{" Su. ", 5}, {"İki", 4}, {"", 0}}};
	struct buf a = BUF_INIT, b = BUF_INIT;
	struct prompt *p;
	struct xt_err err = {""};

	if (file_write(name() + 7, data, size, false, NULL))
		return 0;
	if (prompt_open(&p, name(), WORDS, sizeof(WORDS) / sizeof(*WORDS), &err)) {
		if (!*err.message)
			abort();
		return 0;
	}
	for (size_t i = 0; i < 8; i++) {
		size_t m = 9, n = i;

		item.lang = i < 3 ? WORDS[i].lang : NULL;
		item.question = i % 2 ? QUESTION_CAUSE : QUESTION_EFFECT;
		if (!prompt_texts(p, &item, i % 2, &a, &b, &err) &&
		        (utf8_check(buf_text(&a), a.length, NULL) ||
		                utf8_check(buf_text(&b), b.length, NULL)))
			abort();
		prompt_cut(p, &m, &n, 4);
		if (m + n != 4)
			abort();
	}
	prompt_close(p);
	buf_release(&a);
	buf_release(&b);
	return 0;
}
