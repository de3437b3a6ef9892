# SPDX-License-Identifier: Apache-2.0 · files of bench

include bench/speed/local.mk
