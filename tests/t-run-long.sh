# SPDX-License-Identifier: Apache-2.0 · t-run with more kills than make check has time for
top_builddir=${top_builddir:-.}
KILLS=${KILLS:-60}
export KILLS
exec "$top_builddir/tests/t-run"
