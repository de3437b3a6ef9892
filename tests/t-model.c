/* SPDX-License-Identifier: Apache-2.0 · tests of a checkpoint from folder to scores */
#include "tap.h"

#include <sys/stat.h>

#include "base/mem.h"
#include "base/tsv.h"
#include "data/item.h"
#include "model/isa.h"
#include "model/model.h"
#include "tiny-checkpoint.h"

#define FOLDER "t-model.tmp"

static struct items list = ITEMS_INIT;

/* Scores of all items; the caller's array. */
static bool score(const struct model_options *options, const struct item *items, size_t n, float (*scores)[2],
        struct model_counts *counts)
{
	struct model *model;
	struct xt_err err = {""};
	bool fine = !model_open(&model, FOLDER, options, &err);

	fine = fine && !model_score(model, items, n, scores, counts, &err);
	if (!fine)
		tap_say("%s", err.message);
	model_close(model);
	return fine;
}

struct golden {
	const char *shape, *scorer;
	float (*scores)[2];
	double worst;
	size_t rows;
};

static int golden_row(void *user, char **fields, size_t line, struct xt_err *err)
{
	struct golden *g = user;
	size_t i = strtoul(fields[2], NULL, 10);

	(void)line, (void)err;
	if (strcmp(fields[0], g->shape) || strcmp(fields[1], g->scorer) || i >= list.count)
		return 0;
	for (unsigned c = 0; c < 2; c++)
		g->worst = fmax(g->worst, fabs((double)g->scores[i][c] - strtod(fields[3 + c], NULL)));
	g->rows++;
	return 0;
}

/* Every shape, with every instruction set that is here. */
static void agreement(const struct tiny *shape, const char *prefix, enum tiny_head head, const char *scorer)
{
	float(*scores)[2] = mem_alloc(list.count, sizeof(*scores));

	tiny_write(FOLDER, shape, prefix, head);
	for (enum isa isa = ISA_PLAIN; isa < ISA_COUNT; isa++) {
		struct model_options options = {.isa = isa_name(isa)};
		struct golden g = {shape->name, scorer, scores, 0, 0};
		struct xt_err err;

		if (!isa_has(isa)) {
			tap_skip(
			        "scores agree with transformers", "%s is not on this machine", isa_name(isa));
			continue;
		}
		bool fine = score(&options, list.item, list.count, scores, NULL) &&
		            !tsv_read(tap_source("tests/golden/model/scores.tsv"),
		                    "shape\tscorer\tidx\tscore1\tscore2", golden_row, &g, &err);
		tap_ok(fine && g.rows == list.count && g.worst < 1e-4,
		        "%s scores of shape %s on %s agree with transformers (%.1e)", scorer, shape->name,
		        isa_name(isa), g.worst);
	}
	mem_free(scores);
}

static void company(const struct model_options *options, const char *what)
{
	size_t n = list.count;
	float(*together)[2] = mem_alloc(n, sizeof(*together)), (*other)[2] = mem_alloc(n, sizeof(*other));
	struct item *items = mem_alloc(n, sizeof(*items));
	struct model_options one = *options;
	bool same = true;

	one.threads = 1;
	score(options, list.item, n, together, NULL);
	score(&one, list.item, n, other, NULL);
	tap_ok(!memcmp(together, other, n * sizeof(*other)), "%s: one thread and three give the same bits",
	        what);
	for (size_t i = 0; i < n; i++)
		items[i] = list.item[n - 1 - i];
	score(options, items, n, other, NULL);
	for (size_t i = 0; i < n; i++)
		same = same && !memcmp(together[i], other[n - 1 - i], sizeof(*other));
	tap_ok(same, "%s: the order of items changes no bit", what);
	for (size_t i = 0; i < n; i += 5) {
		score(&one, list.item + i, 1, other, NULL);
		same = same && !memcmp(together[i], other[0], sizeof(*other));
	}
	tap_ok(same, "%s: an item alone has the bits that it has in company", what);
	mem_free(together);
	mem_free(other);
	mem_free(items);
}

