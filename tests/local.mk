# SPDX-License-Identifier: Apache-2.0 · tests: C programs and scripts that speak TAP
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
TEST_EXTENSIONS = .sh .py
SH_LOG_DRIVER = $(LOG_DRIVER)
SH_LOG_COMPILER = $(SHELL)
PY_LOG_DRIVER = $(LOG_DRIVER)
PY_LOG_COMPILER = python3
AM_TESTS_ENVIRONMENT = srcdir='$(srcdir)'; export srcdir; top_builddir='$(abs_top_builddir)'; export top_builddir; \
	XTREMOR='$(abs_top_builddir)/xtremor'; export XTREMOR; \
	UBSAN_OPTIONS=print_stacktrace=1; export UBSAN_OPTIONS;
EXTRA_DIST += %D%/tap.h

# one program for each source of the library; each is tests/t-NAME.c
TESTS_C =
TESTS_C += %D%/t-base
TESTS_C += %D%/t-philox
TESTS_C += %D%/t-text
TESTS_C += %D%/t-store
TESTS_C += %D%/t-journal
TESTS_C += %D%/t-encoder
TESTS_C += %D%/t-kernel
TESTS_C += %D%/t-tensor
TESTS_C += %D%/t-item
TESTS_C += %D%/t-stats
TESTS_C += %D%/t-board

# tests of the program as a user meets it, and those that want another language's packages
TESTS_SCRIPT =
TESTS_SCRIPT += %D%/t-figures.py

# longer than a few seconds: make check-long
TESTS_LONG =

# libFuzzer targets, built with --enable-fuzzing; each is tests/fuzz-NAME.c
FUZZERS =
FUZZERS += %D%/fuzz-journal

# helpers of tests that are no tests, golden data, bad files
EXTRA_TESTDATA =
EXTRA_TESTDATA += %D%/golden/encoder.tsv %D%/golden/make-encoder %D%/golden/fit-math
EXTRA_TESTDATA += %D%/bytes.h
EXTRA_TESTDATA += %D%/golden/bad-items.tsv
EXTRA_TESTDATA += %D%/golden/board.markdown %D%/golden/board.text %D%/golden/board.tsv

check_PROGRAMS += $(TESTS_C)
dist_check_SCRIPTS += $(TESTS_SCRIPT)
TESTS += $(TESTS_C) $(TESTS_SCRIPT)
EXTRA_DIST += $(EXTRA_TESTDATA) $(TESTS_LONG)
if FUZZING
noinst_PROGRAMS += $(FUZZERS)
endif

check-long: all
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='$(TESTS_LONG)'
.PHONY: check-long
