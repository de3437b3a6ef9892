# SPDX-License-Identifier: Apache-2.0 · files of langs
libxtremor_la_SOURCES += \
	%D%/package.c %D%/package.h \
	%D%/spell.c %D%/spell.h \
	%D%/syllable.c %D%/syllable.h %D%/syllable-rule.h \
	%D%/syllable-tamil.c %D%/syllable-thai.c %D%/syllable-vietnamese.c \
	%D%/lexicon.c %D%/lexicon.h \
	%D%/lexicon-form.h \
	%D%/lexicon-lines.c \
	%D%/lexicon-mythes.c \
	%D%/lexicon-tsv.c \
	%D%/lexicon-wordnet.c \
	%D%/lexicon-read.c \
	%D%/kept.c %D%/kept.h \
	%D%/lexicon-load.c %D%/lexicon-load.h \
	%D%/romanise.c %D%/romanise.h \
	%D%/script.c %D%/script.h \
	%D%/confusion.c %D%/confusion.h \
	%D%/lookalike.c %D%/lookalike.h \
	%D%/spelling.c %D%/spelling.h \
	%D%/letters.c %D%/letters.h \
	%D%/corrector.c %D%/corrector.h \
	%D%/sound.c %D%/sound.h \
	%D%/keyboard.c %D%/keyboard.h \
	%D%/keystroke.c %D%/keystroke.h \
	%D%/slips.c %D%/slips.h \
	%D%/mixture.c %D%/mixture.h \
	%D%/lang.c %D%/lang.h %D%/lang-private.h

