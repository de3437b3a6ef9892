/* SPDX-License-Identifier: Apache-2.0 · inside of score_run: what earlier processes left beside the output */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "bench/run.h"
#include "bench/store.h"
#include "model/isa.h"

/* Calls each() with the path of every file whose name is the output's, then what, then anything. */
static int each_beside(const struct run *run, const char *what,
        int (*each)(void *user, const char *path, struct xt_err *err), void *user, struct xt_err *err)
{
	const char *out = run->options->out, *slash = strrchr(out, '/');
	struct buf folder = BUF_INIT, path = BUF_INIT, start = BUF_INIT;
	char **names = NULL;
	size_t count = 0;
	int result;

	buf_append(&folder, slash ? out : ".", slash ? (size_t)(slash - out) + 1 : 1);
	buf_printf(&start, "%s%s", slash ? slash + 1 : out, what);
	result = file_names(folder.bytes, &names, &count, err);
	for (size_t i = 0; !result && i < count; i++) {
		if (strncmp(names[i], start.bytes, start.length))
			continue;
		buf_clear(&path);
		if (slash)
			file_join(&path, folder.bytes, names[i]);
		else
			buf_string(&path, names[i]);
		result = each(user, path.bytes, err);
	}
	file_names_free(names, count);
	buf_release(&folder);
	buf_release(&path);
	buf_release(&start);
	return result;
}

static int count_one(void *user, const char *path, struct xt_err *err)
{
	(void)path, (void)err;
	++*(int *)user;
	return 0;
}

int run_found(struct run *run, bool *finished, struct xt_err *err)
{
	const char *out = run->options->out;
	int journals = 0;

	*finished = file_exists(out);
	if (each_beside(run, ".journal.", count_one, &journals, err))
		return -1;
	if (run->options->resume)
		return journals;
	if (*finished)
		return err_set(err, "%s: is there already: choose another output, or remove it", out);
	if (journals)
		return err_set(err,
		        "%s.journal.*: a run into %s was not finished: go on with --resume, or remove them",
		        out, out);
	return 0;
}

static int remove_one(void *user, const char *path, struct xt_err *err)
{
	const char *number = strrchr(path, '.') + 1;

	/* Ours end in a number; what else a user keeps beside the output is the user's. */
	(void)user;
	if (!*number || number[strspn(number, "0123456789")])
		return 0;
	if (unlink(path) && errno != ENOENT)
		return err_set(err, "%s: cannot be removed: %s", path, strerror(errno));
	return 0;
}

int run_sweep(struct run *run, bool journals, struct xt_err *err)
{
	if (file_sweep(run->options->out, err) ||
	        (journals && each_beside(run, ".journal.", remove_one, NULL, err)))
		return -1;
	/* A journal that a power cut brings back would be folded again, to the same bytes: no harm, so no error. */
	(void)file_sync_folder(run->options->out);
	return 0;
}

/* ---- a finished file ---- */

static int same_text(const char *file, const char *what, const char *was, const char *now, struct xt_err *err)
{
	if (!strcmp(was, now))
		return 0;
	return err_set(err,
	        "%s: belongs to another run, with %s '%s' where this has '%s': choose another output", file,
	        what, was, now);
}

static int same_condition(const char *file, const struct results_condition *was,
        const struct results_condition *now, struct xt_err *err)
{
	struct buf a = BUF_INIT, b = BUF_INIT;
	int result;

	buf_printf(&a, "%s %s.%u.%llu %.12s", was->language, was->attack, was->severity,
	        (unsigned long long)was->seed, was->set_sha256);
	buf_printf(&b, "%s %s.%u.%llu %.12s", now->language, now->attack, now->severity,
	        (unsigned long long)now->seed, now->set_sha256);
	result = same_text(file, "condition", a.bytes, b.bytes, err);
	buf_release(&a);
	buf_release(&b);
	return result;
}

