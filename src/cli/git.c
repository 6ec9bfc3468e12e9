/* git: one child process per question. */
#include "cli/git.h"

#include "base/file.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* In front of what is in the environment: questions only. */
static const char *const settings[] = {"GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0",
                                       "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none",
                                       "LC_ALL=C"};
#define SETTINGS (sizeof settings / sizeof *settings)

static bool is_set_here(const char *entry)
{
    for (size_t i = 0; i < SETTINGS; i++)
        if (strncmp(entry, settings[i], strcspn(settings[i], "=") + 1) == 0)
            return true;
    return false;
}

/* To be freed; the entries are not its own. */
static char **make_environment(void)
{
    size_t count = 0, kept = 0;
    while (environ[count])
        count++;
    char **all = pp_calloc(count + SETTINGS + 1, sizeof *all);
    for (size_t i = 0; i < SETTINGS; i++)
        all[kept++] = (char *)settings[i];
    for (size_t i = 0; i < count; i++)
        if (!is_set_here(environ[i]))
            all[kept++] = environ[i];
    return all;
}

static char **make_arguments(const char *const *args)
{
    size_t count = 0;
    while (args[count])
        count++;
    char **all = pp_calloc(count + 3, sizeof *all);
    all[0] = (char *)"git";
    all[1] = (char *)"--literal-pathspecs";
    for (size_t i = 0; i < count; i++)
        all[i + 2] = (char *)args[i];
    return all;
}

/* What the child reads and writes, besides the pipe. */
struct streams {
    FILE *in, *errors; /* files without a name */
    int out[2];
};

static bool open_streams(struct streams *streams, const char *input, size_t size)
{
    streams->in = tmpfile();
    streams->errors = tmpfile();
    streams->out[0] = streams->out[1] = -1;
    if (!streams->in || !streams->errors || pipe(streams->out) != 0)
        return false;
    fcntl(streams->out[0], F_SETFD, FD_CLOEXEC);
    fcntl(streams->out[1], F_SETFD, FD_CLOEXEC);
    return fwrite(input ? input : "", 1, size, streams->in) == size && fflush(streams->in) == 0 &&
           fseek(streams->in, 0, SEEK_SET) == 0;
}

static void close_streams(struct streams *streams)
{
    if (streams->in)
        fclose(streams->in);
    if (streams->errors)
        fclose(streams->errors);
    for (size_t i = 0; i < 2; i++)
        if (streams->out[i] >= 0)
            close(streams->out[i]);
}

/* 0, or the error. */
static int spawn(const struct streams *streams, const char *const *args, pid_t *child)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t defaults;
    char **environment = make_environment(), **arguments = make_arguments(args);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&actions, fileno(streams->in), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, streams->out[1], STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, fileno(streams->errors), STDERR_FILENO);
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    int error = posix_spawnp(child, "git", &actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    free(environment);
    free(arguments);
    return error;
}

/* Reads to the end, or until there is too much: then false. */
static bool read_output(int fd, struct pp_strbuf *out)
{
    char chunk[65536];
    for (;;) {
        ssize_t got = read(fd, chunk, sizeof chunk);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got == 0;
        if (out->length + (size_t)got > PP_GIT_MAX)
            return false;
        pp_strbuf_add_bytes(out, chunk, (size_t)got);
    }
}

/* The first line of what git says went wrong, without what it begins with. */
static void read_errors(FILE *errors, struct pp_strbuf *why)
{
    static const char *const before[] = {"fatal: ", "error: "};
    char line[512] = "";
    rewind(errors);
    if (!fgets(line, sizeof line, errors))
        return;
    line[strcspn(line, "\n")] = '\0';
    const char *text = line;
    for (size_t i = 0; i < 2; i++)
        if (strncmp(line, before[i], strlen(before[i])) == 0)
            text = line + strlen(before[i]);
    pp_strbuf_add(why, text);
}

static enum pp_git_end finish(struct streams *streams, pid_t child, struct pp_strbuf *out,
                              struct pp_strbuf *why)
{
    int status = 0;
    close(streams->out[1]);
    streams->out[1] = -1;
    bool whole = read_output(streams->out[0], out);
    close(streams->out[0]); /* git ends when nobody reads on */
    streams->out[0] = -1;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    if (!whole) {
        pp_strbuf_printf(why, "git answers with more than %zu MiB", PP_GIT_MAX >> 20);
        return PP_GIT_FAILED;
    }
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return PP_GIT_GOOD;
    read_errors(streams->errors, why);
    if (WIFEXITED(status))
        return PP_GIT_NO;
    pp_strbuf_clear(why);
    pp_strbuf_printf(why, "git was ended by signal %d", WTERMSIG(status));
    return PP_GIT_FAILED;
}

enum pp_git_end pp_git(const char *const *args, const char *input, size_t size,
                       struct pp_strbuf *out, struct pp_strbuf *why)
{
    struct streams streams;
    pid_t child;
    enum pp_git_end end = PP_GIT_FAILED;
    pp_strbuf_clear(out);
    pp_strbuf_clear(why);
    int error = open_streams(&streams, input, size) ? spawn(&streams, args, &child) : errno;
    if (error == 0)
        end = finish(&streams, child, out, why);
    else if (error == ENOENT)
        pp_strbuf_add(why, "the program git is needed for that, and it is not installed");
    else
        pp_strbuf_printf(why, "git cannot be run: %s", pp_file_reason(error));
    close_streams(&streams);
    return end;
}
