/* SPDX-License-Identifier: Apache-2.0 · another script that a language is written in: by ICU's rules, and by OpenCC */
#include "langs/script.h"

#include <string.h>

#ifdef HAVE_OPENCC
#include <opencc.h>
#endif

#include "base/file.h"
#include "base/mem.h"
#include "langs/lang-private.h"
#include "langs/lexicon-load.h"
#include "langs/romanise.h"

#define FOLDER "/usr/share/opencc" /* of Debian's libopencc-data */
#define CONVERTERS_MAX 8

struct script {
	struct translit *rules; /* this worker's */
	void **converter;       /* OpenCC's, which do not change when they are used: shared by all workers */
	size_t count;
	bool clone;
};

#ifdef HAVE_OPENCC

static int add_converter(struct script *script, struct tables *tables, const char *path, struct xt_err *err)
{
	opencc_t converter;

	if (script->count == CONVERTERS_MAX)
		return err_set(err, "%s:%zu: more than %d configurations of OpenCC", ini_path(tables->ini),
		        ini_line(tables->ini, "script", "opencc"), CONVERTERS_MAX);
	if (external_add(tables, path, ini_get(tables->ini, "script", "package"), NULL, err))
		return -1;
	converter = opencc_open(path);
	if (converter == (opencc_t)-1)
		return err_set(err, "%s: OpenCC cannot use it: %s", path, opencc_error());
	script->converter = mem_resize(script->converter, script->count + 1, sizeof(*script->converter));
	script->converter[script->count++] = converter;
	return 0;
}

/* Those of the configurations that are installed. */
static int open_converters(struct script *script, struct tables *tables, struct xt_err *err)
{
	const char *names = ini_get(tables->ini, "script", "opencc");
	struct buf path = BUF_INIT;
	int result = 0;

	while (names && *(names += strspn(names, " ")) && !result) {
		size_t n = strcspn(names, " ");

		buf_clear(&path);
		buf_printf(&path, FOLDER "/%.*s.json", (int)n, names);
		if (file_exists(path.bytes))
			result = add_converter(script, tables, path.bytes, err);
		names += n;
	}
	buf_release(&path);
	return result;
}

static void close_converters(struct script *script)
{
	for (size_t i = 0; i < script->count; i++)
		opencc_close(script->converter[i]);
	mem_free(script->converter);
}

static int convert(void *converter, const char *word, size_t length, struct buf *out, struct xt_err *err)
{
	char *now = opencc_convert_utf8(converter, word, length);

	if (!now)
		return err_set(err, "OpenCC cannot convert '%.*s': %s", (int)length, word, opencc_error());
	buf_string(out, now);
	opencc_convert_utf8_free(now);
	return 0;
}

#else

static int open_converters(struct script *script, struct tables *tables, struct xt_err *err)
{
	(void)script, (void)tables, (void)err;
	return 0;
}

static void close_converters(struct script *script)
{
	(void)script;
}

static int convert(void *converter, const char *word, size_t length, struct buf *out, struct xt_err *err)
{
	(void)converter, (void)word, (void)length, (void)out;
	return err_set(err, "xtremor was built without OpenCC");
}

#endif

int script_load(struct lang *lang, const char *folder, bool system_data, struct xt_err *err)
{
	const struct ini *ini = lang->tables->ini;
	const char *file = ini_get(ini, "script", "rules");

	if (!file || !*file)
		return 0;
	if (strchr(file, '/'))
		return err_set(err, "%s:%zu: rules = '%s': a file of this folder is wanted", ini_path(ini),
		        ini_line(ini, "script", "rules"), file);
	lang->script = mem_zalloc(1, sizeof(*lang->script));
	if (rules_open(&lang->script->rules, folder, file, strlen(file), err))
		return -1;
	return system_data ? open_converters(lang->script, lang->tables, err) : 0;
}

int script_clone(const struct lang *lang, struct lang *copy, struct xt_err *err)
{
	if (!lang->script)
		return 0;
	copy->script = mem_zalloc(1, sizeof(*copy->script));
	*copy->script = (struct script){NULL, lang->script->converter, lang->script->count, true};
	return translit_clone(lang->script->rules, &copy->script->rules, err);
}

void script_close(struct script *script)
{
	if (!script)
		return;
	translit_close(script->rules);
	if (!script->clone)
		close_converters(script);
	mem_free(script);
}

size_t lang_scripts(const struct lang *lang)
{
	return lang->script ? 1 + lang->script->count : 0;
}

int lang_rewrite(
        struct lang *lang, size_t way, const char *word, size_t length, struct buf *out, struct xt_err *err)
{
	if (!way)
		return translit_apply(lang->script->rules, word, length, out, err);
	return convert(lang->script->converter[way - 1], word, length, out, err);
}
