/* core: what the sweep costs, from data that is loaded to every pair that meets.
 *
 *   bench_core [-t THREADS] [-r RUNS] [-q] FILE.csv
 *
 * Standard output: the pairs "id,id" in order, unless -q. Standard error: one line of key=value; times
 * are the median, the minimum and the maximum of the runs. Stands on check/sweep.h. */
#include "check/sweep.h"

#include "base/mem.h"
#include "rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define RUNS_MAX 1000

struct options {
    const char *path;
    unsigned threads, runs;
    bool quiet;
};

static double now_ms(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec * 1e-6;
}

static struct options options_of(int argc, char **argv)
{
    struct options options = {.threads = 1, .runs = 1};
    for (int option; (option = getopt(argc, argv, "t:r:q")) != -1;) {
        switch (option) {
        case 't': options.threads = (unsigned)strtoul(optarg, NULL, 10); break;
        case 'r': options.runs = (unsigned)strtoul(optarg, NULL, 10); break;
        case 'q': options.quiet = true; break;
        default: exit(2);
        }
    }
    if (optind + 1 != argc || options.threads < 1 || options.runs < 1 || options.runs > RUNS_MAX) {
        fputs("usage: bench_core [-t THREADS] [-r RUNS] [-q] FILE.csv\n", stderr);
        exit(2);
    }
    options.path = argv[optind];
    return options;
}

/* Addresses of the workload are IPv4: their numbers are even. */
static struct pp_claimant *claimants_of(const struct rows *rows)
{
    struct pp_claimant *all = pp_malloc_huge(rows->count * sizeof *all);
    for (size_t i = 0; i < rows->count; i++) {
        const struct rows_item *row = &rows->items[i];
        uint32_t address = row->address ? PP_SWEEP_SPECIFIC + 2 * (row->address & 0xFFFFFF) : 0;
        all[i] = (struct pp_claimant){.group = pp_sweep_group(row->host, row->udp),
                                      .address = address,
                                      .first = row->first,
                                      .last = row->last,
                                      .id = row->id};
    }
    return all;
}

static int by_ids(const void *left, const void *right)
{
    const struct pp_meeting *a = left, *b = right;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return a->b < b->b ? -1 : a->b > b->b;
}

static void print_pairs(struct pp_meetings *found)
{
    for (size_t i = 0; i < found->count; i++) {
        struct pp_meeting *one = &found->items[i];
        if (one->a > one->b)
            *one = (struct pp_meeting){one->b, one->a};
    }
    if (found->count > 0)
        qsort(found->items, found->count, sizeof *found->items, by_ids);
    for (size_t i = 0; i < found->count; i++)
        printf("%u,%u\n", found->items[i].a, found->items[i].b);
}

static int by_size(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return *a < *b ? -1 : *a > *b;
}

int main(int argc, char **argv)
{
    struct options options = options_of(argc, argv);
    struct rows rows;
    struct pp_meetings found = {0};
    double times[RUNS_MAX], start = now_ms();
    rows_read(options.path, &rows);
    struct pp_claimant *claimants = claimants_of(&rows);
    size_t count = rows.count, hosts = rows.host_count;
    double loaded = now_ms();
    rows_release(&rows);
    for (unsigned run = 0; run < options.runs; run++) {
        double before = now_ms();
        found.count = 0;
        pp_sweep(claimants, count, (uint32_t)hosts, options.threads, &found);
        times[run] = now_ms() - before;
    }
    if (!options.quiet)
        print_pairs(&found);
    qsort(times, options.runs, sizeof *times, by_size);
    fprintf(stderr,
            "bindings=%zu hosts=%zu pairs=%zu load_ms=%.3f core_ms=%.3f core_min_ms=%.3f "
            "core_max_ms=%.3f bytes_per_binding=%zu\n",
            count, hosts, found.count, loaded - start, times[options.runs / 2], times[0],
            times[options.runs - 1], sizeof *claimants);
    pp_meetings_release(&found);
    free(claimants);
    return 0;
}
