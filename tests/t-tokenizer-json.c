/* SPDX-License-Identifier: Apache-2.0 · tests of tokenizer.json in place of a SentencePiece model */
#include "tap.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/tsv.h"
#include "model/tokenizer-json.h"
#include "model/tokenizer.h"

static const char *const FORMS[] = {"newest", "split", "replace", "mask"};

enum { TEXTS_MAX = 200 };

/* The texts of ids.jsonl with SentencePiece's ids, and ours by one form. */
struct golden {
	const struct tokenizer *tokenizer;
	struct ids wanted[TEXTS_MAX], ours[TEXTS_MAX];
	bool foreseen[TEXTS_MAX], listed[TEXTS_MAX]; /* that tokenizers has other ids, blanks apart */
	size_t count, wrong, differ;
	const char *form;
};

static int read_text(void *user, const struct json_t *object, size_t line, struct xt_err *err)
{
	struct golden *g = user;
	const struct json_t *ids = json_find(object, "ids");
	struct ids *wanted = &g->wanted[g->count], *ours = &g->ours[g->count];
	size_t length;
	const char *text = json_text(json_find(object, "text"), &length);

	g->foreseen[g->count] = tokenizer_differs(g->tokenizer, text, length);
	if (g->count++ == TEXTS_MAX - 1 || tokenizer_encode(g->tokenizer, text, length, ours, err))
		return -1;
	for (size_t i = 0; i < json_count(ids); i++) {
		int64_t id = -1;

		json_int64(json_at(ids, i), &id);
		ids_append(wanted, (int32_t)id);
	}
	if (ours->count == wanted->count &&
	        (!ours->count || !memcmp(ours->id, wanted->id, ours->count * sizeof(*ours->id))))
		return 0;
	g->wrong++;
	tap_say("line %zu: '%s'", line, text);
	return 0;
}

/* A text where the tokenizers library has other ids: they must be others than ours, and the reason a known one. */
static int read_difference(void *user, char **fields, size_t line, struct xt_err *err)
{
	static const char *const KNOWN[] = {"a special token in the text", "a decomposed Tamil vowel sign",
	        "▁ in the text", "white space at the ends"};
	struct golden *g = user;
	size_t at = strtoul(fields[1], NULL, 10) - 1;
	struct buf ours = BUF_INIT;
	bool known = false;

	(void)line, (void)err;
	if (strcmp(fields[0], g->form))
		return 0;
	g->differ++;
	for (size_t i = 0; at < g->count && i < g->ours[at].count; i++)
		buf_printf(&ours, "%s%d", i ? " " : "", (int)g->ours[at].id[i]);
	for (size_t i = 0; i < sizeof(KNOWN) / sizeof(*KNOWN); i++)
		known = known || !strcmp(KNOWN[i], fields[2]);
	if (at < g->count)
		g->listed[at] = strcmp(fields[2], KNOWN[3]);
	g->wrong += at >= g->count || !known || !strcmp(buf_text(&ours), fields[3]);
	buf_release(&ours);
	return 0;
}

static bool read_form(const char *form, struct buf *out)
{
	char path[64];

	snprintf(path, sizeof(path), "tests/golden/tokenizers/%s.json", form);
	return !file_read(tap_source(path), 1 << 20, out, NULL);
}

static void forms(void)
{
	for (size_t i = 0; i < sizeof(FORMS) / sizeof(*FORMS); i++) {
		struct golden g = {.form = FORMS[i]};
		struct buf bytes = BUF_INIT;
		struct tokenizer *t = NULL;
		struct xt_err err = {"no error"};

		if (!tap_ok(read_form(FORMS[i], &bytes) &&
		                    !tokenizer_open_in(&t, "x", bytes.bytes, bytes.length, &err) &&
		                    tokenizer_vocab(t) == 422,
		            "form '%s' is read, with 422 ids", FORMS[i])) {
			tap_say("%s", err.message);
			buf_release(&bytes);
			continue;
		}
		g.tokenizer = t;
		tap_ok(!json_lines(tap_source("tests/golden/model/ids.jsonl"), read_text, &g, &err) &&
		                !g.wrong && g.count > 40,
		        "its ids of %zu texts are those of the SentencePiece model of its vocabulary",
		        g.count);
		tap_ok(!tsv_read(tap_source("tests/golden/tokenizers/differs.tsv"), "form\tline\twhy\tids",
		               read_difference, &g, &err) &&
		                !g.wrong && g.differ >= 4,
		        "and of the tokenizers library, but for %zu of known kinds", g.differ);
		tap_ok(!memcmp(g.foreseen, g.listed, sizeof(g.listed)), "which are foreseen, blanks apart");
		for (size_t k = 0; k < g.count; k++) {
			ids_release(&g.wanted[k]);
			ids_release(&g.ours[k]);
		}
		tokenizer_close(t);
		buf_release(&bytes);
	}
}

