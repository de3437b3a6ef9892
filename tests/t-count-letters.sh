# SPDX-License-Identifier: Apache-2.0 · letters.tsv of each language is what bench/sample/count-letters makes of XCOPA's val split
data=${XTREMOR_SHARED:-$srcdir/../shared}/data/xcopa
n=0
failed=0
for table in "$srcdir"/langs/*/letters.tsv; do
	code=$(basename "$(dirname "$table")")
	n=$((n + 1))
	if [ ! -e "$data/$code/val.$code.jsonl" ]; then
		echo "ok $n - the letters of $code are those counted # SKIP no data/xcopa/$code"
	elif "$top_builddir/bench/sample/count-letters" "$code" "$data/$code/val.$code.jsonl" | cmp - "$table" >&2; then
		echo "ok $n - the letters of $code are those counted"
	else
		echo "not ok $n - the letters of $code are those counted"
		failed=1
	fi
done
echo "1..$n"
exit $failed
