/* SPDX-License-Identifier: Apache-2.0 · libFuzzer target: a language.ini, and the syllable rules on its bytes */
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"
#include "langs/lang.h"
#include "langs/syllable.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A folder langs/xx of this process, made once: lang_open reads files. */
static const char *folder(void)
{
	static char top[] = "/tmp/fuzz-language-XXXXXX";
	static struct buf path = BUF_INIT;

	if (!path.length && mkdtemp(top)) {
		buf_printf(&path, "%s/langs/xx", top);
		file_mkdirs(path.bytes, NULL);
		setenv("XTREMOR_DATADIR", top, 1);
	}
	return buf_text(&path);
}

static void judge(const char *bytes, size_t size)
{
	static const char *const NAMES[] = {"tamil", "thai", "vietnamese"};

	if (utf8_check(bytes, size, NULL))
		return;
	for (size_t i = 0; i < sizeof(NAMES) / sizeof(*NAMES); i++) {
		syllable_fits(syllable_find(NAMES[i]), bytes, size, 0, size);
		syllable_fits(syllable_find(NAMES[i]), bytes, size, size, size);
		syllable_fits(syllable_find(NAMES[i]), bytes, size, 0, 0);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf path = BUF_INIT;
	struct lang *lang;

	judge((const char *)data, size);
	file_join(&path, folder(), "language.ini");
	if (!file_write(path.bytes, data, size, false, NULL) && !lang_open(&lang, "xx", NULL, 0, false, NULL))
		lang_close(lang);
	buf_release(&path);
	return 0;
}
