#!/bin/bash
# SPDX-License-Identifier: Apache-2.0 · the bash completion, asked as bash would ask it
n=0
check() { # check NAME WANTED-WORD WORDS…: the last of WORDS is being typed
	local name=$1 wanted=$2
	shift 2
	COMP_WORDS=("$@")
	COMP_CWORD=$(($# - 1))
	COMPREPLY=()
	_xtremor
	n=$((n + 1))
	case " ${COMPREPLY[*]} " in
	*" $wanted "*) echo "ok $n - $name" ;;
	*) echo "not ok $n - $name"; echo "# got: ${COMPREPLY[*]}" ;;
	esac
}

compopt() { :; } # only inside a real completion
script=$("$XTREMOR" --completion bash) && eval "$script"
check "commands complete" attack xtremor att
check "commands are all offered" rank xtremor ""
check "a command's options complete" --severities xtremor attack --sev
check "common options complete" --quiet xtremor attack --q
check "an option's words complete" markdown xtremor rank --format m
cd "$srcdir" || exit 1
check "files complete as operands" README.md xtremor inspect READ
for command in $("$XTREMOR" -h | sed -n 's/^  \([a-z]*\) .*/\1/p'); do
	for option in $("$XTREMOR" "$command" -h | grep -o -- '--[a-z0-9-]*' | sort -u); do
		[ "$option" != --usage ] && check "$command completes $option" "$option" xtremor "$command" "$option"
	done
done
echo "1..$n"
