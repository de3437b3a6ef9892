/* SPDX-License-Identifier: Apache-2.0 · a table and a page of pairs to accept or reject */
#include "perturb/review.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/philox.h"
#include "base/utf8.h"
#include "perturb/perturb.h"
#include "perturb/rejects.h"

/* An item's field that could be shown, and its place in the draw. */
struct candidate {
	uint64_t draw;
	size_t item;
	enum field field;
};

static int by_draw(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->draw != y->draw)
		return x->draw < y->draw ? -1 : 1;
	return (x->item > y->item) - (x->item < y->item);
}

static int by_item(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	return (x->item > y->item) - (x->item < y->item);
}

static bool has_edits(const struct item *item, enum field field)
{
	for (size_t i = 0; i < item->edit_count; i++)
		if (item->edits[i].field == field)
			return true;
	return false;
}

/* As the sampler's streams, with another last word of the counter, so that the two have nothing in common. */
static uint64_t draw_of(uint64_t seed, uint64_t stream, int32_t idx, enum field field)
{
	uint32_t counter[4] = {(uint32_t)idx, (uint32_t)field, 0, 1}, out[4];
	uint32_t key[2] = {(uint32_t)stream, (uint32_t)(stream >> 32)};
	struct philox chance;

	philox_block(counter, key, out);
	philox_init(&chance, seed, out[0] | (uint64_t)out[1] << 32);
	return philox_u64(&chance);
}

/* Fills best with the field of the item that is drawn first; false where none has an edit. */
static bool best_field(
        const struct review *review, uint64_t stream, const struct item *item, struct candidate *best)
{
	bool some = false;

	for (int f = 0; f < FIELD_COUNT; f++) {
		uint64_t draw = draw_of(review->seed, stream, item->idx, (enum field)f);

		if (!has_edits(item, (enum field)f) || (some && draw >= best->draw))
			continue;
		best->draw = draw;
		best->field = (enum field)f;
		some = true;
	}
	return some;
}

/* What is not to be seen is shown by its number. */
static void put_html(struct buf *out, const char *bytes, size_t length)
{
	size_t step;

	for (size_t at = 0; at < length; at += step) {
		int32_t c = 0;

		step = utf8_next(bytes + at, length - at, &c);
		step = step ? step : 1;
		if (c == '&' || c == '<' || c == '>' || c == '"')
			buf_printf(out, "&#%d;", (int)c);
		else if (c < 0x20 || (c >= 0x7F && c < 0xA0) || utf8_is_invisible(c))
			buf_printf(out, "<b>U+%04X</b>", (unsigned)c);
		else
			buf_append(out, bytes + at, step);
	}
}

/* The field with its edits marked: what was taken in <del>, or what was put in <ins>. */
static void put_marked(
        struct buf *out, struct str clean, const struct item *attacked, enum field field, bool now)
{
	size_t at = 0;

	for (size_t i = 0; i < attacked->edit_count; i++) {
		const struct edit *e = &attacked->edits[i];
		const struct str *text = now ? &e->now : &e->was;

		if (e->field != field)
			continue;
		put_html(out, clean.bytes + at, e->begin - at);
		buf_string(out, now ? "<ins>" : "<del>");
		put_html(out, text->bytes, text->length);
		buf_string(out, now ? "</ins>" : "</del>");
		at = e->end;
	}
	put_html(out, clean.bytes + at, clean.length - at);
}

/* The word of an edit, and what the edit alone makes of it. */
static void put_word(struct buf *word, struct buf *becomes, const struct text *text, const struct edit *e)
{
	struct span s = rejects_stretch(text, e->begin, e->end);

	buf_append(word, text->bytes + s.begin, s.end - s.begin);
	buf_append(becomes, text->bytes + s.begin, e->begin - s.begin);
	buf_append(becomes, e->now.bytes, e->now.length);
	buf_append(becomes, text->bytes + e->end, s.end - e->end);
}

