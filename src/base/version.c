/* SPDX-License-Identifier: Apache-2.0 · the version, as the library was built */
#include "xtremor.h"

const char *xt_version(void)
{
	return XT_VERSION;
}
