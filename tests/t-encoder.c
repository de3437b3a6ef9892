/* SPDX-License-Identifier: Apache-2.0 · tests of model/encoder*.c */
#include "model/encoder.h"

#include <math.h>

#include "base/err.h"
#include "base/mem.h"
#include "base/tsv.h"
#include "bench/speed/formula.h"
#include "tap.h"

enum { TOKENS_MAX = 512 };

/* --- agreement with transformers, tests/golden/encoder.tsv --- */

struct golden {
	struct config config;
	struct formula *formula;
	struct encoder *encoder[ISA_COUNT]; /* NULL where the machine lacks the set */
	int32_t ids[TOKENS_MAX];
	uint32_t length;
	double worst[ISA_COUNT];
	size_t vectors;
};

static void golden_release(struct golden *g)
{
	for (enum isa i = ISA_PLAIN; i < ISA_COUNT; i++) {
		encoder_free(g->encoder[i]);
		g->encoder[i] = NULL;
	}
	if (g->formula)
		formula_free(g->formula);
	g->formula = NULL;
}

static int read_shape(struct golden *g, char *text, struct xt_err *err)
{
	uint32_t *fields[] = {&g->config.hidden, &g->config.layers, &g->config.heads, &g->config.ffn,
	        &g->config.vocab, &g->config.positions, &g->config.type_vocab, &g->config.pad_id};

	golden_release(g);
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		*fields[i] = (uint32_t)strtoul(text, &text, 10);
	g->config.layer_norm_eps = strtod(text, NULL);
	g->formula = formula_new(&g->config);
	for (enum isa i = ISA_PLAIN; i < ISA_COUNT; i++)
		if (isa_has(i) && encoder_new(&g->encoder[i], &g->config, formula_find, g->formula, i, err))
			return -1;
	return 0;
}

static int compare(struct golden *g, enum pooling pooling, const char *text, struct xt_err *err)
{
	struct sequence s = {.ids = g->ids, .length = g->length};
	float *got = mem_alloc(g->config.hidden, sizeof(*got));

	for (enum isa i = ISA_PLAIN; i < ISA_COUNT; i++) {
		char *at = NULL;
		const char *next = text;

		if (!g->encoder[i])
			continue;
		if (encoder_run(g->encoder[i], &s, 1, pooling, 1, got, err))
			return -1;
		for (uint32_t j = 0; j < g->config.hidden; j++, next = at)
			g->worst[i] = fmax(g->worst[i], fabs(strtod(next, &at) - (double)got[j]));
	}
	mem_free(got);
	g->vectors++;
	return 0;
}

static int golden_line(void *user, char **fields, size_t line, struct xt_err *err)
{
	struct golden *g = user;
	char *text = fields[1];

	(void)line;
	if (!strcmp(fields[0], "shape"))
		return read_shape(g, text, err);
	if (!strcmp(fields[0], "ids")) {
		for (g->length = 0; *text && g->length < TOKENS_MAX; g->length++)
			g->ids[g->length] = (int32_t)strtol(text, &text, 10);
		return 0;
	}
	return compare(g, strcmp(fields[0], "first") ? POOL_MEAN : POOL_FIRST, text, err);
}

static void goldens(void)
{
	struct golden g = {0};
	struct xt_err err = {0};

	int result = tsv_read_bare(tap_source("tests/golden/encoder.tsv"), 2, golden_line, &g, &err);
	tap_ok(!result && g.vectors > 40, "every line of tests/golden/encoder.tsv can be compared");
	if (result)
		tap_say("%s", err.message);
	for (enum isa i = ISA_PLAIN; i < ISA_COUNT; i++) {
		if (!isa_has(i)) {
			tap_skip(
			        "agreement with transformers", "this machine or build lacks %s", isa_name(i));
			continue;
		}
		tap_ok(g.worst[i] < 1e-5, "%s: all vectors agree with transformers within 1e-5", isa_name(i));
		tap_say("worst %.3g of %zu vectors", g.worst[i], g.vectors);
	}
	golden_release(&g);
}

/* --- the same bits in any company --- */

enum { SEQUENCES = 60 };

static uint32_t roll(uint32_t *state, uint32_t below)
{
	*state = formula_hash(*state + 0x9E3779B9u);
	return *state % below;
}

/* Runs `n` of the sequences in a random order and batch; returns how many vectors differ from those that
 * each has alone. */
static int company_wrong(const struct encoder *e, const struct sequence *all, const float *alone,
        enum pooling pooling, int threads, uint32_t *state)
{
	struct sequence batch[2 * SEQUENCES];
	size_t which[2 * SEQUENCES], hidden = encoder_config(e)->hidden, n = 1 + roll(state, 2 * SEQUENCES);
	float *out = mem_alloc(n * hidden, sizeof(*out));
	struct xt_err err;
	int wrong = 0;

