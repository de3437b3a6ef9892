# SPDX-License-Identifier: Apache-2.0 · tests: C programs and scripts that speak TAP
LOG_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
TEST_EXTENSIONS = .sh .py
SH_LOG_DRIVER = $(LOG_DRIVER)
SH_LOG_COMPILER = bash
PY_LOG_DRIVER = $(LOG_DRIVER)
PY_LOG_COMPILER = $(SHELL) $(top_srcdir)/%D%/python-or-skip
AM_TESTS_ENVIRONMENT = srcdir='$(srcdir)'; export srcdir; top_builddir='$(abs_top_builddir)'; export top_builddir; \
	XTREMOR='$(abs_top_builddir)/xtremor'; export XTREMOR; \
	UBSAN_OPTIONS=print_stacktrace=1; export UBSAN_OPTIONS;
EXTRA_DIST += %D%/tap.h

# one program for each source of the library; each is tests/t-NAME.c
TESTS_C =
TESTS_C += %D%/t-api
TESTS_C += %D%/t-attacks
TESTS_C += %D%/t-attackset
TESTS_C += %D%/t-audit
TESTS_C += %D%/t-base
TESTS_C += %D%/t-board
TESTS_C += %D%/t-compose
TESTS_C += %D%/t-config
TESTS_C += %D%/t-confusion
TESTS_C += %D%/t-data
TESTS_C += %D%/t-encoder
TESTS_C += %D%/t-fault
TESTS_C += %D%/t-heads
TESTS_C += %D%/t-item
TESTS_C += %D%/t-journal
TESTS_C += %D%/t-kernel
TESTS_C += %D%/t-kill
TESTS_C += %D%/t-keyboard
TESTS_C += %D%/t-lang
TESTS_C += %D%/t-lexicon
TESTS_C += %D%/t-model
TESTS_C += %D%/t-philox
TESTS_C += %D%/t-prompt
TESTS_C += %D%/t-registry
TESTS_C += %D%/t-romanise
TESTS_C += %D%/t-run
TESTS_C += %D%/t-safetensors
TESTS_C += %D%/t-sampler
TESTS_C += %D%/t-score
TESTS_C += %D%/t-sound
TESTS_C += %D%/t-spm
TESTS_C += %D%/t-stats
TESTS_C += %D%/t-store
TESTS_C += %D%/t-tensor
TESTS_C += %D%/t-text
TESTS_C += %D%/t-tokenizer
TESTS_C += %D%/t-tokenizer-json
TESTS_C += %D%/t-torch

# tests of the program as a user meets it, and those that want another language's packages
TESTS_SCRIPT =
TESTS_SCRIPT += %D%/t-attack-objects.sh
TESTS_SCRIPT += %D%/t-attack.sh
TESTS_SCRIPT += %D%/t-completion.sh
TESTS_SCRIPT += %D%/t-exports.sh
TESTS_SCRIPT += %D%/t-figures.py
TESTS_SCRIPT += %D%/t-h5dump.sh
TESTS_SCRIPT += %D%/t-h5py.py
TESTS_SCRIPT += %D%/t-list.sh
TESTS_SCRIPT += %D%/t-man.sh
TESTS_SCRIPT += %D%/t-rank.sh
TESTS_SCRIPT += %D%/t-real.py
TESTS_SCRIPT += %D%/t-run-fault.sh
TESTS_SCRIPT += %D%/t-run-clean.sh
TESTS_SCRIPT += %D%/t-suite.sh
TESTS_SCRIPT += %D%/t-synonyms.sh
TESTS_SCRIPT += %D%/t-tokenize.sh

# longer than a few seconds: make check-long
TESTS_LONG =
TESTS_LONG += %D%/t-fault-long.sh
TESTS_LONG += %D%/t-kill-long.sh
TESTS_LONG += %D%/t-run-long.sh

# libFuzzer targets, built with --enable-fuzzing; each is tests/fuzz-NAME.c
FUZZERS =
FUZZERS += %D%/fuzz-config
FUZZERS += %D%/fuzz-confusion
FUZZERS += %D%/fuzz-copa
FUZZERS += %D%/fuzz-item
FUZZERS += %D%/fuzz-journal
FUZZERS += %D%/fuzz-keystroke
FUZZERS += %D%/fuzz-language
FUZZERS += %D%/fuzz-lexicon
FUZZERS += %D%/fuzz-manifest
FUZZERS += %D%/fuzz-safetensors
FUZZERS += %D%/fuzz-spm
FUZZERS += %D%/fuzz-tokenizer-json
FUZZERS += %D%/fuzz-torch