# the data, read by the loader at run time; installed as pkgdatadir/langs/<code>/
nobase_dist_pkgdata_DATA =
nobase_dist_pkgdata_DATA += %D%/lookalikes.tsv
nobase_dist_pkgdata_DATA += %D%/en/confusions.tsv
nobase_dist_pkgdata_DATA += %D%/en/language.ini
nobase_dist_pkgdata_DATA += %D%/en/letters.tsv
nobase_dist_pkgdata_DATA += %D%/en/synonyms.tsv
nobase_dist_pkgdata_DATA += %D%/et/confusions.tsv
nobase_dist_pkgdata_DATA += %D%/et/english.tsv
nobase_dist_pkgdata_DATA += %D%/et/language.ini
nobase_dist_pkgdata_DATA += %D%/et/letters.tsv
nobase_dist_pkgdata_DATA += %D%/et/romanise.rules
nobase_dist_pkgdata_DATA += %D%/et/synonyms.tsv
nobase_dist_pkgdata_DATA += %D%/ht/confusions.tsv
nobase_dist_pkgdata_DATA += %D%/ht/english.tsv
nobase_dist_pkgdata_DATA += %D%/ht/language.ini
nobase_dist_pkgdata_DATA += %D%/ht/letters.tsv
nobase_dist_pkgdata_DATA += %D%/ht/romanise.rules
nobase_dist_pkgdata_DATA += %D%/ht/synonyms.tsv
nobase_dist_pkgdata_DATA += %D%/id/confusions.tsv
nobase_dist_pkgdata_DATA += %D%/id/english.tsv
nobase_dist_pkgdata_DATA += %D%/id/language.ini
nobase_dist_pkgdata_DATA += %D%/id/letters.tsv
nobase_dist_pkgdata_DATA += %D%/id/synonyms.tsv
nobase_dist_pkgdata_DATA += %D%/it/confusions.tsv
nobase_dist_pkgdata_DATA += %D%/it/english.tsv
nobase_dist_pkgdata_DATA += %D%/it/language.ini
nobase_dist_pkgdata_DATA += %D%/it/letters.tsv
nobase_dist_pkgdata_DATA += %D%/it/romanise.rules
nobase_dist_pkgdata_DATA += %D%/it/synonyms.tsv
nobase_dist_pkgdata_DATA += %D%/qu/confusions.tsv
nobase_dist_pkgdata_DATA += %D%/qu/english.tsv
nobase_dist_pkgdata_DATA += %D%/qu/language.ini
nobase_dist_pkgdata_DATA += %D%/qu/letters.tsv
nobase_dist_pkgdata_DATA += %D%/qu/romanise.rules
nobase_dist_pkgdata_DATA += %D%/qu/synonyms.tsv
nobase_dist_pkgdata_DATA += %D%/sw/confusions.tsv
nobase_dist_pkgdata_DATA += %D%/sw/english.tsv
nobase_dist_pkgdata_DATA += %D%/sw/language.ini
nobase_dist_pkgdata_DATA += %D%/sw/letters.tsv
nobase_dist_pkgdata_DATA += %D%/sw/synonyms.tsv
nobase_dist_pkgdata_DATA += %D%/ta/confusions.tsv
nobase_dist_pkgdata_DATA += %D%/ta/english.tsv
nobase_dist_pkgdata_DATA += %D%/ta/language.ini
nobase_dist_pkgdata_DATA += %D%/ta/letters.tsv
nobase_dist_pkgdata_DATA += %D%/ta/romanise.rules
nobase_dist_pkgdata_DATA += %D%/ta/spellings.tsv
nobase_dist_pkgdata_DATA += %D%/ta/synonyms.tsv
nobase_dist_pkgdata_DATA += %D%/ta/tanglish.rules
nobase_dist_pkgdata_DATA += %D%/th/confusions.tsv
nobase_dist_pkgdata_DATA += %D%/th/english.tsv
nobase_dist_pkgdata_DATA += %D%/th/language.ini
nobase_dist_pkgdata_DATA += %D%/th/letters.tsv
nobase_dist_pkgdata_DATA += %D%/th/romanise.rules
nobase_dist_pkgdata_DATA += %D%/th/spellings.tsv
nobase_dist_pkgdata_DATA += %D%/th/synonyms.tsv
nobase_dist_pkgdata_DATA += %D%/tr/confusions.tsv
nobase_dist_pkgdata_DATA += %D%/tr/english.tsv
nobase_dist_pkgdata_DATA += %D%/tr/language.ini
nobase_dist_pkgdata_DATA += %D%/tr/letters.tsv
nobase_dist_pkgdata_DATA += %D%/tr/romanise.rules
nobase_dist_pkgdata_DATA += %D%/tr/synonyms.tsv
nobase_dist_pkgdata_DATA += %D%/vi/confusions.tsv
nobase_dist_pkgdata_DATA += %D%/vi/english.tsv
nobase_dist_pkgdata_DATA += %D%/vi/keystrokes.tsv
nobase_dist_pkgdata_DATA += %D%/vi/language.ini
nobase_dist_pkgdata_DATA += %D%/vi/letters.tsv
nobase_dist_pkgdata_DATA += %D%/vi/romanise.rules
nobase_dist_pkgdata_DATA += %D%/vi/synonyms.tsv
nobase_dist_pkgdata_DATA += %D%/vi/tones.rules
nobase_dist_pkgdata_DATA += %D%/zh/confusions.tsv
nobase_dist_pkgdata_DATA += %D%/zh/english.tsv
nobase_dist_pkgdata_DATA += %D%/zh/keystrokes.tsv
nobase_dist_pkgdata_DATA += %D%/zh/language.ini
nobase_dist_pkgdata_DATA += %D%/zh/letters.tsv
nobase_dist_pkgdata_DATA += %D%/zh/romanise.rules
nobase_dist_pkgdata_DATA += %D%/zh/spellings.tsv
nobase_dist_pkgdata_DATA += %D%/zh/synonyms.tsv
nobase_dist_pkgdata_DATA += %D%/zh/traditional.rules
dist_noinst_SCRIPTS += %D%/check-synonyms
dist_noinst_SCRIPTS += %D%/measure-lookalikes
