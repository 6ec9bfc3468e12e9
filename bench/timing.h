/* timing: clocks, and the one line in which every measuring program of this folder says what it
 * found, so that bench/run can read it: key=value words on standard error. */
#ifndef PP_BENCH_TIMING_H
#define PP_BENCH_TIMING_H

#include <stddef.h>

/* Milliseconds of wall time, and of the CPU time of this process. */
double timing_wall(void);
double timing_cpu(void);

/* Sorts values[0..count), count > 0, and returns the middle one. */
double timing_median(double *values, size_t count);

/* Prints " NAME_ms=MEDIAN NAME_min_ms=LEAST NAME_max_ms=MOST" on standard error; sorts the values. */
void timing_print(const char *name, double *values, size_t count);

#endif
