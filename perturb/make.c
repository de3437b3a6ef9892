/* SPDX-License-Identifier: Apache-2.0 · makes attack sets: a language at a time, its items over all threads */
#include "perturb/make.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "data/attackset.h"
#include "langs/package.h"
#include "perturb/make-job.h"
#include "perturb/review.h"

/* What has been made so far, for the manifest. */
struct made {
	char **path;
	char (*sha256)[65];
	size_t count, path_capacity, hash_capacity;
};

/* The files that are named for a language; free the array. */
static const char **files_of(const struct make_lexicon *files, size_t count, const char *code, size_t *found)
{
	const char **paths = mem_alloc(count, sizeof(*paths));

	*found = 0;
	for (size_t i = 0; i < count; i++)
		if (!strcmp(files[i].lang, code))
			paths[(*found)++] = files[i].path;
	return paths;
}

int make_open_lang(struct lang **out, const struct make_options *options, const char *code, unsigned parts,
        struct xt_err *err)
{
	struct lang_files files = {.system_data = options->system_data};
	const char **lexicons =
	        files_of(options->lexicons, options->lexicon_count, code, &files.lexicon_count);
	const char **pairs = files_of(options->pairs, options->pair_count, code, &files.pair_count);
	int result;

	files.lexicons = lexicons;
	files.pairs = pairs;
	/* a file that is given is read whoever needs it, so that one that cannot be is not passed over */
	parts |= (files.lexicon_count ? LANG_SYNONYMS : 0U) | (files.pair_count ? LANG_ENGLISH : 0U);
	result = lang_open_files(out, code, &files, parts, err);
	mem_free(lexicons);
	mem_free(pairs);
	return result;
}

static int open_lang(const struct plan *plan, const char *code, struct lang **out, struct xt_err *err)
{
	if (!strcmp(code, DATA_UNKNOWN))
		return err_set(
		        err, "%s: of which language is it? Name one with --langs", plan->options->data);
	return make_open_lang(out, plan->options, code, plan_needs(plan), err);
}

static void add_row(struct make_counts *counts, const struct make_row *row)
{
	counts->row = mem_grow(counts->row, &counts->capacity, counts->count + 1, sizeof(*counts->row));
	counts->row[counts->count++] = *row;
}

static bool same_bytes(const char *path, const struct buf *lines)
{
	struct buf there = BUF_INIT;
	bool same = file_exists(path) && !file_read(path, lines->length, &there, NULL) &&
	            there.length == lines->length && !memcmp(there.bytes, lines->bytes, lines->length);

	buf_release(&there);
	return same;
}

/* Makes the folders of "swap.3.0/ta/test.ta.jsonl" below SETS, which is there. Nothing is written through a link: it
 * would land outside. fresh: the last of them was not there before. */
static int make_folders(const char *sets, const char *path, bool *fresh, struct xt_err *err)
{
	struct buf folder = BUF_INIT;
	int result = 0;

	for (const char *slash = strchr(path, '/'); slash && !result; slash = strchr(slash + 1, '/')) {
		struct stat st;

		buf_clear(&folder);
		file_join(&folder, sets, "");
		buf_append(&folder, path, (size_t)(slash - path));
		*fresh = !mkdir(folder.bytes, 0777);
		if (*fresh)
			continue;
		if (lstat(folder.bytes, &st))
			result = err_set(err, "%s: cannot be made: %s", folder.bytes, strerror(errno));
		else if (S_ISLNK(st.st_mode))
			result = err_set(err, "%s: is a link: a folder is wanted", folder.bytes);
		else if (!S_ISDIR(st.st_mode))
			result = err_set(err, "%s: is not a folder", folder.bytes);
	}
	buf_release(&folder);
	return result;
}

static int write_lines(const char *sets, const char *path, const struct buf *lines, struct xt_err *err)
{
	struct buf full = BUF_INIT;
	bool fresh = false;
	int result;

	file_join(&full, sets, path);
	result = make_folders(sets, path, &fresh, err);
	if (!result && !fresh)
		(void)file_sweep(full.bytes, NULL);
	if (!result && (fresh || !same_bytes(full.bytes, lines)))
		result = file_write(full.bytes, lines->bytes, lines->length, false, err);
	buf_release(&full);
	return result;
}

/* Keeps the path and hash for the manifest. A condition that the manifest has with another hash was
 * made with other --fields or lexicons: overwriting it would quietly change what was perhaps scored
 * already. */
