# SPDX-License-Identifier: Apache-2.0 · files of src/model

# from a checkpoint's folder to scores
libxtremor_la_SOURCES += %D%/safetensors.c %D%/safetensors.h
libxtremor_la_SOURCES += %D%/config.c
libxtremor_la_SOURCES += %D%/checkpoint.c %D%/checkpoint.h
libxtremor_la_SOURCES += %D%/spmcheck.c %D%/spmcheck.h
libxtremor_la_SOURCES += %D%/spm.cc %D%/spm.h
libxtremor_la_SOURCES += %D%/tokenizer.c %D%/tokenizer.h
libxtremor_la_SOURCES += %D%/template.c %D%/template.h %D%/templates.def
libxtremor_la_SOURCES += %D%/template-xtreme-r.c
libxtremor_la_SOURCES += %D%/scorer.c %D%/scorer.h %D%/scorers.def
libxtremor_la_SOURCES += %D%/scorer-cosine.c
libxtremor_la_SOURCES += %D%/scorer-mc.c
libxtremor_la_SOURCES += %D%/model.c %D%/model.h