static int same_provenance(const struct run *run, const struct results *was, struct xt_err *err)
{
	const struct {
		const char *key, *now;
	} same[] = {{"xtremor", xt_version()}, {"prefix", run->model.prefix ? run->model.prefix : ""},
	        {"isa", run->options->model.isa}};
	int result = 0;

	for (size_t i = 0; !result && i < sizeof(same) / sizeof(*same); i++) {
		char *value = run_value(was->versions, same[i].key);

		if (same[i].now)
			result = same_text(
			        run->options->out, same[i].key, value ? value : "", same[i].now, err);
		mem_free(value);
	}
	return result;
}

/* The n-th word of a list, to be freed; "" past the end. */
static char *word(const char *list, size_t n)
{
	while (list && n-- && (list = strchr(list, ' ')))
		list++;
	return mem_copy(list ? list : "", list ? strcspn(list, " ") : 0);
}

/* The hash of the n-th checkpoint in one of the attributes that hold one for each. */
static char *listed(const struct results *r, const char *key, size_t n)
{
	char *list = run_value(r->versions, key), *one = word(list, n);

	mem_free(list);
	return one;
}

/* Lines about the n-th checkpoint of a file, as run_facts makes them of a model. */
static void stored_facts(const struct results *r, size_t n, struct buf *out)
{
	const struct results_checkpoint *c = &r->checkpoint[n];
	char *tokenizer = listed(r, "tokenizer_sha256", n), *config = listed(r, "config_sha256", n),
	     *template = listed(r, "template_sha256", n);
	const struct model_facts facts = {.head = c->head,
	        .scorer = c->scorer,
	        .template = c->template,
	        .template_sha256 = template,
	        .precision = c->precision,
	        .weights_sha256 = c->weights_sha256,
	        .tokenizer_sha256 = tokenizer,
	        .config_sha256 = config};

	run_facts(&facts, c->name, out);
	mem_free(tokenizer);
	mem_free(config);
	mem_free(template);
}

/* One checkpoint asked for, against the next of the file; *next goes on where it is that one. */
static int same_checkpoint(
        struct run *run, const struct results *was, size_t i, size_t *next, struct xt_err *err)
{
	bool there =
	        *next < was->checkpoint_count && !strcmp(was->checkpoint[*next].name, run->names.name[i]);
	struct buf stored = BUF_INIT, now = BUF_INIT;
	struct model *model;
	struct xt_err why;
	int result = 0;

	if (model_open(&model, run->names.path[i], &run->model, &why)) {
		/* In the file already: nothing that was asked for is missing. */
		if (there) {
			++*next;
			return 0;
		}
		run_complain(run, &why);
		run->counts->absent++;
		return 0;
	}
	if (!there) {
		result =
		        err_set(err, "%s: was finished without checkpoint '%s': score that into another file",
		                run->options->out, run->names.name[i]);
	} else {
		stored_facts(was, *next, &stored);
		run_facts(model_facts(model), run->names.name[i], &now);
		result = run_same(stored.bytes, now.bytes, run->options->out, err);
		++*next;
	}
	model_close(model);
	buf_release(&stored);
	buf_release(&now);
	return result;
}

int run_finished(struct run *run, struct xt_err *err)
{
	const char *out = run->options->out;
	struct results *was;
	size_t next = 0;
	int result = -1;

	if (store_read(&was, out, err))
		return -1;
	if (same_provenance(run, was, err))
		goto out;
	if (was->condition_count != run->results->condition_count) {
		err_set(err,
		        "%s: belongs to another run, with %zu conditions where this has %zu: choose another "
		        "output",
		        out, was->condition_count, run->results->condition_count);
		goto out;
	}
	for (size_t i = 0; i < was->condition_count; i++)
		if (same_condition(out, &was->condition[i], &run->results->condition[i], err))
			goto out;
	for (size_t i = 0; i < run->names.count; i++)
		if (same_checkpoint(run, was, i, &next, err))
			goto out;
	if (next == was->checkpoint_count)
		result = 0;
	else
		err_set(err, "%s: belongs to another run, which had checkpoint '%s': choose another output",
		        out, was->checkpoint[next].name);
out:
	results_free(was);
	return result;
}

