#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 · tests of xtremor tokenize
dir=$(mktemp -d "${TMPDIR:-.}/t-tokenize.XXXXXX") || exit 99
trap 'rm -rf "$dir"' EXIT
cp "$srcdir/tests/golden/model/tiny.model" "$dir/sentencepiece.bpe.model"
n=0
check() {
	n=$((n + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $n - $1"
	else
		echo "not ok $n - $1"
		printf '%s\n' "got: $2" "wanted: $3" | sed 's/^/# /'
	fi
}

out=$(printf 'a\n\nfine\n' | $XTREMOR tokenize --checkpoint "$dir")
check 'each line gets its ids between <s> and </s>, an empty one too' "$out" '0 4 6 2
0 2
0 4 49 7 8 12 2'
out=$(printf 'a' | $XTREMOR tokenize --checkpoint "$dir")
check 'a last line needs no newline' "$out" '0 4 6 2'
out=$($XTREMOR tokenize --checkpoint "$dir" </dev/null)
check 'no lines give none' "$out" ''
out=$(printf 'a\nb\377\nc\n' | $XTREMOR tokenize --checkpoint "$dir" 2>"$dir/err"; echo "status $?")
check 'invalid UTF-8 stops with status 1 behind the lines before it' "$out" '0 4 6 2
status 1'
check 'and is named by line and byte' "$(cat "$dir/err")" \
	'xtremor tokenize: standard input:2: invalid UTF-8 or NUL at byte 1: save the text as UTF-8'
printf 'a\0b\n' | $XTREMOR tokenize --checkpoint "$dir" >/dev/null 2>&1
check 'a NUL stops it too' $? 1
$XTREMOR tokenize </dev/null >/dev/null 2>&1
check 'without a checkpoint it is a usage error' $? 2
$XTREMOR tokenize --checkpoint "$dir" text </dev/null >/dev/null 2>&1
check 'an operand is a usage error' $? 2
$XTREMOR tokenize --checkpoint "$dir/none" </dev/null >/dev/null 2>"$dir/err"
check 'a folder that is not there is an error' "$? $(grep -c 'no such checkpoint folder' "$dir/err")" '1 1'
echo "1..$n"
