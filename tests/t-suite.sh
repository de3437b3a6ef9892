# SPDX-License-Identifier: Apache-2.0 · suites: what they fix, what is refused, and the hashes of what they make
name=t-suite
. "${srcdir:-.}/tests/tap.sh"
data=$srcdir/bench/sample/data

attack() { "$XTREMOR" attack -q --data "$data" --split test "$@"; }

# what a suite fixes
ok "a suite is attacked" attack --langs et,tr,zh --suite xcopa-r1 -o suite
attacks=$("$XTREMOR" list suites | awk -F '\t' '$1 == "xcopa-r1" { print $2 }')
by_hand() { attack --langs et,tr,zh --attacks "$attacks" -o hand && diff -r suite hand; }
ok "… as its options would by hand" by_hand
for option in "--attacks swap" "--severities 3" "--seed 1" "--fields premise" "--lexicon tr=x" --system-data; do
	# shellcheck disable=SC2086 # an option and its value
	ok "a suite leaves no room for $option" says 2 "leave ${option%% *} out" attack --suite xcopa-r1 $option -o x
done
ok "a suite that is not there is refused" says 2 "there is no suite 'bogus'" attack --suite bogus -o x
ok "a suite is no path" says 2 "a name has a-z" attack --suite ../suites/xcopa-r1 -o x
ok "nothing is left of what was refused" [ ! -e x ]

# suites of one's own
mkdir -p own/bench/suites && ln -s "$srcdir/langs" own/langs
suite() # KEY VALUE: the suite "mine", one key changed; an empty value leaves the key out
{
	sed "s/^$1 = .*/$1 = $2/" >own/bench/suites/mine.ini <<-'INI'
	[suite]
	name = mine
	summary = a test
	[attack]
	attacks = swap swap+romanise
	severities = 2 4
	seeds = 0 7
	fields = premise choice1
	[score]
	template = xtreme-r
	INI
	sed -i '/= $/d' own/bench/suites/mine.ini
}
mine() { XTREMOR_DATADIR=$PWD/own attack --langs tr "$@" --suite mine -o mine; }
suite none none
two_seeds()
{
	rm -rf mine hand
	mine && attack --langs tr --attacks swap,swap+romanise --severities 2,4 --fields premise,choice1 -o hand &&
		attack --langs tr --attacks swap,swap+romanise --severities 2,4 --fields premise,choice1 --seed 7 -o hand &&
		diff -r mine hand && [ "$(find mine -name '*.jsonl' | wc -l)" = 8 ]
}
ok "a suite in XTREMOR_DATADIR is found, and each of its seeds made" two_seeds
ok "it is listed" says 0 "mine	swap,swap+romanise	2,4	0,7	xtreme-r	a test" env XTREMOR_DATADIR="$PWD/own" "$XTREMOR" list suites
refused() # WORDS KEY VALUE
{
	suite "$2" "$3"
	says 2 "$1" mine
}
ok "a name that is not the file's" refused "mine.ini:2: name: 'other': is not the file's name" name other
ok "an attack that is not there" refused "mine.ini:5: attacks: 'bogus': there is no attack" attacks "swap bogus"
ok "an attack twice" refused "'swap': stands twice" attacks "swap swap"
ok "a severity out of order" refused "severities: '3': 1 to 5 are wanted, ascending" severities "4 3"
ok "a severity over 5" refused "severities: '6': 1 to 5" severities 6
ok "a seed that is no number" refused "seeds: '-1': whole numbers" seeds -1
ok "a seed over 63 bits" refused "seeds: '9223372036854775808': whole" seeds 9223372036854775808
ok "a seed twice" refused "seeds: '7': whole numbers below 2^63 are wanted, ascending" seeds "7 7"
ok "a field that is not there" refused "fields: 'label': premise" fields label
ok "a template that is not there" refused "template: 'bogus': there is no such template" template bogus
ok "a key that is missing" refused "[attack] needs the key 'seeds'" seeds ''
suite none none && echo 'extra = 1' >>own/bench/suites/mine.ini
ok "a key that is not known" says 2 "[score] has no key 'extra'" mine

# a run
run() { "$XTREMOR" run -q --data "$data" --split test --langs tr "$@" -o run "$srcdir/bench/sample/checkpoints/toy-en"; }
suite none none
XTREMOR_DATADIR=$PWD/own
in_run()
{
	export XTREMOR_DATADIR
	run --suite mine >board && grep -q '^suite.template=xtreme-r' run/options.txt && ! grep -q ^template run/options.txt &&
		[ -e run/sets/swap+romanise.4.7 ] && [ -e run/sets/none.0.0 ] && run --suite mine | cmp - board
}
ok "a suite runs, its template too, and runs again" in_run
changed() { suite severities "2 5" && says 1 "suite.severity" run --suite mine; }
ok "a suite that was changed is another run" changed
ok "a suite leaves no room for a template" says 2 "leave --template out" run --suite mine --template xtreme-r
unset XTREMOR_DATADIR

# the frozen hashes
golden=$srcdir/bench/suites/xcopa-r1.golden.tsv
TMPDIR=$scratch sh "$srcdir/bench/suites/make-golden" xcopa-r1 >now 2>err || sed 's/^/# /' err
versions() { sed -n 's/^# versions: //p' "$1"; }
differ() # DATA: rows of it that are not the golden ones, where the clean items are the same
{
	awk -F '\t' -v data="$1" '
		$1 != data { next }
		FNR == NR { was[$2, $3] = $4; next }
		$3 == "none" { same[$2] = was[$2, $3] == $4 }
		{ now[$2, $3] = $4 }
		END {
			for (key in now) {
				split(key, part, SUBSEP)
				if (!same[part[1]] && part[2] == "none")
					print "other items: " part[1]
				else if (same[part[1]] && was[key] != now[key])
					print part[1] " " part[2]
			}
		}' "$golden" now | LC_ALL=C sort
}
same_hashes() # DATA
{
	differ "$1" >differ.txt
	if [ "$(versions "$golden")" = "$(versions now)" ] && ! grep -q "^other items" differ.txt; then
		echo "bench/suites/make-golden -o writes the table again, where that is meant; these differ:"
		cat differ.txt
		[ ! -s differ.txt ]
	fi
}
for set in sample xcopa; do
	if [ $set = xcopa ] && [ ! -d "${XTREMOR_SHARED:-$srcdir/../shared}/data/xcopa" ]; then
		count=$((count + 1))
		echo "ok $count - the sets of XCOPA are the frozen ones # SKIP data/xcopa is not there"
		continue
	fi
	ok "the sets of $set are the frozen ones, or the versions are others" same_hashes $set
	[ -s differ.txt ] && echo "# made with $(versions now), frozen with $(versions "$golden"); these differ:" &&
		sed 's/^/#   /' differ.txt
done
done_testing
