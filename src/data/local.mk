# SPDX-License-Identifier: Apache-2.0 · files of src/data
libxtremor_la_SOURCES += \
	%D%/item.c %D%/item.h \
	%D%/item-read.c %D%/item-read.h \
	%D%/item-xml.c
