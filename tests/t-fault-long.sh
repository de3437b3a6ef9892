# SPDX-License-Identifier: Apache-2.0 · t-fault at every call instead of some
top_builddir=${top_builddir:-.}
FAULT_STEP=1
export FAULT_STEP
exec "$top_builddir/tests/t-fault"
