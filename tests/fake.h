/* SPDX-License-Identifier: Apache-2.0 · a model that scores by hashing, and attack sets for it: tests of scoring runs
 *
 * The functions of model.h below are linked instead of the library's own. A path that has "bad" in it does not open,
 * one that has "nan" in it gives no numbers. FAKE_SLEEP: microseconds for each item.
 */
#ifndef TESTS_FAKE_H
#define TESTS_FAKE_H

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "bench/score.h"
#include "data/item.h"

enum { FAKE_ITEMS = 40, FAKE_LANGS = 3, FAKE_CONDITIONS = 9 };

static const char *const FAKE_LANG[FAKE_LANGS] = {"en", "ta", "zh"};

static size_t fake_scored;              /* items that a model was asked about in this process */
static const char *fake_weights = "w1"; /* goes into weights_sha256 */

struct model {
	struct model_facts facts;
	char weights[HASH_HEX];
	bool nan;
	unsigned sleep;
};

int model_open(struct model **out, const char *path, const struct model_options *options, struct xt_err *err)
{
	unsigned char digest[HASH_SHA256];
	struct buf name = BUF_INIT;
	struct model *m;

	if (strstr(path, "bad"))
		return err_set(err, "%s: has no weights", path);
	m = mem_zalloc(1, sizeof(*m));
	buf_printf(&name, "%s %s", path, fake_weights);
	hash_sha256(name.bytes, name.length, digest);
	hash_hex(digest, m->weights);
	buf_release(&name);
	m->nan = strstr(path, "nan");
	m->sleep = getenv("FAKE_SLEEP") ? (unsigned)atoi(getenv("FAKE_SLEEP")) : 0;
	m->facts = (struct model_facts){.head = "classifier",
	        .scorer = "mc",
	        .template = "xtreme-r",
	        .template_sha256 = "89ab",
	        .prefix = options->prefix ? options->prefix : "",
	        .precision = "f32",
	        .isa = options->isa,
	        .weights_sha256 = m->weights,
	        .tokenizer_sha256 = "0123",
	        .config_sha256 = "4567"};
	*out = m;
	return 0;
}

void model_close(struct model *m)
{
	mem_free(m);
}

const struct model_facts *model_facts(const struct model *m)
{
	return &m->facts;
}

int model_score(struct model *m, const struct item *items, size_t n, float (*scores)[2],
        struct model_counts *counts, struct xt_err *err)
{
	(void)err;
	for (size_t i = 0; i < n; i++) {
		for (int c = 0; c < 2; c++) {
			const struct str *choice = &items[i].field[FIELD_CHOICE1 + c];
			uint32_t h = hash_crc32c(0, m->weights, 64);

			h = hash_crc32c(
			        h, items[i].field[FIELD_PREMISE].bytes, items[i].field[FIELD_PREMISE].length);
			h = hash_crc32c(h, choice->bytes, choice->length);
			scores[i][c] = m->nan ? NAN : (float)(h & 0xFFFF) / 256 - 128;
		}
		if (m->sleep)
			usleep(m->sleep);
	}
	counts->sequences += 2 * n;
	counts->distinct += 2 * n;
	fake_scored += n;
	return 0;
}

/* One condition's file; every other item of swap is left as it is. */
static void fake_condition(const char *sets, const char *lang, const char *attack, unsigned severity,
        int items, struct buf *manifest)
{
	struct buf lines = BUF_INIT, path = BUF_INIT, relative = BUF_INIT;
	char hex[HASH_HEX];
	struct xt_err err = {""};

	for (int i = 0; i < items; i++) {
		char premise[64], clean[] = "One", dirty[8];
		struct edit edit = {FIELD_PREMISE, 0, 3, {clean, 3}, {dirty, 3}};
		bool touched = severity && i % 2;
		struct item item = {.field = {{premise, 0}, {"first", 5}, {"second", 6}},
		        .question = (enum question)(i % 2),
		        .label = (int8_t)(i / 2 % 2),
		        .changed = 0,
		        .idx = i + 100,
		        .attack = attack,
		        .severity = severity,
		        .edits = &edit,
		        .edit_count = touched};

		snprintf(dirty, sizeof(dirty), "O%ue", severity);
		snprintf(premise, sizeof(premise), "%s day %d in %s", touched ? dirty : clean, i, lang);
		item.field[FIELD_PREMISE].length = (uint32_t)strlen(premise);
		item_put(&lines, &item);
	}
	buf_printf(&relative, "%s.%u.0/%s", attack, severity, lang);
	file_join(&path, sets, relative.bytes);
	file_mkdirs(path.bytes, &err);
	buf_printf(&relative, "/test.%s.jsonl", lang);
	buf_printf(&path, "/test.%s.jsonl", lang);
	file_write(path.bytes, lines.bytes, lines.length, false, &err);
	hash_file(path.bytes, hex, &err);
	buf_printf(manifest, "%s\"%s\": \"%s\"", manifest->length > 30 ? ", " : "", relative.bytes, hex);
	buf_release(&lines);
	buf_release(&path);
	buf_release(&relative);
}