	for (size_t i = 0; i < n; i++) {
		which[i] = roll(state, SEQUENCES);
		batch[i] = all[which[i]];
	}
	wrong += encoder_run(e, batch, n, pooling, threads, out, &err) != 0;
	for (size_t i = 0; i < n; i++)
		wrong += memcmp(out + i * hidden, alone + which[i] * hidden, hidden * sizeof(*out)) != 0;
	mem_free(out);
	return wrong;
}

static void company(enum isa isa, struct formula *f, const struct config *c)
{
	static int32_t ids[SEQUENCES][300];
	struct sequence all[SEQUENCES];
	struct encoder *e;
	struct xt_err err;
	uint32_t state = 5;

	if (encoder_new(&e, c, formula_find, f, isa, &err)) {
		tap_ok(false, "%s: an encoder can be made: %s", isa_name(isa), err.message);
		return;
	}
	for (size_t i = 0; i < SEQUENCES; i++) {
		/* mostly sentences, some longer than a tile */
		all[i] = (struct sequence){
		        .ids = ids[i], .length = i % 20 ? 1 + roll(&state, 60) : 230 + roll(&state, 70)};
		for (size_t j = 0; j < all[i].length; j++)
			ids[i][j] = (int32_t)roll(&state, c->vocab);
	}
	for (enum pooling pooling = POOL_FIRST; pooling <= POOL_MEAN; pooling++) {
		float *alone = mem_alloc(SEQUENCES * c->hidden, sizeof(*alone));
		int wrong = 0;

		for (size_t i = 0; i < SEQUENCES; i++)
			wrong += encoder_run(e, &all[i], 1, pooling, 1, alone + i * c->hidden, &err) != 0;
		for (int i = 0; i < 6; i++)
			wrong += company_wrong(e, all, alone, pooling, 1 + i % 3, &state);
		tap_ok(!wrong,
		        "%s: with %s, a vector has the same bits alone and in any batch, order and threads",
		        isa_name(isa), pooling == POOL_FIRST ? "the first state" : "the mean");
		mem_free(alone);
	}
	encoder_free(e);
}

/* --- bad weights, bad sequences --- */

/* A finder that changes one tensor on its way. */
struct spoiler {
	struct formula *formula;
	const char *name;
	void (*spoil)(struct tensor *t); /* NULL: it is missing */
	struct tensor spoiled;
};

static const struct tensor *spoiler_find(void *user, const char *name)
{
	struct spoiler *s = user;
	const struct tensor *t = formula_find(s->formula, name);

	if (!t || strcmp(name, s->name))
		return t;
	if (!s->spoil)
		return NULL;
	s->spoiled = *t;
	s->spoil(&s->spoiled);
	return &s->spoiled;
}

static void fewer_rows(struct tensor *t)
{
	t->shape[0]--;
}

static void more_columns(struct tensor *t)
{
	t->shape[1]++;
}

static void flat(struct tensor *t)
{
	t->shape[0] *= t->shape[1];
	t->rank = 1;
}

static void deep(struct tensor *t)
{
	t->rank = TENSOR_RANK_MAX;
	for (unsigned i = 0; i < TENSOR_RANK_MAX; i++)
		t->shape[i] = SIZE_MAX;
}

static void integers(struct tensor *t)
{
	t->dtype = DTYPE_I64;
}

static void bad_weights(struct formula *f, const struct config *c)
{
	static const struct {
		const char *name;
		void (*spoil)(struct tensor *t);
		const char *words; /* of the message */
	} rows[] = {
	        {"embeddings.word_embeddings.weight", NULL, "no such tensor"},
	        {"embeddings.word_embeddings.weight", fewer_rows,
	                "shape [89,36]: config.json asks for [90,36] or more"},
	        {"embeddings.position_embeddings.weight", fewer_rows, "[320,36]"},
	        {"embeddings.token_type_embeddings.weight", more_columns,
	                "shape [1,37]: config.json asks for [1,36]"},
	        {"embeddings.LayerNorm.bias", integers, "I64"},
	        {"encoder.layer.0.attention.self.key.weight", flat,
	                "shape [1296]: config.json asks for [36,36]"},
	        {"encoder.layer.1.attention.output.LayerNorm.weight", NULL, "no such tensor"},
	        {"encoder.layer.1.intermediate.dense.weight", deep, "shape [18446744073709551615,"},
	        {"encoder.layer.1.output.dense.bias", fewer_rows, "shape [35]: config.json asks for [36]"},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct spoiler s = {.formula = f, .name = rows[i].name, .spoil = rows[i].spoil};
		struct encoder *e = (struct encoder *)&s;
		struct xt_err err = {0};
		int result = encoder_new(&e, c, spoiler_find, &s, ISA_PLAIN, &err);

		tap_ok(result < 0 && !e && strstr(err.message, rows[i].name) &&
		                strstr(err.message, rows[i].words),
		        "bad weights are refused by name: %s: %s", rows[i].name, rows[i].words);
		if (result >= 0 || !strstr(err.message, rows[i].words))
			tap_say("%s", err.message);
	}
}

