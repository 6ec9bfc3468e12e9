/* core: what checking costs, from data that is loaded.
 *
 *   bench_core [-t THREADS] [-r RUNS] [-q] [-w core|registry|rules] FILE.csv
 *
 * core       the sweep alone: claimants in the order of the file, to all pairs that meet
 * registry   a frozen plan, to all listeners that have somebody else's registered port
 * rules      a frozen plan, to what every built-in rule reports: who, where and by which rule, not yet in
 *            words
 *
 * Standard output: the pairs "id,id" in order, unless -q (core). Standard error: one line of key=value. */
#include "check/check.h"
#include "check/clashes.h"
#include "check/port_rules.h"
#include "check/sweep.h"

#include "base/asset.h"
#include "base/mem.h"
#include "estate.h"
#include "read/services.h"
#include "timing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define RUNS_MAX 1000

struct options {
    const char *path, *work;
    unsigned threads, runs;
    bool quiet;
};

/* What the runs gave. */
struct outcome {
    double times[RUNS_MAX];
    size_t bindings, hosts, found;
    double bytes; /* a binding */
};

static struct options options_of(int argc, char **argv)
{
    struct options options = {.threads = 1, .runs = 1, .work = "core"};
    for (int option; (option = getopt(argc, argv, "t:r:qw:")) != -1;) {
        switch (option) {
        case 't': options.threads = (unsigned)strtoul(optarg, NULL, 10); break;
        case 'r': options.runs = (unsigned)strtoul(optarg, NULL, 10); break;
        case 'q': options.quiet = true; break;
        case 'w': options.work = optarg; break;
        default: exit(2);
        }
    }
    bool known = strcmp(options.work, "core") == 0 || strcmp(options.work, "registry") == 0 ||
                 strcmp(options.work, "rules") == 0;
    if (!known || optind + 1 != argc || options.threads < 1 || options.runs < 1 ||
        options.runs > RUNS_MAX) {
        fputs("usage: bench_core [-t THREADS] [-r RUNS] [-q] [-w core|registry|rules] FILE.csv\n",
              stderr);
        exit(2);
    }
    options.path = argv[optind];
    return options;
}

/* --- memory ---------------------------------------------------------------------- */

/* KiB of a line of this process's status: VmRSS or VmHWM. */
static double status_kib(const char *name)
{
    char line[256];
    double kib = 0;
    FILE *file = fopen("/proc/self/status", "r");
    while (file && fgets(line, sizeof line, file)) {
        if (strncmp(line, name, strlen(name)) == 0)
            kib = strtod(line + strlen(name) + 1, NULL);
    }
    if (file)
        fclose(file);
    return kib;
}

/* By how many bytes memory grows at most while `work` runs once, in a process of its own: there the
 * peak is counted anew (proc(5), clear_refs), and this one's still tells what loading took. */
static double growth(void (*work)(void *data), void *data)
{
    int ends[2];
    double kib = 0;
    if (pipe(ends) != 0)
        return 0;
    pid_t child = fork();
    if (child == 0) {
        FILE *file = fopen("/proc/self/clear_refs", "w");
        if (file) {
            fputs("5", file);
            fclose(file);
        }
        double before = status_kib("VmRSS");
        work(data);
        kib = status_kib("VmHWM") - before;
        _exit(write(ends[1], &kib, sizeof kib) == sizeof kib ? 0 : 1);
    }
    close(ends[1]);
    if (child < 0 || read(ends[0], &kib, sizeof kib) != sizeof kib)
        kib = 0;
    close(ends[0]);
    waitpid(child, NULL, 0);
    return kib * 1024;
}

/* --- core ------------------------------------------------------------------------ */

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

struct core {
    const struct pp_claimant *claimants;
    size_t count, hosts;
    unsigned threads;
    struct pp_meetings found;
};

static void sweep(void *data)
{
    struct core *core = data;
    core->found.count = 0;
    pp_sweep(core->claimants, core->count, (uint32_t)core->hosts, core->threads, &core->found);
}

static void run_core(const struct options *options, struct rows *rows, struct outcome *outcome)
{
    struct pp_claimant *claimants = claimants_of(rows);
    struct core core = {.claimants = claimants,
                        .count = outcome->bindings,
                        .hosts = outcome->hosts,
                        .threads = options->threads};
    rows_release(rows);
    outcome->bytes = sizeof *claimants + growth(sweep, &core) / (double)outcome->bindings;
    for (unsigned run = 0; run < options->runs; run++) {
        double start = timing_wall();
        sweep(&core);
        outcome->times[run] = timing_wall() - start;
    }
    outcome->found = core.found.count;
    if (!options->quiet)
        print_pairs(&core.found);
    pp_meetings_release(&core.found);
    free(claimants);
}

