# SPDX-License-Identifier: Apache-2.0 · files of langs
libxtremor_la_SOURCES += \
	%D%/package.c %D%/package.h \
	%D%/syllable.c %D%/syllable.h \
	%D%/lexicon.c %D%/lexicon.h \
	%D%/lexicon-read.c \
	%D%/lang.c %D%/lang.h
