# SPDX-License-Identifier: Apache-2.0 · files of langs