static void facts(void)
{
	struct model_options options = {.threads = 2};
	struct model_counts counts = {0};
	struct item twice[4];
	float scores[4][2], (*all)[2] = mem_alloc(list.count, sizeof(*all));
	struct model *model;
	struct xt_err err;

	tiny_write(FOLDER, &TINY_SHAPES[0], "roberta.", TINY_CHOICE);
	if (!tap_ok(!model_open(&model, FOLDER, &options, &err), "a folder opens with no options"))
		return;
	const struct model_facts *f = model_facts(model);
	tap_ok(!strcmp(f->scorer, "mc") && !strcmp(f->head, "classifier") &&
	                !strcmp(f->template, "xtreme-r") && !strcmp(f->prefix, "") &&
	                !strcmp(f->precision, "f32") && !strcmp(f->isa, isa_name(isa_best())) &&
	                f->max_tokens == 128,
	        "the facts say head, scorer, template, precision and instruction set");
	tap_ok(strlen(f->weights_sha256) == 64 && strlen(f->tokenizer_sha256) == 64 &&
	                strlen(f->config_sha256) == 64,
	        "the facts carry three hashes");
	tap_ok(f->parameters == 422 * 24 + 130 * 24 + 24 + 48 +
	                                2 * (4 * (24 * 24 + 24) + 4 * 24 + 40 * 25 + 24 * 41) + 24 * 25 + 25,
	        "parameters are counted");
	twice[0] = twice[3] = list.item[0];
	twice[1] = twice[2] = list.item[7];
	tap_ok(!model_score(model, twice, 4, scores, &counts, &err) && counts.sequences == 8 &&
	                counts.distinct == 4 && !memcmp(scores[0], scores[3], 8) &&
	                !memcmp(scores[1], scores[2], 8),
	        "equal sequences are scored once");
	tap_ok(counts.truncated == 0 && counts.tokens > 20, "tokens are counted");
	tap_ok(!model_score(model, list.item, list.count, all, &counts, &err) && counts.truncated >= 4 &&
	                counts.sequences == 8 + 2 * list.count,
	        "truncated sequences are counted, and counts are added to");
	tap_ok(!model_score(model, NULL, 0, NULL, NULL, &err), "no items are no error");
	twice[1].field[FIELD_CHOICE1] = (struct str){"a\xFFz", 3};
	twice[1].idx = 77;
	twice[1].line = 5;
	tap_ok(model_score(model, twice, 4, scores, NULL, &err) == -1, "an item that is not UTF-8 fails");
	tap_same(err.message, "item idx 77 (line 5): invalid UTF-8 or NUL at byte 1: save the text as UTF-8",
	        "and is named");
	model_close(model);
	mem_free(all);
}

static void prefixes(void)
{
	struct model_options options = {.scorer = "cosine", .prefix = "query: ", .threads = 2};
	struct item item = list.item[0];
	float with[1][2], without[1][2], spelt[1][2];
	char text[3][256];

	tiny_write(FOLDER, &TINY_SHAPES[1], "roberta.", TINY_CHOICE);
	score(&options, &item, 1, with, NULL);
	options.prefix = NULL;
	score(&options, &item, 1, without, NULL);
	for (unsigned f = 0; f < FIELD_COUNT; f++) {
		int n = snprintf(text[f], sizeof(text[f]), "query: %s", item.field[f].bytes);

		item.field[f] = (struct str){text[f], (uint32_t)n};
	}
	score(&options, &item, 1, spelt, NULL);
	tap_ok(!memcmp(with, spelt, sizeof(with)) && memcmp(with, without, sizeof(with)),
	        "a prefix is what would have been written before each text");
}

/* What is done to a good checkpoint, and the message that it must give. from, to: the first `from` of
 * the header or the configuration becomes `to` (as long for the header). */
