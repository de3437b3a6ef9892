# SPDX-License-Identifier: Apache-2.0 · files of src/data
libxtremor_la_SOURCES += \
	%D%/item.c %D%/item.h \
	%D%/item-read.c %D%/item-read.h \
	%D%/item-plain.c \
	%D%/item-xml.c \
	%D%/data.c %D%/data.h \
	%D%/manifest.c %D%/manifest.h \
	%D%/attackset.c %D%/attackset.h %D%/attackset-read.h \
	%D%/verify.c \
	%D%/audit.c %D%/audit.h \
	%D%/audit-file.c %D%/audit-file.h \
	%D%/audit-put.c \
	%D%/repair.c %D%/repair.h
