# SPDX-License-Identifier: Apache-2.0 · xtremor list: tables with a header, the same rows as the folders and list.def
n=0
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
ok() { # ok STATUS NAME
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then echo "ok $n - $2"; else echo "not ok $n - $2"; sed 's/^/# /' "$work/err"; fi
}
top=$(cd "$srcdir" && pwd)

for what in languages attacks templates scorers suites isas; do
	"$XTREMOR" list $what >"$work/$what" 2>"$work/err"
	ok $? "list $what exits 0"
	[ "$(awk -F '\t' 'NR == 1 { n = NF } NF != n { bad++ } END { print (n > 1 && NR > 1 && !bad) }' "$work/$what")" = 1 ]
	ok $? "list $what prints a table with a header"
done
(cd "$top/langs" && ls -d */ | tr -d /) >"$work/folders"
sed 1d "$work/languages" | cut -f 1 | cmp -s - "$work/folders"
ok $? "the languages are the folders"
sed -n 's/^ATTACK(\(.*\))$/\1/p' "$top/perturb/list.def" >"$work/rows"
sed 1d "$work/attacks" | cut -f 1 | cmp -s - "$work/rows"
ok $? "the attacks are the rows of list.def"
[ "$(cut -f 3 "$work/isas" | grep -c yes)" = 1 ]
ok $? "one instruction set is the default"

"$XTREMOR" list attacks --matrix --data "$top/bench/sample/data" >"$work/matrix" 2>"$work/err"
ok $? "list attacks --matrix exits 0"
[ "$(wc -l <"$work/matrix")" = 13 ]
ok $? "the matrix has a row for each language of the data"
# cell MATRIX LANGUAGE COLUMN: what stands there
cell() {
	awk -F '\t' -v lang="$2" -v name="$3" \
		'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) column = i } $1 == lang { print $column }' "$1"
}
[ "$(cell "$work/matrix" sw romanise)" = empty ] && [ "$(cell "$work/matrix" sw swap)" = 100.0 ]
ok $? "it says where an attack is declared empty"
[ "$(cell "$work/matrix" sw lexicons)" = Apache-2.0 ]
ok $? "it says under which licence our own words are"
[ "$(head -1 "$work/matrix" | tr '\t' '\n' | sed '1,2d;$d')" = "$(grep -v '^none$' "$work/rows")" ]
ok $? "it has a column for each attack"
printf 'mtu\tbinadamu\n' >"$work/sw.tsv"
printf 'alikula ate\n' >"$work/pairs.txt"
mkdir -p "$work/data/sw"
line() { printf '{"premise": "%s", "choice1": "Alikula.", "choice2": "Alilala.", "question": "effect", "label": 0, "idx": 0, "changed": false}\n' "$1"; }
line "Mtu alifika." >"$work/data/sw/test.sw.jsonl"
line "Aliona." >"$work/data/sw/val.sw.jsonl"
"$XTREMOR" list attacks --matrix --data "$work/data/sw/test.sw.jsonl" --lexicon "sw=$work/sw.tsv" --pairs "sw=$work/pairs.txt" \
	>"$work/one" 2>"$work/err"
[ "$(cell "$work/one" sw synonym)" = 100.0 ] && [ "$(cell "$work/one" sw codemix)" = 100.0 ]
ok $? "a lexicon and pairs of one's own count"
[ "$(cell "$work/one" sw lexicons)" = "Apache-2.0; $work/sw.tsv: not stated; $work/pairs.txt: not stated" ]
ok $? "and are named with their licences"
"$XTREMOR" list attacks --matrix --data "$work/data" --split val,test >"$work/two" 2>"$work/err"
[ "$(cell "$work/two" sw items:val)" = 1 ] && [ "$(cell "$work/two" sw items:test)" = 1 ] &&
	[ "$(cell "$work/two" sw synonym:val)" = 0.0 ] && [ "$(cell "$work/two" sw synonym:test)" = 100.0 ]
ok $? "two splits stand side by side"

for wrong in "" "nothing" "attacks languages" "attacks --matrix" "languages --matrix --data $top/bench/sample/data" \
	"attacks --matrix --data $top/bench/sample/data --lexicon sw" \
	"attacks --matrix --data $top/bench/sample/data --lexicon xx=words" \
	"attacks --matrix --data $top/bench/sample/data --split test,test" \
	"attacks --matrix --data $top/bench/sample/data --langs tr,tr" \
	"attacks --matrix --data $top/bench/sample/data --pairs =x"; do
	"$XTREMOR" list $wrong >"$work/out" 2>"$work/err"
	[ $? -eq 2 ] && [ -s "$work/err" ] && [ ! -s "$work/out" ]
	ok $? "'list $wrong' is a usage error" | sed "s|$top/||"
	n=$((n + 1))
done
"$XTREMOR" list languages --split test 2>&1 | grep -q 'option --split goes with --matrix'
ok $? "an option of the other form is named"
"$XTREMOR" list attacks --data x 2>&1 | grep -q 'option --matrix is missing'
ok $? "an option that is missing is named"
"$XTREMOR" list attacks --matrix --data "$work/none" >"$work/out" 2>"$work/err"
[ $? -eq 1 ] && grep -q "$work/none" "$work/err"
ok $? "data that is not there is named, and the exit status is 1"
echo "1..$n"
