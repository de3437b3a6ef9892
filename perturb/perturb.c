/* SPDX-License-Identifier: Apache-2.0 · the table of attacks, and the list that they fill */
#include "perturb/perturb.h"

#include <string.h>

#define ATTACK(name) extern const struct attack attack_##name;
#include "perturb/list.def"
#undef ATTACK

#define ATTACK(name) &attack_##name,
static const struct attack *const ATTACKS[] = {
#include "perturb/list.def"
};
#undef ATTACK

#define ATTACK_COUNT (sizeof(ATTACKS) / sizeof(*ATTACKS))

const struct attack *attack_at(size_t i)
{
	return i < ATTACK_COUNT ? ATTACKS[i] : NULL;
}

const struct attack *attack_find(const char *name)
{
	for (size_t i = 0; i < ATTACK_COUNT; i++)
		if (*ATTACKS[i]->name == *name && !strcmp(ATTACKS[i]->name, name))
			return ATTACKS[i];
	return NULL;
}

static void append(struct proposals *list, const struct proposal *proposal)
{
	if (list->count == list->capacity) {
		size_t capacity = list->capacity ? list->capacity * 2 : 32;
		struct proposal *grown = arena_alloc(list->arena, capacity, sizeof(*grown));

		if (list->count)
			memcpy(grown, list->proposal, list->count * sizeof(*grown));
		list->proposal = grown;
		list->capacity = capacity;
	}
	list->proposal[list->count++] = *proposal;
}

void proposals_borrow(struct proposals *list, const struct text *text, uint32_t begin, uint32_t end,
        struct str now, float weight)
{
	if (now.length == end - begin && (!now.length || !memcmp(text->bytes + begin, now.bytes, now.length)))
		return;
	append(list, &(struct proposal){begin, end, now, weight, NULL});
}

void proposals_borrow_formed(struct proposals *list, const struct text *text, const struct lang *lang,
        uint32_t begin, uint32_t end, struct str now, float weight)
{
	if (lang_edit_fits(lang, text->bytes, text->length, begin, end, now.bytes, now.length))
		proposals_borrow(list, text, begin, end, now, weight);
}

void proposals_add(struct proposals *list, const struct text *text, uint32_t begin, uint32_t end,
        const char *now, size_t length, float weight)
{
	if (length == end - begin && (!length || !memcmp(text->bytes + begin, now, length)))
		return;
	append(list, &(struct proposal){begin, end, {arena_copy(list->arena, now, length), (uint32_t)length},
	                     weight, NULL});
}

void proposals_add_variants(
        struct proposals *list, uint32_t begin, uint32_t end, const struct variants *variants, float weight)
{
	if (variants && variants->count)
		append(list, &(struct proposal){begin, end, {"", 0}, weight, variants});
}

/* Moves at by at most PERTURB_BESIDE bytes, down or up, to the edge of a code point. */
uint32_t perturb_beside(const struct text *text, uint32_t at, bool up)
{
	uint32_t to = up ? (text->length - at > PERTURB_BESIDE ? at + PERTURB_BESIDE : text->length)
	                 : (at > PERTURB_BESIDE ? at - PERTURB_BESIDE : 0);

	while (to != at && to < text->length && ((unsigned char)text->bytes[to] & 0xC0) == 0x80)
		to += up ? (uint32_t)-1 : 1;
	return to;
}

void proposals_add_formed(struct proposals *list, const struct text *text, const struct lang *lang,
        uint32_t begin, uint32_t end, const char *now, size_t length, float weight)
{
	if (lang_edit_fits(lang, text->bytes, text->length, begin, end, now, length))
		proposals_add(list, text, begin, end, now, length, weight);
}