static const struct {
	const char *what;
	enum tiny_head head;
	const char *from, *to; /* in the header; NULL from: to is a new member at the end, of no bytes */
	const char *scorer;
	const char *message;
} BAD[] = {
        {"a tensor of no XLM-R", TINY_CHOICE, NULL, "\"roberta.adapter.weight\"", NULL,
                "t-model.tmp/model.safetensors: tensor 'roberta.adapter.weight' is not known in an XLM-R of "
                "config.json's 2 layers"},
        {"a layer too many", TINY_CHOICE, NULL, "\"roberta.encoder.layer.2.output.dense.bias\"", NULL,
                "t-model.tmp/model.safetensors: tensor 'roberta.encoder.layer.2.output.dense.bias' is not "
                "known"},
        {"a layer written 01", TINY_CHOICE, NULL, "\"roberta.encoder.layer.01.output.dense.bias\"", NULL,
                "t-model.tmp/model.safetensors: tensor 'roberta.encoder.layer.01.output.dense.bias' is not "
                "known"},
        {"a missing tensor", TINY_CHOICE, "layer.1.output.dense.bias", "layer.1.output.dense.bios", NULL,
                "t-model.tmp/model.safetensors: tensor 'roberta.encoder.layer.1.output.dense.bias' is "
                "missing that config.json wants"},
        {"a wrong shape", TINY_CHOICE, "\"shape\":[24,40]", "\"shape\":[40,24]", NULL,
                "t-model.tmp/model.safetensors: tensor 'roberta.encoder.layer.0.output.dense.weight' is F32 "
                "[40, 24], and config.json "
                "wants [24, 40] of F32, F16, BF16 or F64"},
        {"whole numbers for weights", TINY_CHOICE, "\"dtype\":\"F32\",\"shape\":[24,40]",
                "\"dtype\":\"I32\",\"shape\":[24,40]", NULL,
                "t-model.tmp/model.safetensors: tensor 'roberta.encoder.layer.0.output.dense.weight' is I32 "
                "[24, 40]"},
        {"half a pooler", TINY_CHOICE, "roberta.pooler.dense.bias", "roberta.pooler.dense.bios", NULL,
                "t-model.tmp/model.safetensors: tensor 'roberta.pooler.dense.bias' is missing, and the rest "
                "of the pooler is there"},
        {"no word embeddings", TINY_CHOICE, "roberta.embeddings.word_", "roberta.embeddings.ward_", NULL,
                "t-model.tmp/model.safetensors: holds no tensor 'embeddings.word_embeddings.weight', neither "
                "so nor "
                "with 'roberta.'"},
        {"a damaged header", TINY_CHOICE, "\"F32\"", "\"F31\"", NULL,
                "t-model.tmp/model.safetensors: tensor 'roberta.embeddings.word_embeddings.weight': type "
                "'F31' is not known"},
        {"mc without a head", TINY_BARE, "", "", "mc",
                "t-model.tmp/model.safetensors: cannot be scored with 'mc': it lacks a multiple-choice head "
                "(roberta.pooler.dense and a "
                "classifier of one output); it can be scored with: cosine"},
        {"an unknown scorer", TINY_CHOICE, "", "", "nli2",
                "scorer 'nli2' is not known: there are auto, mc, mc-jiant, nli, paraphrase, qa, cosine"},
        {"half a head", TINY_BARE, NULL, "\"qa_outputs.bias\"", NULL,
                "t-model.tmp/model.safetensors: tensor 'qa_outputs.weight' is missing, and the rest of its "
                "head is there"},
        {"half a classifier", TINY_BARE, NULL, "\"classifier.bias\"", NULL,
                "t-model.tmp/model.safetensors: tensor 'classifier.weight' is missing, and the rest of its "
                "head is there"},
};

static void replace(struct buf *text, const char *from, const char *to)
{
	char *at = strstr(text->bytes, from);

	if (at && *from)
		memcpy(at, to, strlen(to));
}

static void strict(void)
{
	tiny_put_config(FOLDER, &TINY_SHAPES[0]);
	for (size_t i = 0; i < sizeof(BAD) / sizeof(*BAD); i++) {
		struct model_options options = {.scorer = BAD[i].scorer};
		struct buf header = BUF_INIT, data = BUF_INIT;
		struct model *model;
		struct xt_err err = {"no error"};

		tiny_tensors(&header, &data, &TINY_SHAPES[0], "roberta.", BAD[i].head);
		if (BAD[i].from)
			replace(&header, BAD[i].from, BAD[i].to);
		else
			buf_printf(&header,
			        ",%s:{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[%zu,%zu]}", BAD[i].to,
			        data.length, data.length);
		buf_byte(&header, '}');
		tiny_put_weights(FOLDER, header.bytes, &data);
		int result = model_open(&model, FOLDER, &options, &err);
		if (!tap_ok(result == -1 && !model &&
		                    !strncmp(err.message, BAD[i].message, strlen(BAD[i].message)),
		            "%s is refused, by name", BAD[i].what))
			tap_say("%s", err.message);
		model_close(model);
		buf_release(&header);
		buf_release(&data);
	}
}

static const char *const HARMLESS[] = {
        "\"embeddings.position_ids\":{\"dtype\":\"I64\"", "\"lm_head.dense.bias\":{\"dtype\":\"F32\""};

static void harmless(void)
{
	struct model_options options = {.scorer = "auto"};

	for (size_t i = 0; i < sizeof(HARMLESS) / sizeof(*HARMLESS); i++) {
		struct buf header = BUF_INIT, data = BUF_INIT;
		struct model *model;
		struct xt_err err = {""};

		tiny_tensors(&header, &data, &TINY_SHAPES[0], "", TINY_BARE);
		buf_printf(&header, ",%s,\"shape\":[0],\"data_offsets\":[%zu,%zu]}}", HARMLESS[i],
		        data.length, data.length);
		tiny_put_weights(FOLDER, header.bytes, &data);
		if (!tap_ok(!model_open(&model, FOLDER, &options, &err) &&
		                    !strcmp(model_facts(model)->scorer, "cosine") &&
		                    !strcmp(model_facts(model)->head, "") &&
		                    !strcmp(model_facts(model)->template, ""),
		            "%.17s… on an encoder is passed over", HARMLESS[i]))
			tap_say("%s", err.message);
		model_close(model);
		buf_release(&header);
		buf_release(&data);
	}
}

