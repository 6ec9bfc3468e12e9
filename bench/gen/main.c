/* bench_gen: deterministic workloads with a known answer. `bench_gen` alone says how it is called.
 *
 * Two bindings clash when their hosts and transports are equal, their ports meet, and their addresses
 * are equal or one of them is "*". */
#include "gen.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct arguments {
    uint32_t numbers[2];
    uint32_t every;
    uint64_t seed, shuffle;
    const char *format;
};

struct workload {
    const char *name, *numbers, *formats, *help;
    int number_count;
    uint32_t low[2], high[2];
    void (*write)(const struct arguments *arguments, bool dense);
    bool dense; /* passed on */
};

static bool is(const struct arguments *arguments, const char *format)
{
    return strcmp(arguments->format, format) == 0;
}

static void write_bindings(const struct arguments *arguments, bool dense)
{
    struct gen_bindings b = {.every = arguments->every, .state = arguments->seed};
    (dense ? gen_dense : gen_grid)(&b, arguments->numbers[0], arguments->numbers[1]);
    gen_number(&b);
    if (is(arguments, "pairs"))
        gen_write_pairs(&b, stdout);
    else if (is(arguments, "facts"))
        gen_write_facts(&b, stdout);
    else if (is(arguments, "summary"))
        printf("bindings %zu conflicting_pairs %zu\n", b.count, b.pair_count);
    else
        gen_write_csv(&b, arguments->shuffle, stdout);
    gen_bindings_release(&b);
}

static void write_plan(const struct arguments *arguments, bool dense)
{
    (void)dense;
    if (is(arguments, "catalog"))
        gen_write_catalog(stdout);
    else if (is(arguments, "text"))
        gen_write_plan_text(arguments->numbers[0], stdout);
    else if (is(arguments, "yaml"))
        gen_write_plan_yaml(arguments->numbers[0], stdout);
    else
        gen_write_plan_lua(arguments->numbers[0], stdout);
}

static void write_prefixes(const struct arguments *arguments, bool dense)
{
    (void)dense;
    if (arguments->numbers[1] > arguments->numbers[0] / 2) {
        fprintf(stderr, "bench_gen: more clashes than prefixes to clash with\n");
        exit(2);
    }
    gen_write_prefixes(arguments->numbers[0], arguments->numbers[1], stdout);
}

static void write_alike(const struct arguments *arguments, bool dense)
{
    gen_write_alike(arguments->numbers[0], !dense, stdout);
}

static void write_site(const struct arguments *arguments, bool dense)
{
    (void)dense;
    gen_write_site(arguments->numbers[0], stdout);
}

static const struct workload workloads[] = {
    {"grid",
     "HOSTS PER_HOST",
     "csv pairs facts summary",
     "bindings over many hosts",
     2,
     {1, 1},
     {1000000, 450},
     write_bindings,
     false},
    {"dense",
     "ADDRESSES PER_ADDRESS",
     "csv pairs facts summary",
     "one host, the same ports on all addresses",
     2,
     {1, 60},
     {100000, 450},
     write_bindings,
     true},
    {"plan",
     "HOSTS",
     "lua text yaml catalog",
     "hosts of 10 placements and 100 bindings, and their catalogue",
     1,
     {1, 0},
     {1000000, 0},
     write_plan,
     false},
    {"prefixes",
     "COUNT CLASHES",
     "lua",
     "http.sys prefixes on one port of one host",
     2,
     {2, 1},
     {1000000, 500000},
     write_prefixes,
     false},
    {"hostile",
     "COUNT",
     "lua",
     "placements on one host, all with the same port and address",
     1,
     {1, 0},
     {160000, 0},
     write_alike,
     true},
    {"clean",
     "COUNT",
     "lua",
     "its twin in which no two are the same",
     1,
     {1, 0},
     {160000, 0},
     write_alike,
     false},
    {"site",
     "HOSTS",
     "lua",
     "hosts of 20 bindings, of the shipped catalogue",
     1,
     {1, 0},
     {10000, 0},
     write_site,
     false},
};
#define WORKLOADS (sizeof workloads / sizeof *workloads)

static _Noreturn void usage(void)
{
    fprintf(stderr, "usage: bench_gen [-s SEED] [-p N] [-x SEED] [-f FORMAT] WORKLOAD NUMBER...\n"
                    "  -s  seed of the random numbers (1)\n"
                    "  -p  grid: one binding in N gets a partner that clashes (1000); 0: none\n"
                    "  -x  csv: rows in another order, by this seed; ids stay\n"
                    "  -f  one of the workload's formats; the first is the default\n");
    for (size_t i = 0; i < WORKLOADS; i++)
        fprintf(stderr, "%-9s %-21s  %-23s  %s\n", workloads[i].name, workloads[i].numbers,
                workloads[i].formats, workloads[i].help);
    exit(2);
}

static uint64_t number_of(const char *text)
{
    char *end;
    uint64_t number = strtoull(text, &end, 10);
    if (*text < '0' || *text > '9' || *end)
        usage();
    return number;
}

static const struct workload *find(const char *name)
{
    for (size_t i = 0; i < WORKLOADS; i++)
        if (strcmp(workloads[i].name, name) == 0)
            return &workloads[i];
    usage();
}

/* Whether `format` is one word of `formats`. */
static bool has_format(const char *formats, const char *format)
{
    size_t length = strlen(format);
    for (const char *at = formats; (at = strstr(at, format)); at += length)
        if (length && (at == formats || at[-1] == ' ') && (at[length] == ' ' || !at[length]))
            return true;
    return false;
}

static void read_numbers(const struct workload *workload, char **texts, struct arguments *arguments)
{
    for (int i = 0; i < workload->number_count; i++) {
        uint64_t number = number_of(texts[i]);
        if (number < workload->low[i] || number > workload->high[i]) {
            fprintf(stderr, "bench_gen: number '%s' is not in %u to %u\n", texts[i],
                    workload->low[i], workload->high[i]);
            exit(2);
        }
        arguments->numbers[i] = (uint32_t)number;
    }
}

int main(int argc, char **argv)
{
    struct arguments arguments = {.every = 1000, .seed = 1};
    int option;
    while ((option = getopt(argc, argv, "s:p:x:f:")) != -1) {
        switch (option) {
        case 's': arguments.seed = number_of(optarg); break;
        case 'p': arguments.every = (uint32_t)number_of(optarg); break;
        case 'x': arguments.shuffle = number_of(optarg); break;
        case 'f': arguments.format = optarg; break;
        default: usage();
        }
    }
    if (optind == argc)
        usage();
    const struct workload *workload = find(argv[optind++]);
    if (argc - optind != workload->number_count)
        usage();
    read_numbers(workload, argv + optind, &arguments);
    if (!arguments.format)
        arguments.format = "";
    else if (!has_format(workload->formats, arguments.format))
        usage();
    workload->write(&arguments, workload->dense);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        perror("bench_gen");
        return 1;
    }
    return 0;
}
