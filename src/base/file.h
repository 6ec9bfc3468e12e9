/* file: whole files in, whole files out. Stands on arena.h, strbuf.h, libc and POSIX. */
#ifndef PP_BASE_FILE_H
#define PP_BASE_FILE_H

#include "base/arena.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>

#define PP_FILE_MAX ((size_t)1 << 30) /* larger files are refused */

/* What `error`, a value of errno, says of a file: "no such file", "permission denied", ... */
const char *pp_file_reason(int error);

/* Reads a file, a pipe or a device ("-": standard input) to its end into `buf`, replacing it.
 * Returns NULL, or why it cannot be read ("no such file", "it is a folder, not a file",
 * "permission denied", ...): a constant or strerror() text. */
const char *pp_file_read(const char *path, struct pp_strbuf *buf);

/* Writes a file so that a reader sees the old content or the new, never a half:
 * to a temporary name beside it, flushed, then renamed. Returns NULL, or why not;
 * the old file is untouched on failure. */
const char *pp_file_write(const char *path, const void *bytes, size_t size);

/* Writes a file where there is nothing of that name yet, not even a link. Returns NULL, or why
 * not; nothing is left of it then. */
const char *pp_file_create(const char *path, const void *bytes, size_t size);

/* The names of what is in a folder, without "." and "..", sorted; in the arena. None when it
 * cannot be read. */
const char **pp_folder_list(const char *folder, struct pp_arena *arena, size_t *count);

bool pp_file_exists(const char *path);           /* a regular file is there */
bool pp_file_same(const char *a, const char *b); /* both are there, and are one file */
bool pp_file_is_folder(const char *path);

/* Whether what `path` leads to, links resolved, lies in the tree of `folder`. */
bool pp_path_is_inside(const char *path, const char *folder);

/* The folder of `path` without the slash ("." when it has none), and the two
 * joined with one slash; both in `buf`. */
void pp_path_folder(const char *path, struct pp_strbuf *buf);
void pp_path_join(const char *folder, const char *name, struct pp_strbuf *buf);

/* The part behind the last slash. */
const char *pp_path_name(const char *path);

#endif