/* --- rules ----------------------------------------------------------------------- */

struct site {
    struct pp_arena arena;
    struct pp_sources sources;
    struct pp_registry registry;
    struct pp_plan plan;
    unsigned threads;
    bool only_registry;
};

static void load_registry(struct pp_registry *registry)
{
    struct pp_diags diags;
    const struct pp_asset *asset = pp_asset_find("services/iana.services");
    pp_diags_init(&diags, registry->arena);
    if (!asset || !pp_services_read((const char *)asset->bytes, asset->size, 0, registry, &diags)) {
        fputs("bench_core: there is no registry\n", stderr);
        exit(2);
    }
    pp_registry_freeze(registry);
}

static void load_site(struct site *site, struct rows *rows)
{
    pp_arena_init(&site->arena);
    pp_sources_init(&site->sources, &site->arena);
    pp_registry_init(&site->registry, &site->arena);
    pp_plan_init(&site->plan, &site->arena, &site->sources);
    load_registry(&site->registry);
    estate_freeze(rows, &site->plan);
    rows_release(rows);
}

static void release_site(struct site *site)
{
    pp_plan_release(&site->plan);
    pp_registry_release(&site->registry);
    pp_arena_release(&site->arena);
}

static bool is_clash_rule(const struct pp_rule *rule)
{
    return rule == &pp_rule_port_overlap || rule == &pp_rule_split_binding ||
           rule == &pp_rule_url_overlap || rule == &pp_rule_listener_mix;
}

/* What all rules that are not off report, but for the words; returns how many listeners and pairs. */
static size_t judge(struct pp_check *check)
{
    size_t found = 0;
    bool clashes = false;
    for (size_t i = 0; i < check->rule_count; i++) {
        const struct pp_rule *rule = check->rules[i];
        if (check->severities[i] == PP_OFF)
            continue;
        if (rule->run == pp_port_rule_run)
            found += pp_port_verdicts_of(check, rule)->count;
        else if (!is_clash_rule(rule) && rule->run)
            rule->run(check, rule);
        clashes = clashes || is_clash_rule(rule);
    }
    return found + check->findings.count + (clashes ? pp_clash_pairs_of(check)->count : 0);
}

static void only_registry(struct pp_check *check)
{
    for (size_t i = 0; i < check->rule_count; i++) {
        if (check->rules[i] != &pp_rule_iana_collision)
            check->severities[i] = PP_OFF;
    }
}

static size_t check_site(struct site *site)
{
    struct pp_check check;
    pp_check_init(&check, &site->arena, &site->plan, &site->registry, "2026-01-01");
    check.jobs = site->threads;
    if (site->only_registry)
        only_registry(&check);
    size_t found = judge(&check);
    pp_check_release(&check);
    return found;
}

static void check_once(void *site)
{
    check_site(site);
}

static void run_rules(const struct options *options, struct rows *rows, struct outcome *outcome)
{
    struct site site = {.threads = options->threads,
                        .only_registry = strcmp(options->work, "registry") == 0};
    load_site(&site, rows);
    outcome->bytes = sizeof(struct pp_listener) + PP_BINDING_SIZE +
                     growth(check_once, &site) / (double)outcome->bindings;
    for (unsigned run = 0; run < options->runs; run++) {
        double start = timing_wall();
        outcome->found = check_site(&site);
        outcome->times[run] = timing_wall() - start;
    }
    release_site(&site);
}

int main(int argc, char **argv)
{
    static struct outcome outcome;
    struct options options = options_of(argc, argv);
    struct rows rows;
    double start = timing_wall();
    rows_read(options.path, &rows);
    outcome.bindings = rows.count;
    outcome.hosts = rows.host_count;
    double loaded = timing_wall() - start;
    if (strcmp(options.work, "core") == 0)
        run_core(&options, &rows, &outcome);
    else
        run_rules(&options, &rows, &outcome);
    fprintf(stderr, "bindings=%zu hosts=%zu pairs=%zu load_ms=%.3f bytes_per_binding=%.1f",
            outcome.bindings, outcome.hosts, outcome.found, loaded, outcome.bytes);
    timing_print("core", outcome.times, options.runs);
    fputc('\n', stderr);
    return 0;
}
