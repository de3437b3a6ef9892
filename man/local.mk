# SPDX-License-Identifier: Apache-2.0 · the manual: hand-written mdoc
dist_man_MANS += %D%/xtremor-attack.1
dist_man_MANS += %D%/xtremor-attacks.7
dist_man_MANS += %D%/xtremor-attackset.5
dist_man_MANS += %D%/xtremor-inspect.1
dist_man_MANS += %D%/xtremor-languages.7
dist_man_MANS += %D%/xtremor-list.1
dist_man_MANS += %D%/xtremor-rank.1
dist_man_MANS += %D%/xtremor-results.5
dist_man_MANS += %D%/xtremor-run.1
dist_man_MANS += %D%/xtremor-score.1
dist_man_MANS += %D%/xtremor-tokenize.1
dist_man_MANS += %D%/xtremor-verify.1
dist_man_MANS += %D%/xtremor.1