struct decomposed {
	struct tokenizer *tokenizer;
	size_t count, differ, wrong;
};

static int read_decomposed(void *user, const struct json_t *object, size_t line, struct xt_err *err)
{
	struct decomposed *d = user;
	size_t length;
	const char *text = json_text(json_find(object, "text"), &length);
	bool wanted;

	(void)err;
	if (json_truth(json_find(object, "differs"), &wanted))
		return -1;
	d->count++;
	d->differ += wanted;
	if (tokenizer_differs(d->tokenizer, text, length) == wanted)
		return 0;
	d->wrong++;
	tap_say("line %zu: '%s'", line, text);
	return 0;
}

static void decomposed(void)
{
	struct decomposed d = {.count = 0};
	struct buf bytes = BUF_INIT;
	struct xt_err err = {"no error"};

	if (read_form("newest", &bytes))
		tokenizer_open_in(&d.tokenizer, "x", bytes.bytes, bytes.length, &err);
	if (!tap_ok(d.tokenizer &&
	                    !json_lines(tap_source("tests/golden/tokenizers/decomposed.jsonl"),
	                            read_decomposed, &d, &err) &&
	                    !d.wrong && d.differ > 8 && d.differ + 8 < d.count,
	            "of %zu decomposed texts the %zu that tokenizers normalises in its own way are known",
	            d.count, d.differ))
		tap_say("%s", err.message);
	tokenizer_close(d.tokenizer);
	buf_release(&bytes);
}

/* A tokenizer of six pieces; each row of BAD changes it in one place. */
static const char SMALL[] =
        "{\"added_tokens\":[{\"id\":0,\"content\":\"<s>\",\"special\":true},{\"id\":5,\"content\":\"<mask>\","
        "\"special\":true}],"
        "\"normalizer\":{\"type\":\"Sequence\",\"normalizers\":[{\"type\":\"Replace\",\"pattern\":{\"Regex\":"
        "\" {2,}\"},"
        "\"content\":\" \"}]},"
        "\"pre_tokenizer\":{\"type\":\"Metaspace\",\"replacement\":\"▁\",\"prepend_scheme\":\"always\"},"
        "\"model\":{\"type\":\"Unigram\",\"unk_id\":3,\"byte_fallback\":false,\"vocab\":"
        "[[\"<s>\",0.0],[\"<pad>\",0.0],[\"</s>\",0],[\"<unk>\",0.0],[\"▁a\",-1.5],[\"<mask>\",0.0]]}}";

