# SPDX-License-Identifier: Apache-2.0 · inspect --sets: what attacks change, and what a tokeniser absorbs
name=t-change
. "${srcdir:-.}/tests/tap.sh"
toy=$srcdir/bench/sample/checkpoints/toy-all

inspect() { "$XTREMOR" inspect -q "$@"; }

# A set whose figures can be counted by hand: two items of three letters a field, one edit. chrF is sacreBLEU's.
mkdir -p made/swap.3.0/en
line() # PREMISE IDX EDITS
{
	printf '{"premise": "%s", "choice1": "def", "choice2": "ghi", "question": "cause", "label": 0, "idx": %s, ' "$1" "$2"
	printf '"attack": "swap", "severity": 3, "seed": 0, "edits": [%s]}\n' "$3"
}
{
	line "bac" 0 '{"field": "premise", "begin": 0, "end": 2, "was": "ab", "now": "ba"}'
	line "abc" 1 ''
} >made/swap.3.0/en/test.en.jsonl
sum=$(sha256sum made/swap.3.0/en/test.en.jsonl)
printf '{"format": 1, "files": {"swap.3.0/en/test.en.jsonl": "%s"}}\n' "${sum%% *}" >made/manifest.json
by_hand()
{
	inspect --sets made >table && [ "$(sed -n 2p table)" = \
		"$(printf 'en\ttest\tswap\t3\t0\t2\t1\t1\t18\t2\t0.1111\t88.89')" ]
}
ok "a set without its clean text is measured, as counted by hand" by_hand
header='language split attack severity seed items touched edits graphemes changed distance chrf'
ok "the header is as documented" [ "$(head -n 1 table | tr '\t' ' ')" = "$header" ]

"$XTREMOR" attack -q --data "$srcdir/bench/sample/data" --split test --langs tr,zh,sw --attacks none,swap,romanise \
	--severities 1,5 -o sets >/dev/null
ok "a checkpoint's tokeniser is asked" inspect --sets sets --checkpoint "$toy"
cp out table
ok "its columns are as documented" [ "$(head -n 1 table | tr '\t' ' ')" = \
	"$header identical clean_tokens tokens growth unknown" ]
rows() { [ "$(sed 1d table | wc -l)" = 12 ] && ! grep -q '	none	' table; }
ok "there is a row for each attacked condition, and none for the clean text" rows
empty() { awk -F '\t' '$1 == "sw" && $3 == "romanise" && $7 + $8 + $10 + $11 == 0 && $12 == 100 && $16 == 1 { n++ }
	END { exit n != 2 }' table; }
ok "where nothing was changed nothing is measured" empty
harder() { awk -F '\t' '$3 == "swap" { d[$1, $4] = $11; c[$1, $4] = $12 }
	END { exit !(d["tr", 5] > d["tr", 1] && c["tr", 5] < c["tr", 1] && d["zh", 5] > d["zh", 1]) }' table; }
ok "more severity is more distance and less chrF" harder
tokens()
{
	"$XTREMOR" tokenize --checkpoint "$toy" >ids <<-EOF
	$(sed 's/.*"premise": "\([^"]*\)", "choice1": "\([^"]*\)", "choice2": "\([^"]*\)".*/\1\n\2\n\3/' \
		"$srcdir/bench/sample/data/tr/test.tr.jsonl")
	EOF
	wanted=$(awk '{ n += NF - 2 } END { print n }' ids) # <s> and </s> are no tokens of the text
	awk -F '\t' -v n="$wanted" '$1 == "tr" && $14 != n { exit 1 }' table
}
ok "clean tokens are those that tokenize gives" tokens
same() { inspect --threads 1 --sets sets --checkpoint "$toy" | cmp - table && inspect --threads 3 --sets sets \
	--checkpoint "$toy" | cmp - table; }
ok "the figures do not depend on threads" same
json() { inspect --json --sets sets --checkpoint "$toy" >json && [ "$(grep -c '"growth": ' json)" = 12 ] &&
	grep -q '"tokenizer_sha256"' json; }
ok "one JSON document has the same conditions" json

echo >>sets/swap.1.0/tr/test.tr.jsonl
ok "a file that is not the manifest's is absent, and told" says 3 "swap.1.0/tr/test.tr.jsonl: its sha256" inspect --sets sets
ok "no sets" says 1 "nowhere/manifest.json" inspect --sets nowhere
ok "no checkpoint there" says 1 "nowhere" inspect --sets sets --checkpoint nowhere
ok "sets and an operand do not go together" says 2 "no operand is wanted" inspect --sets sets data
ok "a checkpoint and an operand do not go together" says 2 "no operand is wanted" inspect --checkpoint "$toy" data
mkdir -p clean && "$XTREMOR" attack -q --data "$srcdir/bench/sample/data" --split test --langs tr --attacks none -o clean >/dev/null
ok "clean sets have nothing to measure" says 1 "has no attacked items to measure" inspect --sets clean
done_testing
