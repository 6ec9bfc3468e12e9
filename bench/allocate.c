/* allocate ROUNDS [LABEL]: what it costs to choose ports for 100,000 instances over 1,000 hosts, against the
 * check of the same plan. Both are run in turn, ROUNDS times, on a plan made anew; times are of CPU.
 * LABEL: part of what a row is called, for that one alone. */
#include "check/allocate.h"
#include "base/asset.h"
#include "base/mem.h"
#include "read/decode.h"
#include "read/services.h"
#include "read/yaml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define HOSTS 1000u
#define PER_HOST 100u /* instances */
#define ROUNDS_MAX 100

/* A way to ask for ports: so many placements on each host, each of a product of its own. */
struct shape {
    const char *label;
    unsigned placements;
    const char *ports; /* of a placement; without: the product's pool */
    bool uneven;       /* how many instances a placement has differs by host */
};

static const struct shape shapes[] = {
    {"pool, 10 placements of 10", 10, NULL, false},
    {"pool, 100 placements of 1", 100, NULL, false},
    {"auto, 10 placements of 10", 10, "auto", false},
    {"auto, 100 placements of 1", 100, "auto", false},
    {"blocks of 4, 10 placements of 10", 10, "{range: 10000-32000, block: 4, align: 4}", false},
    {"tied, 10 placements of 10", 10, "{range: 10000-32000, same_on: all hosts}", false},
    {"tied, 100 placements of 1", 100, "{range: 10000-32000, same_on: all hosts}", false},
    {"tied, 10 placements of 1 to 19", 10, "{range: 10000-32000, same_on: all hosts}", true},
    {"tied blocks, 10 placements of 10", 10,
     "{range: 10000-32000, block: 4, align: 4, same_on: all hosts}", false},
};

struct timing {
    double allocate, check; /* ms */
};

struct bench {
    struct pp_arena arena;
    struct pp_sources sources;
    struct pp_diags diags;
    struct pp_library library;
    struct pp_plan plan;
    struct pp_registry registry;
};

static double now(void)
{
    return (double)clock() * 1e3 / CLOCKS_PER_SEC;
}

static void write_host(const struct shape *shape, unsigned host, struct pp_strbuf *yaml)
{
    pp_strbuf_printf(yaml, "  - name: h%u\n    address: 10.0.%u.%u\n    products:\n", host,
                     host / 250, host % 250 + 1);
    for (unsigned i = 0; i < shape->placements; i++) {
        unsigned count = shape->uneven ? 1 + (host * 7 + i) % 19 : PER_HOST / shape->placements;
        pp_strbuf_printf(yaml, "      - {use: p%u, instances: %u", i, count);
        if (shape->ports)
            pp_strbuf_printf(yaml, ", ports: {e: %s}", shape->ports);
        pp_strbuf_add(yaml, "}\n");
    }
}

static void write_plan(const struct shape *shape, struct pp_strbuf *yaml)
{
    pp_strbuf_add(yaml, "products:\n");
    for (unsigned i = 0; i < shape->placements; i++)
        pp_strbuf_printf(
            yaml, "  p%u: {pools: {q: 18000-18999}, endpoints: {e: {transport: tcp, port: q}}}\n",
            i);
    pp_strbuf_add(yaml, "hosts:\n");
    for (unsigned i = 0; i < HOSTS; i++)
        write_host(shape, i, yaml);
}

static bool start(struct bench *bench, const struct pp_strbuf *yaml)
{
    struct pp_yaml_limits limits = {0};
    const struct pp_asset *services = pp_asset_find("services/iana.services");
    pp_arena_init(&bench->arena);
    pp_sources_init(&bench->sources, &bench->arena);
    pp_diags_init(&bench->diags, &bench->arena);
    pp_library_init(&bench->library, &bench->arena, &bench->sources, &bench->diags);
    pp_plan_init(&bench->plan, &bench->arena, &bench->sources);
    pp_registry_init(&bench->registry, &bench->arena);
    pp_services_read((const char *)services->bytes, services->size, 1, &bench->registry,
                     &bench->diags);
    pp_registry_freeze(&bench->registry);
    struct pp_node *root = pp_yaml_parse(yaml->text, strlen(yaml->text),
                                         pp_sources_add(&bench->sources, "plan.yaml"),
                                         &bench->arena, &bench->diags, &limits);
    return root &&
           pp_decode_plan(root, "plan.yaml", &bench->plan, &bench->library, &bench->diags, NULL,
                          0) &&
           pp_plan_expand(&bench->plan, &bench->diags);
}

static void end(struct bench *bench)
{
    pp_registry_release(&bench->registry);
    pp_plan_release(&bench->plan);
    pp_library_release(&bench->library);
    pp_diags_release(&bench->diags);
    pp_sources_release(&bench->sources);
    pp_arena_release(&bench->arena);
}

static struct timing run(const struct pp_strbuf *yaml)
{
    struct bench bench;
    struct pp_check check;
    struct timing timing;
    if (!start(&bench, yaml)) {
        fprintf(stderr, "%s\n", bench.diags.count ? bench.diags.items[0].message : "no plan");
        exit(2);
    }
    pp_check_init(&check, &bench.arena, &bench.plan, &bench.registry, "2026-11-22");
    double first = now();
    pp_allocate(&check, &bench.plan);
    double second = now();
    pp_check_run(&check);
    timing = (struct timing){second - first, now() - second};
    for (size_t i = 0; i < bench.plan.bindings.count; i++) {
        if (bench.plan.bindings.first[i] == 0) {
            fprintf(stderr, "an instance got no port\n");
            exit(2);
        }
    }
    pp_check_release(&check);
    end(&bench);
    return timing;
}

static int by_size(const void *left, const void *right)
{
    const double *a = left, *b = right;
    return *a < *b ? -1 : *a > *b;
}

static void measure(const struct shape *shape, int rounds)
{
    double allocate[ROUNDS_MAX], check[ROUNDS_MAX];
    struct pp_strbuf yaml;
    pp_strbuf_init(&yaml);
    write_plan(shape, &yaml);
    for (int i = 0; i < rounds; i++) {
        struct timing timing = run(&yaml);
        allocate[i] = timing.allocate;
        check[i] = timing.check;
    }
    pp_strbuf_release(&yaml);
    qsort(allocate, (size_t)rounds, sizeof *allocate, by_size);
    qsort(check, (size_t)rounds, sizeof *check, by_size);
    printf("%-34s  allocate %7.1f ms  check %7.1f ms  %5.2f\n", shape->label, allocate[rounds / 2],
           check[rounds / 2], allocate[rounds / 2] / check[rounds / 2]);
}

int main(int argc, char **argv)
{
    int rounds = argc > 1 ? atoi(argv[1]) : 5;
    if (rounds < 1 || rounds > ROUNDS_MAX) {
        fprintf(stderr, "usage: bench_allocate ROUNDS (1 to %d) [PART OF A LABEL]\n", ROUNDS_MAX);
        return 2;
    }
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        if (argc < 3 || strstr(shapes[i].label, argv[2]))
            measure(&shapes[i], rounds);
    }
    return 0;
}
