/* SPDX-License-Identifier: Apache-2.0 · languages open, name their sources, and are refused with file and line */
#include "tap.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/tsv.h"
#include "bytes.h"
#include "langs/lang.h"
#include "langs/package.h"
#include "langs/spell.h"
#include "langs/syllable.h"
#include "scratch.h"

static int syllables_row(void *user, char **fields, size_t line, struct xt_err *err)
{
	const struct syllable_rule *rule = syllable_find(fields[0]);
	size_t n = strlen(fields[2]);

	(void)user, (void)err;
	tap_ok(rule && syllable_fits(rule, fields[2], n, 0, n) == !strcmp(fields[1], "yes"),
	        "%s line %zu fits: %s: %s", fields[0], line, fields[1], fields[3]);
	return 0;
}

static void syllables(void)
{
	const struct syllable_rule *thai = syllable_find("thai");
	const char *odd = "นํ้า ตา", *cut = "เก";
	struct xt_err err;

	tap_ok(!tsv_read(tap_source("tests/golden/syllables.tsv"), "rule\tfits\ttext\twhy", syllables_row,
	               NULL, &err),
	        "the table of syllables is read");
	tap_ok(syllable_fits(thai, odd, strlen(odd), strlen("นํ้า "), strlen(odd)),
	        "an odd word does not count against an edit behind the space");
	tap_ok(syllable_fits(thai, odd, strlen(odd), 0, strlen("น")),
	        "nor against another consonant under its marks, which are odd by themselves");
	tap_ok(!syllable_fits(thai, odd, strlen(odd), 0, strlen("นํ")), "it counts against an edit of a mark");
	tap_ok(syllable_edit_fits(thai, cut, strlen(cut), 0, strlen("เ"), "", 0) &&
	                !syllable_edit_fits(thai, cut, strlen(cut), strlen("เ"), strlen(cut), "x", 1),
	        "an edit is judged before it is made");
	tap_ok(!syllable_fits(thai, cut, strlen("เ"), strlen("เ"), strlen("เ")),
	        "what is left of a deletion is judged at the seam");
	tap_ok(!syllable_find("khmer"), "there is no rule for Khmer");
}

static const struct {
	const char *section, *key;
} FACTS[] = {
        {"language", "autonym"},
        {"language", "iso639_3"},
        {"language", "source"},
        {"xkb", "source"},
        {"prompts", "cause"},
        {"prompts", "effect"},
        {"prompts", "source"},
};

static void shipped(void)
{
	struct xt_err err;
	char **codes;
	size_t count = 0;

	if (!tap_ok(!lang_codes(&codes, &err), "langs lists its folders"))
		return;
	for (; codes[count]; count++) {
		struct lang *lang;
		bool facts = true;

		if (!tap_ok(!lang_open(&lang, codes[count], NULL, 0, false, &err), "%s opens",
		            codes[count])) {
			tap_say("%s", err.message);
			continue;
		}
		for (size_t i = 0; i < sizeof(FACTS) / sizeof(*FACTS); i++) {
			const char *value = lang_fact(lang, FACTS[i].section, FACTS[i].key);

			facts = facts && value && *value;
		}
		tap_ok(facts, "%s has its facts, and a source for each section", codes[count]);
		tap_ok(!lang_external_count(lang), "%s reads nothing from outside unless asked",
		        codes[count]);
		if (count)
			tap_ok(strcmp(codes[count - 1], codes[count]) < 0, "%s comes in order", codes[count]);
		lang_close(lang);
	}
	tap_ok(count >= 12, "there are twelve languages at least");
	mem_free(codes);
}

static void refused(void)
{
	static const char *const BAD[] = {"", "..", "a/b", "../ta", "averyveryverylongcode", "xx-not-there"};
	struct xt_err err;
	struct lang *lang;

	for (size_t i = 0; i < sizeof(BAD) / sizeof(*BAD); i++)
		tap_ok(lang_open(&lang, BAD[i], NULL, 0, false, &err) == -1 && !lang &&
		                !strncmp(err.message, "language '", 10),
		        "the code '%s' is refused by name", BAD[i]);
}

