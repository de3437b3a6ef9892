# SPDX-License-Identifier: Apache-2.0 · files of bench
libxtremor_la_SOURCES += \
	%D%/results.c %D%/results.h \
	%D%/store.c %D%/store.h \
	%D%/journal.c %D%/journal.h \
	%D%/names.c %D%/names.h \
	%D%/run.c %D%/run.h \
	%D%/resume.c \
	%D%/score.c %D%/score.h

include bench/speed/local.mk
libxtremor_la_SOURCES += %D%/stats.c %D%/stats.h
libxtremor_la_SOURCES += %D%/figures.c %D%/figures.h
libxtremor_la_SOURCES += %D%/figures-join.c %D%/figures-join.h
libxtremor_la_SOURCES += %D%/board.c %D%/board.h
libxtremor_la_SOURCES += %D%/board-page.c %D%/board-page.h
libxtremor_la_SOURCES += %D%/formats.h %D%/formats.def
libxtremor_la_SOURCES += %D%/board-markdown.c
libxtremor_la_SOURCES += %D%/board-text.c
libxtremor_la_SOURCES += %D%/board-tsv.c
