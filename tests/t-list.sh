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
cell() { # cell FILE LANGUAGE ATTACK: what the matrix says there
	awk -F '\t' -v row="$2" -v name="$3" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) c = i }
		$1 == row { print $c }' "$1"
}
[ "$(cell "$work/matrix" sw romanise)" = empty ] && [ "$(cell "$work/matrix" sw swap)" = 100.0 ]
ok $? "it says where an attack is declared empty"
printf 'mtu\tbinadamu\n' >"$work/sw.tsv"
printf '{"premise": "Mtu alifika.", "choice1": "Alikula.", "choice2": "Alilala.", "question": "effect", "label": 0, "idx": 0, "changed": false}\n' >"$work/test.sw.jsonl"
"$XTREMOR" list attacks --matrix --data "$work/test.sw.jsonl" --lexicon "sw=$work/sw.tsv" >"$work/one" 2>"$work/err"
[ "$(cell "$work/one" sw items)" = 1 ] && [ "$(cell "$work/one" sw synonym)" = 100.0 ]
ok $? "a lexicon of one's own counts"

for wrong in "" "nothing" "attacks languages" "attacks --matrix" "languages --matrix --data $top/bench/sample/data" \
	"attacks --matrix --data $top/bench/sample/data --lexicon sw"; do
	"$XTREMOR" list $wrong >"$work/out" 2>"$work/err"
	[ $? -eq 2 ] && [ -s "$work/err" ] && [ ! -s "$work/out" ]
	ok $? "'list $wrong' is a usage error" | sed "s|$top/||"
	n=$((n + 1))
done
"$XTREMOR" list attacks --matrix --data "$work/none" >"$work/out" 2>"$work/err"
[ $? -eq 1 ] && grep -q "$work/none" "$work/err"
ok $? "data that is not there is named, and the exit status is 1"
echo "1..$n"
