/* SPDX-License-Identifier: Apache-2.0 · lexicons in every form give the same synonyms; broken ones are refused */
#include "tap.h"

#include "base/buf.h"
#include "base/tsv.h"
#include "bytes.h"
#include "langs/lexicon.h"

/* The synonyms of a word, "a|b|c". */
static void find(const struct lexicon *lexicon, const char *word, struct buf *out)
{
	struct lang_synonyms found;

	buf_clear(out);
	buf_string(out, "");
	lexicon_find(lexicon, word, strlen(word), &found);
	for (size_t i = 0; i < found.count; i++)
		buf_printf(out, "%s%s", i ? "|" : "", found.word[i]);
}

/* A wordnet in WN-LMF with the senses of "dog" given. */
#define LMF(head, senses)                                                                                 \
	"<?xml version=\"1.0\"?>\n" head "<LexicalResource><Lexicon id=\"x\" license=\"CC BY 4.0\">"      \
	"<LexicalEntry id=\"d\"><Lemma writtenForm=\"dog\" partOfSpeech=\"n\"/>" senses "</LexicalEntry>" \
	"<LexicalEntry id=\"h\"><Lemma writtenForm=\"hound\"/><Sense synset=\"1\"/></LexicalEntry>"       \
	"<LexicalEntry id=\"c\"><Lemma writtenForm=\"chap\"/><Sense synset=\"2\"/></LexicalEntry>"        \
	"<LexicalEntry id=\"g\"><Lemma writtenForm=\"guy_fellow\"/><Sense synset=\"2\"/></LexicalEntry>"  \
	"<LexicalEntry id=\"s\"><Lemma writtenForm=\"sausage\"/><Sense synset=\"4\"/></LexicalEntry>"     \
	"</Lexicon></LexicalResource>"
#define SENSES "<Sense synset='1'/><Sense synset='2'/><Sense synset='3'/><Sense synset='4'/>"
#define COUNTED                                                            \
	"<Sense synset='1'/><Sense synset='2'/><Sense synset='3'/><Sense " \
	"synset='4'><Count>2</Count></Sense>"