static int note_made(struct made *made, const struct attackset *old, const char *sets, const char *path,
        const struct buf *lines, struct xt_err *err)
{
	unsigned char digest[HASH_SHA256];
	const char *before = old ? attackset_hash(old, path) : NULL;

	made->path = mem_grow(made->path, &made->path_capacity, made->count + 1, sizeof(*made->path));
	made->sha256 = mem_grow(made->sha256, &made->hash_capacity, made->count + 1, sizeof(*made->sha256));
	hash_sha256(lines->bytes, lines->length, digest);
	hash_hex(digest, made->sha256[made->count]);
	if (before && strcmp(before, made->sha256[made->count]))
		return err_set(err,
		        "%s/%s: is there already, made with other fields or lexicons: name another folder "
		        "with -o",
		        sets, path);
	made->path[made->count++] = mem_copy(path, strlen(path));
	return 0;
}

static int write_condition(const struct job *job, size_t a, size_t s, const struct attackset *old,
        struct buf *lines, struct made *made, struct make_counts *counts, struct xt_err *err)
{
	const struct chain *attack = &job->plan->attack[a];
	const char *sets = job->plan->options->out;
	struct buf path = BUF_INIT;
	struct make_row row;
	int result;

	buf_clear(lines);
	job_gather(job, a, s, lines, &row);
	buf_printf(&path, "%s.%u.%" PRIu64 "/%s/%s.%s.jsonl", attack->name, row.severity,
	        plan_seed(job->plan, attack), job->file->lang, job->file->split, job->file->lang);
	result = note_made(made, old, sets, path.bytes, lines, err);
	if (!result)
		result = write_lines(sets, path.bytes, lines, err);
	if (!result)
		add_row(counts, &row);
	buf_release(&path);
	return result;
}

/* What people are to read is the least severity, where an edit stands alone most often. Several attacks in one are judged
 * in their parts. */
static int review_job(const struct job *job, size_t a, struct review *review, struct xt_err *err)
{
	const struct chain *attack = &job->plan->attack[a];
	struct items attacked = ITEMS_INIT;
	struct buf lines = BUF_INIT;
	struct make_row row;
	int result = 0;

	if (!review->pairs || job->plan->again || plan_is_clean(attack) || attack->count > 1)
		return 0;
	job_gather(job, a, 0, &lines, &row);
	result = items_read_in(&attacked, attack->name, buf_text(&lines), lines.length, err);
	if (!result)
		result = review_add(review, job->lang[0], attack->name, job->items.item, attacked.item,
		        attacked.count, err);
	items_release(&attacked);
	buf_release(&lines);
	return result;
}

static int make_lang(const struct plan *plan, const struct data_file *file, struct lang *lang,
        const struct attackset *old, struct review *review, struct buf *lines, struct made *made,
        struct make_counts *counts, struct xt_err *err)
{
	struct job job;
	int result = job_open(&job, plan, file, lang, err) || job_run(&job, err) ? -1 : 0;

	for (size_t a = 0; a < plan->attack_count && !result; a++) {
		for (size_t s = 0; s < plan_severities(plan, &plan->attack[a]) && !result; s++)
			result = write_condition(&job, a, s, old, lines, made, counts, err);
		if (!result)
			result = review_job(&job, a, review, err);
	}
	job_close(&job);
	return result;
}

/* Every file of DATA counts, whatever languages and split are asked, so that others can be added to SETS later. */
static int hash_source(const char *path, const struct data *chosen, char hex[HASH_HEX], struct xt_err *err)
{
	struct hash *hash = hash_new();
	unsigned char digest[HASH_SHA256];
	struct data all = {NULL, 0, false};
	const struct data *data = chosen->folder ? &all : chosen;
	int result = chosen->folder ? data_open(&all, path, NULL, NULL, err) : 0;

	for (size_t i = 0; i < data->count && !result; i++) {
		const struct data_file *file = &data->file[i];
		struct buf line = BUF_INIT;
		char one[HASH_HEX];

		result = hash_file(file->path, one, err);
		if (!result) {
			buf_printf(&line, "%s  %s/%s.%s.jsonl\n", one, file->lang, file->split, file->lang);
			hash_add(hash, line.bytes, line.length);
		}
		buf_release(&line);
	}
	hash_end(hash, digest);
	hash_hex(digest, hex);
	data_close(&all);
	return result;
}

