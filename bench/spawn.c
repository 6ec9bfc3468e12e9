/* bench_spawn [-o FILE] [-m MIB] COMMAND [ARGUMENT...]: runs a command once and says what it took.
 *
 * Writes "wall_ms=... cpu_ms=... peak_kib=... code=..." to FILE (standard error). CPU time and peak
 * memory are those that the kernel counted for the child and its children (wait4), in microseconds and
 * pages; GNU time reports the same, in hundredths of a second. The small parent does not show in the
 * child's peak, as an interpreter's would. With -m the child has no more than so much address space.
 * The code is the command's, or 128 and the number of the signal that ended it. */
#define _DEFAULT_SOURCE /* wait4 */

#include "timing.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static _Noreturn void fail(const char *what)
{
    perror(what);
    exit(2);
}

static double milliseconds(struct timeval t)
{
    return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static _Noreturn void run(char **command, size_t mib)
{
    struct rlimit limit = {mib << 20, mib << 20};
    if (mib && setrlimit(RLIMIT_AS, &limit) != 0)
        perror("setrlimit");
    else
        execvp(command[0], command);
    perror(command[0]);
    _exit(127);
}

int main(int argc, char **argv)
{
    FILE *out = stderr;
    size_t mib = 0;
    int option, status;
    while ((option = getopt(argc, argv, "+o:m:")) != -1) {
        switch (option) {
        case 'o':
            out = fopen(optarg, "we");
            if (!out)
                fail(optarg);
            break;
        case 'm': mib = strtoul(optarg, NULL, 10); break;
        default: return 2;
        }
    }
    if (optind == argc) {
        fprintf(stderr, "usage: bench_spawn [-o FILE] [-m MIB] COMMAND [ARGUMENT...]\n");
        return 2;
    }
    struct rusage usage;
    double start = timing_wall();
    pid_t pid = fork();
    if (pid < 0)
        fail("fork");
    if (pid == 0)
        run(argv + optind, mib);
    if (wait4(pid, &status, 0, &usage) < 0)
        fail("wait4");
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    fprintf(out, "wall_ms=%.3f cpu_ms=%.3f peak_kib=%ld code=%d\n", timing_wall() - start,
            milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime), usage.ru_maxrss, code);
    return code;
}
