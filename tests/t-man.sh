#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 · the manual: pages lint, SYNOPSIS equals -h, every example runs
if ! command -v mandoc >/dev/null; then
	echo "1..0 # SKIP mandoc is missing (Debian: mandoc)"
	exit 0
fi
top=$(cd "$srcdir" && pwd)
man=$top/man
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
n=0

report() { # report STATUS NAME LOG
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		echo "not ok $n - $2"
		sed 's/^/# /' "$3"
	fi
}

# The text of one section, white space folded.
section() {
	mandoc -T utf8 -O width=1000 "$1" | perl -CSD -pe 's{.\x08}{}g' | awk -v s="$2" '/^[A-Z]/ { on = ($0 == s); next } on' |
		tr -s ' \t\n' '   ' | sed 's/^ //; s/ $//'
}

lint() {
	for page in "$man"/*.[157]; do
		mandoc -T lint -W warning "$page" >"$work/log" 2>&1
		report $? "$(basename "$page") lints clean" "$work/log"
		for s in NAME DESCRIPTION 'SEE ALSO'; do
			grep -q "^\.Sh $s" "$page" || { echo "no section $s" >"$work/log"; report 1 "$(basename "$page") has $s" "$work/log"; }
		done
		missing=$(sed -n 's/^\.Xr \(xtremor[a-z-]*\) \([157]\).*/\1.\2/p' "$page" | sort -u | while read -r other; do
			[ -f "$man/$other" ] || echo "$other"
		done)
		echo "there is no $missing" >"$work/log"
		[ -z "$missing" ]
		report $? "$(basename "$page") refers to pages that are there" "$work/log"
	done
}

# A quote that ends before another macro on the line stays open in groff and in mandoc alike.
quotes() {
	grep -nE '^\.(.* )?([PBDQS]q|Op) (.* )?[DQS]q .* ([DQSP]q|No|Li|Cm|Pa|Ar|Fl) ' "$man"/*.[157] >"$work/log"
	[ ! -s "$work/log" ]
	report $? "no quote takes in what follows it" "$work/log"
}

# What an entry promises is what the list says.
promises() {
	"$XTREMOR" list attacks | sed 1d | while IFS="$(printf '\t')" read -r attack unit keeps summary; do
		[ "$keeps" = - ] && keeps=nothing
		awk -v s=".Ss $attack" '/^\.S[sh] / { on = ($0 == s) } on' "$man/xtremor-attacks.7" |
			grep -qx "Promised: $(echo "$keeps" | sed 's/,/, /g')\." || echo "$attack"
	done >"$work/log"
	[ ! -s "$work/log" ]
	report $? "xtremor-attacks(7) promises what 'list attacks' prints" "$work/log"
}

# What a language's folder may have: every section that is read, every kind of file that is there.
folders() {
	page=$man/xtremor-languages.7
	{
		sed -n '/KNOWN\[\] = {/,/^};/p' "$top/langs/lang.c" | grep -o '{"[a-z]*"' | tr -d '{"' | while read -r name; do
			grep -Eq "^\.Pq Bq $name [.,]$" "$page" || echo "[$name]"
		done
		(cd "$top/langs" && ls */* *.tsv) | sed 's|.*/||; s|.*\.rules|*.rules|' | sort -u | while read -r name; do
			grep -qF "Pa $name" "$page" || grep -qF "Pa langs/$name" "$page" || echo "$name"
		done
	} >"$work/log"
	[ ! -s "$work/log" ]
	report $? "xtremor-languages(7) names every section and file of a language" "$work/log"
}

synopsis() {
	for command in $("$XTREMOR" -h | sed -n 's/^  \([a-z]*\) .*/\1/p'); do
		page=$man/xtremor-$command.1
		"$XTREMOR" "$command" -h | awk '/^usage:/ { sub(/^usage:/, ""); on = 1 } /^$/ { on = 0 } on' |
			tr -s ' \t\n' '   ' | sed 's/^ //; s/ $//' >"$work/usage"
		section "$page" SYNOPSIS >"$work/page" 2>/dev/null
		cmp -s "$work/usage" "$work/page"
		status=$?
		(echo "-h:   $(cat "$work/usage")"; echo "page: $(cat "$work/page")") >"$work/log"
		report $status "SYNOPSIS of xtremor-$command(1) equals -h" "$work/log"
		for s in OPTIONS 'EXIT STATUS' EXAMPLES; do
			grep -q "^\.Sh $s" "$page" || { echo "no section $s" >"$work/log"; report 1 "xtremor-$command.1 has $s" "$work/log"; }
		done
		missing=
		for option in $("$XTREMOR" "$command" -h | sed -n 's/^  -\(.\), --\([a-z-]*\).*/\1|-\2/p; s/^      --\([a-z-]*\).*/-\1/p'); do
			case $option in
			q* | -help) continue ;; # common to all commands, in xtremor(1)
			esac
			grep -Eq "^\.It.* ?Fl ($option)( |$)" "$page" || missing="$missing -$option"
		done
		echo "not described:$missing" >"$work/log"
		[ -z "$missing" ]
		report $? "xtremor-$command(1) describes every option" "$work/log"
	done
}

# Each page's examples run one after the other in a folder of their own that looks like the source tree.
examples() {
	mkdir "$work/bin"
	ln -s "$XTREMOR" "$work/bin/xtremor"
	for page in "$man"/*.[157]; do
		name=$(basename "$page")
		dir=$work/$name
		mkdir -p "$dir/bench" && cp -r "$top/bench/sample" "$dir/bench/" && chmod -R u+w "$dir"
		sed -n 's/^\.Dl \$ //p' "$page" | sed 's/\\(aq/'"'"'/g; s/\\e/\\/g; s/\\&//g; s/\\-/-/g; s/\\(dq/"/g; s/\\(rs/\\/g' >"$work/commands"
		while IFS= read -r line; do
			(cd "$dir" && PATH=$work/bin:$PATH XTREMOR_DATADIR=$top sh -c "$line") >"$work/log" 2>&1 </dev/null
			report $? "$name: $line" "$work/log"
		done <"$work/commands"
		rm -rf "$dir"
	done
}

lint
quotes
promises
folders
synopsis
examples
echo "1..$n"