/* What the manifest says beside its files. */
struct about {
	struct manifest manifest;
	char source[HASH_HEX];
	const char **langs;
	struct manifest_external *external;
	struct buf xkb_data;
	struct lang **lang; /* open for as long as external borrows from them */
	size_t lang_count;
	char (*reviewed)[HASH_HEX]; /* of the files of verdicts */
};

static void add_external(struct about *about, const struct manifest_external *e)
{
	size_t n = about->manifest.external_count;

	for (size_t i = 0; i < n; i++)
		if (!strcmp(about->external[i].path, e->path))
			return;
	about->external = mem_resize(about->external, n + 1, sizeof(*about->external));
	about->external[n] = *e;
	about->manifest.external = about->external;
	about->manifest.external_count = n + 1;
}

static void collect_external(struct about *about, const struct lang *lang)
{
	for (size_t i = 0; i < lang_external_count(lang); i++) {
		const struct lang_external *e = lang_external_at(lang, i);

		add_external(about, &(struct manifest_external){e->path, e->sha256, e->package});
	}
}

/* What people have rejected decides bytes as a lexicon does. */
static int collect_reviewed(struct about *about, const struct make_options *o, struct xt_err *err)
{
	size_t n = 0;

	while (o->reviewed && o->reviewed[n])
		n++;
	about->reviewed = mem_alloc(n, sizeof(*about->reviewed));
	for (size_t i = 0; i < n; i++) {
		if (hash_file(o->reviewed[i], about->reviewed[i], err))
			return -1;
		add_external(about, &(struct manifest_external){o->reviewed[i], about->reviewed[i], NULL});
	}
	return 0;
}

/* The version of the keyboard layouts, where any were read. */
static void collect_keyboards(struct about *about)
{
	const char *name = "xkb-data";
	bool read = false;

	for (size_t i = 0; i < about->lang_count; i++)
		read = read || lang_reads_keyboards(about->lang[i]);
	if (!read)
		return;
	if (package_version(name, &about->xkb_data))
		buf_printf(&about->xkb_data, "%s not-known", name);
	about->manifest.xkb_data = about->xkb_data.bytes + strlen(name) + 1;
}

static int about_open(
        struct about *about, const struct plan *plan, const struct data *data, struct xt_err *err)
{
	memset(about, 0, sizeof(*about));
	about->langs = mem_zalloc(data->count + 1, sizeof(*about->langs));
	about->lang = mem_zalloc(data->count, sizeof(struct lang *));
	if (hash_source(plan->options->data, data, about->source, err))
		return -1;
	for (size_t i = 0; i < data->count; i++) {
		if (open_lang(plan, data->file[i].lang, &about->lang[i], err))
			return -1;
		about->lang_count++;
		about->langs[i] = data->file[i].lang;
		collect_external(about, about->lang[i]);
	}
	collect_keyboards(about);
	if (collect_reviewed(about, plan->options, err))
		return -1;
	about->manifest.source = about->source;
	about->manifest.langs = about->langs;
	return 0;
}

static void about_close(struct about *about)
{
	for (size_t i = 0; i < about->lang_count; i++)
		lang_close(about->lang[i]);
	mem_free(about->lang);
	mem_free(about->langs);
	mem_free(about->external);
	buf_release(&about->xkb_data);
	mem_free(about->reviewed);
}

/* Two writers of one folder would take each other's files for leftovers. The lock goes with the process. */
static int lock_sets(const char *sets, int *fd, struct xt_err *err)
{
	if (!*sets)
		return err_set(err, "-o '': a folder is wanted");
	if (file_mkdirs(sets, err))
		return -1;
	*fd = open(sets, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*fd < 0)
		return err_set(err, "%s: cannot be opened: %s", sets, strerror(errno));
	if (!flock(*fd, LOCK_EX | LOCK_NB))
		return 0;
	if (errno == EWOULDBLOCK)
		return err_set(err, "%s: another xtremor is making sets there: wait for it", sets);
	/* a file system without locks: it is the user who sees to it that there is one writer */
	return errno == ENOSYS || errno == ENOLCK || errno == EOPNOTSUPP || errno == EINVAL
	               ? 0
	               : err_set(err, "%s: cannot be locked: %s", sets, strerror(errno));
}

