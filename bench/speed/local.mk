# SPDX-License-Identifier: Apache-2.0 · timings: make bench
EXTRA_PROGRAMS += %D%/encoder %D%/peak
bench_speed_peak_SOURCES = %D%/peak.c %D%/fma.c %D%/fma.h
bench_speed_encoder_SOURCES = %D%/encoder.c %D%/fma.c %D%/fma.h %D%/formula.h
CLEANFILES += %D%/encoder %D%/peak
EXTRA_PROGRAMS += %D%/attacks
bench_speed_attacks_SOURCES = %D%/attacks.c
CLEANFILES += %D%/attacks
EXTRA_PROGRAMS += %D%/forms
bench_speed_forms_SOURCES = %D%/forms.c
CLEANFILES += %D%/forms
EXTRA_DIST += %D%/race-attacks
