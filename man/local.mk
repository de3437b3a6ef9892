# SPDX-License-Identifier: Apache-2.0 · the manual: hand-written mdoc
dist_man_MANS += %D%/xtremor-languages.7
