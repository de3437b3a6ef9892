/* SPDX-License-Identifier: Apache-2.0 · tests of bench/board.c and what it draws from: golden boards of made-up results
 *
 * "t-board raw" prints the made-up scores and "t-board FORMAT" their board: t-figures.py computes the one from the
 * other. "t-board h5 FILE" writes them as results, and "t-board other FILE" some that disagree, for t-rank.sh.
 */
#include "bench/board.h"

#include <math.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/philox.h"
#include "bench/figures.h"
#include "bench/store.h"
#include "cli/rows-rank.h"
#include "tap.h"

enum { ITEMS = 40 };

/* how sure a checkpoint is of the right choice, and how much of that an edit takes away */
static const struct {
	const char *name, *scorer;
	double sure, loss;
} CHECKPOINTS[] = {
        {"xlmr-large-multi", "mc", 1.6, 0.3},
        {"bad|name *of* a \033[31mstranger\t", "mc", 1.5, 1.0},
        {"guesses", "cosine", 0.0, 0.0},
};
static const char *const LANGUAGES[] = {"et", "qu", "ta"};
static const struct {
	const char *attack;
	uint8_t severity;
	uint64_t seed;
} CONDITIONS[] = {
        {"none", 0, 0},
        {"romanise", 2, 0},
        {"swap", 1, 0},
        {"swap", 1, 7},
        {"swap", 3, 0},
        {"swap", 3, 7},
};
enum { PER_LANGUAGE = sizeof(CONDITIONS) / sizeof(*CONDITIONS) };

static char *copy(const char *text)
{
	return mem_copy(text, strlen(text));
}

/* et's romanise touches nothing; ta is shorter, lacks a label and a score; some edits are 0. */
static void fill_condition(struct results_condition *condition, size_t l, size_t k, struct philox *chance)
{
	condition->language = copy(LANGUAGES[l]);
	condition->attack = copy(CONDITIONS[k].attack);
	condition->severity = CONDITIONS[k].severity;
	condition->seed = CONDITIONS[k].seed;
	condition->set_sha256 = copy("0123");
	for (size_t i = 0; i < (l == 2 ? ITEMS - 3 : ITEMS); i++) {
		condition->idx[i] = (int32_t)(i * 3);
		condition->label[i] = l == 2 && i == 5 ? -1 : (int8_t)(i * 7 % 5 % 2);
		condition->question[i] = (uint8_t)(i % 2);
		condition->edits[i] = (uint16_t)(k && !(l == 0 && k == 1) ? philox_below(chance, 4) : 0);
	}
}

static void fill_scores(struct results *r, size_t c, size_t k, struct philox *chance)
{
	const struct results_condition *condition = &r->condition[k];

	for (size_t i = 0; i < r->item_count && condition->idx[i] >= 0; i++) {
		float *score = results_score(r, c, k, i);
		double sure = CHECKPOINTS[c].sure - (condition->edits[i] ? CHECKPOINTS[c].loss : 0);

		for (int choice = 0; choice < RESULTS_CHOICES; choice++)
			score[choice] = (float)(philox_below(chance, 9) * 0.25 +
			                        (condition->label[i] == choice ? sure : 0));
		if (i == 8 && k % PER_LANGUAGE == 4)
			score[1] = NAN;
	}
}

static struct results *make(void)
{
	size_t checkpoints = sizeof(CHECKPOINTS) / sizeof(*CHECKPOINTS);
	struct results *r = results_new(checkpoints, 3 * PER_LANGUAGE, ITEMS);
	struct philox chance;

