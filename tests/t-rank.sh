#!/bin/bash
# SPDX-License-Identifier: Apache-2.0 · xtremor rank as a user meets it: what it prints, where, and how it ends
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
golden=$(cd "$srcdir" && pwd)/tests/golden
board=$top_builddir/tests/t-board
n=0

ok() { # ok STATUS NAME
	n=$((n + 1))
	[ "$1" -eq 0 ] && echo "ok $n - $2" || echo "not ok $n - $2"
}

ends() { # ends STATUS NAME COMMAND…: out and err are kept
	local wanted=$1 name=$2
	shift 2
	"$XTREMOR" rank "$@" >out 2>err
	[ $? -eq "$wanted" ]
	ok $? "$name"
}

cd "$work" || exit 1
"$board" h5 results.h5 && "$board" other other.h5
ok $? "made-up results are written"
ends 0 "a board is printed" results.h5
cmp -s out "$golden/board.text"
ok $? "it is the golden one"
ends 0 "the same file twice is fine" results.h5 results.h5
cmp -s out "$golden/board.text"
ok $? "and changes nothing"
ends 0 "a board is written to a file" --format tsv -o board.tsv results.h5
cmp -s board.tsv "$golden/board.tsv" && [ ! -s out ]
ok $? "and not to standard output"
ends 0 "a board is written to standard output by -" -o - results.h5
cmp -s out "$golden/board.text" && [ ! -e - ]
ok $? "and to no file of that name"
ends 2 "no name of a file is wrong usage" -o "" results.h5
ends 1 "files that disagree are refused" results.h5 other.h5
grep -q '^xtremor rank: results.h5 and other.h5: language et, attack swap, severity 1, seed 0: ' err && [ ! -s out ]
ok $? "by their names and the condition"
ends 3 "a board without a file that cannot be read ends with 3" results.h5 absent.h5
grep -q absent.h5 err && cmp -s out "$golden/board.text"
ok $? "names that file, and has the others"
ends 1 "no file that can be read is a failure" absent.h5
ends 1 "a board that cannot be written is a failure" -o no/such/folder results.h5
ends 2 "no file is wrong usage" --format tsv
ends 2 "a form that there is not is wrong usage" --format docx results.h5
grep -q 'text|tsv|markdown' err
ok $? "and the message lists the forms"
if [ -c /dev/full ]; then
	"$XTREMOR" rank results.h5 >/dev/full 2>err
	[ $? -eq 1 ]
	ok $? "a full disk behind standard output is a failure"
fi
! LC_ALL=C grep -q $'\033' "$golden/board.text" "$golden/board.tsv" "$golden/board.markdown"
ok $? "no control character of a name reaches the terminal"
echo "1..$n"
