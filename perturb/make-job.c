/* SPDX-License-Identifier: Apache-2.0 · one language's items attacked, over all threads */
#include "perturb/make-job.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/loop.h"
#include "base/mem.h"

#define CHUNK 32 /* items that one worker takes at once */

bool plan_is_clean(const struct chain *attack)
{
	return !attack->part[0]->propose;
}

size_t plan_severities(const struct plan *plan, const struct chain *attack)
{
	return plan_is_clean(attack) ? !plan->again : plan->severity_count;
}

unsigned plan_severity(const struct plan *plan, const struct chain *attack, size_t s)
{
	return plan_is_clean(attack) ? 0 : plan->severity[s];
}

uint64_t plan_seed(const struct plan *plan, const struct chain *attack)
{
	return plan_is_clean(attack) ? 0 : plan->seed;
}

static struct part *part_at(const struct job *job, size_t attack, size_t chunk, size_t severity)
{
	return &job->part[(attack * job->chunks + chunk) * SEVERITIES + severity];
}

static const unsigned ALL_SEVERITIES[SEVERITIES] = {1, 2, 3, 4, 5};

static bool asked(const char *const *names, const char *name)
{
	for (size_t i = 0; names && names[i]; i++)
		if (!strcmp(names[i], name) || !strcmp(names[i], "all"))
			return true;
	return !names;
}

/* The i-th name, where no earlier one is the same. */
static bool is_new(const char *const *names, size_t i)
{
	for (size_t j = 0; j < i; j++)
		if (!strcmp(names[j], names[i]))
			return false;
	return true;
}

static int take_attacks(struct plan *plan, struct xt_err *err)
{
	const char *const *names = plan->options->attacks;
	size_t rows = 0, given = 0;
	struct chain chain;

	for (; names && names[given]; given++)
		if (strcmp(names[given], "all") && chain_parse(&chain, names[given], err))
			return -1;
	while (attack_at(rows))
		rows++;
	plan->attack = mem_alloc(rows + given, sizeof(*plan->attack));
	for (size_t i = 0; i < rows; i++)
		if (asked(names, attack_at(i)->name))
			(void)chain_parse(&plan->attack[plan->attack_count++], attack_at(i)->name, NULL);
	for (size_t i = 0; i < given; i++)
		if (strchr(names[i], '+') && is_new(names, i))
			(void)chain_parse(&plan->attack[plan->attack_count++], names[i], NULL);
	return 0;
}

unsigned plan_needs(const struct plan *plan)
{
	unsigned needs = 0;

	for (size_t i = 0; i < plan->attack_count; i++)
		needs |= chain_needs(&plan->attack[i]);
	return needs;
}

static int take_severities(struct plan *plan, struct xt_err *err)
{
	const struct make_options *o = plan->options;
	size_t n = o->severities ? o->severity_count : SEVERITIES;
	const unsigned *from = o->severities ? o->severities : ALL_SEVERITIES;
	unsigned set = 0;

	for (size_t i = 0; i < n; i++) {
		if (from[i] < 1 || from[i] > SEVERITIES)
			return err_set(err, "severity %u: 1 to 5 is wanted", from[i]);
		set |= 1U << from[i];
	}
	for (unsigned s = 1; s <= SEVERITIES; s++)
		if (set & 1U << s)
			plan->severity[plan->severity_count++] = s;
	return 0;
}

static int take_rejects(struct plan *plan, struct xt_err *err)
{
	const char *const *files = plan->options->reviewed;

	plan->rejects = rejects_new();
	for (size_t i = 0; files && files[i]; i++)
		if (rejects_read(plan->rejects, files[i], err))
			return -1;
	for (size_t i = 0; i < plan->attack_count; i++)
		plan->attack[i].rejects = files ? plan->rejects : NULL;
	return 0;
}

void plan_release(struct plan *plan)
{
	rejects_free(plan->rejects);
	mem_free(plan->attack);
}

int plan_init(struct plan *plan, const struct make_options *options, struct xt_err *err)
{
	*plan = (struct plan){.options = options};
	plan->fields = options->fields ? options->fields : FIELDS_ALL;
	plan->threads = options->threads > 0 ? options->threads : loop_threads();
	plan->seed = options->seeds ? options->seeds[0] : options->seed;
	for (size_t i = 0; i < (options->seeds ? options->seed_count : 1); i++) {
		uint64_t seed = options->seeds ? options->seeds[i] : options->seed;

		if (seed > INT64_MAX)
			return err_set(
			        err, "seed %" PRIu64 ": at most %" PRId64 " is taken", seed, INT64_MAX);
	}
	return take_attacks(plan, err) || take_severities(plan, err) || take_rejects(plan, err) ? -1 : 0;
}

static int attack_one(struct job *job, int worker, size_t a, size_t chunk, const struct item *clean,
        const struct text text[FIELD_COUNT], struct xt_err *err)
{
	const struct plan *plan = job->plan;
	const struct chain *attack = &plan->attack[a];
	struct arena *arena = &job->arena[worker];
	struct lang *lang = job->lang[worker];
	struct perturb_sites sites;

	if (chain_propose(attack, lang, clean, text, plan->fields, arena, &sites, err))
		return err_prefix(err, "%s:%zu: %s", job->file->path, clean->line, attack->name);
	for (size_t s = 0; s < plan_severities(plan, attack); s++) {
		struct part *part = part_at(job, a, chunk, s);
		struct item out;

		if (chain_choose(attack, lang, &sites, clean, plan_severity(plan, attack, s),
		            plan_seed(plan, attack), plan->fields, arena, &out, err))
			return err_prefix(err, "%s:%zu: %s", job->file->path, clean->line, attack->name);
		item_put(&part->lines, &out);
		part->touched += out.edit_count > 0;
		part->edits += out.edit_count;
	}
	return 0;
}