	philox_init(&chance, 4, philox_stream("t-board"));
	for (size_t k = 0; k < r->condition_count; k++)
		fill_condition(&r->condition[k], k / PER_LANGUAGE, k % PER_LANGUAGE, &chance);
	for (size_t c = 0; c < checkpoints; c++) {
		r->checkpoint[c] = (struct results_checkpoint){copy(CHECKPOINTS[c].name), copy("classifier"),
		        copy(CHECKPOINTS[c].scorer), copy("xtreme-r"), copy("f32"), copy("beef")};
		for (size_t k = 0; k < r->condition_count; k++)
			fill_scores(r, c, k, &chance);
	}
	r->versions =
	        copy("isa=plain\nprefix=\n"
	             "tokenizer_sha256=1a44fe647bcbf48ef013199b247844d1f0595a606a177bfd738e58e02060920a "
	             "1a44fe647bcbf48ef013199b247844d1f0595a606a177bfd738e58e02060920a\nxtremor=0.1.0\n");
	return r;
}

static void put_raw(const struct results *r)
{
	for (size_t c = 0; c < r->checkpoint_count; c++)
		for (size_t k = 0; k < r->condition_count; k++)
			for (size_t i = 0; i < r->item_count; i++) {
				const struct results_condition *condition = &r->condition[k];
				const float *score = results_score(r, c, k, i);

				if (condition->idx[i] < 0)
					continue;
				printf("%zu\t%s\t%s\t%u\t%llu\t%d\t%d\t%u\t%.9g\t%.9g\n", c,
				        condition->language, condition->attack, condition->severity,
				        (unsigned long long)condition->seed, (int)condition->idx[i],
				        condition->label[i], condition->edits[i], (double)score[0],
				        (double)score[1]);
			}
}

static int put(const char *format, int threads, const struct results *a, const struct results *b,
        struct buf *out, struct xt_err *err)
{
	const struct results *const both[] = {a, b};
	struct board_options options = {.format = format, .threads = threads};

	return board_put(&options, both, b ? 2 : 1, out, err);
}

static void golden(const struct results *r)
{
	for (size_t i = 0; board_format(i); i++) {
		struct buf got = BUF_INIT, wanted = BUF_INIT, path = BUF_INIT, again = BUF_INIT;

		buf_printf(&path, "tests/golden/board.%s", board_format(i));
		tap_ok(!put(board_format(i), 1, r, NULL, &got, NULL) &&
		                !file_read(tap_source(path.bytes), 1 << 20, &wanted, NULL) &&
		                !strcmp(buf_text(&got), buf_text(&wanted)),
		        "the board as %s is the golden one", board_format(i));
		put(board_format(i), 3, r, NULL, &again, NULL);
		tap_same(buf_text(&again), buf_text(&got), "three threads give the same bytes as one");
		buf_release(&got);
		buf_release(&wanted);
		buf_release(&again);
		buf_release(&path);
	}
}

static void forms(void)
{
	static const struct option_row ROW[] = {ROWS_RANK};
	size_t listed = 1, there = 0;

	for (const char *at = ROW[0].words; *at; at++)
		listed += *at == ' ';
	for (size_t i = 0; board_format(i); i++)
		there += strstr(ROW[0].words, board_format(i)) && strstr(ROW[0].value, board_format(i));
	tap_ok(listed == there && !board_format(there),
	        "--format offers every form that there is, and no other");
}

static bool fits(const char *text, size_t columns)
{
	while (*text) {
		size_t letters = 0, length = strcspn(text, "\n");

		for (size_t i = 0; i < length; i++)
			letters += ((unsigned char)text[i] & 0xC0) != 0x80;
		if (letters > columns || (length && text[length - 1] == ' '))
			return false;
		text += length + (text[length] == '\n');
	}
	return true;
}