# helpers of tests that are no tests, golden data, bad files
EXTRA_TESTDATA =
EXTRA_TESTDATA += %D%/bare-debian
EXTRA_TESTDATA += %D%/bytes.h
EXTRA_TESTDATA += %D%/fake.h
EXTRA_TESTDATA += %D%/golden/attacks/abbreviate/ht.tsv
EXTRA_TESTDATA += %D%/golden/attacks/abbreviate/sw.tsv
EXTRA_TESTDATA += %D%/golden/attacks/abbreviate/vi.tsv
EXTRA_TESTDATA += %D%/golden/attacks/codemix/ht.tsv
EXTRA_TESTDATA += %D%/golden/attacks/codemix/qu.tsv
EXTRA_TESTDATA += %D%/golden/attacks/codemix/sw.tsv
EXTRA_TESTDATA += %D%/golden/attacks/codemix/vi.tsv
EXTRA_TESTDATA += %D%/golden/attacks/confuse/ht.tsv
EXTRA_TESTDATA += %D%/golden/attacks/confuse/qu.tsv
EXTRA_TESTDATA += %D%/golden/attacks/confuse/sw.tsv
EXTRA_TESTDATA += %D%/golden/attacks/confuse/vi.tsv
EXTRA_TESTDATA += %D%/golden/attacks/abbreviate/th.tsv
EXTRA_TESTDATA += %D%/golden/attacks/codemix/ta.tsv
EXTRA_TESTDATA += %D%/golden/attacks/codemix/th.tsv
EXTRA_TESTDATA += %D%/golden/attacks/codemix/zh.tsv
EXTRA_TESTDATA += %D%/golden/attacks/confuse/ta.tsv
EXTRA_TESTDATA += %D%/golden/attacks/confuse/th.tsv
EXTRA_TESTDATA += %D%/golden/attacks/confuse/zh.tsv
EXTRA_TESTDATA += %D%/golden/attacks/keyboard.tsv
EXTRA_TESTDATA += %D%/golden/attacks/keystroke.tsv
EXTRA_TESTDATA += %D%/golden/attacks/layout.tsv
EXTRA_TESTDATA += %D%/golden/attacks/case.tsv
EXTRA_TESTDATA += %D%/golden/attacks/delete.tsv
EXTRA_TESTDATA += %D%/golden/attacks/insert.tsv
EXTRA_TESTDATA += %D%/golden/attacks/none.tsv
EXTRA_TESTDATA += %D%/golden/attacks/repeat.tsv
EXTRA_TESTDATA += %D%/golden/attacks/replace.tsv
EXTRA_TESTDATA += %D%/golden/attacks/romanise.tsv
EXTRA_TESTDATA += %D%/golden/attacks/shuffle.tsv
EXTRA_TESTDATA += %D%/golden/attacks/swap.tsv
EXTRA_TESTDATA += %D%/golden/attacks/synonym.tsv
EXTRA_TESTDATA += %D%/golden/bad-confusions.tsv
EXTRA_TESTDATA += %D%/golden/bad-items.tsv
EXTRA_TESTDATA += %D%/golden/confusions.tsv
EXTRA_TESTDATA += %D%/golden/bad-keystrokes.tsv
EXTRA_TESTDATA += %D%/golden/bad-languages.tsv
EXTRA_TESTDATA += %D%/golden/bad-lexicons.tsv
EXTRA_TESTDATA += %D%/golden/bad-sounds.tsv
EXTRA_TESTDATA += %D%/golden/bad-manifests.tsv
EXTRA_TESTDATA += %D%/golden/board.markdown
EXTRA_TESTDATA += %D%/golden/board.text
EXTRA_TESTDATA += %D%/golden/board.tsv
EXTRA_TESTDATA += %D%/golden/encoder.tsv
EXTRA_TESTDATA += %D%/golden/fit-math
EXTRA_TESTDATA += %D%/golden/keyboards.tsv
EXTRA_TESTDATA += %D%/golden/make-encoder
EXTRA_TESTDATA += %D%/golden/make-model
EXTRA_TESTDATA += %D%/golden/model/ids.jsonl
EXTRA_TESTDATA += %D%/golden/model/items.jsonl
EXTRA_TESTDATA += %D%/golden/model/scores.tsv
EXTRA_TESTDATA += %D%/golden/model/tiny.model
EXTRA_TESTDATA += %D%/golden/romanise-th.tsv
EXTRA_TESTDATA += %D%/golden/romanise/et.tsv
EXTRA_TESTDATA += %D%/golden/romanise/ht.tsv
EXTRA_TESTDATA += %D%/golden/romanise/it.tsv
EXTRA_TESTDATA += %D%/golden/romanise/qu.tsv
EXTRA_TESTDATA += %D%/golden/romanise/ta.tsv
EXTRA_TESTDATA += %D%/golden/romanise/th.tsv
EXTRA_TESTDATA += %D%/golden/romanise/tr.tsv
EXTRA_TESTDATA += %D%/golden/romanise/vi.tsv
EXTRA_TESTDATA += %D%/golden/romanise/zh.tsv
EXTRA_TESTDATA += %D%/golden/syllables.tsv
EXTRA_TESTDATA += %D%/python-or-skip
EXTRA_TESTDATA += %D%/scratch.h
EXTRA_TESTDATA += %D%/tiny-checkpoint.h
EXTRA_TESTDATA += %D%/golden/make-torch
EXTRA_TESTDATA += %D%/golden/torch/bad.tsv
EXTRA_TESTDATA += %D%/golden/torch/good.tsv
EXTRA_TESTDATA += %D%/golden/torch/good/cuda.zip.bin
EXTRA_TESTDATA += %D%/golden/torch/good/module.old.bin
EXTRA_TESTDATA += %D%/golden/torch/good/module.zip.bin
EXTRA_TESTDATA += %D%/golden/torch/good/parameters.old.bin
EXTRA_TESTDATA += %D%/golden/torch/good/parameters.zip.bin
EXTRA_TESTDATA += %D%/golden/torch/good/shapes.old.bin
EXTRA_TESTDATA += %D%/golden/torch/good/shapes.zip.bin
EXTRA_TESTDATA += %D%/golden/torch/good/types.old.bin
EXTRA_TESTDATA += %D%/golden/torch/good/types.zip.bin
EXTRA_TESTDATA += %D%/golden/torch/good/views.old.bin
EXTRA_TESTDATA += %D%/golden/torch/good/views.zip.bin
EXTRA_TESTDATA += %D%/golden/make-heads
EXTRA_TESTDATA += %D%/golden/heads/duplicate.bin
EXTRA_TESTDATA += %D%/golden/heads/new.p
EXTRA_TESTDATA += %D%/golden/heads/nli.bin
EXTRA_TESTDATA += %D%/golden/heads/old.p
EXTRA_TESTDATA += %D%/golden/heads/scores.tsv
EXTRA_TESTDATA += %D%/golden/make-prompts
EXTRA_TESTDATA += %D%/golden/prompts.jsonl
EXTRA_TESTDATA += %D%/golden/cuts.tsv
EXTRA_TESTDATA += %D%/golden/make-tokenizers
EXTRA_TESTDATA += %D%/golden/tokenizers/differs.tsv
EXTRA_TESTDATA += %D%/golden/tokenizers/mask.json
EXTRA_TESTDATA += %D%/golden/tokenizers/newest.json
EXTRA_TESTDATA += %D%/golden/tokenizers/replace.json
EXTRA_TESTDATA += %D%/golden/tokenizers/split.json

check_PROGRAMS += $(TESTS_C) %D%/score-items
tests_t_fault_SOURCES = %D%/t-fault.c %D%/shim-fault.c
dist_check_SCRIPTS += $(TESTS_SCRIPT)
TESTS += $(TESTS_C) $(TESTS_SCRIPT)
EXTRA_DIST += $(EXTRA_TESTDATA) $(TESTS_LONG)
if FUZZING
noinst_PROGRAMS += $(FUZZERS)
$(FUZZERS): private AM_LDFLAGS += -fsanitize=fuzzer
endif

check-long: all
	$(MAKE) $(AM_MAKEFLAGS) check TESTS='$(TESTS_LONG)'
.PHONY: check-long
