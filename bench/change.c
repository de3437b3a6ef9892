/* SPDX-License-Identifier: Apache-2.0 · what attack sets really change */
#include "bench/change.h"

#include <inttypes.h>
#include <string.h>

#include "base/json.h"
#include "base/loop.h"
#include "base/mem.h"
#include "bench/measure.h"
#include "data/attackset.h"
#include "model/tokenizer.h"

/* One condition. Sums over all fields of all items: whole numbers, whoever adds them up. */
struct change {
	const struct condition *condition;
	size_t items, touched, edits;
	size_t letters, changed, distance, longer;
	struct chrf chrf;
	size_t identical, clean_tokens, tokens, unknown;
	struct xt_err err; /* empty: it was read */
};

struct changes {
	struct attackset *sets;
	struct tokenizer *tokenizer; /* NULL: none asked for */
	struct change *change;
	size_t count, absent;
};

static size_t larger(size_t a, size_t b)
{
	return a > b ? a : b;
}

/* Adds a text's tokens; *same is whether they are the clean ones. */
static int add_tokens(const struct tokenizer *t, struct change *out, struct str clean, struct str attacked,
        bool *same, struct xt_err *err)
{
	struct ids was = IDS_INIT, now = IDS_INIT;
	int result = tokenizer_encode(t, clean.bytes, clean.length, &was, err) ||
	                             tokenizer_encode(t, attacked.bytes, attacked.length, &now, err)
	                     ? -1
	                     : 0;

	for (size_t i = 0; i < now.count; i++)
		out->unknown += now.id[i] == TOKEN_UNKNOWN;
	*same = was.count == now.count &&
	        (!was.count || !memcmp(was.id, now.id, was.count * sizeof(*was.id)));
	out->clean_tokens += was.count;
	out->tokens += now.count;
	ids_release(&was);
	ids_release(&now);
	return result;
}

static void add_field(struct change *out, struct str clean, struct str attacked)
{
	size_t longer;

	out->letters += measure_letters(clean);
	out->distance += measure_distance(clean, attacked, &longer);
	out->longer += longer;
	chrf_add(&out->chrf, attacked, clean);
}

static int add_item(const struct changes *changes, struct change *out, const struct item *item,
        struct buf *clean, struct xt_err *err)
{
	bool same = true, all_same = true;

	out->items++;
	out->touched += item->edit_count > 0;
	out->edits += item->edit_count;
	for (size_t i = 0; i < item->edit_count; i++)
		out->changed +=
		        larger(measure_letters(item->edits[i].was), measure_letters(item->edits[i].now));
	for (int f = 0; f < FIELD_COUNT; f++) {
		struct str was;

		buf_clear(clean);
		if (edits_undo(item->field[f], (enum field)f, item->edits, item->edit_count, clean, err))
			return -1;
		was = (struct str){buf_text(clean), (uint32_t)clean->length};
		add_field(out, was, item->field[f]);
		if (changes->tokenizer &&
		        add_tokens(changes->tokenizer, out, was, item->field[f], &same, err))
			return -1;
		all_same = all_same && same;
	}
	out->identical += item->edit_count && all_same;
	return 0;
}

static void work(void *user, int worker, size_t i)
{
	const struct changes *changes = user;
	struct change *out = &changes->change[i];
	struct items items = ITEMS_INIT;
	struct buf clean = BUF_INIT;
	size_t at = 0;

	(void)worker;
	while (attackset_at(changes->sets, at) != out->condition)
		at++; /* there is no way back from a condition to its number */
	if (!attackset_read(changes->sets, at, &items, &out->err))
		for (size_t n = 0; n < items.count; n++)
			if (add_item(changes, out, &items.item[n], &clean, &out->err))
				break;
	buf_release(&clean);
	items_release(&items);
}

/* Puts those that were read together, in their order. */
static void drop_failed(struct changes *changes, void (*note)(void *user, const char *message), void *user)
{
	size_t kept = 0;

	for (size_t i = 0; i < changes->count; i++) {
		if (*changes->change[i].err.message)
			note(user, changes->change[i].err.message);
		else
			changes->change[kept++] = changes->change[i];
	}
	changes->absent = changes->count - kept;
	changes->count = kept;
}

/* As many conditions at a time as leave the bar alive. */
#define STEP 16

int changes_measure(struct changes **out, const char *sets, const char *checkpoint, int threads,
        const struct progress *progress, void (*note)(void *user, const char *message), void *user,
        struct xt_err *err)
{
	struct changes *c = mem_zalloc(1, sizeof(*c));
	struct change *all;
	size_t total;