/* Twelve languages, nine attacks with long names, a checkpoint with a long name. */
static void narrow(void)
{
	struct results *r = results_new(1, 12 * 10, 8);
	struct buf out = BUF_INIT;

	for (size_t k = 0; k < r->condition_count; k++) {
		struct results_condition *condition = &r->condition[k];
		char name[32];

		snprintf(name, sizeof(name), "l%zu", k / 10);
		condition->language = copy(name);
		snprintf(name, sizeof(name), k % 10 ? "homoglyph-%zu" : "none", k % 10);
		condition->attack = copy(name);
		condition->severity = k % 10 ? 2 : 0;
		for (int i = 0; i < 8; i++) {
			condition->idx[i] = i;
			condition->label[i] = (int8_t)(i % 2);
			results_score(r, 0, k, (size_t)i)[0] = (float)(i % 3);
			results_score(r, 0, k, (size_t)i)[1] = 1.5F;
		}
	}
	r->checkpoint[0].name = copy("a/name/much/longer/than/a/board/has/room/for/beside/its/figures/xlmr");
	tap_ok(!put("text", 1, r, NULL, &out, NULL) && fits(buf_text(&out), 100),
	        "wide boards are cut into tables of at most 100 columns, and no line ends in blanks");
	buf_release(&out);
	results_free(r);
}

static void replace(char **text, const char *by)
{
	mem_free(*text);
	*text = copy(by);
}

static void set_weights(struct results *r)
{
	replace(&r->checkpoint[0].weights_sha256, "cafe");
}

static void set_template(struct results *r)
{
	replace(&r->checkpoint[0].template, "jiant");
}

static void set_sha(struct results *r)
{
	replace(&r->condition[3].set_sha256, "4567");
}

static void set_score(struct results *r)
{
	results_score(r, 1, 2, 4)[0] += 1;
}

static void set_idx(struct results *r)
{
	r->condition[1].idx[7] = r->condition[1].idx[2];
}

static const struct {
	void (*spoil)(struct results *r);
	const char *message;
} BAD[] = {
        {set_weights, "results 1 and results 2: checkpoint 'xlmr-large-multi' is there with different "
                      "weights: score "
                      "one of them under another name, NAME=PATH"},
        {set_template,
                "results 1 and results 2: checkpoint 'xlmr-large-multi' is there with different templates: "
                "score one of them under another name, NAME=PATH"},
        {set_sha, "results 1 and results 2: language et, attack swap, severity 1, seed 7: the attack sets "
                  "differ: rank "
                  "only results of one attack set together"},
        {set_score, "results 1 and results 2: language et, attack swap, severity 1, seed 0: checkpoint "
                    "'bad|name *of* "
                    "a ?[31mstranger?' is there twice with different scores: leave one of them out"},
        {set_idx, "results 2: language et, attack romanise, severity 2, seed 0: an idx is there twice: items "
                  "are "
                  "paired by idx, so each must have its own"},
};

static void joining(const struct results *r)
{
	struct buf alone = BUF_INIT, twice = BUF_INIT;
	struct results *other = make();
	struct xt_err err;

	put("tsv", 0, r, NULL, &alone, NULL);
	tap_ok(!put("tsv", 0, r, other, &twice, NULL) && !strcmp(buf_text(&alone), buf_text(&twice)),
	        "the same results twice count once");
	for (size_t c = 0; c < other->checkpoint_count; c++)
		results_score(other, c, 2, 4)[0] = NAN;
	buf_clear(&twice);
	tap_ok(!put("tsv", 0, other, r, &twice, NULL) && !strcmp(buf_text(&alone), buf_text(&twice)),
	        "a score that one of the results lacks is taken from the other");
	results_free(other);
	for (size_t i = 0; i < sizeof(BAD) / sizeof(*BAD); i++) {
		other = make();
		BAD[i].spoil(other);
		strcpy(err.message, "");
		tap_ok(put("tsv", 0, r, other, &twice, &err) == -1, "results that disagree are refused");
		tap_same(err.message, BAD[i].message, "and the message names both");
		results_free(other);
	}
	tap_ok(put("html5", 0, r, NULL, &twice, &err) == -1, "a form that there is not is refused");
	buf_release(&alone);
	buf_release(&twice);
}

