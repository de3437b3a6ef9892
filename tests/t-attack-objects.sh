# SPDX-License-Identifier: Apache-2.0 · an attack keeps no state: its object file holds no variable
n=0
failed=0
check() {
	n=$((n + 1))
	if [ -z "$2" ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; echo "# $2"; failed=1; fi
}
NM=${NM:-nm}
for name in $(sed -n 's/^ATTACK(\(.*\))$/\1/p' "$srcdir/perturb/list.def"); do
	object=$top_builddir/perturb/$name.o
	if [ ! -e "$object" ] || ! command -v "$NM" >/dev/null; then
		n=$((n + 1))
		echo "ok $n - the object of $name holds no variable # SKIP no object file, or no nm"
		continue
	fi
	# the descriptor is constant, but holds addresses, so that position-independent code has it in .data.rel.ro
	check "the object of $name holds no variable" \
		"$("$NM" "$object" | grep ' [bBdDcC] ' | grep -v " attack_$name\$" | grep -v 'asan\|gcov\|gcda\|ubsan\|sancov\|\.Lubsan')"
done
echo "1..$n"
exit $failed
