/* SPDX-License-Identifier: Apache-2.0 · tests of results.h5: what is written is read, the same scores are the same bytes */
#include "scratch.h"
#include "tap.h"

#include <math.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "bench/store.h"

static char *copy(const char *text)
{
	return mem_copy(text, strlen(text));
}

/* Two checkpoints, three conditions of which one is a shorter file, five items. */
static struct results *sample(void)
{
	static const char *const LANGUAGE[] = {"en", "en", "ta"}, *const ATTACK[] = {"none", "swap", "none"};
	struct results *r = results_new(2, 3, 5);

	for (size_t i = 0; i < 2; i++) {
		r->checkpoint[i] = (struct results_checkpoint){copy(i ? "ன்-model" : "xlm-r"),
		        copy(i ? "" : "classifier"), copy(i ? "cosine" : "mc"), copy(i ? "" : "xtreme-r"),
		        copy("f32"), copy(i ? "cd" : "ab")};
	}
	for (size_t i = 0; i < 3; i++) {
		struct results_condition *c = &r->condition[i];

		c->language = copy(LANGUAGE[i]);
		c->attack = copy(ATTACK[i]);
		c->set_sha256 = copy(i ? "00ff" : "11ee");
		c->severity = i == 1 ? 3 : 0;
		c->seed = i == 1 ? UINT64_MAX : 0;
		for (size_t k = 0; k < (i == 2 ? 4 : 5); k++) {
			c->idx[k] = (int32_t)(100 + k);
			c->label[k] = (int8_t)(k % 2);
			c->question[k] = (uint8_t)(k / 2 % 2);
			c->edits[k] = (uint16_t)(i == 1 ? 1000 * k : 0);
			for (size_t m = 0; m < 2; m++) {
				results_score(r, m, i, k)[0] = (float)(k + m) / 3.0F;
				results_score(r, m, i, k)[1] = (float)i;
			}
		}
	}
	r->versions = copy("xtremor=0.1.0\nisa=avx2\nprefix=query: \n");
	return r;
}

static void round_trip(void)
{
	struct results *r = sample(), *again = NULL;
	struct xt_err err = {""};

	if (!tap_ok(!store_write(scratch_path("a.h5"), r, &err), "results are written"))
		tap_say("%s", err.message);
	if (!tap_ok(!store_read(&again, scratch_path("a.h5"), &err), "and read"))
		tap_say("%s", err.message);
	if (again) {
		tap_ok(again->checkpoint_count == 2 && again->condition_count == 3 && again->item_count == 5,
		        "with their sizes");
		tap_same(again->checkpoint[1].name, "ன்-model", "a name in Tamil");
		tap_same(again->checkpoint[1].template, "", "an empty template");
		tap_same(again->condition[2].language, "ta", "a language");
		tap_ok(again->condition[1].seed == UINT64_MAX, "the highest seed");
		tap_ok(again->condition[1].edits[4] == 4000 && again->condition[0].idx[4] == 104,
		        "numbers of items");
		tap_ok(again->condition[2].idx[4] == -1 && again->condition[2].label[4] == -1,
		        "padding where a file is shorter");
		tap_ok(!memcmp(again->score, r->score, 60 * sizeof(float)) &&
		                isnan(results_score(again, 0, 2, 4)[0]),
		        "every score bit for bit, NaN where there is none");
		tap_same(again->versions, "isa=avx2\nprefix=query: \nxtremor=0.1.0\n",
		        "the provenance, sorted by key");
	}
	results_free(again);
	results_free(r);
}

static void same_bytes(void)
{
	char a[HASH_HEX], b[HASH_HEX];
	struct results *r = sample();
	struct xt_err err = {""};
	struct stat st;

	usleep(1100000);
	tap_ok(!store_write(scratch_path("b.h5"), r, &err), "the same results are written a second later");
	hash_file(scratch_path("a.h5"), a, &err);
	hash_file(scratch_path("b.h5"), b, &err);
	tap_same(a, b, "and give the same bytes");
	tap_ok(!stat(scratch_path("b.h5"), &st) && (st.st_mode & 0777) == 0640, "the umask decides the mode");
	results_free(r);
}

static void nothing_left(void)
{
	struct results *r = sample();
	struct xt_err err = {""};
	char **names;
	size_t count;

	mem_free(r->condition[0].language);
	r->condition[0].language = copy("\xFF");
	tap_ok(store_write(scratch_path("c.h5"), r, &err) == -1, "what would not be read is not written");
	tap_say("%s", err.message);
	tap_ok(store_write(scratch_path("none/c.h5"), r, &err) == -1,
	        "a folder that is not there is an error");
	tap_say("%s", err.message);
	results_free(r);
	r = results_new(0, 1, 1);
	tap_ok(store_write(scratch_path("c.h5"), r, &err) == -1, "no checkpoint is an error");
	results_free(r);
	tap_ok(!file_names(scratch_folder, &names, &count, &err) && count == 2,
	        "and nothing of it stays behind");
	file_names_free(names, count);
}

/* For tests in other languages: "write PATH" writes the sample, "read PATH" says what is wrong with a file. */
static int serve(const char *what, const char *path)
{
	struct results *r = sample();
	struct xt_err err = {""};
	int result;

	if (!strcmp(what, "write")) {
		result = store_write(path, r, &err);
	} else {
		results_free(r);
		result = store_read(&r, path, &err);
	}
	puts(result ? err.message : "fine");
	results_free(r);
	return result ? 1 : 0;
}

int main(int argc, char **argv)
{
	if (argc == 3)
		return serve(argv[1], argv[2]);
	umask(027);
	scratch_new("t-store");
	round_trip();
	same_bytes();
	nothing_left();
	scratch_free();
	return tap_done();
}
