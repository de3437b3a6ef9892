#!/bin/bash
# SPDX-License-Identifier: Apache-2.0 · what run does beside attack, score and rank: it adds the clean text, and keeps a claimed folder
top=$(cd "$srcdir" && pwd)
dir=$(mktemp -d "${TMPDIR:-.}/t-run-clean.XXXXXX") || exit 99
trap 'rm -rf "$dir"' EXIT
n=0
ok() {
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; fi
}
go() { # go OPTIONS…: a small run
	"$XTREMOR" run -q --data "$top/bench/sample/data" --split test --langs it --severities 1 -o "$dir/R" "$@" \
		"$top/bench/sample/checkpoints/toy-noise"
}

go --attacks swap >"$dir/board"
ok $? "a run with one attack named ends well"
[ -f "$dir/R/sets/none.0.0/it/test.it.jsonl" ]
ok $? "the clean text is made beside it"
grep -q '^1 .*toy-noise' "$dir/board"
ok $? "so that the checkpoint is ranked"
go --attacks swap | cmp -s - "$dir/board"
ok $? "given again it prints the same board"
! go --attacks romanise 2>"$dir/err" >"$dir/out"
ok $? "other options are refused"
[ -f "$dir/R/options.txt" ]
ok $? "and the folder keeps its options"
echo "1..$n"
