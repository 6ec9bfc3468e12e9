/* temp_folder: a folder for files that live as long as the run. Stands on base/, POSIX.
 *
 * Whatever ends the program, the folder goes: a child process waits for that, and removes it. */
#ifndef PP_CLI_TEMP_FOLDER_H
#define PP_CLI_TEMP_FOLDER_H

#include "base/arena.h"

#include <stdbool.h>
#include <sys/types.h>

struct pp_temp_folder {
    const char *path; /* NULL: there is none (yet) */
    int alive;        /* its other end tells the child that we are gone */
    pid_t child;
};

/* Makes it below TMPDIR, or /tmp, for this user only; the path is in `arena`. NULL, or why it
 * cannot be made. One at a time. */
const char *pp_temp_folder_make(struct pp_temp_folder *folder, struct pp_arena *arena);

/* Writes a new file of it, with the folders that lead there. `name` has / between its parts, of
 * which none is empty, "." or "..": others are refused. NULL, or why it cannot be written. */
const char *pp_temp_folder_write(const struct pp_temp_folder *folder, const char *name,
                                 const void *bytes, size_t size);

/* When this returns the folder is gone. Does nothing when there is none. */
void pp_temp_folder_release(struct pp_temp_folder *folder);

#endif
