/* SPDX-License-Identifier: Apache-2.0 · a folder of attack sets with its manifest */
#ifndef DATA_ATTACKSET_H
#define DATA_ATTACKSET_H
/*
 *	struct attackset *sets;
 *	struct items items = ITEMS_INIT;
 *
 *	if (attackset_open(&sets, "SETS", err))
 *		return -1;
 *	for (size_t i = 0; i < attackset_count(sets); i++)
 *		attackset_read(sets, i, &items, err);
 *	attackset_close(sets);
 *
 * Layout (DESIGN, xtremor-attackset.5): SETS/<attack>.<severity>.<seed>/<lang>/<split>.<lang>.jsonl and
 * SETS/manifest.json:
 * format 1, files {path relative to SETS: sha256}, source, langs, external, versions. One with format and
 * files alone is accepted.
 */
#include <stddef.h>
#include <stdint.h>

#include "data/item.h"

struct condition {
	const char *lang, *attack, *split;
	unsigned severity;
	uint64_t seed;
	const char *path;   /* relative to SETS */
	const char *sha256; /* 64 hexadecimal digits, from the manifest */
};

struct attackset;

/* Reads the manifest. Paths in it that do not have the layout's form, or leave the folder, are refused;
 * files are opened without following links. Conditions come sorted by (lang, attack with "none" first,
 * severity, seed, split), by bytes and numbers: the order never depends on the manifest's. */
int attackset_open(struct attackset **out, const char *path, struct xt_err *err);
void attackset_close(struct attackset *set);

size_t attackset_count(const struct attackset *set);
const struct condition *attackset_at(const struct attackset *set, size_t i);
const char *attackset_path(const struct attackset *set);

/* Appends the items of the i-th condition. Fails when the file's hash is not the manifest's, or a line
 * does not say the condition's attack, severity and seed. */
int attackset_read(const struct attackset *set, size_t i, struct items *items, struct xt_err *err);

/* Checks everything: each file's hash, that every edit's `was` and `now` fit and the clean text comes
 * out again the same for every condition of a language, and that no jsonl file lies in the folder that
 * the manifest does not name. each() gets one message for each finding. Returns how many, or −1 when
 * the manifest cannot be read. */
long attackset_verify(const struct attackset *set, void (*each)(void *user, const char *message), void *user,
        struct xt_err *err);

/* What a manifest says beside its files. Strings are borrowed. */
struct manifest_external {
	const char *path, *sha256, *package; /* package: Debian's "mythes-it 1:7.4.3-1", or NULL */
};
struct manifest {
	const char *source;       /* sha256 over the clean files read, see xtremor-attackset.5 */
	const char *const *langs; /* NULL-terminated */
	const struct manifest_external *external;
	size_t external_count;
	const char *xkb_data; /* the version of the package, where keyboards were read; else NULL */
};

/* The hash that the manifest names for a path, NULL where it names none. */
const char *attackset_hash(const struct attackset *set, const char *path);

/* 0 where SETS has no manifest yet, or one that more conditions may be added to: the same source, the
 * same versions of xtremor, ICU, Unicode, utf8proc and (where both have it) xkb-data, and no file of `external` with another hash. */
int attackset_agrees(const char *sets, const struct manifest *manifest, struct xt_err *err);

/* Adds files to SETS/manifest.json (made where it is not there), keeping those already in it when
 * attackset_agrees and failing otherwise; a path that is there already gets the new hash. Keys sorted,
 * written through a temporary file; not synced, as the files are not: what a crash of the machine takes is made
 * again. paths are relative to SETS. */
int attackset_add(const char *sets, const struct manifest *manifest, const char *const *paths,
        const char (*sha256)[65], size_t count, struct xt_err *err);

#endif