static const struct {
	const char *name, *bytes, *locale, *word, *wanted, *what;
} READS[] = {
        {"f.tsv", "# ours\nword\tsynonym\tpos\tsource\nbig\tlarge\tadj\tx\n", "en", "big", "large",
                "our own table, by its columns"},
        {"f.tsv", "word\tsynonym\tpos\tsource\nbig\tlarge\tadj\tx\n", "en", "large", "",
                "a row has one direction"},
        {"f.tsv", "big\tlarge\tgreat\r\nbig\thuge", "en", "big", "great|huge|large",
                "a bare table, CRLF, no last newline"},
        {"f.tsv", "big\tlarge\n", "en", "BIG", "large", "capitals are folded"},
        {"f.tsv", "iyi\tgüzel\nıslak\tyaş\n", "tr", "İYİ", "güzel", "İ is the capital of i in Turkish"},
        {"f.tsv", "iyi\tgüzel\nıslak\tyaş\n", "tr", "ISLAK", "yaş", "I is the capital of ı in Turkish"},
        {"f.tsv", "big\tBig\tbig\tlarge\tlarge\n", "en", "big", "large",
                "never the word itself, never one twice"},
        {"f.tsv", "caf\xC3\xA9\tbar\n", "it", "cafe\xCC\x81", "bar", "a decomposed word is found"},
        {"f.tab",
                "# WN\tita\thttp://x\tCC "
                "BY\n1-n\tita:lemma\tcasa\n2-n\tita:lemma\tgatto\n1-n\tita:lemma\tdimora\n",
                "it", "casa", "dimora", "words of a synset are synonyms"},
        {"f.tab", "1-n\tlemma\tcasa\n1-n\tita:def\t0\tun edificio\n1-n\tlemma\tcasa_di_riposo\n", "it",
                "casa", "casa di riposo", "definitions are left out, underscores are spaces"},
        {"lexicon", "# WN\n1-n\tita:lemma\tcasa\n1-n\tita:lemma\tdimora\n", "it", "dimora", "casa",
                "a WordNet is known without its name"},
        {"f.dat", "UTF-8\nbig|1\n(adj)|large|huge (generic term)|little (antonym)\n", "en", "big", "large",
                "remarks are no synonyms, antonyms least of all"},
        {"f.dat", "ISO-8859-1\nabai|2\n[a]|lalai\n[ant]|hirau\n", "id", "abai", "lalai",
                "a line of antonyms is left out"},
        {"f.dat", "ISO8859-15\ncitt\xE0|1\n(s.f.)|metropoli|10 \xA4\n", "it", "città", "metropoli",
                "an old encoding is converted, a price is no word"},
        {"lexicon", "UTF-8\nbig|1\n-|large\n", "en", "big", "large", "MyThes is known without its name"},
        {"f.tsv", "big\ta very very big one\t(large)\tx=y\t!\t12\tgreat\n", "en", "big", "great",
                "what is no word of up to three is left out"},
        {"f.dat", "UTF-8\nfelt|2\n(noun)|cloth\n(verb)|mat\nbig|2\n(adj)|large\n[ant]|little\n", "en", "felt",
                "", "a word of which a thesaurus has several senses is left out"},
        {"f.dat", "UTF-8\ngo|1\n(verb)|a|b|c|d|e|f\nbig|1\n(adj)|a|b|c|d|e\n", "en", "go", "",
                "and one with more terms than one sense has"},
        {"f.dat", "UTF-8\ngo|1\n(verb)|a|b|c|d|e|f\nbig|1\n(adj)|a|b|c|d|e\n", "en", "big", "a|b|c|d|e",
                "five are not too many"},
        {"f.xml", LMF("", SENSES), "en", "dog", "chap|guy fellow|hound",
                "words of a synset in WN-LMF, underscores too"},
        {"f.xml", LMF("", SENSES), "en", "chap", "dog|guy fellow", "both ways"},
        {"f.xml", LMF("", SENSES), "en", "sausage", "", "not by a fourth sense"},
        {"f.xml", LMF("", COUNTED), "en", "dog", "sausage", "the sense that was counted, however late"},
        {"lexicon", LMF("", SENSES), "en", "hound", "dog", "WN-LMF is known without its name"},
        {"f.tsv", "học sinh\ttrò\n", "vi", "Học sinh", "trò", "a word of two words is found"},
};

static void reads(void)
{
	struct buf got = BUF_INIT;
	struct xt_err err;

	for (size_t i = 0; i < sizeof(READS) / sizeof(*READS); i++) {
		struct lexicon *lexicon = lexicon_new(READS[i].locale);

		if (lexicon_read_in(lexicon, READS[i].name, READS[i].bytes, strlen(READS[i].bytes), &err))
			tap_say("%s", err.message);
		lexicon_finish(lexicon);
		find(lexicon, READS[i].word, &got);
		tap_same(got.bytes, READS[i].wanted, READS[i].what);
		lexicon_free(lexicon);
	}
	buf_release(&got);
}

static const struct {
	const char *bytes, *word, *wanted, *what;
} PAIRS[] = {
        {"kitabu book\ngari car\n", "Kitabu", "book", "a row of MUSE, separated by a space"},
        {"kitabu\tbook\r\nkitabu\tvolume\r\n", "kitabu", "book|volume", "by a tab, CRLF"},
        {"a b\na c\na d\na e\nf g\n", "a", "b|c|d", "of many translations the first three are taken"},
        {"gari dogo\tsmall car\n", "gari dogo", "small car", "expressions, where a tab separates them"},
        {"# ours\nword\tenglish\tpos\tsource\ngari\tcar\tnoun\tx\n", "gari", "car",
                "our own table, by its columns"},
        {"London London\n2 two\n", "london", "", "a name that stays is no translation"},
};

