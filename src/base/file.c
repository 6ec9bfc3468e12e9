/* file: reading whole files, and writing them so that no half is ever seen. */
#include "base/file.h"

#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *pp_file_reason(int error)
{
    switch (error) {
    case ENOENT: return "no such file";
    case EEXIST: return "there is one already";
    case EACCES: return "permission denied";
    case EISDIR: return "it is a folder, not a file";
    case ENOTDIR: return "a part of the path is not a folder";
    case ENAMETOOLONG: return "the path is too long";
    case ENOSPC: return "no space is left";
    case EPIPE: return "its reader is gone";
    case EBADF: return "it is closed";
    default: return strerror(error);
    }
}

static const char *read_all(int fd, struct pp_strbuf *buf)
{
    char chunk[65536];
    for (;;) {
        ssize_t got = read(fd, chunk, sizeof chunk);
        if (got == 0)
            return NULL;
        if (got < 0) {
            if (errno == EINTR)
                continue;
            return pp_file_reason(errno);
        }
        if (buf->length + (size_t)got > PP_FILE_MAX)
            return "it is larger than 1 GiB";
        pp_strbuf_add_bytes(buf, chunk, (size_t)got);
    }
}

const char *pp_file_read(const char *path, struct pp_strbuf *buf)
{
    pp_strbuf_clear(buf);
    if (strcmp(path, "-") == 0)
        return read_all(STDIN_FILENO, buf);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return pp_file_reason(errno);
    struct stat status;
    const char *why = NULL;
    if (fstat(fd, &status) != 0)
        why = pp_file_reason(errno);
    else if (S_ISDIR(status.st_mode))
        why = pp_file_reason(EISDIR);
    else
        why = read_all(fd, buf);
    close(fd);
    return why;
}

static const char *write_all(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t put = write(fd, bytes, size);
        if (put < 0) {
            if (errno == EINTR)
                continue;
            return pp_file_reason(errno);
        }
        bytes += put;
        size -= (size_t)put;
    }
    return NULL;
}

/* A pipe or a device such as /dev/full cannot be renamed over: it is written in place. */
static const char *write_in_place(const char *path, const void *bytes, size_t size)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0)
        return pp_file_reason(errno);
    const char *why = write_all(fd, bytes, size);
    if (close(fd) != 0 && !why)
        why = pp_file_reason(errno);
    return why;
}

static const char *write_beside(const char *path, const char *temporary, int fd, const void *bytes,
                                size_t size, mode_t mode)
{
    const char *why = write_all(fd, bytes, size);
    if (!why && (fchmod(fd, mode) != 0 || fsync(fd) != 0))
        why = pp_file_reason(errno);
    if (close(fd) != 0 && !why)
        why = pp_file_reason(errno);
    if (!why && rename(temporary, path) != 0)
        why = pp_file_reason(errno);
    return why;
}

static const char *write_file(const char *path, const void *bytes, size_t size)
{
    struct stat status;
    bool there = stat(path, &status) == 0;
    if (there && S_ISDIR(status.st_mode))
        return pp_file_reason(EISDIR);
    if (there && !S_ISREG(status.st_mode))
        return write_in_place(path, bytes, size);
    if (there && access(path, W_OK) != 0) /* renaming would not ask */
        return pp_file_reason(errno);
    mode_t mask = umask(0);
    umask(mask);
    struct pp_strbuf temporary;
    pp_strbuf_init(&temporary);
    pp_strbuf_printf(&temporary, "%s.XXXXXX", path);
    const char *why = NULL;
    int fd = mkstemp(temporary.text);
    if (fd < 0) {
        why = pp_file_reason(errno);
    } else {
        why = write_beside(path, temporary.text, fd, bytes, size,
                           there ? status.st_mode & 07777 : (mode_t)(0666 & ~mask));
        if (why)
            unlink(temporary.text);
    }
    pp_strbuf_release(&temporary);
    return why;
}

/* A link is written through, so that it stays a link. */
const char *pp_file_write(const char *path, const void *bytes, size_t size)
{
    char *target = realpath(path, NULL);
    const char *why = write_file(target ? target : path, bytes, size);
    free(target);
    return why;
}

const char *pp_file_create(const char *path, const void *bytes, size_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0)
        return pp_file_reason(errno);
    const char *why = write_all(fd, bytes, size);
    if (close(fd) != 0 && !why)
        why = pp_file_reason(errno);
    if (why)
        unlink(path);
    return why;
}

bool pp_file_exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

bool pp_file_same(const char *a, const char *b)
{
    struct stat first, second;
    return stat(a, &first) == 0 && stat(b, &second) == 0 && first.st_dev == second.st_dev &&
           first.st_ino == second.st_ino;
}

bool pp_file_is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool pp_path_is_inside(const char *path, const char *folder)
{
    char *real_path = realpath(path, NULL), *real_folder = realpath(folder, NULL);
    size_t length = real_folder ? strlen(real_folder) : 0;
    bool inside = real_path && real_folder && strncmp(real_path, real_folder, length) == 0 &&
                  (real_path[length] == '/' || strcmp(real_folder, "/") == 0);
    free(real_path);
    free(real_folder);
    return inside;
}

void pp_path_folder(const char *path, struct pp_strbuf *buf)
{
    const char *slash = strrchr(path, '/');
    pp_strbuf_clear(buf);
    if (!slash)
        pp_strbuf_add(buf, ".");
    else if (slash == path)
        pp_strbuf_add(buf, "/");
    else
        pp_strbuf_add_bytes(buf, path, (size_t)(slash - path));
}

void pp_path_join(const char *folder, const char *name, struct pp_strbuf *buf)
{
    pp_strbuf_clear(buf);
    if (strcmp(folder, ".") != 0) {
        pp_strbuf_add(buf, folder);
        if (buf->length == 0 || buf->text[buf->length - 1] != '/')
            pp_strbuf_add_char(buf, '/');
    }
    pp_strbuf_add(buf, name);
}

const char *pp_path_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

const char **pp_folder_list(const char *folder, struct pp_arena *arena, size_t *count)
{
    const char **found = NULL;
    size_t capacity = 0;
    DIR *dir = opendir(folder);
    *count = 0;
    for (struct dirent *entry; dir && (entry = readdir(dir)) != NULL;) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        found = pp_grow(found, &capacity, *count + 1, sizeof *found);
        found[(*count)++] = pp_arena_strdup(arena, entry->d_name);
    }
    if (dir)
        closedir(dir);
    if (*count > 1)
        qsort(found, *count, sizeof *found, compare_names);
    const char **names = pp_arena_copy(arena, found, *count * sizeof *found);
    free(found);
    return names;
}
