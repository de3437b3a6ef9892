/* SPDX-License-Identifier: Apache-2.0 · heads of transformers and of jiant score as their authors' code does
 *
 * tests/golden/heads holds checkpoints that torch wrote, in both of its forms, and their scores: see make-heads there.
 */
#include "tap.h"

#include "base/mem.h"
#include "base/tsv.h"
#include "data/item.h"
#include "model/dense.h"
#include "model/model.h"
#include "tiny-checkpoint.h"

#define FOLDER "t-heads.tmp"

static struct items list = ITEMS_INIT;

static const struct {
	const char *file, *as, *labels; /* labels: members of "id2label" */
} FILES[] = {
        {"nli.bin", "pytorch_model.bin", "\"0\":\"neutral\",\"1\":\"ENTAILMENT\",\"2\":\"contradiction\""},
        {"duplicate.bin", "pytorch_model.bin", "\"0\":\"not_duplicate\",\"1\":\"duplicate\""},
        {"new.p", "best_model.p", NULL},
        {"old.p", "model__000012000.p", NULL},
};

static void put_config(const char *labels)
{
	const struct tiny *t = &TINY_SHAPES[0];
	struct buf config = BUF_INIT;

	buf_printf(&config,
	        "{\"model_type\":\"xlm-roberta\",\"hidden_act\":\"gelu\",\"hidden_size\":%u,\"num_hidden_"
	        "layers\":%u,"
	        "\"num_attention_heads\":%u,\"intermediate_size\":%u,\"vocab_size\":%d,"
	        "\"max_position_embeddings\":%u,\"type_vocab_size\":1,\"pad_token_id\":1,"
	        "\"layer_norm_eps\":%s%s%s%s}\n",
	        t->hidden, t->layers, t->heads, t->ffn, TINY_VOCAB, t->positions, t->eps,
	        labels ? ",\"id2label\":{" : "", labels ? labels : "", labels ? "}" : "");
	tiny_put(FOLDER, "config.json", config.bytes, config.length);
	buf_release(&config);
}

static void put_checkpoint(size_t which)
{
	struct buf path = BUF_INIT, bytes = BUF_INIT;

	buf_printf(&path, "tests/golden/heads/%s", FILES[which].file);
	if (file_mkdirs(FOLDER, NULL) || file_read(tap_source(path.bytes), 1 << 20, &bytes, NULL))
		tap_ok(false, "%s is there", path.bytes);
	put_config(FILES[which].labels);
	tiny_put_tokenizer(FOLDER);
	tiny_put(FOLDER, FILES[which].as, bytes.bytes, bytes.length);
	buf_release(&path);
	buf_release(&bytes);
}

static void drop(const char *name)
{
	struct buf path = BUF_INIT;

	file_join(&path, FOLDER, name);
	unlink(path.bytes);
	buf_release(&path);
}

/* The scores of one head by one scorer, against the table. */
struct golden {
	const char *file, *scorer, *head;
	float (*scores)[2];
	double worst;
	size_t rows;
};

static int golden_row(void *user, char **fields, size_t line, struct xt_err *err)
{
	struct golden *g = user;
	size_t i = strtoul(fields[3], NULL, 10);

	(void)line, (void)err;
	if (strcmp(fields[0], g->file) || strcmp(fields[1], g->scorer) || strcmp(fields[2], g->head) ||
	        i >= list.count)
		return 0;
	for (unsigned c = 0; c < 2; c++)
		g->worst = fmax(g->worst, fabs((double)g->scores[i][c] - strtod(fields[4 + c], NULL)));
	g->rows++;
	return 0;
}

/* Asks for a scorer and a head; qa has no golden scores for choices without a token (NULL: not), and says what was taken and how far the scores are from the table's. */
static void agree(size_t which, const char *scorer, const char *head, const char *takes, const char *reads)
{
	float(*scores)[2] = mem_alloc(list.count, sizeof(*scores));
	struct model_options options = {.scorer = scorer, .head = head, .threads = 2};
	struct golden g = {FILES[which].file, takes, reads, scores, 0, 0};
	struct xt_err err = {""};
	struct model *model;
	bool fine = !model_open(&model, FOLDER, &options, &err);

	if (!tap_ok(fine && !strcmp(model_facts(model)->scorer, takes) &&
	                    !strcmp(model_facts(model)->head, reads),
	            "%s with scorer %s, head %s is scored by %s, head %s", FILES[which].file,
	            scorer ? scorer : "auto", head ? head : "any", takes, reads))
		tap_say("%s", fine ? model_facts(model)->head : err.message);
	fine = fine && !model_score(model, list.item, list.count, scores, NULL, &err) &&
	       !tsv_read(tap_source("tests/golden/heads/scores.tsv"),
	               "file\tscorer\thead\tidx\tscore1\tscore2", golden_row, &g, &err);
	if (!tap_ok(fine && (g.rows == list.count || (!strcmp(takes, "qa") && g.rows + 3 > list.count)) &&
	                    g.worst < 1e-4,
	            "its scores agree (%.1e)", g.worst))
		tap_say("%zu rows; %s", g.rows, err.message);
	model_close(model);
	mem_free(scores);
}

