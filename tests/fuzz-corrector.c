/* SPDX-License-Identifier: Apache-2.0 · libFuzzer target: a Hunspell affix file */
#include <stdint.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "langs/corrector.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct confusions *all = confusions_new("vi");
	struct buf path = BUF_INIT;

	buf_printf(&path, "/tmp/fuzz-corrector.%d.aff", (int)getpid());
	if (!file_write(path.bytes, data, size, false, NULL) && corrector_read(all, path.bytes, NULL))
		__builtin_trap(); /* what makes no row is passed over */
	unlink(path.bytes);
	confusions_free(all);
	buf_release(&path);
	return 0;
}