	*out = NULL;
	if (attackset_open(&c->sets, sets, err) ||
	        (checkpoint && tokenizer_open(&c->tokenizer, checkpoint, err)))
		goto fail;
	all = c->change = mem_zalloc(attackset_count(c->sets), sizeof(*c->change));
	for (size_t i = 0; i < attackset_count(c->sets); i++)
		if (strcmp(attackset_at(c->sets, i)->attack, "none") != 0)
			c->change[c->count++].condition = attackset_at(c->sets, i);
	total = c->count;
	for (size_t i = 0; i < total; i += STEP) {
		progress_tell(progress, "measuring", i, total);
		c->change = all + i;
		loop_run(threads, total - i < STEP ? total - i : STEP, work, c);
	}
	c->change = all;
	progress_tell(progress, "measuring", total, total);
	drop_failed(c, note, user);
	if (c->count) {
		*out = c;
		return 0;
	}
	err_set(err, "%s: has no attacked items to measure", sets);
fail:
	changes_free(c);
	return -1;
}

void changes_free(struct changes *changes)
{
	if (!changes)
		return;
	tokenizer_close(changes->tokenizer);
	attackset_close(changes->sets);
	mem_free(changes->change);
	mem_free(changes);
}

size_t changes_absent(const struct changes *changes)
{
	return changes->absent;
}

static double ratio(size_t a, size_t b)
{
	return b ? (double)a / (double)b : 0;
}

void changes_tsv(const struct changes *changes, struct buf *out)
{
	buf_string(out, "language\tsplit\tattack\tseverity\tseed\titems\ttouched\tedits\tgraphemes\tchanged\t"
	                "distance\tchrf");
	buf_string(out, changes->tokenizer ? "\tidentical\tclean_tokens\ttokens\tgrowth\tunknown\n" : "\n");
	for (size_t i = 0; i < changes->count; i++) {
		const struct change *c = &changes->change[i];
		const struct condition *at = c->condition;

		buf_printf(out, "%s\t%s\t%s\t%u\t%" PRIu64 "\t%zu\t%zu\t%zu\t%zu\t%zu\t%.4f\t%.2f", at->lang,
		        at->split, at->attack, at->severity, at->seed, c->items, c->touched, c->edits,
		        c->letters, c->changed, ratio(c->distance, c->longer), chrf_score(&c->chrf));
		if (changes->tokenizer)
			buf_printf(out, "\t%zu\t%zu\t%zu\t%.4f\t%zu", c->identical, c->clean_tokens,
			        c->tokens, ratio(c->tokens, c->clean_tokens), c->unknown);
		buf_byte(out, '\n');
	}
}

static void put_member(struct buf *out, const char *key, const char *value)
{
	buf_printf(out, "\"%s\": ", key);
	json_put_string(out, value, strlen(value));
	buf_string(out, ", ");
}

void changes_json(const struct changes *changes, struct buf *out)
{
	buf_string(out, "{\"format\": 1, ");
	put_member(out, "sets", attackset_path(changes->sets));
	if (changes->tokenizer)
		put_member(out, "tokenizer_sha256", tokenizer_sha256(changes->tokenizer));
	buf_string(out, "\"conditions\": [");
	for (size_t i = 0; i < changes->count; i++) {
		const struct change *c = &changes->change[i];

		buf_string(out, i ? ",\n  {" : "\n  {");
		put_member(out, "language", c->condition->lang);
		put_member(out, "split", c->condition->split);
		put_member(out, "attack", c->condition->attack);
		buf_printf(out,
		        "\"severity\": %u, \"seed\": %" PRIu64
		        ", \"items\": %zu, \"touched\": %zu, \"edits\": %zu, "
		        "\"graphemes\": %zu, \"changed\": %zu, \"distance\": %.17g, \"chrf\": %.17g",
		        c->condition->severity, c->condition->seed, c->items, c->touched, c->edits,
		        c->letters, c->changed, ratio(c->distance, c->longer), chrf_score(&c->chrf));
		if (changes->tokenizer)
			buf_printf(out,
			        ", \"identical\": %zu, \"clean_tokens\": %zu, \"tokens\": %zu, \"growth\": "
			        "%.17g, "
			        "\"unknown\": %zu",
			        c->identical, c->clean_tokens, c->tokens, ratio(c->tokens, c->clean_tokens),
			        c->unknown);
		buf_byte(out, '}');
	}
	buf_string(out, "\n]}\n");
}
