# SPDX-License-Identifier: Apache-2.0 · results.h5 as h5dump reads it
if ! command -v h5dump >/dev/null; then
	echo "1..0 # SKIP h5dump is missing (Debian: hdf5-tools)"
	exit 0
fi
dir=$(mktemp -d "${TMPDIR:-.}/t-h5dump.XXXXXX") || exit 99
trap 'rm -rf "$dir"' EXIT
n=0
check() {
	n=$((n + 1))
	if [ "$2" = "$3" ]; then echo "ok $n - $1"; else echo "not ok $n - $1"; printf '%s\n' "got: $2" "wanted: $3" | sed 's/^/# /'; fi
}

"${top_builddir:-.}/tests/t-store" write "$dir/r.h5" >/dev/null
h5dump "$dir/r.h5" >"$dir/all" 2>"$dir/err"
check 'h5dump reads a whole file without complaint' "$? $(cat "$dir/err")" '0 '
check 'scores are floats in four dimensions' \
	"$(h5dump -H -d /score "$dir/r.h5" | grep -m2 -E 'DATATYPE|DATASPACE' | tr -s ' ')" \
	' DATATYPE H5T_IEEE_F32LE
 DATASPACE SIMPLE { ( 2, 3, 5, 2 ) / ( 2, 3, 5, 2 ) }'
check 'languages are text' "$(h5dump -d /language "$dir/r.h5" | grep -m1 '(0)' | tr -s ' ')" ' (0): "en", "en", "ta"'
check 'nothing says when the file was made' "$(h5dump -p -H "$dir/r.h5" | grep -ciE 'date|time [0-9]')" 0
check 'everything is one piece' "$(h5dump -p -H "$dir/r.h5" | grep -cE 'CHUNKED|COMPACT|EXTERNAL_FILE')" 0
echo "1..$n"