static void put_tsv(struct review *review, const char *lang, const char *attack, const struct item *clean,
        const struct item *attacked, const struct edit *e, const struct buf *word, const struct buf *becomes)
{
	const struct str *was = &clean->field[e->field], *now = &attacked->field[e->field];
	uint64_t hash = hash_fnv1a(HASH_FNV1A, e->now.bytes, e->now.length);
	struct buf *out = &review->tsv;

	buf_printf(out,
	        "%s.%s.%" PRId32 ".%s.%" PRIu32 "-%" PRIu32 ".%08" PRIx32 "\t%s\t%s\t%u\t%" PRIu64
	        "\t%" PRId32 "\t%s\t",
	        lang, attack, clean->idx, field_name(e->field), e->begin, e->end,
	        (uint32_t)(hash ^ hash >> 32), lang, attack, attacked->severity, attacked->seed, clean->idx,
	        field_name(e->field));
	rejects_escape(out, word->bytes, word->length);
	buf_byte(out, '\t');
	rejects_escape(out, becomes->bytes, becomes->length);
	buf_byte(out, '\t');
	rejects_escape(out, was->bytes, was->length);
	buf_byte(out, '\t');
	rejects_escape(out, now->bytes, now->length);
	buf_string(out, "\t\t\n");
}

/* A line of the page for one edit; it carries the row of the table, so that the page can give the table back. */
static void put_edit(
        struct review *review, const struct buf *row, const struct buf *word, const struct buf *becomes)
{
	struct buf *out = &review->html;

	buf_string(out, "<li data-row=\"");
	put_html(out, row->bytes, row->length);
	buf_string(out,
	        "\"><label><input type=\"radio\" value=\"accept\">✓</label> <label><input type=\"radio\" "
	        "value=\"reject\">✗</label> <input class=\"note\" placeholder=\"…\"> <del>");
	put_html(out, buf_text(word), word->length);
	buf_string(out, "</del> <ins>");
	put_html(out, buf_text(becomes), becomes->length);
	buf_string(out, "</ins></li>\n");
}

static void put_edits(struct review *review, const char *lang, const char *attack, const struct text *text,
        const struct item *clean, const struct item *attacked, enum field field)
{
	struct buf word = BUF_INIT, becomes = BUF_INIT, row = BUF_INIT;

	for (size_t i = 0; i < attacked->edit_count; i++) {
		size_t from = review->tsv.length;

		if (attacked->edits[i].field != field)
			continue;
		buf_clear(&word);
		buf_clear(&becomes);
		buf_clear(&row);
		put_word(&word, &becomes, text, &attacked->edits[i]);
		put_tsv(review, lang, attack, clean, attacked, &attacked->edits[i], &word, &becomes);
		/* without the two empty columns at the end; a tab would not be seen, and would not come back */
		rejects_escape(&row, review->tsv.bytes + from, review->tsv.length - from - 3);
		put_edit(review, &row, &word, &becomes);
	}
	buf_release(&word);
	buf_release(&becomes);
	buf_release(&row);
}

static int put_pair(struct review *review, struct lang *lang, const char *attack, const struct item *clean,
        const struct item *attacked, enum field field, struct xt_err *err)
{
	struct arena arena = ARENA_INIT;
	const struct str *was = &clean->field[field];
	struct buf *out = &review->html;
	struct text text;
	int result = segmenter_cut(lang_segmenter(lang), was->bytes, was->length, &arena, &text, err);

	if (!result) {
		buf_printf(out, "<section><h3>%" PRId32 " %s</h3>\n<p lang=\"%s\">", clean->idx,
		        field_name(field), lang_code(lang));
		put_marked(out, *was, attacked, field, false);
		buf_printf(out, "</p>\n<p lang=\"%s\">", lang_code(lang));
		put_marked(out, *was, attacked, field, true);
		buf_printf(out, "</p>\n<ul lang=\"%s\">\n", lang_code(lang));
		put_edits(review, lang_code(lang), attack, &text, clean, attacked, field);
		buf_string(out, "</ul></section>\n");
	}
	arena_release(&arena);
	return result;
}

int review_add(struct review *review, struct lang *lang, const char *attack, const struct item *clean,
        const struct item *attacked, size_t count, struct xt_err *err)
{
	struct candidate *all = mem_alloc(count, sizeof(*all));
	uint64_t stream = perturb_stream(lang, attack);
	size_t n = 0;
	int result = 0;

	for (size_t i = 0; i < count; i++) {
		all[n].item = i;
		n += best_field(review, stream, &attacked[i], &all[n]);
	}
	if (n)
		qsort(all, n, sizeof(*all), by_draw);
	n = n < review->pairs ? n : review->pairs;
	if (n) {
		qsort(all, n, sizeof(*all), by_item);
		buf_printf(&review->html, "<h2>%s %s</h2>\n", lang_code(lang), attack);
	}
	for (size_t i = 0; i < n && !result; i++)
		result = put_pair(
		        review, lang, attack, &clean[all[i].item], &attacked[all[i].item], all[i].field, err);
	mem_free(all);
	return result;
}