static const struct {
	const char *what, *from, *to, *message;
} BAD[] = {
        {"an array", "{\"added_tokens\"", "[{\"added_tokens\"", "x:"},
        {"a file cut short", "[\"<mask>\",0.0]]}}", "", "x:"},
        {"a key twice", "\"unk_id\":3", "\"unk_id\":3,\"unk_id\":3", "x:"},
        {"a file without model", "\"model\"", "\"modal\"", "x: model: is missing: this is no tokenizer.json"},
        {"BPE", "Unigram", "BPE",
                "x: model.type: 'BPE', the byte-level BPE of RoBERTa and its kin, is not read"},
        {"WordPiece", "Unigram", "WordPiece",
                "x: model.type: 'WordPiece', the WordPiece of BERT and its kin, is not read"},
        {"a list of words", "Unigram", "WordLevel",
                "x: model.type: 'WordLevel', a list of whole words, is not read"},
        {"a model of no known type", "Unigram", "Trigram", "x: model.type: Trigram, expected 'Unigram'"},
        {"a type that is no text", "\"Unigram\"", "7", "x: model.type: a whole number, expected 'Unigram'"},
        {"a vocabulary of merges without a type",
                "\"type\":\"Unigram\",\"unk_id\":3,\"byte_fallback\":false,\"vocab\":[", "\"merges\":[",
                "x: model.type: is missing, expected 'Unigram'"},
        {"a vocabulary that is an object", "\"vocab\":[", "\"vocab\":{\"a\":1},\"other\":[",
                "x: model.vocab: holds 0 pieces, expected 5 to"},
        {"another unknown piece", "\"unk_id\":3", "\"unk_id\":0", "x: model.unk_id: expected 3"},
        {"no unknown piece", "\"unk_id\":3", "\"unk_id\":null", "x: model.unk_id: expected 3"},
        {"pieces for bytes", "\"byte_fallback\":false", "\"byte_fallback\":true",
                "x: model.byte_fallback: expected false"},
        {"pieces for bytes, said oddly", "\"byte_fallback\":false", "\"byte_fallback\":\"no\"",
                "x: model.byte_fallback: expected false"},
        {"special pieces in SentencePiece's order", "[\"<s>\",0.0],[\"<pad>\",0.0]",
                "[\"<unk>\",0.0],[\"<s>\",0.0]",
                "x: model.vocab[0]: '<unk>', expected <s>, as XLM-R's ids want"},
        {"a row that is a text", "[\"</s>\",0]", "\"</s>\"", "x: model.vocab[2]: 'nothing', expected </s>"},
        {"a row without score", "[\"▁a\",-1.5]", "[\"▁a\"]",
                "x: model.vocab[4]: expected a piece and its score"},
        {"a row of three", "[\"▁a\",-1.5]", "[\"▁a\",-1.5,1]",
                "x: model.vocab[4]: expected a piece and its score"},
        {"a score that is a text", "[\"▁a\",-1.5]", "[\"▁a\",\"-1.5\"]",
                "x: model.vocab[4]: expected a piece and its score"},
        {"a score beyond f32", "[\"▁a\",-1.5]", "[\"▁a\",-1e40]",
                "x: model.vocab[4]: a score of -1e+40 is too large"},
        {"a score beyond f64", "[\"▁a\",-1.5]", "[\"▁a\",-1e400]", "x:"},
        {"a score that is no number", "[\"▁a\",-1.5]", "[\"▁a\",NaN]", "x:"},
        {"an empty piece", "[\"▁a\",-1.5]", "[\"\",-1.5]",
                "x: model.vocab[4]: the piece has 0 bytes, expected 1 to 512"},
        {"a NUL in a piece", "[\"▁a\",-1.5]", "[\"a\\u0000\",-1.5]", "x:"},
        {"half a surrogate pair in a piece", "[\"▁a\",-1.5]", "[\"\\ud800\",-1.5]", "x:"},
        {"a piece twice", "[\"▁a\",-1.5]", "[\"▁a\",-1.5],[\"▁a\",-2]", "x:"},
        {"no <mask>", "[\"<mask>\",0.0]", "[\"b\",0.0]",
                "x: added_tokens[1]: '<mask>' has the id 5, which is 'b' in model.vocab"},
        {"a <mask> in the middle", "[\"<mask>\",0.0]", "[\"<mask>\",0.0],[\"b\",0.0]",
                "x: <mask> is neither the last piece of model.vocab nor added behind it"},
        {"a <mask> too far behind", "\"id\":5,\"content\":\"<mask>\",\"special\":true}],",
                "\"id\":6,\"content\":\"<mask>\",\"special\":false}],",
                "x: added_tokens[1]: '<mask>' was added"},
        {"a word added behind", "{\"id\":5,\"content\":\"<mask>\"",
                "{\"id\":6,\"content\":\"word\",\"special\":false},"
                "{\"id\":5,\"content\":\"<mask>\"",
                "x: added_tokens[1]: 'word' was added to the vocabulary, which SentencePiece does not know"},
        {"another id for <s>", "\"id\":0,\"content\":\"<s>\"", "\"id\":1,\"content\":\"<s>\"",
                "x: added_tokens[0]: '<s>' has the id 1, which is '<pad>' in model.vocab"},
        {"an id below 0", "\"id\":0,", "\"id\":-1,",
                "x: added_tokens[0]: expected an object with id and content"},
        {"an added token that is a text", "{\"id\":0,\"content\":\"<s>\",\"special\":true}", "\"<s>\"",
                "x: added_tokens[0]: expected an object with id and content"},
        {"added tokens that are no array", "\"added_tokens\":[", "\"added_tokens\":1,\"others\":[",
                "x: added_tokens: expected an array"},
        {"a normaliser of another kind", "\"type\":\"Replace\"", "\"type\":\"NFKC\"",
                "x: normalizer.normalizers[0]: NFKC is not read: XLM-R's normaliser is Precompiled"},
        {"a normaliser in lower case", "\"type\":\"Replace\"", "\"type\":\"Lowercase\"",
                "x: normalizer.normalizers[0]: Lowercase is not read"},
        {"another replacement", "\" {2,}\"", "\"a\"",
                "x: normalizer.normalizers[0]: this Replace is not read"},
        {"a normaliser that is a text", "\"normalizer\":{", "\"normalizer\":\"NFC\",\"other\":{",
                "x: normalizer: nothing is not read"},
        {"a sequence without its list", "\"normalizers\":[", "\"others\":[",
                "x: normalizer: a Sequence without its list"},
        {"a sequence in a sequence", "\"type\":\"Replace\"", "\"type\":\"Sequence\"",
                "x: normalizer.normalizers[0]: Sequence is not read"},
        {"a table that is no base64", "\"type\":\"Replace\"",
                "\"type\":\"Precompiled\",\"precompiled_charsmap\":\"AB*D\"",
                "x: normalizer.normalizers[0]: precompiled_charsmap is not base64"},
        {"a table of five digits", "\"type\":\"Replace\"",
                "\"type\":\"Precompiled\",\"precompiled_charsmap\":\"ABCDE\"",
                "x: normalizer.normalizers[0]: precompiled_charsmap is not base64"},
        {"a table that is padding", "\"type\":\"Replace\"",
                "\"type\":\"Precompiled\",\"precompiled_charsmap\":\"A===\"",
                "x: normalizer.normalizers[0]: precompiled_charsmap is not base64"},
        {"padding inside a table", "\"type\":\"Replace\"",
                "\"type\":\"Precompiled\",\"precompiled_charsmap\":\"AA==AAAA\"",
                "x: normalizer.normalizers[0]: precompiled_charsmap is not base64"},
        {"a table that is missing", "\"type\":\"Replace\"", "\"type\":\"Precompiled\"",
                "x: normalizer.normalizers[0]: precompiled_charsmap is not base64"},
        {"a table of three bytes", "\"type\":\"Replace\"",
                "\"type\":\"Precompiled\",\"precompiled_charsmap\":\"AAAA\"", "x: byte "},
        {"a table with a wild root", "\"type\":\"Replace\"",
                "\"type\":\"Precompiled\",\"precompiled_charsmap\":\"BAAAAAD8//94AA==\"", "x: byte "},
        {"two tables", "\"normalizers\":[",
                "\"normalizers\":[{\"type\":\"Precompiled\",\"precompiled_charsmap\":\"AAAA\"},"
                "{\"type\":\"Precompiled\",\"precompiled_charsmap\":\"AAAA\"},",
                "x: normalizer.normalizers[1]: a second Precompiled"},
        {"no pre-tokeniser", "\"pre_tokenizer\"", "\"pretokenizer\"",
                "x: pre_tokenizer: Metaspace is missing"},
        {"a pre-tokeniser of another kind", "\"type\":\"Metaspace\"", "\"type\":\"ByteLevel\"",
                "x: pre_tokenizer: Metaspace is missing"},
        {"one more of another kind", "{\"type\":\"Metaspace\"",
                "{\"type\":\"Sequence\",\"pretokenizers\":[{\"type\":\"Metaspace\",\"replacement\":\"▁\"},{"
                "\"type\":\"Digits\"}],"
                "\"x\":1",
                "x: pre_tokenizer.pretokenizers[1]: Digits is not read"},
        {"another blank", "\"replacement\":\"▁\"", "\"replacement\":\"_\"",
                "x: pre_tokenizer: Metaspace's replacement is not ▁"},
        {"no blank before a text", "\"always\"", "\"never\"",
                "x: pre_tokenizer: Metaspace puts no ▁ before a text"},
        {"no blank before a text, in the older form", "\"prepend_scheme\":\"always\"",
                "\"add_prefix_space\":false", "x: pre_tokenizer: Metaspace puts no ▁ before a text"},
};

