# SPDX-License-Identifier: Apache-2.0 · files of bench
libxtremor_la_SOURCES += \
	%D%/results.c %D%/results.h \
	%D%/store.c %D%/store.h \
	%D%/journal.c %D%/journal.h \
	%D%/names.c %D%/names.h \
	%D%/run.c %D%/run.h \
	%D%/language.c %D%/language.h \
	%D%/resume.c \
	%D%/words.c %D%/words.h \
	%D%/score.c %D%/score.h

# the sample: clause tables, the items made from them, the toy checkpoints trained on others of their kind
EXTRA_DIST += %D%/sample/make-sample
EXTRA_DIST += %D%/sample/clauses/en.tsv
EXTRA_DIST += %D%/sample/clauses/et.tsv
EXTRA_DIST += %D%/sample/clauses/ht.tsv
EXTRA_DIST += %D%/sample/clauses/id.tsv
EXTRA_DIST += %D%/sample/clauses/it.tsv
EXTRA_DIST += %D%/sample/clauses/qu.tsv
EXTRA_DIST += %D%/sample/clauses/sw.tsv
EXTRA_DIST += %D%/sample/clauses/ta.tsv
EXTRA_DIST += %D%/sample/clauses/th.tsv
EXTRA_DIST += %D%/sample/clauses/tr.tsv
EXTRA_DIST += %D%/sample/clauses/vi.tsv
EXTRA_DIST += %D%/sample/clauses/zh.tsv
EXTRA_DIST += %D%/sample/clauses/plan.tsv
EXTRA_DIST += %D%/sample/data/en/test.en.jsonl
EXTRA_DIST += %D%/sample/data/et/test.et.jsonl
EXTRA_DIST += %D%/sample/data/ht/test.ht.jsonl
EXTRA_DIST += %D%/sample/data/id/test.id.jsonl
EXTRA_DIST += %D%/sample/data/it/test.it.jsonl
EXTRA_DIST += %D%/sample/data/qu/test.qu.jsonl
EXTRA_DIST += %D%/sample/data/sw/test.sw.jsonl
EXTRA_DIST += %D%/sample/data/ta/test.ta.jsonl
EXTRA_DIST += %D%/sample/data/th/test.th.jsonl
EXTRA_DIST += %D%/sample/data/tr/test.tr.jsonl
EXTRA_DIST += %D%/sample/data/vi/test.vi.jsonl
EXTRA_DIST += %D%/sample/data/zh/test.zh.jsonl
EXTRA_DIST += %D%/sample/checkpoints/toy-all/README.md
EXTRA_DIST += %D%/sample/checkpoints/toy-all/config.json
EXTRA_DIST += %D%/sample/checkpoints/toy-all/model.safetensors
EXTRA_DIST += %D%/sample/checkpoints/toy-all/sentencepiece.bpe.model
EXTRA_DIST += %D%/sample/checkpoints/toy-en/README.md
EXTRA_DIST += %D%/sample/checkpoints/toy-en/config.json
EXTRA_DIST += %D%/sample/checkpoints/toy-en/model.safetensors
EXTRA_DIST += %D%/sample/checkpoints/toy-en/sentencepiece.bpe.model
EXTRA_DIST += %D%/sample/checkpoints/toy-noise/README.md
EXTRA_DIST += %D%/sample/checkpoints/toy-noise/config.json
EXTRA_DIST += %D%/sample/checkpoints/toy-noise/model.safetensors
EXTRA_DIST += %D%/sample/checkpoints/toy-noise/sentencepiece.bpe.model
# what makes langs/<code>/letters.tsv of the data of XCOPA
check_PROGRAMS += %D%/sample/count-letters
bench_sample_count_letters_SOURCES = %D%/sample/count-letters.c
# the definitions of suites, read at run time; installed as pkgdatadir/bench/suites/
nobase_dist_pkgdata_DATA += %D%/suites/xcopa-r1.ini
EXTRA_DIST += %D%/suites/make-golden %D%/suites/xcopa-r1.golden.tsv
include bench/speed/local.mk
libxtremor_la_SOURCES += %D%/measure.c %D%/measure.h
libxtremor_la_SOURCES += %D%/change.c %D%/change.h
libxtremor_la_SOURCES += %D%/suite.c %D%/suite.h
libxtremor_la_SOURCES += %D%/stats.c %D%/stats.h
libxtremor_la_SOURCES += %D%/figures.c %D%/figures.h
libxtremor_la_SOURCES += %D%/figures-cell.c %D%/figures-cell.h
libxtremor_la_SOURCES += %D%/figures-join.c %D%/figures-join.h
libxtremor_la_SOURCES += %D%/board.c %D%/board.h
libxtremor_la_SOURCES += %D%/board-page.c %D%/board-page.h
libxtremor_la_SOURCES += %D%/formats.h %D%/formats.def
libxtremor_la_SOURCES += %D%/board-markdown.c
libxtremor_la_SOURCES += %D%/board-text.c
libxtremor_la_SOURCES += %D%/board-tsv.c