static size_t count_characters(const struct str *text)
{
	size_t n = 0;

	for (uint32_t i = 0; i < text->length; i++)
		n += ((unsigned char)text->bytes[i] & 0xC0) != 0x80;
	return n;
}

/* Bytes that an edit takes in a line, but for its texts; and characters in a word, and the space. */
#define EDIT_BYTES 85
#define WORD_LENGTH 6

/* Room for a chunk's lines, so that they need not be moved as they grow. */
static void make_room(struct job *job, size_t chunk, size_t last)
{
	size_t bytes = 0, characters = 0;

	for (size_t i = chunk * CHUNK; i < last && i < job->items.count; i++)
		for (int f = 0; f < FIELD_COUNT; f++) {
			bytes += job->items.item[i].field[f].length + 64;
			characters += count_characters(&job->items.item[i].field[f]);
		}
	for (size_t a = 0; a < job->plan->attack_count; a++) {
		const struct chain *attack = &job->plan->attack[a];
		size_t units = attack->part[0]->unit == UNIT_WORD ? characters / WORD_LENGTH : characters;

		for (size_t s = 0; s < plan_severities(job->plan, attack); s++) {
			struct buf *lines = &part_at(job, a, chunk, s)->lines;
			unsigned severity = plan_severity(job->plan, attack, s);

			(void)buf_extend(lines, 3 * bytes / 2 + EDIT_BYTES * severity_edits(severity, units));
			buf_clear(lines);
		}
	}
}

static void work(void *user, int worker, size_t chunk)
{
	struct job *job = user;
	struct xt_err *err = &job->err[chunk];
	size_t last = (chunk + 1) * CHUNK;

	make_room(job, chunk, last);
	for (size_t i = chunk * CHUNK; i < last && i < job->items.count; i++) {
		const struct item *clean = &job->items.item[i];
		struct text text[FIELD_COUNT] = {{0}};

		arena_reset(&job->arena[worker]);
		if (perturb_cut(
		            job->lang[worker], clean, job->plan->fields, &job->arena[worker], text, err)) {
			err_prefix(err, "%s:%zu", job->file->path, clean->line);
			return;
		}
		for (size_t a = 0; a < job->plan->attack_count; a++)
			if (attack_one(job, worker, a, chunk, clean, text, err))
				return;
	}
}

static int read_clean(const struct data_file *file, struct items *items, struct xt_err *err)
{
	if (data_read(file, items, err))
		return -1;
	for (size_t i = 0; i < items->count; i++)
		if (items->item[i].edit_count)
			return err_set(err, "%s:%zu: is a line of an attack set: clean data is wanted",
			        file->path, items->item[i].line);
	if (!items->count)
		return err_set(err, "%s: holds no items", file->path);
	return 0;
}

int job_open(struct job *job, const struct plan *plan, const struct data_file *file, struct lang *lang,
        struct xt_err *err)
{
	size_t units;

	*job = (struct job){.plan = plan, .file = file, .items = ITEMS_INIT};
	if (read_clean(file, &job->items, err))
		return -1;
	job->chunks = (job->items.count + CHUNK - 1) / CHUNK;
	units = mem_mul(plan->attack_count, job->chunks);
	job->part = mem_zalloc(units, SEVERITIES * sizeof(*job->part));
	job->err = mem_zalloc(job->chunks, sizeof(*job->err));
	job->lang = mem_zalloc((size_t)plan->threads, sizeof(*job->lang));
	job->arena = mem_zalloc((size_t)plan->threads, sizeof(*job->arena));
	job->lang[0] = lang;
	for (job->workers = 1; job->workers < plan->threads && (size_t)job->workers < job->chunks;
	        job->workers++)
		if (lang_clone(job->lang[0], &job->lang[job->workers], err))
			return -1;
	return 0;
}

void job_close(struct job *job)
{
	size_t units = job->plan->attack_count * job->chunks;

	for (size_t i = 0; job->part && i < units * SEVERITIES; i++)
		buf_release(&job->part[i].lines);
	for (int w = job->plan->threads - 1; w >= 0; w--) {
		if (job->lang && w)
			lang_close(job->lang[w]);
		if (job->arena)
			arena_release(&job->arena[w]);
	}
	mem_free(job->part);
	mem_free(job->err);
	mem_free(job->lang);
	mem_free(job->arena);
	items_release(&job->items);
}

int job_run(struct job *job, struct xt_err *err)
{
	loop_run(job->workers, job->chunks, work, job);
	for (size_t i = 0; i < job->chunks; i++) {
		if (!*job->err[i].message)
			continue;
		*err = job->err[i];
		return -1;
	}
	return 0;
}

void job_gather(const struct job *job, size_t a, size_t s, struct buf *out, struct make_row *row)
{
	const struct chain *attack = &job->plan->attack[a];

	memset(row, 0, sizeof(*row));
	snprintf(row->lang, sizeof(row->lang), "%s", job->file->lang);
	snprintf(row->attack, sizeof(row->attack), "%s", attack->name);
	row->severity = plan_severity(job->plan, attack, s);
	row->empty = !plan_is_clean(attack) && !chain_able(attack, job->lang[0]);
	row->items = job->items.count;
	for (size_t chunk = 0; chunk < job->chunks; chunk++) {
		const struct part *part = part_at(job, a, chunk, s);

		buf_append(out, part->lines.bytes, part->lines.length);
		row->touched += part->touched;
		row->edits += part->edits;
	}
}
