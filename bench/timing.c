#include "timing.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double read_clock(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

double timing_wall(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

double timing_cpu(void)
{
    return read_clock(CLOCK_PROCESS_CPUTIME_ID);
}

static int by_size(const void *left, const void *right)
{
    const double *x = left, *y = right;
    return (*x > *y) - (*x < *y);
}

double timing_median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, by_size);
    return values[count / 2];
}

void timing_print(const char *name, double *values, size_t count)
{
    double median = timing_median(values, count);
    fprintf(stderr, " %s_ms=%.3f %s_min_ms=%.3f %s_max_ms=%.3f", name, median, name, values[0],
            name, values[count - 1]);
}
