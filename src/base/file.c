/* SPDX-License-Identifier: Apache-2.0 · whole files in, whole files out */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

int file_read(const char *path, size_t limit, struct buf *out, struct xt_err *err)
{
	bool standard = !strcmp(path, "-");
	FILE *f = standard ? stdin : fopen(path, "rb");
	size_t start = out->length, n;
	char piece[65536];
	int result = 0;

	if (!f)
		return err_set(err, "%s: cannot be read: %s", path, strerror(errno));
	while ((n = fread(piece, 1, sizeof(piece), f)) > 0) {
		if (out->length - start + n > limit) {
			result = err_set(err, "%s: longer than %zu bytes", path, limit);
			goto out;
		}
		buf_append(out, piece, n);
	}
	if (ferror(f))
		result = err_set(err, "%s: cannot be read: %s", path, strerror(errno));
out:
	if (!standard)
		fclose(f);
	return result;
}

int file_put(int fd, const void *from, size_t length)
{
	const char *bytes = from;

	while (length) {
		ssize_t n = write(fd, bytes, length);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		bytes += n;
		length -= (size_t)n;
	}
	return 0;
}

int file_sync_folder(const char *path)
{
	struct buf folder = BUF_INIT;
	const char *slash = strrchr(path, '/');
	int fd, result;

	if (slash)
		buf_append(&folder, path, slash == path ? 1 : (size_t)(slash - path));
	else
		buf_string(&folder, ".");
	fd = open(folder.bytes, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	buf_release(&folder);
	if (fd < 0)
		return -1;
	result = fsync(fd);
	close(fd);
	return result;
}

int file_write(const char *path, const void *bytes, size_t length, bool sync, struct xt_err *err)
{
	return file_write_checked(path, bytes, length, sync, NULL, NULL, err);
}

/* A device, pipe or socket: root's rename would put a file in its place, /dev/null included. */
static bool is_special(const char *path)
{
	struct stat st;

	return !lstat(path, &st) && !S_ISREG(st.st_mode) && !S_ISLNK(st.st_mode) && !S_ISDIR(st.st_mode);
}

/* Writes, syncs where that is wanted, and closes; errno says why not. */
static int fill(int fd, const void *bytes, size_t length, bool sync)
{
	int failed = file_put(fd, bytes, length) || (sync && fsync(fd)), why = errno;

	if (close(fd) && !failed)
		return -1;
	errno = why;
	return failed ? -1 : 0;
}

static int write_special(const char *path, const void *bytes, size_t length, struct xt_err *err)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || fill(fd, bytes, length, false))
		return err_set(err, "%s: cannot be written: %s", path, strerror(errno));
	return 0;
}

int file_write_checked(const char *path, const void *bytes, size_t length, bool sync,
        int (*check)(const void *user, const char *name, struct xt_err *err), const void *user,
        struct xt_err *err)
{
	struct buf name = BUF_INIT;
	int fd, result = -1;

	if (is_special(path))
		return check ? err_set(err, "%s: is no regular file: name one to write", path)
		             : write_special(path, bytes, length, err);
	buf_printf(&name, "%s.tmp.%ld", path, (long)getpid());
	fd = open(name.bytes, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	/* The number is this process's, so who left it is dead: in a container every run may have the same. */
	if (fd < 0 && errno == EEXIST && !unlink(name.bytes))
		fd = open(name.bytes, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0) {
		err_set(err, "%s: cannot be written: %s", name.bytes, strerror(errno));
		goto out;
	}
	if (fill(fd, bytes, length, sync))
		err_set(err, "%s: cannot be written: %s", path, strerror(errno));
	else if (check && check(user, name.bytes, err))
		; /* has said why */
	else if (rename(name.bytes, path) || (sync && file_sync_folder(path)))
		err_set(err, "%s: cannot be written: %s", path, strerror(errno));
	else
		result = 0;
	if (result)
		unlink(name.bytes);
out:
	buf_release(&name);
	return result;
}

static bool is_number(const char *text)
{
	return *text && !text[strspn(text, "0123456789")];
}

int file_sweep(const char *path, struct xt_err *err)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	struct buf folder = BUF_INIT, left = BUF_INIT;
	char **names = NULL;
	size_t count = 0, n = strlen(name);
	int result;

