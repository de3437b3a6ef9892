/* SPDX-License-Identifier: Apache-2.0 · libFuzzer target: a keystrokes.tsv, and what it makes of a text */
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "langs/keystroke.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char RESIDUE[] = "[language]\ncode = xx\nname = X\nscript = Latn\nlocale = vi\n"
                              "[keystroke]\nmode = residue\nmethods = telex 80, vni 20\n";
static const char CANDIDATES[] = "[language]\ncode = xx\nname = X\nscript = Latn\nlocale = zh\n"
                                 "[romanise]\nmode = icu\ntransform = Han-Latin; Latin-ASCII\n"
                                 "[keystroke]\nmode = candidates\nmethods = telex 1\n"
                                 "keyboard = us(basic)\n";

/* A folder langs/xx of this process, made once: lang_open reads files. */
static const char *folder(void)
{
	static char top[] = "/tmp/fuzz-keystroke-XXXXXX";
	static struct buf path = BUF_INIT;

	if (!path.length && mkdtemp(top)) {
		buf_printf(&path, "%s/langs/xx", top);
		file_mkdirs(path.bytes, NULL);
		setenv("XTREMOR_DATADIR", top, 1);
	}
	return buf_text(&path);
}

static void put(const char *name, const void *bytes, size_t length)
{
	struct buf path = BUF_INIT;

	file_join(&path, folder(), name);
	file_write(path.bytes, bytes, length, false, NULL);
	buf_release(&path);
}

static void count(void *user, const struct keystroke *found)
{
	*(size_t *)user += found->end - found->begin;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char TEXT[] = "Tiếng ĐƯỜNG được hoà nhà 3 nihao aabb 你好";
	struct arena arena = ARENA_INIT;
	struct lang *lang;
	struct text text;
	size_t bytes = 0;

	if (!size)
		return 0;
	if (data[0] & 1)
		put("language.ini", RESIDUE, sizeof(RESIDUE) - 1);
	else
		put("language.ini", CANDIDATES, sizeof(CANDIDATES) - 1);
	put("keystrokes.tsv", data + 1, size - 1);
	if (lang_open(&lang, "xx", NULL, 0, false, NULL))
		return 0;
	if (!segmenter_cut(lang_segmenter(lang), TEXT, sizeof(TEXT) - 1, &arena, &text, NULL))
		keystrokes_each(lang, &text, &arena, count, &bytes, NULL);
	arena_release(&arena);
	lang_close(lang);
	return 0;
}