static void put(const char *folder, const char *name, const char *bytes, size_t length)
{
	struct buf path = BUF_INIT;
	struct xt_err err;

	file_join(&path, folder, name);
	if (file_write(path.bytes, bytes, length, false, &err))
		tap_ok(false, "%s", err.message);
	buf_release(&path);
}

static int bad_row(void *user, char **fields, size_t line, struct xt_err *err)
{
	const char *folder = user;
	size_t length;
	char *bytes = bytes_of(fields[1], &length);
	struct xt_err got;
	struct lang *lang;

	(void)err;
	put(folder, "language.ini", bytes, length);
	if (!tap_ok(lang_open(&lang, "xx", NULL, 0, false, &got) == -1 && strstr(got.message, fields[2]),
	            "line %zu is refused: %s", line, fields[0]))
		tap_say("got: %s", lang ? "nothing" : got.message);
	lang_close(lang);
	free(bytes);
	return 0;
}

/* One folder langs/xx of our own, with each bad language.ini in turn. */
static void bad(void)
{
	static const char *const FILES[] = {"language.ini", "bad.rules", "synonyms.tsv"};
	static const char TABLE[] = "word\tsynonym\tpos\tsource\nbig\tlarge\n";
	char top[] = "t-lang-XXXXXX";
	const char *old = getenv("XTREMOR_DATADIR");
	char *kept = old ? mem_copy(old, strlen(old)) : NULL;
	struct buf folder = BUF_INIT;
	struct xt_err err;

	if (!mkdtemp(top))
		return;
	buf_printf(&folder, "%s/langs/xx", top);
	file_mkdirs(folder.bytes, &err);
	put(folder.bytes, "bad.rules", "a > ;; ( b", 10);
	put(folder.bytes, "synonyms.tsv", TABLE, sizeof(TABLE) - 1);
	setenv("XTREMOR_DATADIR", top, 1);
	tap_ok(!tsv_read(tap_source("tests/golden/bad-languages.tsv"), "why\tinput\tmessage", bad_row,
	               folder.bytes, &err),
	        "the table of bad languages is read");
	for (size_t i = 0; i < sizeof(FILES) / sizeof(*FILES); i++) {
		struct buf path = BUF_INIT;

		file_join(&path, folder.bytes, FILES[i]);
		unlink(path.bytes);
		buf_release(&path);
	}
	rmdir(folder.bytes);
	folder.bytes[strlen(top) + 6] = '\0';
	rmdir(folder.bytes);
	rmdir(top);
	if (kept)
		setenv("XTREMOR_DATADIR", kept, 1);
	else
		unsetenv("XTREMOR_DATADIR");
	mem_free(kept);
	buf_release(&folder);
}

static void packages(void)
{
	static const char STATUS[] = "Package: mythes-id\nStatus: deinstall ok config-files\nVersion: 1\n\n"
	                             "Package: mythes-it\nStatus: install ok installed\nPriority: optional\n"
	                             "Version: 1:7.4.3-1\n\nPackage: mythes-it-more\nVersion: 9\n";
	struct buf out = BUF_INIT;

	tap_ok(!package_version_in("mythes-it", STATUS, sizeof(STATUS) - 1, &out),
	        "an installed package is found");
	tap_same(buf_text(&out), "mythes-it 1:7.4.3-1", "it is named with its version");
	tap_ok(package_version_in("mythes-id", STATUS, sizeof(STATUS) - 1, &out) == -1,
	        "a package that was removed is not");
	tap_ok(package_version_in("mythes", STATUS, sizeof(STATUS) - 1, &out) == -1,
	        "nor is a name's beginning");
	buf_release(&out);
}

/* The file of that path among what was read from outside, NULL: it was not. */
static const struct lang_external *external(const struct lang *lang, const char *path)
{
	for (size_t i = 0; i < lang_external_count(lang); i++)
		if (!strcmp(lang_external_at(lang, i)->path, path))
			return lang_external_at(lang, i);
	return NULL;
}

