/* SPDX-License-Identifier: Apache-2.0 · the scoring run: every checkpoint on every condition, journalled, then folded */
#include "bench/score.h"

#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "bench/language.h"
#include "bench/run.h"
#include "bench/store.h"
#include "model/isa.h"

/* How many items go into one call of the model, and so between two syncs of the journal: as many as take about this
 * long. Only the pace depends on the clock, never a score. */
#define SECONDS_LOW 1.0
#define SECONDS_HIGH 4.0
#define GROUP_FIRST 32
#define GROUP_MOST 8192

enum outcome { FATAL = -1, DONE = 0, ABSENT = 1 };

/* ---- one checkpoint ---- */

static void tell(struct run *run, size_t which, size_t items)
{
	run->told += 2 * items;
	progress_tell(run->progress, run->names.name[which], run->told, run->total);
}

/* Puts the scores of a group where they belong, and into the journal: neighbours in a condition are one block. */
static int keep_scores(struct run *run, const struct language *l, size_t which, const uint32_t *group,
        size_t n, const float (*score)[2], struct xt_err *err)
{
	size_t i = 0, k;

	while (i < n) {
		const struct ref *ref = &l->ref[group[i]];
		struct journal_scores block = {
		        (uint32_t)which, (uint32_t)l->first + ref->condition, ref->item, 0, score + i};

		for (k = i; k < n; k++) {
			const struct ref *other = &l->ref[group[k]];

			if (other->condition != ref->condition || other->item != ref->item + (k - i))
				break;
		}
		block.count = (uint32_t)(k - i);
		memcpy(results_score(run->results, which, block.condition, block.first), block.score,
		        block.count * sizeof(*block.score));
		memset(run_have(run, which, block.condition, block.first), 1, block.count);
		journal_block(run->journal, &block);
		run->counts->blocks++;
		i = k;
	}
	return journal_sync(run->journal, err);
}

/* Scores one group. */
static enum outcome score_group(struct run *run, struct model *model, const struct language *l, size_t which,
        const uint32_t *group, size_t n, struct xt_err *err)
{
	struct item *items = mem_alloc(n, sizeof(*items));
	float(*score)[2] = mem_alloc(n, sizeof(*score));
	enum outcome outcome = DONE;
	double started = progress_clock(), took;

	for (size_t i = 0; i < n; i++) {
		items[i] = *language_item(l, &l->ref[group[i]]);
		items[i].lang = run->results->condition[l->first].language;
	}
	if (model_score(model, items, n, score, &run->counts->model, err))
		outcome = ABSENT;
	for (size_t i = 0; outcome == DONE && i < n; i++)
		if (!isfinite(score[i][0]) || !isfinite(score[i][1])) {
			err_set(err, "item %d of %s: its scores are no numbers: are the weights sound?",
			        (int)items[i].idx, run->results->condition[l->first].language);
			outcome = ABSENT;
		}
	took = progress_clock() - started;
	if (took < SECONDS_LOW && run->group < GROUP_MOST)
		run->group *= 2;
	else if (took > SECONDS_HIGH && run->group > 1)
		run->group /= 2;
	if (outcome == DONE && keep_scores(run, l, which, group, n, (const float(*)[2])score, err))
		outcome = FATAL;
	mem_free(items);
	mem_free(score);
	return outcome;
}

/* Gives every item that has a twin the twin's score. */
static void copy_same(struct run *run, const struct language *l, size_t which)
{
	for (size_t i = 0; i < l->total; i++) {
		const struct ref *to = &l->ref[i], *from = &l->ref[to->same];

		if (to == from)
			continue;
		memcpy(results_score(run->results, which, l->first + to->condition, to->item),
		        results_score(run->results, which, l->first + from->condition, from->item),
		        RESULTS_CHOICES * sizeof(float));
		run->counts->model.sequences += RESULTS_CHOICES;
	}
}

static enum outcome score_language(
        struct run *run, struct model *model, size_t which, size_t *condition, struct xt_err *err)
{
	struct language l;
	enum outcome outcome = language_read(run, *condition, &l, err) ? FATAL : DONE;
	uint32_t *group = mem_alloc(GROUP_MOST * 2, sizeof(*group));
	size_t at = 0;

	while (outcome == DONE && at < l.total) {
		size_t n = 0, from = at;

		for (; at < l.total && n < run->group; at++)
			if (l.ref[at].same == at &&
			        !*run_have(run, which, l.first + l.ref[at].condition, l.ref[at].item))
				group[n++] = (uint32_t)at;
		if (n)
			outcome = score_group(run, model, &l, which, group, n, err);
		if (outcome == DONE)
			tell(run, which, at - from);
	}
	if (outcome == DONE)
		copy_same(run, &l, which);
	*condition += l.count;
	language_release(&l);
	mem_free(group);
	return outcome;
}

static char *copy(const char *text)
{
	return mem_copy(text, strlen(text));
}