	buf_append(&folder, slash ? path : ".", slash ? (size_t)(slash - path) + 1 : 1);
	result = file_names(folder.bytes, &names, &count, err);
	for (size_t i = 0; i < count && !result; i++) {
		if (strncmp(names[i], name, n) || strncmp(names[i] + n, ".tmp.", 5) ||
		        !is_number(names[i] + n + 5))
			continue;
		buf_clear(&left);
		file_join(&left, folder.bytes, names[i]);
		if (unlink(left.bytes) && errno != ENOENT)
			result = err_set(err, "%s: cannot be removed: %s", left.bytes, strerror(errno));
	}
	file_names_free(names, count);
	buf_release(&folder);
	buf_release(&left);
	return result;
}

int file_mkdirs(const char *path, struct xt_err *err)
{
	char *copy = mem_copy(path, strlen(path));
	int result = 0;

	for (char *p = copy + 1; !result && *copy; p++) {
		char keep = *p;

		if (keep != '/' && keep)
			continue;
		*p = '\0';
		if (mkdir(copy, 0777) && errno != EEXIST)
			result = err_set(err, "%s: cannot be made: %s", copy, strerror(errno));
		else if (!file_is_dir(copy))
			result = err_set(err, "%s: is not a folder", copy);
		*p = keep;
		if (!keep)
			break;
	}
	mem_free(copy);
	return result;
}

bool file_exists(const char *path)
{
	struct stat st;

	return !stat(path, &st);
}

bool file_is_dir(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

int file_names(const char *path, char ***names, size_t *count, struct xt_err *err)
{
	DIR *dir = opendir(path);
	struct dirent *entry;
	char **v = NULL;
	size_t n = 0, capacity = 0;

	if (!dir)
		return err_set(err, "%s: cannot be listed: %s", path, strerror(errno));
	while ((entry = readdir(dir))) {
		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		v = mem_grow(v, &capacity, n + 1, sizeof(*v));
		v[n++] = mem_copy(entry->d_name, strlen(entry->d_name));
	}
	closedir(dir);
	if (n)
		qsort(v, n, sizeof(*v), by_bytes);
	*names = v;
	*count = n;
	return 0;
}

void file_names_free(char **names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		mem_free(names[i]);
	mem_free(names);
}

void file_join(struct buf *out, const char *a, const char *b)
{
	buf_string(out, a);
	if (*a && a[strlen(a) - 1] != '/')
		buf_byte(out, '/');
	buf_string(out, b);
}

int file_datadir(const char *name, struct buf *out, struct xt_err *err)
{
	const char *places[] = {getenv("XTREMOR_DATADIR"), XT_SOURCEDIR, XT_PKGDATADIR};
	size_t start = out->length;

	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		if (!places[i] || !*places[i])
			continue;
		file_join(out, places[i], name);
		if (file_exists(out->bytes + start))
			return 0;
		out->length = start;
		out->bytes[start] = '\0';
	}
	return err_set(err,
	        "%s: not found in $XTREMOR_DATADIR (%s), %s or %s: set XTREMOR_DATADIR to the folder that "
	        "holds langs/ and bench/suites/",
	        name, places[0] ? places[0] : "not set", XT_SOURCEDIR, XT_PKGDATADIR);
}

int file_map(const char *path, struct file_map *out, struct xt_err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe must not hold us up */
	struct stat st;
	void *at;

	*out = (struct file_map){NULL, 0};
	if (fd < 0)
		return err_set(err, "%s: cannot be read: %s", path, strerror(errno));
	if (fstat(fd, &st) || !S_ISREG(st.st_mode)) {
		close(fd);
		return err_set(err, "%s: is not a file", path);
	}
	if (!st.st_size) {
		close(fd);
		return 0;
	}
	at = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (at == MAP_FAILED)
		return err_set(err, "%s: cannot be mapped: %s", path, strerror(errno));
	*out = (struct file_map){at, (size_t)st.st_size};
	return 0;
}

void file_unmap(struct file_map *map)
{
	union {
		const char *in;
		void *out;
	} bytes = {map->bytes};

	if (map->bytes)
		munmap(bytes.out, map->length);
	*map = (struct file_map){NULL, 0};
}
