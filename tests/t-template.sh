# SPDX-License-Identifier: Apache-2.0 · score --template: native words, files, and hashes in journal and results
n=0
work=$(mktemp -d "${TMPDIR:-.}/t-template.XXXXXX") || exit 99
trap 'rm -rf "$work"' EXIT
ok() { # ok STATUS NAME
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$work/err"; fi
}
toy=$srcdir/bench/sample/checkpoints/toy-all
score() { # score OUT OPTION…
	out=$1
	shift
	"$XTREMOR" score --sets "$work/sets" --isa plain -o "$work/$out.h5" "$@" "$toy" 2>"$work/err"
}

"$XTREMOR" attack -q --data "$srcdir/bench/sample/data" --split test --langs th,tr --attacks none -o "$work/sets" >/dev/null 2>"$work/err"
for t in jiant lm-eval lm-eval-fixed xcopa-paper xtreme-r; do
	score $t --template $t && grep -q "template $t\$" "$work/err"
	ok $? "$t scores, and is named"
done
"$XTREMOR" rank --format tsv "$work/lm-eval.h5" 2>"$work/err" | cut -f 15 | grep -qx lm-eval
ok $? "the board names the template"
printf '[template]\nfirst = {premise|unstop} {question}\nsecond = {choice|lower-locale}\n' >"$work/mine.ini"
score mine --template "custom:$work/mine.ini"
ok $? "a template is read from a file"
name=$(sed -n 's/.*template \(custom:[0-9a-f]\{8\}\)$/\1/p' "$work/err")
"$XTREMOR" rank --format tsv "$work/mine.h5" | cut -f 15 | grep -qx "$name"
ok $? "and the board calls it by its hash"
score mine --template "custom:$work/mine.ini" --resume
ok $? "a finished run with the same file is left alone"
echo 'cut = start' >>"$work/mine.ini"
score mine --template "custom:$work/mine.ini" --resume
[ $? -eq 1 ] && grep -q "with template=$name where this has template=custom:" "$work/err"
ok $? "with another file of the same name it is refused"
echo 'cut = middle' >"$work/mine.ini"
score other --template "custom:$work/mine.ini"
[ $? -eq 1 ] && grep -q "mine.ini:1" "$work/err" && [ ! -e "$work/other.h5" ]
ok $? "a wrong file is refused with its line before anything is scored"
score other --template custom
[ $? -eq 2 ] && grep -q 'write custom:FILE' "$work/err"
ok $? "custom without a file is a usage error"
score other --template none
[ $? -eq 2 ] && grep -q 'list templates' "$work/err"
ok $? "so is a template that there is not"
echo "1..$n"