static void pairs(void)
{
	struct buf got = BUF_INIT;
	struct xt_err err;

	for (size_t i = 0; i < sizeof(PAIRS) / sizeof(*PAIRS); i++) {
		struct lexicon *lexicon = lexicon_new("sw");

		if (lexicon_read_pairs_in(lexicon, "f.txt", PAIRS[i].bytes, strlen(PAIRS[i].bytes), &err))
			tap_say("%s", err.message);
		lexicon_finish(lexicon);
		find(lexicon, PAIRS[i].word, &got);
		tap_same(got.bytes, PAIRS[i].wanted, PAIRS[i].what);
		lexicon_free(lexicon);
	}
	buf_release(&got);
}

/* A file whose name begins with "pairs" is read as pairs. */
static int read_in(
        struct lexicon *lexicon, const char *name, const char *bytes, size_t length, struct xt_err *err)
{
	return (strncmp(name, "pairs", 5) ? lexicon_read_in : lexicon_read_pairs_in)(
	        lexicon, name, bytes, length, err);
}

static bool no_x(void *user, const char *word)
{
	size_t *asked = user;

	++*asked;
	return *word != 'x';
}

static void filters(void)
{
	static const char TAB[] =
	        "# Some WordNet\tita\thttp://example.org\tCC BY 3.0\n1-n\tita:lemma\tcasa\n";
	static const char XML[] = LMF("", SENSES);
	static const char PARTS[] = "UTF-8\ncar|1\n(noun)|motorcar\nmotorcar|1\n(noun)|car\n"
	                            "glad|1\n(adj)|merry\nmerry|1\n(adj)|glad\n";
	static const char THEIRS[] =
	        "sofa\tlounge\nlounge\tsofa\nlane\troad\tpath\tBroadway\talley\nalley\tlane\n"
	        "road\tlane\nBroadway\tlane\n";
	struct lexicon *lexicon = lexicon_new("en");
	struct buf got = BUF_INIT;
	size_t asked = 0;
	struct xt_err err;

	lexicon_add(lexicon, "a", 1, "xa", 2);
	lexicon_add(lexicon, "a", 1, "xb", 2);
	lexicon_add(lexicon, "b", 1, "xb", 2);
	lexicon_add(lexicon, "a", 1, "c", 1);
	lexicon_filter(lexicon, 1, no_x, &asked);
	tap_ok(asked == 2, "each text is judged once");
	lexicon_finish(lexicon);
	find(lexicon, "a", &got);
	tap_same(got.bytes, "c|xa", "what is refused is left out, of the pairs asked for alone");
	lexicon_free(lexicon);
	lexicon = lexicon_new("en");
	lexicon_read_in(lexicon, "f.tsv", "sofa\tcouch\n", 11, &err);
	lexicon_read_in(lexicon, "f.tsv", THEIRS, sizeof(THEIRS) - 1, &err);
	lexicon_yield(lexicon, 1, NULL);
	lexicon_finish(lexicon);
	find(lexicon, "sofa", &got);
	tap_same(got.bytes, "couch", "of a word that we know a thesaurus is not asked");
	find(lexicon, "lane", &got);
	tap_same(got.bytes, "road",
	        "it is believed of two words that it takes for each other, with one article, and no name");
	lexicon_free(lexicon);
	lexicon = lexicon_new("en");
	lexicon_read_in(lexicon, "f.dat", PARTS, sizeof(PARTS) - 1, &err);
	lexicon_yield(lexicon, 0, "noun adv");
	lexicon_finish(lexicon);
	find(lexicon, "car", &got);
	tap_same(got.bytes, "motorcar", "of the parts of speech that a language wants");
	find(lexicon, "glad", &got);
	tap_same(got.bytes, "", "… and no other");
	lexicon_free(lexicon);
	lexicon = lexicon_new("it");
	tap_ok(!lexicon_licence(lexicon), "no file, no licence");
	lexicon_read_in(lexicon, "f.tab", TAB, sizeof(TAB) - 1, &err);
	tap_ok(lexicon_licence(lexicon) && !strcmp(lexicon_licence(lexicon), "CC BY 3.0"),
	        "an Open Multilingual WordNet states its licence in its first row");
	lexicon_read_in(lexicon, "f.xml", XML, sizeof(XML) - 1, &err);
	tap_ok(lexicon_licence(lexicon) && !strcmp(lexicon_licence(lexicon), "CC BY 4.0"),
	        "WN-LMF in its <Lexicon>");
	lexicon_read_in(lexicon, "f.tsv", "big\tlarge\n", 10, &err);
	tap_ok(!lexicon_licence(lexicon), "a bare table states none");
	lexicon_free(lexicon);
	buf_release(&got);
}