/* A fact of this machine: only where the package is. */
static void system_data(void)
{
	const char *path = "/usr/share/mythes/th_it_IT_v2.dat";
	const struct lang_external *read;
	struct lang_synonyms found;
	struct xt_err err;
	struct lang *lang;

	if (!file_exists(path)) {
		tap_skip("--system-data reads mythes-it", "the package is not installed");
		return;
	}
	if (!tap_ok(!lang_open(&lang, "it", NULL, 0, true, &err), "Italian opens with the system's data")) {
		tap_say("%s", err.message);
		return;
	}
	read = external(lang, path);
	tap_ok(read && strlen(read->sha256) == 64, "it says which file it read, and its hash");
	tap_ok(read && read->licence && !strcmp(read->licence, "GPL-3"), "and its licence");
	lang_synonyms(lang, "Canoa", strlen("Canoa"), &found);
	tap_ok(found.count > 0, "its words are found");
	tap_ok(!lang_external_at(lang, lang_external_count(lang)), "past the last file there is none");
	lang_close(lang);
}

/* The synonyms of "cane" in a lexicon of our own, "a|b". */
static void cane(const char *lexicon, bool system, struct buf *out, bool *checked)
{
	struct lang_synonyms found;
	struct xt_err err;
	struct lang *lang;

	buf_clear(out);
	buf_string(out, "");
	if (!tap_ok(!lang_open(&lang, "it", &lexicon, 1, system, &err), "Italian opens with a lexicon")) {
		tap_say("%s", err.message);
		return;
	}
	lang_synonyms(lang, "cane", 4, &found);
	for (size_t i = 0; i < found.count; i++)
		buf_printf(out, "%s|", found.word[i]);
	*checked = external(lang, "/usr/share/hunspell/it_IT.dic");
	lang_close(lang);
}

static void real_words(void)
{
	const char *path;
	struct buf out = BUF_INIT;
	bool checked = true;

	scratch_new("t-lang");
	path = scratch_put("it.tsv", "cane\tqwzxv\tbestia\n");
	cane(path, false, &out, &checked);
	tap_ok(!checked && strstr(out.bytes, "qwzxv|"), "without --system-data no word is checked");
	if (!spell_here() || !file_exists("/usr/share/hunspell/it_IT.dic")) {
		tap_skip("a synonym that the dictionary refuses is left out",
		        "no Hunspell, or no hunspell-it");
	} else {
		cane(path, true, &out, &checked);
		tap_ok(checked && strstr(out.bytes, "bestia|") && !strstr(out.bytes, "qwzxv"),
		        "a synonym that the dictionary refuses is left out, and the dictionary named");
	}
	scratch_free();
	buf_release(&out);
}

/* Numbers by Unicode, words of [words] in any case. */
static void kept(void)
{
	static const struct {
		const char *code, *word;
		bool kept;
	} WORDS[] = {
	        {"vi", "Không", true},
	        {"vi", "không khí", false},
	        {"zh", "没有", true},
	        {"zh", "不错", false},
	        {"th", "๓", true},
	        {"ta", "௩", true},
	        {"en", "3rd", true},
	        {"en", "house", false},
	        {"zh", "Ⅳ", true},
	        {"qu", "Manam", true},
	        {"sw", "HAKUNA", true},
	};

	for (size_t i = 0; i < sizeof(WORDS) / sizeof(*WORDS); i++) {
		struct lang *lang;

		if (tap_ok(!lang_open(&lang, WORDS[i].code, NULL, 0, false, NULL), "%s opens",
		            WORDS[i].code)) {
			tap_ok(lang_keeps(lang, WORDS[i].word, strlen(WORDS[i].word)) == WORDS[i].kept,
			        "%s: '%s' %s", WORDS[i].code, WORDS[i].word,
			        WORDS[i].kept ? "must stay" : "may be replaced");
			lang_close(lang);
		}
	}
}

int main(void)
{
	syllables();
	shipped();
	refused();
	bad();
	packages();
	system_data();
	real_words();
	kept();
	return tap_done();
}
