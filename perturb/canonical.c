/* SPDX-License-Identifier: Apache-2.0 · canonical: another spelling of a letter that looks the same
 *
 * Two kinds. What Unicode itself calls equivalent (UAX #15): é in one piece or in two, ế as ê and a tone (as Vietnamese
 * keyboards of Windows store it), marks of different classes in either order, ொ as ெ and ா. And what only readers of the
 * language cannot tell apart, from its spellings.tsv: Thai เเ for แ, นํ้า for น้ำ.
 */
#include "base/utf8.h"
#include "langs/spelling.h"
#include "perturb/perturb.h"

#include <string.h>

#define MARKS_MAX 3
#define CODES_MAX (MARKS_MAX + 1)

struct site {
	const struct text *text;
	struct proposals *out;
	uint32_t begin, end;
	uint32_t longest,
	        covered; /* rows of spellings.tsv: the longest that matched here, and up to where one did */
	size_t first;    /* the cluster's first proposal */
	struct buf form; /* of the cluster: NFC */
};

/* Adds a spelling of the cluster, once. */
static void add(struct site *site, const struct buf *now)
{
	const struct proposals *list = site->out;

	for (size_t i = site->first; i < list->count; i++)
		if (list->proposal[i].now.length == now->length &&
		        !memcmp(list->proposal[i].now.bytes, buf_text(now), now->length))
			return;
	proposals_add(site->out, site->text, site->begin, site->end, buf_text(now), now->length, 1);
}

/* The spellings of one order of the marks: the first 1, 2, … code points made one, the others left apart. */
static void try_order(struct site *site, const int32_t *code, size_t count)
{
	struct buf plain = BUF_INIT, form = BUF_INIT;

	for (size_t i = 0; i < count; i++)
		utf8_put(&plain, code[i]);
	utf8_normalize(&form, plain.bytes, plain.length, UTF8_NFC);
	for (size_t whole = 1; form.length == site->form.length &&
	                       !memcmp(form.bytes, site->form.bytes, form.length) && whole <= count;
	        whole++) {
		struct buf head = BUF_INIT, now = BUF_INIT;

		for (size_t i = 0; i < whole; i++)
			utf8_put(&head, code[i]);
		utf8_normalize(&now, head.bytes, head.length, UTF8_NFC);
		for (size_t i = whole; i < count; i++)
			utf8_put(&now, code[i]);
		add(site, &now);
		buf_release(&head);
		buf_release(&now);
	}
	buf_release(&plain);
	buf_release(&form);
}

/* Every order of the marks code[from] …: those that are not equivalent are refused later. */
static void try_orders(struct site *site, int32_t *code, size_t count, size_t from)
{
	if (from + 1 >= count) {
		try_order(site, code, count);
		return;
	}
	for (size_t i = from; i < count; i++) {
		int32_t moved = code[i];

		memmove(code + from + 1, code + from, (i - from) * sizeof(*code));
		code[from] = moved;
		try_orders(site, code, count, from + 1);
		memmove(code + from, code + from + 1, (i - from) * sizeof(*code));
		code[i] = moved;
	}
}

/* The cluster's code points in NFD: a base and 1 to MARKS_MAX marks, else 0. */
static size_t decompose(const struct site *site, int32_t code[CODES_MAX])
{
	struct buf apart = BUF_INIT;
	size_t count = 0, n;

	utf8_normalize(&apart, site->text->bytes + site->begin, site->end - site->begin, UTF8_NFD);
	for (size_t at = 0; at < apart.length; at += n) {
		int32_t c;

		n = utf8_next(apart.bytes + at, apart.length - at, &c);
		if (count == CODES_MAX || (count && !utf8_is_mark(c))) {
			count = 0;
			break;
		}
		code[count++] = c;
	}
	buf_release(&apart);
	return count > 1 ? count : 0;
}

static void respell_cluster(struct site *site)
{
	int32_t code[CODES_MAX];
	size_t count = site->end - site->begin > 1 ? decompose(site, code) : 0;

	site->first = site->out->count;
	if (!count)
		return;
	buf_clear(&site->form);
	utf8_normalize(&site->form, site->text->bytes + site->begin, site->end - site->begin, UTF8_NFC);
	try_orders(site, code, count, 1);
}

/* A row inside a longer one that has matched is not another site: ำ behind a tone is more than ำ. */
static void found(void *user, size_t length, const struct str *other)
{
	struct site *site = user;

	if (site->begin < site->covered)
		return;
	site->longest = (uint32_t)length > site->longest ? (uint32_t)length : site->longest;
	proposals_add(site->out, site->text, site->begin, site->begin + (uint32_t)length, other->bytes,
	        other->length, 1);
}

static int propose(const struct text *text, struct lang *lang, struct proposals *out, struct xt_err *err)
{
	struct site site = {.text = text, .out = out, .form = BUF_INIT};

	(void)err;
	for (uint32_t at = 0, next; at < text->length; at = next) {
		next = (uint32_t)utf8_cluster_end(text->bytes, text->length, at);
		site.begin = at;
		site.end = next;
		respell_cluster(&site);
		for (; site.begin < next; site.begin++) {
			site.longest = 0;
			spellings_each(lang, text->bytes, text->length, site.begin, found, &site);
			if (site.longest)
				site.covered = site.begin + site.longest;
		}
	}
	buf_release(&site.form);
	return 0;
}

const struct attack attack_canonical = {
        .name = "canonical",
        .summary = "another spelling of a letter that looks the same",
        .unit = UNIT_GRAPHEME,
        .promises = PROMISE_WORDS | PROMISE_MEANING | PROMISE_LOOKS,
        .needs = LANG_LOOKALIKES,
        .able = lang_has_spellings,
        .propose = propose,
};
