/* spawn: runs a command many times and prints what one run takes: wall and CPU time and peak memory,
 * as minimum, median and maximum. The command's standard output is thrown away.
 *
 *   spawn RUNS LABEL COMMAND [ARGUMENT...]
 *
 * CPU time and memory are those the kernel counted for each child alone (wait4), so they are steadier
 * than wall time, and the small parent does not show in the child's peak. */
#define _DEFAULT_SOURCE /* wait4 */

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct sample {
    double wall, cpu, peak; /* ms, ms, MiB */
};

static _Noreturn void fail(const char *what)
{
    perror(what);
    exit(2);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double milliseconds(struct timeval t)
{
    return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static struct sample run(char **command)
{
    struct rusage usage;
    int status;
    double start = now();
    pid_t pid = fork();
    if (pid < 0)
        fail("fork");
    if (pid == 0) {
        int null = open("/dev/null", O_WRONLY);
        dup2(null, STDOUT_FILENO);
        execvp(command[0], command);
        perror(command[0]);
        _exit(127);
    }
    if (wait4(pid, &status, 0, &usage) < 0)
        fail("wait4");
    double wall = now() - start;
    if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) { /* 1: the plan has findings */
        fprintf(stderr, "%s failed\n", command[0]);
        exit(2);
    }
    return (struct sample){.wall = wall,
                           .cpu = milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime),
                           .peak = (double)usage.ru_maxrss / 1024};
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void print(const char *name, double *values, size_t count)
{
    qsort(values, count, sizeof *values, compare);
    printf("  %-10s %9.2f %9.2f %9.2f\n", name, values[0], values[count / 2], values[count - 1]);
}

int main(int argc, char **argv)
{
    size_t count = argc < 4 ? 0 : strtoul(argv[1], NULL, 10);
    if (count == 0) {
        fprintf(stderr, "usage: spawn RUNS LABEL COMMAND [ARGUMENT...]\n");
        return 3;
    }
    double *values = calloc(3 * count, sizeof *values);
    if (!values)
        fail("calloc");
    run(argv + 3); /* files into the cache */
    for (size_t i = 0; i < count; i++) {
        struct sample sample = run(argv + 3);
        values[i] = sample.wall;
        values[count + i] = sample.cpu;
        values[2 * count + i] = sample.peak;
    }
    printf("%s, %zu runs\n  %-10s %9s %9s %9s\n", argv[2], count, "", "min", "median", "max");
    print("wall ms", values, count);
    print("cpu ms", values + count, count);
    print("peak MiB", values + 2 * count, count);
    free(values);
    return 0;
}
