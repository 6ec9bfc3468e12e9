/* bench_floor [-t THREADS] [-r RUNS] [-q] [-n SERVICES] [-w core|registry] FILE.csv
 *
 * Finds all clashes of a csv file of bench_gen, RUNS times (1), with THREADS threads (1) that share
 * the hosts among them. Prints the pairs on standard output, unless -q is given, and one line of
 * key=value words on standard error. With -w registry it counts the assigned ports (-n: a services(5)
 * file) that lie in the bindings instead. */
#include "../timing.h"
#include "floor.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define THREADS_MAX 64
#define RUNS_MAX 1000

struct share {
    const struct floor_table *table;
    uint32_t low_host, high_host;
    struct floor_record *work, *other;
    struct floor_pairs pairs;
};

struct options {
    const char *path, *services;
    unsigned threads, runs;
    bool quiet, registry;
};

static _Noreturn void usage(void)
{
    fprintf(stderr, "usage: bench_floor [-t THREADS] [-r RUNS] [-q] [-n SERVICES] "
                    "[-w core|registry] FILE.csv\n");
    exit(2);
}

static unsigned count_of(const char *text, unsigned most)
{
    unsigned long count = strtoul(text, NULL, 10);
    if (count < 1 || count > most)
        usage();
    return (unsigned)count;
}

static struct options read_options(int argc, char **argv)
{
    struct options options = {.threads = 1, .runs = 1};
    int option;
    while ((option = getopt(argc, argv, "t:r:qn:w:")) != -1) {
        switch (option) {
        case 't': options.threads = count_of(optarg, THREADS_MAX); break;
        case 'r': options.runs = count_of(optarg, RUNS_MAX); break;
        case 'q': options.quiet = true; break;
        case 'n': options.services = optarg; break;
        case 'w': options.registry = strcmp(optarg, "registry") == 0; break;
        default: usage();
        }
    }
    if (optind + 1 != argc || (options.registry && !options.services))
        usage();
    options.path = argv[optind];
    return options;
}

static void *run_share(void *data)
{
    struct share *share = data;
    share->pairs.count = 0;
    floor_check(share->table, share->low_host, share->high_host, share->work, share->other,
                &share->pairs);
    return NULL;
}

static void run(struct share *shares, unsigned threads)
{
    pthread_t ids[THREADS_MAX];
    for (unsigned i = 1; i < threads; i++) {
        if (pthread_create(&ids[i], NULL, run_share, &shares[i]) != 0) {
            fprintf(stderr, "bench_floor: no thread\n");
            exit(2);
        }
    }
    run_share(&shares[0]);
    for (unsigned i = 1; i < threads; i++)
        pthread_join(ids[i], NULL);
}

static void start_shares(const struct floor_table *table, struct share *shares, unsigned threads)
{
    for (unsigned i = 0; i < threads; i++) {
        shares[i] = (struct share){
            .table = table,
            .low_host = (uint32_t)((uint64_t)table->hosts * i / threads),
            .high_host = (uint32_t)((uint64_t)table->hosts * (i + 1) / threads),
            .work = floor_memory((table->count + 1) * sizeof(struct floor_record)),
            .other = floor_memory((table->count + 1) * sizeof(struct floor_record)),
        };
    }
}

static int by_ids(const void *left, const void *right)
{
    const struct floor_pair *x = left, *y = right;
    if (x->low != y->low)
        return x->low < y->low ? -1 : 1;
    return (x->high > y->high) - (x->high < y->high);
}

static void print_pairs(struct floor_pairs *pairs)
{
    if (pairs->count)
        qsort(pairs->items, pairs->count, sizeof *pairs->items, by_ids);
    for (size_t i = 0; i < pairs->count; i++)
        printf("%u,%u\n", pairs->items[i].low, pairs->items[i].high);
}

/* Prints what all shares found; returns how much that is. */
static size_t collect(struct share *shares, unsigned threads, bool quiet)
{
    struct floor_pairs all = {0};
    for (unsigned i = 0; i < threads; i++)
        all.count += shares[i].pairs.count;
    if (quiet)
        return all.count;
    all.items = floor_memory((all.count + 1) * sizeof *all.items);
    size_t at = 0;
    for (unsigned i = 0; i < threads; i++)
        for (size_t k = 0; k < shares[i].pairs.count; k++)
            all.items[at++] = shares[i].pairs.items[k];
    print_pairs(&all);
    return all.count;
}

static void measure_core(const struct options *options, const struct floor_table *table,
                         double *times)
{
    struct share shares[THREADS_MAX];
    start_shares(table, shares, options->threads);
    for (unsigned i = 0; i < options->runs; i++) {
        double start = timing_wall();
        run(shares, options->threads);
        times[i] = timing_wall() - start;
    }
    fprintf(stderr, " pairs=%zu", collect(shares, options->threads, options->quiet));
}

static void measure_registry(const struct options *options, const struct floor_table *table,
                             double *times)
{
    static struct floor_registry registry;
    size_t ports = 0;
    floor_read_services(options->services, &registry);
    for (unsigned i = 0; i < options->runs; i++) {
        double start = timing_wall();
        ports = floor_count_assigned(table, &registry);
        times[i] = timing_wall() - start;
    }
    fprintf(stderr, " ports=%zu", ports);
}

int main(int argc, char **argv)
{
    struct options options = read_options(argc, argv);
    double times[RUNS_MAX], start = timing_wall();
    struct floor_table table = floor_read(options.path);
    double load = timing_wall() - start;
    fprintf(stderr, "bindings=%zu hosts=%u", table.count, table.hosts);
    (options.registry ? measure_registry : measure_core)(&options, &table, times);
    fprintf(stderr, " load_ms=%.3f", load);
    timing_print("core", times, options.runs);
    fputc('\n', stderr);
    return 0;
}
