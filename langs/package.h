/* SPDX-License-Identifier: Apache-2.0 · which version of a Debian package is installed */
#ifndef LANGS_PACKAGE_H
#define LANGS_PACKAGE_H

#include "base/buf.h"

/* Appends "mythes-it 1:7.4.3-1" from dpkg's status file and returns 0; −1 where the package is not installed or the
 * system is not Debian's. Reads text; runs nothing. */
int package_version(const char *name, struct buf *out);

/* The same in the bytes of a status file. */
int package_version_in(const char *name, const char *status, size_t length, struct buf *out);

#endif