static int open_old(const char *sets, struct attackset **out, struct xt_err *err)
{
	struct buf path = BUF_INIT;
	int result = 0;

	*out = NULL;
	file_join(&path, sets, "manifest.json");
	if (file_exists(path.bytes))
		result = attackset_open(out, sets, err);
	(void)file_sweep(path.bytes, NULL);
	buf_release(&path);
	return result;
}

static int check_files(const struct make_lexicon *files, size_t count, const char *what,
        const struct data *data, struct xt_err *err)
{
	for (size_t i = 0; i < count; i++) {
		size_t j = 0;

		while (j < data->count && strcmp(data->file[j].lang, files[i].lang))
			j++;
		if (j == data->count)
			return err_set(err, "%s %s=%s: that language is not attacked here", what,
			        files[i].lang, files[i].path);
	}
	return 0;
}

static int make_all(struct plan *plan, const struct data *data, const struct about *about,
        const struct attackset *old, const struct progress *progress, struct review *review,
        struct made *made, struct make_counts *counts, struct xt_err *err)
{
	size_t seeds = plan->options->seeds ? plan->options->seed_count : 1, total = seeds * data->count;
	struct buf lines = BUF_INIT; /* one for all, so that its memory is new but once */
	int result = 0;

	for (size_t n = 0; n < total && !result; n++) {
		size_t i = n % data->count;

		progress_tell(progress, "attacking", n, total);
		if (plan->options->seeds)
			plan->seed = plan->options->seeds[n / data->count];
		plan->again = n >= data->count;
		result = make_lang(
		        plan, &data->file[i], about->lang[i], old, review, &lines, made, counts, err);
	}
	buf_release(&lines);
	if (!result)
		progress_tell(progress, "attacking", total, total);
	return result;
}

int make_sets(const struct make_options *options, const struct progress *progress, struct make_counts *counts,
        struct xt_err *err)
{
	struct plan plan;
	struct data data = {NULL, 0, false};
	struct about about = {.lang = NULL};
	struct attackset *old = NULL;
	struct made made = {NULL, NULL, 0, 0, 0};
	struct review review = REVIEW_INIT(options->review, options->seed);
	int result = -1, lock = -1;

	*counts = (struct make_counts){NULL, 0, 0};
	if (plan_init(&plan, options, err) ||
	        data_open(&data, options->data, options->split, options->langs, err) ||
	        check_files(options->lexicons, options->lexicon_count, "lexicon", &data, err) ||
	        check_files(options->pairs, options->pair_count, "pairs", &data, err) ||
	        about_open(&about, &plan, &data, err) || lock_sets(options->out, &lock, err) ||
	        attackset_agrees(options->out, &about.manifest, err) || open_old(options->out, &old, err) ||
	        make_all(&plan, &data, &about, old, progress, &review, &made, counts, err))
		goto out;
	result = attackset_add(options->out, &about.manifest, (const char *const *)made.path,
	        (const char(*)[65])made.sha256, made.count, err);
	if (!result && options->review)
		result = review_write(&review, options->out, err);
out:
	review_release(&review);
	if (lock >= 0)
		close(lock);
	for (size_t i = 0; i < made.count; i++)
		mem_free(made.path[i]);
	mem_free(made.path);
	mem_free(made.sha256);
	attackset_close(old);
	about_close(&about);
	data_close(&data);
	plan_release(&plan);
	return result;
}

void make_counts_release(struct make_counts *counts)
{
	mem_free(counts->row);
	*counts = (struct make_counts){NULL, 0, 0};
}

int make_stream(const struct make_options *options, struct buf *out, struct xt_err *err)
{
	struct plan plan;
	struct data data = {NULL, 0, false};
	struct lang *lang = NULL;
	struct make_row row;
	struct job job;
	int result = -1;

	if (plan_init(&plan, options, err) ||
	        data_open(&data, options->data, options->split, options->langs, err))
		goto out;
	if (data.count != 1 || plan.attack_count != 1 || plan_severities(&plan, &plan.attack[0]) != 1) {
		err_set(err, "one condition is streamed: name one of --langs, one of --attacks, one of "
		             "--severities");
		goto out;
	}
	if (open_lang(&plan, data.file[0].lang, &lang, err))
		goto out;
	result = job_open(&job, &plan, &data.file[0], lang, err) || job_run(&job, err) ? -1 : 0;
	if (!result)
		job_gather(&job, 0, 0, out, &row);
	job_close(&job);
out:
	lang_close(lang);
	data_close(&data);
	plan_release(&plan);
	return result;
}
