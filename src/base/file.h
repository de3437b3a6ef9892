/* SPDX-License-Identifier: Apache-2.0 · whole files in, whole files out */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* Appends a file's bytes, at most limit of them: a longer file is an error. path "-" reads standard input. */
int file_read(const char *path, size_t limit, struct buf *out, struct xt_err *err);

/* Writes a file under a temporary name in the same folder (O_EXCL, mode 0666 less the umask) and renames it over
 * path, so that path is never half-written. With sync, the file and its folder reach the disk before this returns. A
 * device or pipe is written to as it is, never replaced. */
int file_write(const char *path, const void *bytes, size_t length, bool sync, struct xt_err *err);

/* The same, with a look at the temporary file, whose name is `path.tmp.<process>`, before it gets its own: non-zero
 * from check(), which must have set err, and path stays what it was. check may be NULL; with one, path must not be a
 * device or pipe. */
int file_write_checked(const char *path, const void *bytes, size_t length, bool sync,
        int (*check)(const void *user, const char *name, struct xt_err *err), const void *user,
        struct xt_err *err);

/* Removes what writers of path that were killed left beside it: `path.tmp.<process>`. Only while no other process can be
 * writing path. */
int file_sweep(const char *path, struct xt_err *err);

/* Parts of these for files that are written in another way: write(2) until all is written, 0 or −1 with errno; and
 * the sync of the folder that path lies in, which makes a new name last, 0 or −1 with errno. */
int file_put(int fd, const void *bytes, size_t length);
int file_sync_folder(const char *path);

/* Makes a folder and the folders above it; existing ones are fine. */
int file_mkdirs(const char *path, struct xt_err *err);

bool file_exists(const char *path);
bool file_is_dir(const char *path);

/* The names in a folder, sorted by bytes, without "." and ".." . Release with file_names_free. */
int file_names(const char *path, char ***names, size_t *count, struct xt_err *err);
void file_names_free(char **names, size_t count);

/* Appends a / b with one slash between; a may be empty. */
void file_join(struct buf *out, const char *a, const char *b);

/* Where the data that comes with xtremor is: appends the path of name ("langs", "bench/suites") in $XTREMOR_DATADIR,
 * else in the source tree that this was built from, else in pkgdatadir. −1 with the places tried when it is in none. */
int file_datadir(const char *name, struct buf *out, struct xt_err *err);

/* A file mapped for reading. An empty file gives bytes NULL, length 0. */
struct file_map {
	const char *bytes;
	size_t length;
};
int file_map(const char *path, struct file_map *out, struct xt_err *err);
void file_unmap(struct file_map *map);

#endif