static void refuse(const char *what, const struct model_options *options, const char *message)
{
	struct model *model;
	struct xt_err err = {"no error"};

	if (!tap_ok(model_open(&model, FOLDER, options, &err) == -1 && !model && strstr(err.message, message),
	            "%s is refused", what))
		tap_say("%s", err.message);
	model_close(model);
}

static void missing_files(void)
{
	struct model_options options = {.threads = 1};
	struct tiny small = TINY_SHAPES[0];

	refuse("an unknown precision", &(struct model_options){.precision = "bf17"},
	        "precision 'bf17' is not known: there is f32");
	refuse("an unknown template", &(struct model_options){.template = "yes"},
	        "template 'yes' is not known");
	refuse("an unknown instruction set", &(struct model_options){.isa = "neon9"}, "neon9");
	small.positions = 9;
	tiny_write(FOLDER, &small, "roberta.", TINY_CHOICE);
	refuse("a checkpoint of seven positions", &options, "sequences of 7 tokens are too short");
	unlink(FOLDER "/model.safetensors");
	refuse("a folder without weights", &options,
	        "holds no weights that are read: model.safetensors, pytorch_model.bin");
	tiny_put(FOLDER, "pytorch_model.bin", "x", 1);
	refuse("a folder with other weights", &options, "pytorch_model.bin: is no file of torch.save");
	unlink(FOLDER "/config.json");
	refuse("a folder without configuration", &options, "config.json: cannot be read");
	unlink(FOLDER "/sentencepiece.bpe.model");
	refuse("a folder without tokenizer", &options,
	        "sentencepiece.bpe.model: is missing, and so is tokenizer.json: a checkpoint needs");
	tiny_put(FOLDER, "merges.txt", "", 0);
	refuse("a folder of RoBERTa", &options,
	        "merges.txt: the byte-level BPE of RoBERTa and its kin is not read");
	tiny_put(FOLDER, "tokenizer.json", "{}", 2);
	refuse("a folder with another tokenizer", &options, "tokenizer.json: model: is missing");
	tiny_remove(FOLDER);
	refuse("a folder that is not there", &options, "there is no such checkpoint folder");
}

static void bad_numbers(void)
{
	struct model_options options = {.threads = 1};
	struct buf header = BUF_INIT, data = BUF_INIT;
	struct model *model;
	float scores[1][2];
	struct xt_err err = {"no error"};

	tiny_tensors(&header, &data, &TINY_SHAPES[0], "roberta.", TINY_CHOICE);
	buf_byte(&header, '}');
	memcpy(data.bytes + data.length - 4, "\0\0\xC0\x7F", 4); /* the classifier's bias: NaN */
	tiny_put_config(FOLDER, &TINY_SHAPES[0]);
	tiny_put_weights(FOLDER, header.bytes, &data);
	tap_ok(!model_open(&model, FOLDER, &options, &err) &&
	                model_score(model, list.item + 3, 1, scores, NULL, &err) == -1,
	        "a score that is no number is an error");
	tap_same(err.message,
	        "t-model.tmp/model.safetensors: item idx 3 (line 4) has a score that is no finite number: "
	        "the head is damaged",
	        "and the item is named");
	model_close(model);
	buf_release(&header);
	buf_release(&data);
}

static void rows(void)
{
	const char *name, *summary;

	tap_ok(model_scorer_at(0, &name, &summary) && !strcmp(name, "mc") && *summary &&
	                !model_scorer_at(99, &name, &summary),
	        "scorers can be listed");
}

int main(void)
{
	struct xt_err err;

	tiny_remove(FOLDER); /* of a run that was killed */
	if (items_read(&list, tap_source("tests/golden/model/items.jsonl"), &err)) {
		printf("Bail out! %s\n", err.message);
		return 99;
	}
	mkdir(FOLDER, 0777);
	for (size_t i = 0; i < sizeof(TINY_SHAPES) / sizeof(*TINY_SHAPES); i++) {
		agreement(&TINY_SHAPES[i], "roberta.", TINY_CHOICE, "mc");
		agreement(&TINY_SHAPES[i], "", TINY_BARE, "cosine");
	}
	tiny_write(FOLDER, &TINY_SHAPES[1], "roberta.", TINY_CHOICE);
	company(&(struct model_options){.scorer = "mc", .threads = 3}, "mc");
	company(&(struct model_options){.scorer = "cosine", .threads = 3}, "cosine");
	facts();
	prefixes();
	strict();
	harmless();
	bad_numbers();
	missing_files();
	rows();
	items_release(&list);
	return tap_done();
}
