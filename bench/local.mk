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
