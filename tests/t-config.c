/* SPDX-License-Identifier: Apache-2.0 · tests of config.json's reader */
#include "tap.h"

#include <unistd.h>

#include "base/file.h"
#include "model/config.h"

static const char GOOD[] = "{\"model_type\":\"xlm-roberta\",\"hidden_act\":\"gelu\",\"hidden_size\":768,"
                           "\"num_hidden_layers\":12,"
                           "\"num_attention_heads\":12,\"intermediate_size\":3072,\"vocab_size\":250002,"
                           "\"max_position_embeddings\":514,"
                           "\"type_vocab_size\":1,\"pad_token_id\":1,\"layer_norm_eps\":1e-05,\"more\":[1]}";

static void good(void)
{
	struct config c;
	struct xt_err err;
	char sha256[HASH_HEX];

	tap_ok(!config_read_in(&c, "x", GOOD, strlen(GOOD), &err) && c.hidden == 768 && c.layers == 12 &&
	                c.heads == 12 && c.ffn == 3072 && c.vocab == 250002 && c.positions == 514 &&
	                c.type_vocab == 1 && c.pad_id == 1 && c.layer_norm_eps == 1e-5 &&
	                c.activation == ACTIVATION_GELU,
	        "XLM-R Base's configuration is read");
	tap_ok(config_max_tokens(&c) == 512, "514 positions hold 512 tokens");
	file_write("t-config.tmp", "abc", 3, false, NULL);
	tap_ok(config_read(&c, "t-config.tmp", sha256, &err) == -1, "a file that is no JSON is refused");
	tap_same(sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
	        "and its hash is that of its bytes");
	tap_ok(config_read(&c, "no/such/config.json", sha256, &err) == -1 &&
	                strstr(err.message, "no/such/config.json"),
	        "a missing file is named");
	unlink("t-config.tmp");
}

/* The first `from` in GOOD becomes `to`. */
static const struct {
	const char *from, *to, *message;
} BAD[] = {
        {"xlm-roberta", "bert", "x: \"model_type\" is \"bert\", and only \"xlm-roberta\" can be scored"},
        {"xlm-roberta", "xlm-roberta-xl",
                "x: \"model_type\" is \"xlm-roberta-xl\", and only \"xlm-roberta\" can be scored"},
        {"\"model_type\"", "\"type\"", "x: \"model_type\" is missing: \"xlm-roberta\" is expected"},
        {"\"xlm-roberta\"", "7", "x: \"model_type\" is a whole number where a string is expected"},
        {"\"gelu\"", "\"gelu_new\"", "x: \"hidden_act\" is \"gelu_new\", and only \"gelu\" can be scored"},
        {"\"more\":[1]", "\"position_embedding_type\":\"relative_key\"",
                "x: \"position_embedding_type\" is \"relative_key\", and only \"absolute\" can be scored"},
        {"\"more\":[1]", "\"is_decoder\":true",
                "x: \"is_decoder\" is set: only plain encoders can be scored"},
        {"\"more\":[1]", "\"add_cross_attention\":1",
                "x: \"add_cross_attention\" is set: only plain encoders can be scored"},
        {"\"hidden_size\":768,", "", "x: \"hidden_size\" is nothing where a whole number is expected"},
        {"768", "768.0", "x: \"hidden_size\" is a number with a fraction where a whole number is expected"},
        {"768", "-768", "x: \"hidden_size\" is -768, expected 1 to 65536"},
        {"768", "0", "x: \"hidden_size\" is 0, expected 1 to 65536"},
        {"768", "4294967296", "x: \"hidden_size\" is 4294967296, expected 1 to 65536"},
        {"768", "770", "x: \"hidden_size\" 770 is no multiple of \"num_attention_heads\" 12"},
        {"\"num_hidden_layers\":12", "\"num_hidden_layers\":0",
                "x: \"num_hidden_layers\" is 0, expected 1 to 1024"},
        {"3072", "\"3072\"", "x: \"intermediate_size\" is a string where a whole number is expected"},
        {"250002", "4", "x: \"vocab_size\" is 4, expected 5 to 16777216"},
        {"514", "3", "x: \"max_position_embeddings\" is 3, expected 4 to 1048576"},
        {"\"pad_token_id\":1", "\"pad_token_id\":0", "x: \"pad_token_id\" is 0, expected 1 to 1"},
        {"\"layer_norm_eps\"", "\"eps\"",
                "x: \"layer_norm_eps\" is nothing where a number is expected: it decides the scores"},
        {"1e-05", "0", "x: \"layer_norm_eps\" is 0, expected more than 0 and at most 0.1"},
        {"1e-05", "-1e-5", "x: \"layer_norm_eps\" is -1e-05, expected more than 0"},
        {"1e-05", "null", "x: \"layer_norm_eps\" is null where a number is expected"},
        {"1e-05", "1e999", "x:1: not valid JSON"},
        {"\"more\"", "\"hidden_size\"", "x:1: not valid JSON: duplicate object key"},
        {"{", "[", "x:1: not valid JSON"},
        {GOOD, "[1]", "x: an array where an object is expected"},
        {GOOD, "", "x:1: not valid JSON"},
};

static void bad(void)
{
	struct config c;

	for (size_t i = 0; i < sizeof(BAD) / sizeof(*BAD); i++) {
		const char *at = strstr(GOOD, BAD[i].from);
		struct buf text = BUF_INIT;
		struct xt_err err = {"no error"};

		buf_append(&text, GOOD, (size_t)(at - GOOD));
		buf_string(&text, BAD[i].to);
		buf_string(&text, at + strlen(BAD[i].from));
		if (!tap_ok(config_read_in(&c, "x", buf_text(&text), text.length, &err) == -1 &&
		                    !strncmp(err.message, BAD[i].message, strlen(BAD[i].message)),
		            "bad file %zu is refused: %s", i + 1, BAD[i].message))
			tap_say("got: %s", err.message);
		buf_release(&text);
	}
}

static void damage(void)
{
	struct config c;
	struct xt_err err;
	bool fine = true;

	for (size_t n = 0; n < strlen(GOOD); n++)
		fine = fine && config_read_in(&c, "x", GOOD, n, &err) == -1 && *err.message;
	tap_ok(fine, "every prefix of a good file is refused");
	for (size_t bit = 0; bit < 8 * strlen(GOOD); bit++) {
		char text[sizeof(GOOD)];

		memcpy(text, GOOD, sizeof(GOOD));
		text[bit / 8] = (char)(text[bit / 8] ^ 1 << bit % 8);
		if (!config_read_in(&c, "x", text, strlen(GOOD), &err))
			fine = fine && c.heads && c.hidden % c.heads == 0 && c.layer_norm_eps > 0;
	}
	tap_ok(fine, "every flipped bit is refused or leaves a configuration that holds together");
}

int main(void)
{
	good();
	bad();
	damage();
	return tap_done();
}