static int bad_row(void *user, char **fields, size_t line, struct xt_err *err)
{
	struct lexicon *lexicon = lexicon_new("en");
	struct xt_err got = {""};
	size_t length;
	char *bytes = bytes_of(fields[2], &length);

	(void)user, (void)err;
	if (!tap_ok(read_in(lexicon, fields[1], bytes, length, &got) == -1 &&
	                    !strncmp(got.message, fields[3], strlen(fields[3])),
	            "line %zu is refused: %s", line, fields[0]))
		tap_say("got: %s", got.message);
	lexicon_free(lexicon);
	free(bytes);
	return 0;
}

static void limits(void)
{
	struct lexicon *lexicon = lexicon_new("en");
	struct buf bytes = BUF_INIT, got = BUF_INIT;
	struct xt_err err;

	for (int i = 0; i < 401; i++)
		buf_printf(&bytes, "1-n\tlemma\tword%c%c\n", 'a' + i % 26, 'a' + i / 26);
	tap_ok(lexicon_read_in(lexicon, "f.tab", bytes.bytes, bytes.length, &err) == -1 &&
	                strstr(err.message, "401 words"),
	        "a synset that would make too many pairs is refused");
	buf_clear(&bytes);
	for (int i = 0; i < 64 * 400; i++)
		buf_printf(&bytes, "%d-n\tlemma\tw%c%c%c\n", i / 400, 'a' + i % 26, 'a' + i / 26 % 26,
		        'a' + i / 676 % 26);
	tap_ok(lexicon_read_in(lexicon, "f.tab", bytes.bytes, bytes.length, &err) == -1 &&
	                strstr(err.message, "more than 10000000 pairs"),
	        "so are synsets that would make too many together");
	lexicon_stop(lexicon, "in The");
	lexicon_add(lexicon, "in", 2, "inch", 4);
	lexicon_add(lexicon, "the", 3, "thee", 4);
	lexicon_add(lexicon, "inn", 3, "hotel", 5);
	find(lexicon, "inn", &got);
	tap_same(got.bytes, "", "nothing is found before lexicon_finish");
	lexicon_finish(lexicon);
	tap_ok(lexicon_count(lexicon) == 1, "words of the stop list are left out");
	find(lexicon, "inn", &got);
	tap_same(got.bytes, "hotel", "a word that begins like one of them is not");
	find(lexicon, "", &got);
	tap_same(got.bytes, "", "nothing has no synonym");
	tap_ok(lexicon_read(lexicon, "not/there.tsv", &err) == -1 && strstr(err.message, "not/there.tsv"),
	        "a file that is not there is named");
	lexicon_free(lexicon);
	buf_release(&bytes);
	buf_release(&got);
}

int main(void)
{
	struct xt_err err;

	reads();
	pairs();
	filters();
	tap_ok(!tsv_read(tap_source("tests/golden/bad-lexicons.tsv"), "why\tname\tinput\tmessage", bad_row,
	               NULL, &err),
	        "the table of bad lexicons is read");
	limits();
	return tap_done();
}