/* A text with its first `from` changed; −1 where there is none. */
static int change(struct buf *out, const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);

	buf_clear(out);
	if (!at)
		return -1;
	buf_append(out, text, (size_t)(at - text));
	buf_string(out, to);
	buf_string(out, at + strlen(from));
	return 0;
}

/* <mask> must come right behind the vocabulary that lacks it. */
static void gap(void)
{
	struct buf once = BUF_INIT, twice = BUF_INIT, json = BUF_INIT;
	struct xt_err err = {"no error"};

	change(&once, SMALL, ",[\"<mask>\",0.0]]}}", "]}}");
	change(&twice, once.bytes, "\"id\":5", "\"id\":6");
	tokenizer_json(&json, "x", twice.bytes, twice.length, &err);
	tap_same(err.message, "x: added_tokens[1]: <mask> has the id 6, expected 5",
	        "a gap before <mask> is refused");
	buf_release(&once);
	buf_release(&twice);
	buf_release(&json);
}

static void bad(void)
{
	struct buf bytes = BUF_INIT;

	for (size_t i = 0; i < sizeof(BAD) / sizeof(*BAD); i++) {
		struct tokenizer *t = NULL;
		struct xt_err err = {"no error"};
		struct buf json = BUF_INIT;
		int result;

		if (change(&bytes, SMALL, BAD[i].from, BAD[i].to))
			tap_say("'%s' is not in SMALL", BAD[i].from);
		/* as from a folder, where the name says that it is JSON */
		result = tokenizer_json(&json, "x", buf_text(&bytes), bytes.length, &err);
		if (!result)
			result = tokenizer_open_in(&t, "x", bytes.bytes, bytes.length, &err);
		if (!tap_ok(result && !t && !strncmp(err.message, BAD[i].message, strlen(BAD[i].message)),
		            "%s is refused", BAD[i].what))
			tap_say("%s", err.message);
		tokenizer_close(t);
		buf_release(&json);
	}
	buf_release(&bytes);
}

