/* SPDX-License-Identifier: Apache-2.0 · libFuzzer target: tables of look-alikes and spellings, and any text displayed */
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/confusable.h"
#include "base/display.h"
#include "base/file.h"
#include "base/utf8.h"
#include "langs/lookalike.h"
#include "langs/spelling.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A file of this process: the readers read files. */
static const char *path(void)
{
	static char name[] = "/tmp/fuzz-looks-XXXXXX";
	static int file = -1;

	if (file < 0 && (file = mkstemp(name)) < 0)
		abort();
	return name;
}

static void look(const char *bytes, size_t size)
{
	struct confusables *all;
	struct buf out = BUF_INIT;

	if (utf8_check(bytes, size, NULL) || confusables_open(&all, NULL))
		return;
	if (!display_text(&out, bytes, size, NULL) && utf8_check(buf_text(&out), out.length, NULL))
		abort();
	buf_clear(&out);
	confusables_skeleton(all, bytes, size, &out);
	buf_release(&out);
	confusables_close(all);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct lookalikes *lookalikes = NULL;
	struct spellings *spellings = NULL;

	look((const char *)data, size);
	if (file_write(path(), data, size, false, NULL))
		return 0;
	lookalikes_read(&lookalikes, path(), "tr", NULL, LOOKALIKES_OUTSIDE, NULL);
	spellings_read(&spellings, path(), NULL);
	lookalikes_free(lookalikes);
	spellings_free(spellings);
	return 0;
}
