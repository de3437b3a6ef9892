# SPDX-License-Identifier: Apache-2.0 · attack --review and --reviewed: pairs for people to judge, and what they reject
name=t-review
. "${srcdir:-.}/tests/tap.sh"
data=$srcdir/bench/sample/data

attack() { "$XTREMOR" attack -q --data "$data" --split test "$@"; }

ok "a review is written" attack --review 3 -o all
columns='id language attack severity seed idx field word becomes clean attacked verdict note'
ok "its columns are as documented" [ "$(head -n 1 all/review.tsv | tr '\t' ' ')" = "$columns" ]
ok "every row has thirteen fields" awk -F '\t' 'NF != 13 || $12 $13 != "" && NR > 1 { exit 1 }' all/review.tsv
pairs() # each language and attack has three pairs, or as many as there are items touched
{
	awk -F '\t' 'FNR == NR { if (FNR > 1) pair[$2 "\t" $3 "\t" $6 "\t" $7]; next }
		FNR == 1 { for (p in pair) { split(p, c, "\t"); n[c[1], c[2]]++ } }
		FNR > 1 && $3 == 1 && n[$1, $2] + 0 != ($5 < 3 ? $5 : 3) { print; bad = 1 }
		END { exit bad }' all/review.tsv "$1"
}
attack --review 3 -o again >table
ok "there are three pairs of each language and attack, or as many as items touched" pairs table
ok "the same command gives the same review" diff -r all again
attack --review 3 --threads 3 -o again >table
ok "threads make no difference, and a review that is the same may be there" diff -r all again
ids() { [ "$(cut -f 1 all/review.tsv | sort | uniq -d | wc -l)" = 0 ]; }
ok "no id stands twice" ids
stable()
{
	attack --langs tr --attacks swap --severities 1,5 --review 3 -o one &&
		awk -F '\t' '$2 == "tr" && $3 == "swap"' all/review.tsv >was && sed 1d one/review.tsv | cmp - was && [ -s was ]
}
ok "ids and pairs do not depend on what else is made" stable
from_sets() # the pairs are those of the sets, at the least severity
{
	awk -F '\t' '$2 == "tr" && $3 == "swap" { print $11 }' all/review.tsv | sort -u | while read -r text; do
		grep -qF "\"$text\"" all/swap.1.0/tr/test.tr.jsonl || return 1
	done
}
ok "pairs are of the sets" from_sets
other_seed() { attack --langs tr --attacks swap --seed 1 --review 3 -o seed && ! cmp -s seed/review.tsv one/review.tsv; }
ok "another seed shows other pairs" other_seed
ok "the sets verify beside their review" "$XTREMOR" verify all
page() { grep -q '<del>.*</del>' all/review.html && grep -q '<ins>.*</ins>' all/review.html && ! grep -Eq 'https?:|src=|href="' all/review.html &&
	[ "$(grep -c '<li data-row' all/review.html)" = $(($(wc -l <all/review.tsv) - 1)) ]; }
ok "the page has every edit marked, and needs nothing from elsewhere" page
filled() { sed 's/\t\t$/\taccept\tgood/' all/review.tsv >t && cp t all/review.tsv && says 1 "perhaps holds verdicts" \
	attack --review 3 -o all && cmp t all/review.tsv; }
ok "a review with verdicts is not overwritten" filled

# verdicts
sed '2,$s/\t\t$/\treject\t/' again/review.tsv >reject.tsv
ok "what was rejected is left out" attack --review 3 --reviewed reject.tsv -o without
gone()
{
	for file in reject.tsv without/review.tsv; do cut -f 2,3,8,9 $file | sed 1d | sort -u >$file.keys; done
	[ -s without/review.tsv.keys ] && [ -z "$(comm -12 reject.tsv.keys without/review.tsv.keys)" ]
}
ok "no rejected edit comes again" gone
nowhere() # nor anywhere in the sets: swap in Turkish, where a word has one edit at severity 1
{
	awk -F '\t' '$2 == "tr" && $3 == "swap" { print $9 }' reject.tsv >words
	[ -s words ] && ! grep -qwFf words without/swap.1.0/tr/test.tr.jsonl
}
ok "nor anywhere in the sets" nowhere
ok "the sets verify" "$XTREMOR" verify without
ok "the manifest names the verdicts" grep -q '"path": "reject.tsv", "sha256": ' without/manifest.json
sed '2,$s/\t\t$/\taccept\t/' again/review.tsv >accept.tsv
accepted()
{
	attack --langs tr --reviewed accept.tsv -o accepted >/dev/null && attack --langs tr -o plain >/dev/null &&
		diff -r -x manifest.json accepted plain
}
ok "what was accepted changes nothing" accepted
others() { echo >>accept.tsv; echo '# more' >>accept.tsv; says 1 "another content of accept.tsv" attack --langs tr \
	--reviewed accept.tsv --seed 3 -o accepted; }
ok "verdicts that were changed are not added to sets" others
two() { attack --langs tr --attacks swap --reviewed reject.tsv --reviewed accept.tsv -o two; }
ok "several people's verdicts are taken" two
sed '2s/\t\t$/\tmaybe\t/' again/review.tsv >maybe.tsv
ok "a verdict that is none is refused, by file and line" says 1 "maybe.tsv:2: verdict 'maybe'" \
	attack --reviewed maybe.tsv -o x
hands() # what a spreadsheet and hands make of a file
{
	{ printf '\357\273\277' && sed 's/$/\r/; 2,$s/\treject\t/\t Reject \t/' reject.tsv; } >excel.tsv &&
		attack --review 3 --reviewed excel.tsv -o excel && diff -r -x manifest.json -x '*.keys' without excel
}
ok "a byte-order mark, blanks and capitals do no harm" hands
: >empty.tsv
ok "an empty file is refused" says 1 "empty.tsv:1: the first row must name the columns" attack --reviewed empty.tsv -o x
sed '2s/\t[a-z]*\t/\txx\t/' reject.tsv >strange.tsv
ok "a language that is not there is refused" says 1 "strange.tsv:2: there is no language 'xx'" \
	attack --reviewed strange.tsv -o x
ok "a review of joined attacks alone says that it has no rows" says 0 "joined/review.tsv has no rows" "$XTREMOR" attack \
	--data "$data" --split test --langs tr --attacks swap+romanise --severities 1 --review 2 -o joined
ok "a file that is not there is refused" says 1 "nowhere.tsv" attack --reviewed nowhere.tsv -o x
ok "no pair is refused" says 2 "a whole number from 1" attack --review 0 -o x
ok "a review is not streamed" says 2 "does not go with -o -" attack --langs tr --attacks swap --severities 3 --review 1 -o -
ok "a suite leaves no room for verdicts" says 2 "leave --reviewed out" attack --suite xcopa-r1 --reviewed reject.tsv -o x
ok "nothing is left of what was refused" [ ! -e x ]
done_testing
