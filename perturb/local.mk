# SPDX-License-Identifier: Apache-2.0 · files of perturb
libxtremor_la_SOURCES += \
	%D%/perturb.c %D%/perturb.h %D%/letter.h %D%/list.def \
	%D%/words.c %D%/words.h \
	%D%/chain.c %D%/chain.h \
	%D%/rejects.c %D%/rejects.h \
	%D%/choice.c %D%/choice.h \
	%D%/sampler.c
# one attack each, as in list.def
libxtremor_la_SOURCES += \
	%D%/none.c \
	%D%/abbreviate.c \
	%D%/backspace.c \
	%D%/canonical.c \
	%D%/case.c \
	%D%/codemix.c \
	%D%/confuse.c \
	%D%/delete.c \
	%D%/homoglyph.c \
	%D%/insert.c \
	%D%/invisible.c \
	%D%/keyboard.c \
	%D%/keystroke.c \
	%D%/layout.c \
	%D%/natural.c \
	%D%/punctuate.c \
	%D%/reorder.c \
	%D%/repeat.c \
	%D%/replace.c \
	%D%/romanise.c \
	%D%/script.c \
	%D%/shuffle.c \
	%D%/space.c \
	%D%/swap.c \
	%D%/synonym.c
# a folder of attack sets
libxtremor_la_SOURCES += \
	%D%/make-job.c %D%/make-job.h \
	%D%/review.c %D%/review.h \
	%D%/make.c %D%/make.h
libxtremor_la_SOURCES += %D%/xt-attack.c
