/* SPDX-License-Identifier: Apache-2.0 · what a checkpoint is, and with which scorers it can be scored */
#include "model/describe.h"

#include <inttypes.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "model/checkpoint.h"
#include "model/scorer.h"
#include "model/tokenizer.h"
#include "model/weights.h"

/* What comes from a file is not written to a terminal as it is. */
static void put_masked(struct buf *out, const char *text)
{
	char *masked = mem_copy(text, strlen(text));

	err_mask(masked);
	buf_string(out, masked);
	mem_free(masked);
}

static void put_config(const struct config *c, struct buf *out)
{
	buf_printf(out,
	        "architecture: xlm-roberta, %u layers of %u, %u attention heads, feed-forward %u, "
	        "layer_norm_eps %g\n",
	        c->layers, c->hidden, c->heads, c->ffn, c->layer_norm_eps);
	buf_printf(out, "embeddings:   %u words, %u positions: sequences of at most %u tokens\n", c->vocab,
	        c->positions, config_max_tokens(c));
}

/* "142 of F16, 2 of I64". */
static void put_types(const struct weights *w, struct buf *out)
{
	size_t count[DTYPE_BOOL + 1] = {0};
	const char *between = "";

	for (size_t i = 0; i < weights_count(w); i++)
		count[weights_at(w, i)->dtype]++;
	for (enum dtype d = DTYPE_F64; d <= DTYPE_BOOL; d++) {
		if (!count[d])
			continue;
		buf_printf(out, "%s%zu of %s", between, count[d], dtype_name(d));
		between = ", ";
	}
}

static void put_weights(const struct weights *w, struct buf *out)
{
	buf_string(out, "weights:      ");
	put_masked(out, weights_path(w));
	buf_printf(out, " (%s), tensors: ", weights_container(w));
	put_types(w, out);
	buf_printf(out, "\n              SHA-256 %s\n", weights_sha256(w));
}

static void put_heads(const struct checkpoint *c, struct buf *out)
{
	const struct head *head;

	for (size_t i = 0; (head = checkpoint_head_at(c, i)); i++) {
		buf_string(out, "head:         ");
		put_masked(out, head->name);
		buf_printf(out, ": %s, %zu output%s\n", head_kind_name(head->kind), head->outputs,
		        head->outputs == 1 ? "" : "s");
	}
	if (!checkpoint_head_at(c, 0))
		buf_string(out, "head:         none, the encoder alone\n");
}

static void put_scorers(const struct checkpoint *c, struct buf *out)
{
	const struct head *head;
	const struct scorer *s, *first = scorer_choose("auto", NULL, c, &head, NULL);

	for (size_t i = 0; (s = scorer_at(i)); i++) {
		const char *why;

		head = scorer_head(s, NULL, c, &why);
		if (!head && why)
			buf_printf(out, "scorer:       %s cannot: %s%s\n", s->name,
			        why == s->wants ? "the checkpoint lacks " : "", why);
		else {
			buf_printf(out, "scorer:       %s%s", s->name, head ? " reads " : "");
			put_masked(out, head ? head->name : "");
			buf_string(out, s == first ? "; auto takes this\n" : "\n");
		}
	}
}

/* The weights of what is no checkpoint; why not is told where config.json, which was read, does not say it already. */
static unsigned put_refused(const char *folder, const struct xt_err *why, bool configured, struct buf *out)
{
	struct weights *w;
	struct xt_err err;

	if (weights_open(&w, folder, &err)) {
		buf_printf(out, "weights:      cannot be read: %s\n", err.message);
		return 1;
	}
	put_weights(w, out);
	weights_close(w);
	if (configured)
		buf_printf(out, "checkpoint:   cannot be scored: %s\n", why->message);
	return configured;
}

static unsigned put_checkpoint(const char *folder, bool configured, struct buf *out, size_t *rows)
{
	struct checkpoint *c;
	struct xt_err err;

	if (checkpoint_open(&c, folder, &err))
		return put_refused(folder, &err, configured, out);
	*rows = checkpoint_config(c)->vocab;
	put_weights(checkpoint_weights(c), out);
	put_heads(c, out);
	buf_printf(out, "parameters:   %zu\n", checkpoint_parameters(c));
	put_scorers(c, out);
	checkpoint_close(c);
	return 0;
}

static unsigned put_tokenizer(const char *folder, size_t rows, struct buf *out)
{
	struct tokenizer *t;
	struct xt_err err;
	size_t ids;
	unsigned failed = 0;

	if (tokenizer_open(&t, folder, &err)) {
		buf_printf(out, "tokeniser:    cannot be read: %s\n", err.message);
		return 1;
	}
	ids = tokenizer_vocab(t);
	buf_printf(out, "tokeniser:    %s, %zu ids", tokenizer_file(t), ids);
	if (rows > ids)
		buf_printf(out, ", %zu rows of word embeddings more than they need", rows - ids);
	else if (rows && rows < ids)
		buf_printf(out,
		        ": more than the %zu rows of word embeddings: it belongs to another checkpoint",
		        rows);
	failed = rows && rows < ids;
	buf_printf(out, "\n              SHA-256 %s\n", tokenizer_sha256(t));
	tokenizer_close(t);
	return failed;
}

unsigned describe_checkpoint(const char *folder, struct buf *out)
{
	struct config config;
	struct buf path = BUF_INIT;
	char hex[HASH_HEX];
	struct xt_err err;
	unsigned failed = 0;
	size_t rows = 0;

	buf_string(out, "checkpoint:   ");
	put_masked(out, folder);
	buf_byte(out, '\n');
	file_join(&path, folder, "config.json");
	if (config_read(&config, path.bytes, hex, &err)) {
		buf_printf(out, "architecture: cannot be read: %s\n", err.message);
		failed++;
	} else {
		put_config(&config, out);
	}
	failed += put_checkpoint(folder, !failed, out, &rows);
	failed += put_tokenizer(folder, rows, out);
	buf_printf(out, "so:           it %s be scored\n", failed ? "cannot" : "can");
	buf_release(&path);
	return failed;
}
