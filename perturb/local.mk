# SPDX-License-Identifier: Apache-2.0 · files of perturb
libxtremor_la_SOURCES += \
	%D%/perturb.c %D%/perturb.h %D%/list.def \
	%D%/rejects.c %D%/rejects.h \
	%D%/review.c %D%/review.h \
	%D%/choice.c %D%/choice.h \
	%D%/chain.c %D%/chain.h \
	%D%/sampler.c
# one attack each, as in list.def
libxtremor_la_SOURCES += \
	%D%/natural.c \
	%D%/none.c \
	%D%/confuse.c \
	%D%/romanise.c \
	%D%/swap.c \
	%D%/synonym.c
# a folder of attack sets
libxtremor_la_SOURCES += \
	%D%/make-job.c %D%/make-job.h \
	%D%/make.c %D%/make.h
libxtremor_la_SOURCES += %D%/xt-attack.c