/* ---- journals ---- */

/* A journal of another instruction set is gone on with in that set, where the machine has it; never mixed. */
static int take_isa(struct run *run, const char *lines, struct xt_err *err)
{
	char *isa = run_value(lines, "isa");
	enum isa known;
	int result = -1;

	if (!isa)
		err_set(err, "its run has no instruction set");
	else if (run->options->model.isa && strcmp(run->options->model.isa, isa))
		err_set(err,
		        "was begun with --isa %s, and scores of two instruction sets are never mixed: go on "
		        "with "
		        "that, or choose another output",
		        isa);
	else if (isa_find(isa, &known, err))
		err_prefix(err, "was begun with --isa %s, which this machine cannot go on with", isa);
	else {
		run->model.isa = isa_name(known);
		result = 0;
	}
	mem_free(isa);
	return result;
}

static int see_run(void *user, const char *lines, struct xt_err *err)
{
	struct run *run = user;
	struct buf now = BUF_INIT;
	int result = take_isa(run, lines, err);

	if (!result) {
		run_lines(run, &now);
		result = run_same(lines, now.bytes, NULL, err);
	}
	buf_release(&now);
	run->begun = true;
	return result;
}

static int see_checkpoint(void *user, uint32_t which, const char *lines, struct xt_err *err)
{
	struct run *run = user;

	if (which >= run->names.count)
		return err_set(err, "checkpoint %u, where the run has %zu", which, run->names.count);
	run->mine[which] = true;
	if (run->facts[which])
		return run_same(run->facts[which], lines, NULL, err);
	run->facts[which] = mem_copy(lines, strlen(lines));
	return 0;
}

static int see_block(void *user, const struct journal_scores *b, struct xt_err *err)
{
	struct run *run = user;

	if (!run->begun || b->checkpoint >= run->names.count || !run->mine[b->checkpoint] ||
	        b->condition >= run->results->condition_count || b->first >= run->items[b->condition] ||
	        b->count > run->items[b->condition] - b->first)
		return err_set(err,
		        "scores of checkpoint %u, condition %u, items %u + %u, which the run does not have",
		        b->checkpoint, b->condition, b->first, b->count);
	memcpy(results_score(run->results, b->checkpoint, b->condition, b->first), b->score,
	        b->count * sizeof(*b->score));
	memset(run_have(run, b->checkpoint, b->condition, b->first), 1, b->count);
	run->counts->blocks++;
	run->counts->resumed++;
	return 0;
}

static int read_one(struct run *run, const char *path, size_t *kept, struct xt_err *err)
{
	static const struct journal_see SEE = {see_run, see_checkpoint, see_block};
	struct journal_end end;

	/* Each journal says itself whose scores it holds. */
	run->begun = false;
	memset(run->mine, 0, run->names.count * sizeof(*run->mine));
	if (journal_read(path, &SEE, run, &end, err))
		return -1;
	if (end.why)
		run_note(run,
		        "%s: byte %zu of %zu: %s: what stands before it is kept, the rest is scored again",
		        path, end.kept, end.length, end.why);
	*kept = end.kept;
	return 0;
}

static int read_other(void *user, const char *path, struct xt_err *err)
{
	struct run *run = user;
	size_t kept;

	return strcmp(path, run->journal_path.bytes) ? read_one(run, path, &kept, err) : 0;
}

int run_resume(struct run *run, struct xt_err *err)
{
	size_t kept;

	/* The own one last, so that begun and mine are about it when scoring goes on. */
	if (each_beside(run, ".journal.", read_other, run, err) ||
	        read_one(run, run->journal_path.bytes, &kept, err))
		return -1;
	return journal_cut(run->journal, kept, err);
}
