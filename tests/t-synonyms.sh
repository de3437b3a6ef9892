#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 · the seed lexicons have the form that the manual promises
check=${srcdir:-.}/langs/check-synonyms
count=0
failed=0

report() { # result name
	count=$((count + 1))
	if [ "$1" = 0 ]; then
		echo "ok $count - $2"
	else
		echo "not ok $count - $2"
		failed=1
	fi
}

if ! command -v python3 >/dev/null; then
	echo "ok 1 - every lexicon of langs/ is well formed # SKIP no python3"
	echo 1..1
	exit 0
fi
folder=$(mktemp -d "${TMPDIR:-.}/synonyms.XXXXXX") || exit 99
trap 'rm -rf "$folder"' EXIT

python3 -B "$check" >"$folder/said" 2>&1
report $? "every lexicon of langs/ is well formed"
sed 's/^/# /' "$folder/said"

head='# SPDX-License-Identifier: Apache-2.0 · words\n# D = a dictionary\n'
columns='word\tsynonym\tpos\tsource\n'

# A bad table is refused, and the message says what is wrong where: name, what the message must hold, table.
refused() {
	printf "$3" >"$folder/bad.tsv"
	python3 -B "$check" "$folder/bad.tsv" >"$folder/said" 2>&1
	[ $? = 1 ] && grep -Fq "bad.tsv:$2" "$folder/said"
	report $? "a table with $1 is refused"
}

printf "$head${columns}sofa\tcouch\tnoun\tD\nat once\tright away\tadv\tD\n" >"$folder/good.tsv"
python3 -B "$check" "$folder/good.tsv" >"$folder/said" 2>&1
report $? "a well formed table passes"
refused "no SPDX line" "1: no SPDX line" "# words\n# D = a dictionary\n${columns}a\tb\tnoun\tD\n"
refused "another header" "3: another header" "${head}word\tsynonym\na\tb\tnoun\tD\n"
refused "three columns" "4: 3 columns" "$head${columns}a\tb\tnoun\n"
refused "a word as its own synonym" "4: 'a' is its own" "$head${columns}a\ta\tnoun\tD\n"
refused "a pair twice" "5: 'a' to 'b' again" "$head${columns}a\tb\tnoun\tD\na\tb\tadj\tD\n"
refused "a capital" "4: 'Bed' is not lower" "$head${columns}Bed\tcot\tnoun\tD\n"
refused "a decomposed letter" "4: 'e" "$head${columns}e\314\201t\tb\tnoun\tD\n"
refused "an unknown part of speech" "4: part of speech 'thing'" "$head${columns}a\tb\tthing\tD\n"
refused "a source that its head does not explain" "4: source 'X'" "$head${columns}a\tb\tnoun\tX\n"
refused "letters of two scripts" "4: CYRILLIC letters" "$head${columns}sofa\tс\tnoun\tD\n"
refused "a digit" "4: U+0031 in 'a1'" "$head${columns}a1\tb\tnoun\tD\n"
refused "an entry of five words" "4: 'at the end of it' is" "$head${columns}at the end of it\tfinally\tadv\tD\n"
refused "an empty word" "4: empty" "$head$columns\tb\tnoun\tD\n"
pairs='word\tenglish\tpos\tsource\n'
printf "$head${pairs}มือถือ\tphone\tnoun\tD\nครู\tteacher\tnoun\tD\n" >"$folder/good.tsv"
python3 -B "$check" "$folder/good.tsv" >"$folder/said" 2>&1
report $? "a well formed table of English words passes"
refused "an English word in another script" "4: THAI letters" "$head${pairs}มือถือ\tโฟน\tnoun\tD\n"
refused "a word that is English already" "4: 'laptop' is its own" "$head${pairs}laptop\tlaptop\tnoun\tD\n"
refused "no newline at the end" "4: no newline" "$head${columns}a\tb\tnoun\tD"
refused "no rows" "3: no rows" "$head$columns"

echo "1..$count"
exit $failed
