# SPDX-License-Identifier: Apache-2.0 · the manual: hand-written mdoc
