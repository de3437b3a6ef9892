# SPDX-License-Identifier: Apache-2.0 · files of src/model

# from a checkpoint's folder to scores
libxtremor_la_SOURCES += %D%/safetensors.c %D%/safetensors.h
libxtremor_la_SOURCES += %D%/pickle.c %D%/pickle.h
libxtremor_la_SOURCES += %D%/torch.c %D%/torch.h %D%/torch-zip.c
libxtremor_la_SOURCES += %D%/weights.c %D%/weights.h %D%/containers.def
libxtremor_la_SOURCES += %D%/container.c %D%/container.h %D%/container-safetensors.c %D%/container-torch.c
libxtremor_la_SOURCES += %D%/config.c
libxtremor_la_SOURCES += %D%/dense.c %D%/dense.h
libxtremor_la_SOURCES += %D%/heads.c %D%/heads.h
libxtremor_la_SOURCES += %D%/checkpoint.c %D%/checkpoint.h
libxtremor_la_SOURCES += %D%/spmcheck.c %D%/spmcheck.h
libxtremor_la_SOURCES += %D%/spm.cc %D%/spm.h
libxtremor_la_SOURCES += %D%/normalizer.c %D%/normalizer.h
libxtremor_la_SOURCES += %D%/spmwrite.c %D%/spmwrite.h
libxtremor_la_SOURCES += %D%/tokenizer-json.c %D%/tokenizer-json.h
libxtremor_la_SOURCES += %D%/tokenizer.c %D%/tokenizer.h
libxtremor_la_SOURCES += %D%/template.c %D%/template.h %D%/templates.def
libxtremor_la_SOURCES += %D%/template-custom.c
libxtremor_la_SOURCES += %D%/template-jiant.c
libxtremor_la_SOURCES += %D%/template-lm-eval.c
libxtremor_la_SOURCES += %D%/template-lm-eval-fixed.c
libxtremor_la_SOURCES += %D%/template-xcopa-paper.c
libxtremor_la_SOURCES += %D%/template-xtreme-r.c
libxtremor_la_SOURCES += %D%/pattern.c %D%/pattern.h
libxtremor_la_SOURCES += %D%/prompt.c %D%/prompt.h
libxtremor_la_SOURCES += %D%/prompt-file.c %D%/prompt-file.h
libxtremor_la_SOURCES += %D%/scorer.c %D%/scorer.h %D%/scorers.def
libxtremor_la_SOURCES += %D%/scorer-cosine.c
libxtremor_la_SOURCES += %D%/scorer-first.c %D%/scorer-first.h
libxtremor_la_SOURCES += %D%/scorer-mc.c
libxtremor_la_SOURCES += %D%/scorer-mc-jiant.c
libxtremor_la_SOURCES += %D%/scorer-nli.c
libxtremor_la_SOURCES += %D%/scorer-paraphrase.c
libxtremor_la_SOURCES += %D%/scorer-qa.c
libxtremor_la_SOURCES += %D%/describe.c %D%/describe.h
libxtremor_la_SOURCES += %D%/model.c %D%/model.h
libxtremor_la_SOURCES += %D%/isa.c %D%/isa.h
libxtremor_la_SOURCES += %D%/tensor.c %D%/tensor.h
libxtremor_la_SOURCES += %D%/config.h
libxtremor_la_SOURCES += %D%/kernel.c %D%/kernel.h %D%/kernel-math.h %D%/kernel-plain.c
libxtremor_la_SOURCES += %D%/matrix.c %D%/matrix.h
libxtremor_la_SOURCES += %D%/attention.c %D%/attention.h
libxtremor_la_SOURCES += %D%/encoder.c %D%/encoder.h %D%/encoder-inside.h %D%/encoder-weights.c

# kernels for one instruction set each: only these files may use it, and only isa.c's word lets them run
if X86_64
AM_CPPFLAGS += -DMODEL_X86
noinst_LTLIBRARIES += libkernel-avx2.la libkernel-avx512.la
libxtremor_la_LIBADD += libkernel-avx2.la libkernel-avx512.la
endif
libkernel_avx2_la_SOURCES = %D%/kernel-avx2.c %D%/kernel-body.h
libkernel_avx2_la_CFLAGS = $(AM_CFLAGS) -mavx2 -mfma
libkernel_avx512_la_SOURCES = %D%/kernel-avx512.c
libkernel_avx512_la_CFLAGS = $(AM_CFLAGS) -mavx512f -mfma
# not AM_LDFLAGS: its -static would leave the position-independent objects out, which the shared library needs
libkernel_avx2_la_LDFLAGS = $(XT_LDFLAGS)
libkernel_avx512_la_LDFLAGS = $(XT_LDFLAGS)
libxtremor_la_SOURCES += %D%/xt-model.c
