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
TESTS_C = \
	%D%/t-base \
	%D%/t-philox \
	%D%/t-text
check_PROGRAMS += $(TESTS_C)
TESTS += $(TESTS_C)