static void ranking(const struct results *r)
{
	struct figures figures;
	const struct figures_row *row;

	figures_make(&figures, (const struct results *const[]){r}, NULL, 1, ITEMS_TOUCHED, 0, NULL);
	tap_ok(figures.checkpoint_count == 3 &&
	                !strcmp(figures.checkpoint[figures.order[0]].name, "xlmr-large-multi"),
	        "what keeps most of its accuracy under attack is first");
	tap_same(figures.checkpoint[figures.order[2]].why, "clean interval reaches chance",
	        "a checkpoint that guesses is not ranked");
	row = figures_row(&figures.checkpoint[0], "et", "romanise", 2, ITEMS_ALL);
	tap_ok(row->figure[FIGURE_ATTACKED].noops == ITEMS && row->figure[FIGURE_ATTACKED].n == ITEMS,
	        "items that an attack leaves alone are counted");
	row = figures_row(&figures.checkpoint[0], "et", "romanise", 2, ITEMS_TOUCHED);
	tap_ok(row && !row->figure[FIGURE_ATTACKED].n && isnan(row->figure[FIGURE_ATTACKED].value),
	        "an attack that touches nothing has a row of touched items without a value");
	row = figures_row(&figures.checkpoint[0], "ta", "none", 0, ITEMS_ALL);
	tap_ok(row->figure[FIGURE_CLEAN].n == ITEMS - 4 && figures.checkpoint[0].hidden == PER_LANGUAGE,
	        "padding and hidden labels are left out, hidden labels counted");
	row = figures_row(&figures.checkpoint[0], "et", "swap", 3, ITEMS_ALL);
	tap_ok(row->figure[FIGURE_ATTACKED].n == 2 * ITEMS - 1,
	        "an item without a score is left out; seeds are together");
	figures_release(&figures);
}

/* Only clean scores, or none at all. */
static void poor(void)
{
	struct results *r = results_new(1, 1, 2);
	struct buf out = BUF_INIT;

	r->checkpoint[0].name = copy("c");
	r->condition[0].language = copy("et");
	r->condition[0].attack = copy("none");
	tap_ok(!put("text", 0, r, NULL, &out, NULL) &&
	                strstr(buf_text(&out), "c is not rankable: no clean scores"),
	        "results without a score are a board that says so");
	for (int i = 0; i < 2; i++) {
		r->condition[0].idx[i] = i;
		r->condition[0].label[i] = 1;
		results_score(r, 0, 0, (size_t)i)[0] = 0;
		results_score(r, 0, 0, (size_t)i)[1] = 1;
	}
	buf_clear(&out);
	tap_ok(!put("text", 0, r, NULL, &out, NULL) && strstr(buf_text(&out), "100.0") &&
	                strstr(buf_text(&out), "c is not rankable: no attacked scores"),
	        "clean scores alone are shown and not ranked");
	results_free(r);
	r = results_new(0, 0, 0);
	buf_clear(&out);
	tap_ok(!put("text", 0, r, NULL, &out, NULL), "results of nothing are a board of nothing");
	results_free(r);
	buf_release(&out);
}

int main(int argc, char **argv)
{
	struct results *r = make();
	struct buf out = BUF_INIT;

	if (argc > 1 && !strcmp(argv[1], "raw")) {
		put_raw(r);
		results_free(r);
		return 0;
	}
	if (argc > 2) {
		struct xt_err err;
		int result;

		if (!strcmp(argv[1], "other"))
			set_score(r);
		result = store_write(argv[2], r, &err);
		if (result)
			puts(err.message);
		results_free(r);
		return result ? 1 : 0;
	}
	if (argc > 1) {
		int result = put(argv[1], 0, r, NULL, &out, NULL);

		fwrite(buf_text(&out), 1, out.length, stdout);
		buf_release(&out);
		results_free(r);
		return result ? 1 : 0;
	}
	golden(r);
	forms();
	ranking(r);
	joining(r);
	narrow();
	poor();
	results_free(r);
	return tap_done();
}
