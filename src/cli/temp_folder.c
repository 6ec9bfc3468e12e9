/* temp_folder: made, filled, and removed by a child that outlives us. */
#include "cli/temp_folder.h"

#include "base/file.h"
#include "base/strbuf.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define OPEN_FOLDERS 16

/* --- the child --------------------------------------------------------------- */

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *where)
{
    (void)status;
    (void)kind;
    (void)where;
    (void)remove(path); /* what cannot be removed is left; there is nobody to tell */
    return 0;
}

/* Waits until every copy of the other end is closed: then the program is over. */
_Noreturn static void wait_and_remove(int alive, const char *path)
{
    char byte;
    ssize_t got;
    setsid(); /* what a terminal ends is the program, not this */
    signal(SIGTERM, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        close(fd); /* whoever reads our output must not wait for us */
    do
        got = read(alive, &byte, 1);
    while (got > 0 || (got < 0 && errno == EINTR));
    nftw(path, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
    _exit(0);
}

static const char *start_child(struct pp_temp_folder *folder)
{
    int ends[2];
    if (pipe(ends) != 0)
        return pp_file_reason(errno);
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    folder->child = fork();
    if (folder->child == 0) {
        close(ends[1]);
        wait_and_remove(ends[0], folder->path);
    }
    const char *why = folder->child < 0 ? pp_file_reason(errno) : NULL;
    close(ends[0]);
    folder->alive = ends[1];
    if (why)
        close(ends[1]);
    return why;
}

/* --- the folder -------------------------------------------------------------- */

const char *pp_temp_folder_make(struct pp_temp_folder *folder, struct pp_arena *arena)
{
    const char *parent = getenv("TMPDIR");
    char *path =
        pp_arena_printf(arena, "%s/portplan-XXXXXX", parent && parent[0] ? parent : "/tmp");
    if (!mkdtemp(path))
        return pp_file_reason(errno);
    folder->path = path;
    const char *why = start_child(folder);
    if (why) {
        rmdir(path);
        folder->path = NULL;
    }
    return why;
}

/* Whether each part of the name is one of a file or folder below. */
static bool stays_below(const char *name)
{
    for (const char *part = name;; part++) {
        size_t length = strcspn(part, "/");
        if (length == 0 || (part[0] == '.' && (length == 1 || (length == 2 && part[1] == '.'))))
            return false;
        part += length;
        if (*part == '\0')
            return true;
    }
}

/* Makes the folders of `path` from `from` on. */
static const char *make_folders(char *path, size_t from)
{
    for (char *slash = strchr(path + from, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        bool made = mkdir(path, 0700) == 0 || errno == EEXIST;
        *slash = '/';
        if (!made)
            return pp_file_reason(errno);
    }
    return NULL;
}

static const char *write_new(const char *path, const char *bytes, size_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return pp_file_reason(errno);
    while (size > 0) {
        ssize_t put = write(fd, bytes, size);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            break;
        bytes += put;
        size -= (size_t)put;
    }
    const char *why = size > 0 ? pp_file_reason(errno) : NULL;
    close(fd);
    return why;
}

const char *pp_temp_folder_write(const struct pp_temp_folder *folder, const char *name,
                                 const void *bytes, size_t size)
{
    if (!stays_below(name))
        return "its name leads elsewhere";
    struct pp_strbuf path;
    pp_strbuf_init(&path);
    pp_strbuf_printf(&path, "%s/%s", folder->path, name);
    const char *why = make_folders(path.text, strlen(folder->path) + 1);
    if (!why)
        why = write_new(path.text, bytes, size);
    pp_strbuf_release(&path);
    return why;
}

void pp_temp_folder_release(struct pp_temp_folder *folder)
{
    if (!folder->path)
        return;
    close(folder->alive);
    while (waitpid(folder->child, NULL, 0) < 0 && errno == EINTR)
        ;
    folder->path = NULL;
}
