/* SPDX-License-Identifier: Apache-2.0 · calls that write to disk, failing at the n-th: linked into a test before libc
 *
 * FAULT_AT=n, the call counted over write, pwrite, fsync, fdatasync, rename, ftruncate and unlink; FAULT=
 *	die		the process ends before the call
 *	half		writes half of the bytes and ends; other calls as die
 *	power		as die, and of each open file what was not synced is lost
 *	enospc, eio	the call fails, once
 *	enospc-on, eio-on	it and all calls after it fail (unlink excepted)
 *	count		nothing fails
 * FAULT_COUNT: file for the number of calls. FAULT_NOSYNC=1: fsync and fdatasync do nothing and say yes, so that the
 * test can be seen to see. The same file serves as LD_PRELOAD library for the program itself:
 * gcc -shared -fPIC -o shim.so shim-fault.c
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { FILES = 64 };

static long calls;
static off_t synced[FILES]; /* 1 + bytes of an open file that were synced; 0: never written */

static bool is(const char *mode)
{
	const char *fault = getenv("FAULT");

	return fault && !strcmp(fault, mode);
}

static void note_count(void)
{
	const char *path = getenv("FAULT_COUNT");
	char text[32];
	int fd, length = snprintf(text, sizeof(text), "%ld\n", calls);

	if (!path)
		return;
	fd = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	syscall(SYS_write, fd, text, (size_t)length);
	syscall(SYS_close, fd);
}

static _Noreturn void die(void)
{
	for (int fd = 0; fd < FILES; fd++)
		if (is("power") && synced[fd])
			syscall(SYS_ftruncate, fd, synced[fd] - 1);
	raise(SIGKILL);
	_exit(137);
}

/* Counts a call; whether it must fail, with errno. */
static bool faulty(bool may_fail)
{
	const char *at = getenv("FAULT_AT");
	long n = at ? atol(at) : 0;
	bool on = is("enospc-on") || is("eio-on");

	calls++;
	note_count();
	if (!n || calls < n || (calls > n && !on) || is("count"))
		return false;
	if (is("die") || is("half") || is("power"))
		die();
	errno = is("enospc") || is("enospc-on") ? ENOSPC : EIO;
	return may_fail;
}

static bool last_half(void)
{
	const char *at = getenv("FAULT_AT");

	return is("half") && at && calls + 1 == atol(at);
}

ssize_t write(int fd, const void *bytes, size_t length)
{
	/* Messages are not files. */
	if (fd <= 2)
		return syscall(SYS_write, fd, bytes, length);
	if (last_half())
		syscall(SYS_write, fd, bytes, length / 2);
	if (faulty(true))
		return -1;
	if (fd < FILES && !synced[fd])
		synced[fd] = 1 + lseek(fd, 0, SEEK_END);
	return syscall(SYS_write, fd, bytes, length);
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset)
{
	return faulty(true) ? -1 : syscall(SYS_pwrite64, fd, bytes, length, offset);
}

static int sync_call(int fd, long number)
{
	const char *no = getenv("FAULT_NOSYNC");

	if (faulty(true))
		return -1;
	if (no && *no == '1')
		return 0;
	if (fd >= 0 && fd < FILES && synced[fd])
		synced[fd] = 1 + lseek(fd, 0, SEEK_END);
	return (int)syscall(number, fd);
}

int fsync(int fd)
{
	return sync_call(fd, SYS_fsync);
}

int fdatasync(int fd)
{
	return sync_call(fd, SYS_fdatasync);
}

int rename(const char *from, const char *to)
{
	return faulty(true) ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int ftruncate(int fd, off_t length)
{
	return faulty(true) ? -1 : (int)syscall(SYS_ftruncate, fd, length);
}

int unlink(const char *path)
{
	return faulty(false) ? -1 : (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int close(int fd)
{
	if (fd >= 0 && fd < FILES)
		synced[fd] = 0;
	return (int)syscall(SYS_close, fd);
}
