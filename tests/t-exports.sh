#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 · the shared library exports what xtremor.h declares, and nothing else
lib=$top_builddir/.libs/libxtremor.so
if [ ! -e "$lib" ] || ! command -v nm >/dev/null; then
	echo "1..0 # SKIP no shared library was built, or nm is missing"
	exit 0
fi
declared=$(sed -n 's/^XT_API .*[ *]\(xt_[a-z0-9_]*\)(.*/\1/p' "$srcdir/src/xtremor.h" | sort)
exported=$(nm -D --defined-only "$lib" | awk '{ print $NF }' | sort)
echo 1..2
if [ -n "$declared" ]; then echo "ok 1 - xtremor.h declares functions"; else echo "not ok 1 - xtremor.h declares functions"; fi
if [ "$declared" = "$exported" ]; then
	echo "ok 2 - the exported symbols are those of xtremor.h"
else
	echo "not ok 2 - the exported symbols are those of xtremor.h"
	printf '# declared: %s\n# exported: %s\n' "$(echo $declared)" "$(echo $exported)"
fi
