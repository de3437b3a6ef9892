/* SPDX-License-Identifier: Apache-2.0 · xtreme-r: the prompt of XTREME-R, premise + question against choice
 *
 * Ruder et al. 2021, "XTREME-R: Towards More Challenging and Nuanced Multilingual Evaluation", arXiv
 * 2104.07412: the question is English in every language, sequences have at most 128 tokens, and what is too
 * long is cut longest first.
 */
#include "model/template.h"

static void texts(const struct item *item, unsigned choice, struct buf *a, struct buf *b)
{
	const struct str *premise = &item->field[FIELD_PREMISE],
	                 *text = &item->field[choice ? FIELD_CHOICE2 : FIELD_CHOICE1];

	buf_append(a, premise->bytes, premise->length);
	buf_string(a, item->question == QUESTION_CAUSE ? " What was the cause?" : " What was the effect?");
	buf_append(b, text->bytes, text->length);
}

/* One token at a time from the longer text, from B where they are equal: transformers' longest_first, as
 * its Python tokenizers do it. */
static void cut(size_t *a, size_t *b, size_t room)
{
	while (*a + *b > room) {
		if (*a > *b)
			--*a;
		else
			--*b;
	}
}

const struct template template_xtreme_r = {
        .name = "xtreme-r",
        .summary =
                "premise + \" What was the cause?\" or \" What was the effect?\", then the choice (XTREME-R)",
        .max_tokens = 128,
        .texts = texts,
        .cut = cut,
};
