# SPDX-License-Identifier: Apache-2.0 · base: errors, memory, text, chance, hashes, files
libxtremor_la_SOURCES += \
	%D%/version.c \
	%D%/err.c %D%/err.h \
	%D%/mem.c %D%/mem.h \
	%D%/buf.c %D%/buf.h \
	%D%/arena.c %D%/arena.h \
	%D%/utf8.c %D%/utf8.h \
	%D%/text.c %D%/text.h \
	%D%/exemplar.c %D%/exemplar.h \
	%D%/translit.c %D%/translit.h \
	%D%/philox.c %D%/philox.h \
	%D%/variants.c %D%/variants.h \
	%D%/hash.c %D%/hash.h \
	%D%/file.c %D%/file.h \
	%D%/json.c %D%/json.h \
	%D%/ini.c %D%/ini.h \
	%D%/tsv.c %D%/tsv.h \
	%D%/xml.c %D%/xml.h \
	%D%/confusable.c %D%/confusable.h \
	%D%/display.c %D%/display.h \
	%D%/progress.c %D%/progress.h \
	%D%/loop.c %D%/loop.h