static void refuse(const char *what, const char *scorer, const char *head, const char *message)
{
	struct model_options options = {.scorer = scorer, .head = head};
	struct xt_err err = {"no error"};
	struct model *model;

	if (!tap_ok(model_open(&model, FOLDER, &options, &err) == -1 && strstr(err.message, message),
	            "refused: %s", what))
		tap_say("%s", err.message);
	model_close(model);
}

static void jiant(void)
{
	put_checkpoint(2);
	agree(2, NULL, NULL, "mc-jiant", "copa");
	agree(2, "nli", NULL, "nli", "mnli");
	agree(2, "paraphrase", NULL, "paraphrase", "qqp");
	agree(2, "qa", NULL, "qa", "squad_v2");
	agree(2, NULL, "mnli", "nli", "mnli");
	agree(2, NULL, "qqp", "paraphrase", "qqp");
	refuse("a head that is not there", NULL, "hellaswag",
	        "has no head 'hellaswag': there are ccg, copa, mnli, qqp, squad_v2");
	refuse("a head of tags", NULL, "ccg",
	        "no scorer reads its head 'ccg': it can be scored with: mc-jiant, nli, paraphrase, qa, "
	        "cosine");
	refuse("another scorer than the head's", "mc", "copa",
	        "cannot be scored with 'mc' by its head 'copa': it lacks a multiple-choice head");
	drop(FILES[2].as);
	put_checkpoint(3);
	agree(3, NULL, NULL, "mc-jiant", "cosmosqa.v2");
	agree(3, "nli", NULL, "nli", "anli");
	drop(FILES[3].as);
}

static void transformers(void)
{
	put_checkpoint(0);
	agree(0, NULL, NULL, "nli", "classifier");
	refuse("duplicates in a head of entailment", "paraphrase", NULL, "it has not two labels");
	put_config("\"0\":\"LABEL_0\",\"1\":\"LABEL_1\",\"2\":\"LABEL_2\"");
	refuse("entailment where no label is called so", "nli", NULL,
	        "none of its labels is called entailment");
	put_config(NULL);
	refuse("entailment without labels", "nli", NULL, "none of its labels is called entailment");
	drop(FILES[0].as);
	put_checkpoint(1);
	agree(1, NULL, NULL, "paraphrase", "classifier");
	put_config("\"0\":\"LABEL_0\",\"1\":\"LABEL_1\"");
	agree(1, NULL, NULL, "paraphrase", "classifier");
	drop(FILES[1].as);
}

/* jiant's second naming of the encoder is another encoder when one number differs. */
static void other_encoder(void)
{
	struct buf path = BUF_INIT, bytes = BUF_INIT;
	struct xt_err err;

	put_checkpoint(3);
	buf_string(&path, "tests/golden/heads/old.p");
	if (file_read(tap_source(path.bytes), 1 << 20, &bytes, &err))
		tap_ok(false, "%s", err.message);
	/* one letter of a task's name: its encoder then has a name that no head has, and the head an unknown attribute */
	for (size_t i = 0; i + 12 < bytes.length; i++)
		if (!memcmp(bytes.bytes + i, "word_embedd", 11)) {
			bytes.bytes[i] = 'v';
			break;
		}
	tiny_put(FOLDER, FILES[3].as, bytes.bytes, bytes.length);
	refuse("an encoder without its words", NULL, NULL, "this is no XLM-R");
	drop(FILES[3].as);
	buf_release(&path);
	buf_release(&bytes);
}

/* The logarithm of a softmax: log e^x / Σ e^x. */
static void shares(void)
{
	const double same[] = {3, 3}, far[] = {0, -1e9}, never[] = {-(double)INFINITY, 0},
	             bad[] = {(double)NAN, 1};

	tap_ok(fabs(dense_log_share(same, 2, 0) + log(2)) < 1e-15, "one of two equal outputs has a half");
	tap_ok(dense_log_share(far, 2, 0) >= 0 && dense_log_share(far, 2, 1) < -9e8 &&
	                dense_log_share(never, 2, 1) >= 0,
	        "an output far above the others has all, however far");
	tap_ok(isnan(dense_log_share(bad, 2, 0)) && isnan(dense_log_share(bad, 2, 1)), "NaN stays NaN");
}

int main(void)
{
	struct xt_err err;

	tiny_remove(FOLDER); /* of a run that was killed */
	if (items_read(&list, tap_source("tests/golden/model/items.jsonl"), &err))
		tap_ok(false, "%s", err.message);
	list.count = list.count > 60 ? 60 : list.count;
	shares();
	jiant();
	transformers();
	other_encoder();
	tiny_remove(FOLDER);
	items_release(&list);
	return tap_done();
}
