# SPDX-License-Identifier: Apache-2.0 · TAP for tests of the program as a user meets it: a scratch folder, ok and says
#
#	name=t-attack
#	. "${srcdir:-.}/tests/tap.sh"
#	ok "the sets verify" "$XTREMOR" verify all
#	done_testing
#
# Finds the program in $XTREMOR and the source in $srcdir, as make check sets them; works in a folder that goes at the end.
srcdir=$(cd "${srcdir:-.}" && pwd)
: "${XTREMOR:=$PWD/xtremor}"
export srcdir XTREMOR
scratch=$(mktemp -d "${TMPDIR:-$PWD}/$name.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
count=0 failures=0

ok() # NAME COMMAND...: the command must succeed
{
	name=$1
	shift
	count=$((count + 1))
	if "$@" >out 2>err; then
		echo "ok $count - $name"
	else
		echo "not ok $count - $name"
		failures=$((failures + 1))
		sed 's/^/# /' out err | head -n 40
	fi
}

status() # STATUS COMMAND...: the command must end with it
{
	wanted=$1
	shift
	"$@"
	got=$?
	[ $got = "$wanted" ] || { echo "status $got, wanted $wanted"; return 1; }
}

says() # STATUS WORDS COMMAND...: ends with the status, having said the words
{
	wanted=$1 words=$2
	shift 2
	"$@" >said 2>&1
	got=$?
	cat said
	[ $got = "$wanted" ] && grep -qF -- "$words" said
}

done_testing() # the plan; fails where a test has
{
	echo "1..$count"
	[ $failures = 0 ]
}