/* Writes into the journal what it must know before the checkpoint's first scores, or compares when it knows already. */
static int begin(struct run *run, const struct model_facts *facts, size_t which, struct xt_err *err)
{
	struct results_checkpoint *c = &run->results->checkpoint[which];
	struct buf lines = BUF_INIT, about = BUF_INIT;
	int result = 0;

	run_facts(facts, run->names.name[which], &about);
	if (!run->begun) {
		run_lines(run, &lines);
		journal_run(run->journal, lines.bytes);
		run->begun = true;
	}
	if (run->facts[which])
		result = run_same(run->facts[which], about.bytes, run->journal_path.bytes, err);
	else
		run->facts[which] = copy(about.bytes);
	if (!result && !run->mine[which]) {
		journal_checkpoint(run->journal, (uint32_t)which, about.bytes);
		run->mine[which] = true;
		result = journal_sync(run->journal, err);
	}
	if (!result)
		*c = (struct results_checkpoint){copy(run->names.name[which]), copy(facts->head),
		        copy(facts->scorer), copy(facts->template), copy(facts->precision),
		        copy(facts->weights_sha256)};
	buf_release(&lines);
	buf_release(&about);
	return result;
}

static enum outcome score_checkpoint(struct run *run, size_t which, struct xt_err *err)
{
	const struct model_facts *facts;
	struct model *model;
	enum outcome outcome = DONE;
	size_t condition = 0;

	progress_tell(run->progress, run->names.name[which], run->told, run->total);
	if (model_open(&model, run->names.path[which], &run->model, err)) {
		if (!run->facts[which])
			return ABSENT;
		/* Its scores must not go with the journal because it cannot be opened today. */
		err_prefix(err, "%s holds scores of '%s', which cannot be opened", run->journal_path.bytes,
		        run->names.name[which]);
		return FATAL;
	}
	facts = model_facts(model);
	if (begin(run, facts, which, err))
		outcome = FATAL;
	else
		run_note(run, "%s: %s scorer, %s%s%s", run->names.name[which], facts->scorer,
		        *facts->template ? "template " : "no template", facts->template,
		        *facts->head ? "" : ", no head");
	run->group = GROUP_FIRST;
	while (outcome == DONE && condition < run->results->condition_count)
		outcome = score_language(run, model, which, &condition, err);
	model_close(model);
	if (outcome == ABSENT)
		err_prefix(err, "%s", run->names.path[which]);
	return outcome;
}

/* ---- the end ---- */

/* Appends "key=a b c\n", a hash for each checkpoint that was scored. */
static void put_hashes(const struct run *run, const bool *scored, const char *key, struct buf *out)
{
	const char *between = "=";

	buf_string(out, key);
	for (size_t i = 0; i < run->names.count; i++) {
		char *value = scored[i] ? run_value(run->facts[i], key) : NULL;

		if (scored[i])
			buf_printf(out, "%s%s", between, value ? value : "");
		if (scored[i])
			between = " ";
		mem_free(value);
	}
	buf_byte(out, '\n');
}

static void put_versions(struct run *run, const bool *scored)
{
	struct buf lines = BUF_INIT;

	buf_printf(&lines, "xtremor=%s\nisa=%s\n", xt_version(), run->model.isa);
	buf_printf(&lines, "prefix=%s\n", run->model.prefix ? run->model.prefix : "");
	put_hashes(run, scored, "template_sha256", &lines);
	put_hashes(run, scored, "tokenizer_sha256", &lines);
	put_hashes(run, scored, "config_sha256", &lines);
	run->results->versions = mem_copy(lines.bytes, lines.length);
	buf_release(&lines);
}

/* Leaves the rows of scored checkpoints alone. */
static void close_ranks(struct results *r, const bool *scored)
{
	size_t row = r->condition_count * r->item_count * RESULTS_CHOICES, n = 0;

	for (size_t i = 0; i < r->checkpoint_count; i++) {
		struct results_checkpoint moved = r->checkpoint[i];

		r->checkpoint[i] = (struct results_checkpoint){NULL, NULL, NULL, NULL, NULL, NULL};
		if (!scored[i]) {
			results_free_checkpoint(&moved);
			continue;
		}
		r->checkpoint[n] = moved;
		memmove(r->score + n * row, r->score + i * row, row * sizeof(*r->score));
		n++;
	}
	r->checkpoint_count = n;
}

/* The journals become results.h5. */
static int fold(struct run *run, const bool *scored, struct xt_err *err)
{
	put_versions(run, scored);
	close_ranks(run->results, scored);
	if (store_write(run->options->out, run->results, err))
		return err_prefix(err, "every score is safe in the journal (go on with --resume), but");
	return run_sweep(run, true, err);
}

static int score_all(struct run *run, struct xt_err *err)
{
	bool *scored = mem_zalloc(run->names.count, sizeof(*scored)), any = false;
	int result = 0;

	for (size_t i = 0; !result && i < run->names.count; i++) {
		enum outcome outcome = score_checkpoint(run, i, err);

		scored[i] = outcome == DONE;
		any = any || scored[i];
		if (outcome == FATAL)
			result = -1;
		if (outcome != ABSENT)
			continue;
		run_complain(run, err);
		run->counts->absent++;
		run->told = run->total / run->names.count * (i + 1);
	}
	if (!result && !any) {
		/* Nothing to go on with: a next try begins afresh. */
		run_sweep(run, true, NULL);
		result = err_set(err, "no checkpoint could be scored");
	}
	if (!result)
		result = fold(run, scored, err);
	mem_free(scored);
	return result;
}

