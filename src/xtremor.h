/* SPDX-License-Identifier: Apache-2.0 · libxtremor: shake XCOPA, measure which models stay standing
 *
 *	#include <stdio.h>
 *	#include <xtremor.h>
 *
 *	int main(void)
 *	{
 *		printf("libxtremor %s\n", xt_version());
 *		return 0;
 *	}
 *
 * Compile with: cc example.c $(pkg-config --cflags --libs xtremor)
 *
 * The library never prints, never exits, and holds no state between calls. Functions that can fail return 0 or −1
 * and then leave in *err what is wrong, where, and what to do.
 */
#ifndef XTREMOR_H
#define XTREMOR_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define XT_VERSION "0.1.0"

#if defined(__GNUC__)
#define XT_API __attribute__((visibility("default")))
#else
#define XT_API
#endif

/* What went wrong, in one line without a full stop: "file:line: what: what to do". Control and bidirectional
 * characters of hostile input are already masked, so the message is safe on a terminal. */
struct xt_err {
	char message[1024];
};

/* The version that the library was built as, "0.1.0"; never freed. */
XT_API const char *xt_version(void);

/* Called when memory is exhausted, with the number of bytes wanted; does not return. The library's own definition
 * is weak and aborts; a program may define its own. */
XT_API void xt_out_of_memory(size_t wanted);

#ifdef __cplusplus
}
#endif
#endif
