# SPDX-License-Identifier: Apache-2.0 · files of src/model
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