/* Room for every score that was asked for. */
static void make_room(struct run *run)
{
	struct results *r = run->results;
	size_t cells = mem_mul(mem_mul(run->names.count, r->condition_count), r->item_count), items = 0;

	r->checkpoint_count = run->names.count;
	r->checkpoint = mem_zalloc(r->checkpoint_count, sizeof(*r->checkpoint));
	r->score = mem_alloc(cells, RESULTS_CHOICES * sizeof(*r->score));
	for (size_t i = 0; i < cells * RESULTS_CHOICES; i++)
		r->score[i] = NAN;
	run->have = mem_zalloc(cells, 1);
	run->facts = mem_zalloc(run->names.count, sizeof(*run->facts));
	run->mine = mem_zalloc(run->names.count, sizeof(*run->mine));
	for (size_t i = 0; i < r->condition_count; i++)
		items += run->items[i];
	run->total = (uint64_t)items * RESULTS_CHOICES * run->names.count;
}

/* Locks the journal, reads what is there, scores what is not. */
static int work(struct run *run, int journals, struct xt_err *err)
{
	make_room(run);
	if (journal_open(&run->journal, run->journal_path.bytes, !run->options->resume, err))
		return -1;
	/* Now that nobody else is at it: what a killed process was writing is nobody's. */
	if (run_sweep(run, false, err) || (journals && run_resume(run, err)))
		return -1;
	return score_all(run, err);
}

/* A prefix goes into an attribute and into lines. */
static int check_prefix(const char *prefix, struct xt_err *err)
{
	for (const char *p = prefix; p && *p; p++)
		if ((unsigned char)*p < ' ')
			return err_set(err, "the prefix holds a control character");
	if (prefix && (strlen(prefix) > 1000 || utf8_check(prefix, strlen(prefix), NULL)))
		return err_set(err, "the prefix is longer than 1000 bytes, or not UTF-8");
	return 0;
}

static int decide_isa(struct run *run, struct xt_err *err)
{
	enum isa isa = isa_best();

	if (run->options->model.isa && isa_find(run->options->model.isa, &isa, err) < 0)
		return -1;
	run->model.isa = isa_name(isa);
	return 0;
}

/* Opens the template once before all checkpoints: what is wrong with it is wrong for all, and its hash is the run's. */
static int decide_template(struct run *run, struct xt_err *err)
{
	const char *name = run->model.template ? run->model.template : "xtreme-r";
	struct prompt *prompt;

	if (prompt_wants_words(name) && words_read(&run->words, err))
		return -1;
	if (run->words) {
		run->model.words = words_all(run->words);
		run->model.word_count = words_count(run->words);
	}
	if (prompt_open(&prompt, name, run->model.words, run->model.word_count, err))
		return -1;
	memcpy(run->template_sha256, prompt_sha256(prompt), HASH_HEX);
	prompt_close(prompt);
	return 0;
}

static int run_it(struct run *run, struct xt_err *err)
{
	bool finished;
	int journals;

	if (check_prefix(run->model.prefix, err) || decide_isa(run, err) || decide_template(run, err) ||
	        names_make(&run->names, run->options->checkpoints, run->options->checkpoint_count, err))
		return -1;
	journals = run_found(run, &finished, err);
	if (journals < 0 || run_load(run, err))
		return -1;
	if (!finished)
		return work(run, journals, err);
	/* Killed between the fold and the removal, journals are still there. */
	return run_finished(run, err) || (journals && run_sweep(run, true, err)) ? -1 : 0;
}

/* An empty journal says nothing, and would be in the way of the next try. */
static void drop_empty(const struct run *run)
{
	struct stat st;

	if (run->journal && !stat(run->journal_path.bytes, &st) && !st.st_size)
		unlink(run->journal_path.bytes);
}

int score_run(const struct score_options *options, const struct progress *progress,
        void (*note)(void *user, const char *message), void *user, struct score_counts *counts,
        struct xt_err *err)
{
	struct score_counts own;
	struct run run = {.options = options,
	        .progress = progress,
	        .note = note,
	        .user = user,
	        .counts = counts ? counts : &own,
	        .model = options->model,
	        .journal_path = BUF_INIT};
	int result;

	*run.counts = (struct score_counts){.blocks = 0};
	buf_printf(&run.journal_path, "%s.journal.0", options->out);
	result = run_it(&run, err);
	drop_empty(&run);
	journal_close(run.journal);
	for (size_t i = 0; run.facts && i < run.names.count; i++)
		mem_free(run.facts[i]);
	mem_free(run.facts);
	mem_free(run.mine);
	mem_free(run.have);
	mem_free(run.items);
	results_free(run.results);
	if (run.sets)
		attackset_close(run.sets);
	names_free(&run.names);
	words_free(run.words);
	buf_release(&run.journal_path);
	return result;
}
