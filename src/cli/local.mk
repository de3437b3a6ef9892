# SPDX-License-Identifier: Apache-2.0 · cli: the only room that talks to people
xtremor_SOURCES = \
	%D%/main.c \
	%D%/cli.h \
	%D%/list.def \
	%D%/option.c %D%/option.h \
	%D%/completion.c \
	%D%/talk.c \
	%D%/cmd-attack.c \
	%D%/cmd-inspect.c \
	%D%/cmd-verify.c \
	%D%/rows.h %D%/rows-attack.c %D%/rows-attack.h
# the library holds one C++ file, so the program is linked by the C++ compiler
nodist_EXTRA_xtremor_SOURCES = dummy.cxx
xtremor_SOURCES += %D%/cmd-tokenize.c
xtremor_SOURCES += %D%/cmd-score.c %D%/rows-score.c %D%/rows-score.h
xtremor_SOURCES += %D%/cmd-list.c
xtremor_SOURCES += %D%/cmd-rank.c %D%/rows-rank.c %D%/rows-rank.h
xtremor_SOURCES += %D%/cmd-run.c