static const struct {
	const char *what, *from, *to;
} FINE[] = {
        {"no change", "\"model\"", "\"model\""},
        {"a model without its type, as the first releases wrote it", "\"type\":\"Unigram\",", ""},
        {"no normaliser", "\"normalizer\"", "\"normaliser\""},
        {"a special token behind the others", "{\"id\":5",
                "{\"id\":9,\"content\":\"<extra>\",\"special\":true},{\"id\":5"},
        {"the older form of Metaspace", "\"prepend_scheme\":\"always\"",
                "\"str_rep\":\"▁\",\"add_prefix_space\":true"},
        {"an empty table", "\"type\":\"Replace\"", "\"type\":\"Precompiled\",\"precompiled_charsmap\":\"\""},
        {"a <mask> that is only added", ",[\"<mask>\",0.0]]}}", "]}}"},
        {"white space before the brace", "{\"added", " \n{\"added"},
};

static void fine(void)
{
	struct buf bytes = BUF_INIT;

	for (size_t i = 0; i < sizeof(FINE) / sizeof(*FINE); i++) {
		struct tokenizer *t = NULL;
		struct ids ids = IDS_INIT;
		struct xt_err err = {"no error"};

		change(&bytes, SMALL, FINE[i].from, FINE[i].to);
		if (!tap_ok(!tokenizer_open_in(&t, "x", buf_text(&bytes), bytes.length, &err) &&
		                    tokenizer_vocab(t) == 6 && !tokenizer_encode(t, "a  a", 4, &ids, &err) &&
		                    ids.count == 2 && ids.id[0] == 4 && ids.id[1] == 4,
		            "%s is fine", FINE[i].what))
			tap_say("%s", err.message);
		ids_release(&ids);
		tokenizer_close(t);
	}
	buf_release(&bytes);
}

/* Every prefix and every byte flipped: refused, or opened and usable. */
static void damage(void)
{
	size_t opened = 0, length = sizeof(SMALL) - 1;
	bool sound = true;

	for (size_t i = 0; i < 2 * length; i++) {
		size_t n = i < length ? i : length;
		char *copy = mem_copy(SMALL, n);
		struct tokenizer *t = NULL;
		struct ids ids = IDS_INIT;
		struct xt_err err = {""};

		if (i >= length)
			copy[i - length] = (char)(copy[i - length] ^ 1);
		if (tokenizer_open_in(&t, "x", copy, n, &err))
			sound = sound && !t && *err.message;
		else
			sound = sound && !tokenizer_encode(t, "a ba", 4, &ids, &err);
		opened += !!t;
		ids_release(&ids);
		tokenizer_close(t);
		mem_free(copy);
	}
	tap_ok(sound, "every prefix, and every byte changed, is refused or opens and works");
	tap_say("%zu damaged files, %zu of them still open", 2 * length, opened);
}

int main(void)
{
	forms();
	decomposed();
	bad();
	gap();
	fine();
	damage();
	return tap_done();
}