static const char HEAD[] =
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>review of "
        "attacks</title>\n"
        "<style>\nbody { font: 16px/1.5 sans-serif; max-width: 60em; margin: 1em auto; padding: 0 1em }\n"
        "h3 { font-size: 0.8em; color: #666; margin: 1em 0 0 }\np { margin: 0; font-size: 1.1em }\n"
        "ul { list-style: none; margin: 0; padding: 0 }\ndel { background: #fdd; text-decoration: none }\n"
        "ins { background: #dfd; text-decoration: none }\nb { font: 0.7em monospace; border: 1px solid #999 "
        "}\n"
        ".note { width: 8em }\n#save { position: sticky; top: 0 }\n</style>\n</head>\n<body>\n"
        "<h1>Would somebody who writes this language do this?</h1>\n"
        "<p>✓ accepts an edit, ✗ rejects it: it will not be made again. Nothing is sent anywhere.</p>\n"
        "<button id=\"save\">save reviewed.tsv</button>\n";

static const char TAIL[] =
        "<script>\n"
        "const rows = [...document.querySelectorAll('li')];\n"
        "rows.forEach((row, i) => row.querySelectorAll('[type=radio]').forEach(r => r.name = 'v' + i));\n"
        "document.getElementById('save').onclick = () => {\n"
        "\tconst table = rows.map(row => row.dataset.row.replace(/\\\\([t\\\\])/g,\n"
        "\t\t(all, c) => c === 't' ? '\\t' : c) + '\\t' +\n"
        "\t\t(row.querySelector(':checked')?.value ?? '') + '\\t' +\n"
        "\t\trow.querySelector('.note').value.replace(/[\\t\\n\\r]/g, ' '));\n"
        "\tconst link = document.createElement('a');\n"
        "\tlink.href = URL.createObjectURL(new Blob([document.body.dataset.head + '\\n' + table.join('\\n') "
        "+ '\\n']));\n"
        "\tlink.download = 'reviewed.tsv';\n\tlink.click();\n};\n"
        "document.body.dataset.head = '";

static int write_one(const char *sets, const char *name, const struct buf *bytes, struct xt_err *err)
{
	struct buf path = BUF_INIT, there = BUF_INIT;
	int result = 0;

	file_join(&path, sets, name);
	if (!file_exists(path.bytes))
		result = file_write(path.bytes, bytes->bytes, bytes->length, false, err);
	else if (file_read(path.bytes, SIZE_MAX / 2, &there, err))
		result = -1;
	else if (there.length != bytes->length || memcmp(there.bytes, bytes->bytes, bytes->length) != 0)
		result = err_set(err,
		        "%s: is there, and perhaps holds verdicts: move it away, or name another folder with "
		        "-o",
		        path.bytes);
	buf_release(&path);
	buf_release(&there);
	return result;
}

int review_write(const struct review *review, const char *sets, struct xt_err *err)
{
	struct buf tsv = BUF_INIT, html = BUF_INIT;
	int result;

	buf_string(&tsv, REVIEW_COLUMNS "\n");
	buf_append(&tsv, review->tsv.bytes, review->tsv.length);
	buf_string(&html, HEAD);
	buf_append(&html, review->html.bytes, review->html.length);
	buf_string(&html, TAIL);
	for (const char *c = REVIEW_COLUMNS; *c; c++)
		buf_printf(&html, *c == '\t' ? "\\t" : "%c", *c);
	buf_string(&html, "';\n</script>\n</body>\n</html>\n");
	result = write_one(sets, "review.tsv", &tsv, err) || write_one(sets, "review.html", &html, err) ? -1
	                                                                                                : 0;
	buf_release(&tsv);
	buf_release(&html);
	return result;
}

void review_release(struct review *review)
{
	buf_release(&review->tsv);
	buf_release(&review->html);
}