/* Nine conditions in a folder; the last language's files are shorter. */
__attribute__((unused)) static void fake_sets(const char *sets)
{
	struct buf manifest = BUF_INIT, path = BUF_INIT;
	struct xt_err err = {""};

	buf_string(&manifest, "{\"format\": 1, \"files\": {");
	for (int i = 0; i < FAKE_LANGS; i++) {
		int items = i == FAKE_LANGS - 1 ? FAKE_ITEMS - 7 : FAKE_ITEMS;

		fake_condition(sets, FAKE_LANG[i], "none", 0, items, &manifest);
		fake_condition(sets, FAKE_LANG[i], "swap", 1, items, &manifest);
		fake_condition(sets, FAKE_LANG[i], "swap", 3, items, &manifest);
	}
	buf_string(&manifest, "}}\n");
	file_join(&path, sets, "manifest.json");
	if (file_write(path.bytes, manifest.bytes, manifest.length, false, &err))
		fprintf(stderr, "%s\n", err.message);
	buf_release(&manifest);
	buf_release(&path);
}

/* ---- a scoring run in a process of its own, which can be killed ---- */

static int fake_promise = -1; /* descriptor: what is safe so far goes there */

__attribute__((unused)) static void fake_tell(void *user, const char *what, uint64_t done, uint64_t total)
{
	(void)user, (void)what, (void)done, (void)total;
	/* The journal was synced before anyone is told. stdio writes inside libc, where no fault of t-fault reaches. */
	if (fake_promise >= 0)
		dprintf(fake_promise, "%zu\n", fake_scored);
}

/* In the child: PROGRAM child SETS OUT PROMISE. Exits as xtremor score --resume would. */
__attribute__((unused)) static int fake_child(char **argv)
{
	static const char *const TWO[] = {"a/one", "a/two"};
	struct score_options options = {.sets = argv[2],
	        .checkpoints = TWO,
	        .checkpoint_count = 2,
	        .model = {.isa = "plain"},
	        .out = argv[3],
	        .resume = true};
	struct progress progress = {fake_tell, NULL};
	struct score_counts counts;
	struct xt_err err;
	int result;

	fake_promise = open(argv[4], O_WRONLY | O_CREAT | O_APPEND, 0666);
	result = score_run(&options, &progress, NULL, NULL, &counts, &err);
	if (result)
		fprintf(stderr, "# %s\n", err.message);
	return result ? 1 : counts.absent ? 3 : 0;
}

/* Starts the child. */
__attribute__((unused)) static pid_t fake_start(const char *sets, const char *out, const char *promise)
{
	pid_t child = fork();

	if (child)
		return child;
	execl("/proc/self/exe", "child", "child", sets, out, promise, (char *)NULL);
	_exit(127);
}

/* The sum of what each process that wrote there had made safe: a process' numbers rise, and begin with 0. */
__attribute__((unused)) static size_t fake_promised(const char *promise)
{
	struct buf lines = BUF_INIT;
	struct xt_err err;
	size_t sum = 0, last = 0;

	if (!file_read(promise, 1 << 24, &lines, &err) && lines.length)
		for (char *p = lines.bytes; *p; p = strchr(p, '\n') + 1) {
			size_t n = strtoul(p, NULL, 10);

			if (n < last)
				sum += last;
			last = n;
			if (!strchr(p, '\n'))
				break;
		}
	buf_release(&lines);
	return sum + last;
}

/* The SHA-256 of a file, "" where there is none; one static buffer. */
__attribute__((unused)) static const char *fake_hash(const char *path)
{
	static char hex[HASH_HEX];

	if (hash_file(path, hex, NULL))
		*hex = '\0';
	return hex;
}

#endif
