# SPDX-License-Identifier: Apache-2.0 · xtremor run, failing at every call that writes: the next one ends with the same bytes
cc=${CC:-cc}
if ! command -v "$cc" >/dev/null; then
	echo "1..0 # SKIP no C compiler to build tests/shim-fault.c with"
	exit 0
fi
if ldd "$XTREMOR" | grep -qE 'lib(asan|ubsan|tsan)'; then
	echo "1..0 # SKIP sanitizers do not go together with a preloaded library"
	exit 0
fi
dir=$(mktemp -d "${TMPDIR:-.}/t-run-fault.XXXXXX") || exit 99
trap 'rm -rf "$dir"' EXIT
dir=$(cd "$dir" && pwd)
sample=$(cd "$srcdir" && pwd)/bench/sample
"$cc" -shared -fPIC -D_GNU_SOURCE -O1 -o "$dir/shim.so" "$srcdir/tests/shim-fault.c" || exit 99
# One thread: the n-th call is then the same one each time.
run() {
	"$XTREMOR" run -q --data "$sample/data" --split test --langs tr --attacks none,swap --severities 1 --isa plain \
		--threads 1 -o "$1" "$sample/checkpoints/toy-en" >/dev/null 2>"$dir/err"
}
tree() {
	(cd "$1" && find . -type f | LC_ALL=C sort | xargs sha256sum | sha256sum)
}
n=0
report() {
	n=$((n + 1))
	if [ "$1" = "$2" ]; then echo "ok $n - $3"; else echo "not ok $n - $3"; echo "# $1, not $2"; fi
}

FAULT_COUNT=$dir/count LD_PRELOAD=$dir/shim.so run "$dir/reference"
report $? 0 'a run writes, syncs and renames'
reference=$(tree "$dir/reference")
calls=$(cat "$dir/count")
for fault in die half power enospc eio enospc-on; do
	stopped=0 ended=0 same=0 call=0
	while [ $call -lt "$calls" ]; do
		call=$((call + 1))
		rm -rf "$dir/out"
		(FAULT=$fault FAULT_AT=$call LD_PRELOAD=$dir/shim.so run "$dir/out") 2>/dev/null || stopped=$((stopped + 1))
		run "$dir/out" && ended=$((ended + 1))
		[ "$(tree "$dir/out")" = "$reference" ] && same=$((same + 1))
	done
	report $ended "$calls" "$fault: the next run ends ($stopped of $calls had been stopped)"
	report $same "$calls" "$fault: with the same files and bytes"
done
echo "1..$n"