static void bad_configs(struct formula *f, const struct config *c)
{
	struct config rows[] = {*c, *c, *c, *c, *c, *c};
	int refused = 0, count = (int)(sizeof(rows) / sizeof(*rows));

	rows[0].hidden = 0;
	rows[1].heads = 5;
	rows[2].positions = 2;
	rows[3].layer_norm_eps = 0;
	rows[4].layer_norm_eps = (double)NAN;
	rows[5].pad_id = UINT32_MAX;
	for (int i = 0; i < count; i++) {
		struct xt_err err = {0};
		struct encoder *e;

		refused += encoder_new(&e, &rows[i], formula_find, f, ISA_PLAIN, &err) < 0 && !e &&
		           strstr(err.message, "config.json");
	}
	tap_ok(refused == count, "configurations that no encoder can have are refused");
}

static void bad_sequences(struct formula *f, const struct config *c)
{
	static int32_t ids[400], low[] = {0, -1}, high[] = {0, 5, 90};
	const struct sequence good = {.ids = ids, .length = 3};
	const struct {
		struct sequence s;
		const char *words;
	} rows[] = {
	        {{.ids = ids, .length = 0}, "sequence 2: has no tokens"},
	        {{.ids = ids, .length = 320}, "sequence 2: 320 tokens: the checkpoint has positions for 319"},
	        {{.ids = low, .length = 2}, "sequence 2: token 2 has id -1"},
	        {{.ids = high, .length = 3},
	                "sequence 2: token 3 has id 90: ids of this checkpoint are 0 to 89"},
	};
	float out[2 * 36];
	struct encoder *e;
	struct xt_err err = {0};

	if (!tap_ok(!encoder_new(&e, c, formula_find, f, ISA_PLAIN, &err), "an encoder can be made"))
		return;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct sequence batch[] = {good, rows[i].s};
		int result = encoder_run(e, batch, 2, POOL_MEAN, 1, out, &err);

		tap_ok(result < 0 && strstr(err.message, rows[i].words), "refused: %s", rows[i].words);
		if (result >= 0 || !strstr(err.message, rows[i].words))
			tap_say("%s", err.message);
	}
	struct sequence longest = {.ids = ids, .length = 319};
	tap_ok(!encoder_run(e, &longest, 1, POOL_FIRST, 1, out, &err), "the longest sequence is taken");
	tap_ok(!encoder_run(e, NULL, 0, POOL_FIRST, 1, NULL, &err), "no sequences are no work");
	encoder_free(e);
	encoder_free(NULL);
}

static void to_nan(struct tensor *t)
{
	static float row[36] = {(float)NAN};

	t->data = row;
}

static void not_finite(struct formula *f, const struct config *c)
{
	struct spoiler s = {
	        .formula = f, .name = "encoder.layer.0.attention.self.query.bias", .spoil = to_nan};
	const int32_t ids[] = {3, 4, 5};
	struct sequence sequence = {.ids = ids, .length = 3};
	float out[36];

	for (enum isa i = ISA_PLAIN; i < ISA_COUNT; i++) {
		struct xt_err err = {0};
		struct encoder *e;

		if (!isa_has(i)) {
			tap_skip(
			        "vectors that are not finite", "this machine or build lacks %s", isa_name(i));
			continue;
		}
		int result = encoder_new(&e, c, spoiler_find, &s, i, &err);
		tap_ok(!result && encoder_run(e, &sequence, 1, POOL_FIRST, 1, out, &err) < 0 &&
		                strstr(err.message, "sequence 1"),
		        "%s: a vector that is not finite is reported", isa_name(i));
		encoder_free(e);
	}
}

int main(void)
{
	struct config c = {.hidden = 36,
	        .layers = 2,
	        .heads = 3,
	        .ffn = 50,
	        .vocab = 90,
	        .positions = 321,
	        .type_vocab = 1,
	        .pad_id = 1,
	        .layer_norm_eps = 1e-12};
	struct formula *f = formula_new(&c);

	goldens();
	for (enum isa i = ISA_PLAIN; i < ISA_COUNT; i++)
		if (isa_has(i))
			company(i, f, &c);
		else
			tap_skip("the same bits in any company", "this machine or build lacks %s",
			        isa_name(i));
	bad_weights(f, &c);
	bad_configs(f, &c);
	bad_sequences(f, &c);
	not_finite(f, &c);
	formula_free(f);
	return tap_done();
}
