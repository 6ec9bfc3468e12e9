/* bench_script [-r RUNS] loop COUNT | text FILE.lua
 *
 * What the plan language costs: a plan in Lua is run (script_ms) and its tree decoded into a plan, with
 * strict keys and the place of everything (decode_ms); core_ms is both. Each time in a run of its own;
 * times are of CPU. Ports are not expanded, and nothing is checked.
 *
 *   loop COUNT     one constructor call with four fields for each of COUNT placements, 100 on a host
 *   text FILE.lua  a plan */
#include "base/file.h"
#include "base/mem.h"
#include "read/decode.h"
#include "script/policies.h"
#include "timing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RUNS_MAX 100
#define NO_LIMIT ((size_t)1 << 40)

struct bench {
    struct pp_arena arena;
    struct pp_sources sources;
    struct pp_diags diags;
    struct pp_library library;
    struct pp_registry registry;
    struct pp_plan plan;
    struct pp_script script;
    struct pp_policies *policies;
};

static _Noreturn void die(const char *why)
{
    fprintf(stderr, "bench_script: %s\n", why);
    exit(2);
}

static void start(struct bench *bench)
{
    pp_arena_init(&bench->arena);
    pp_sources_init(&bench->sources, &bench->arena);
    pp_diags_init(&bench->diags, &bench->arena);
    pp_library_init(&bench->library, &bench->arena, &bench->sources, &bench->diags);
    pp_registry_init(&bench->registry, &bench->arena);
    pp_registry_freeze(&bench->registry);
    pp_plan_init(&bench->plan, &bench->arena, &bench->sources);
    bench->script = (struct pp_script){.arena = &bench->arena,
                                       .sources = &bench->sources,
                                       .diags = &bench->diags,
                                       .library = &bench->library,
                                       .registry = &bench->registry,
                                       .max_memory = NO_LIMIT,
                                       .max_steps = NO_LIMIT};
    bench->policies = pp_policies_new(&bench->script);
    bench->script.policies = bench->policies;
}

static void end(struct bench *bench)
{
    pp_policies_free(bench->policies);
    pp_plan_release(&bench->plan);
    pp_registry_release(&bench->registry);
    pp_library_release(&bench->library);
    pp_diags_release(&bench->diags);
    pp_sources_release(&bench->sources);
    pp_arena_release(&bench->arena);
}

struct timing {
    double script, decode;
};

/* Returns what the plan took, and how many placements it has. */
static struct timing run(const struct pp_strbuf *text, const char *path, size_t *placements)
{
    struct bench bench;
    start(&bench);
    double first = timing_cpu();
    struct pp_node *root = pp_script_run_plan(&bench.script, text->text, text->length, path, NULL);
    double second = timing_cpu();
    bool good = root &&
                pp_decode_plan(root, path, &bench.plan, &bench.library, &bench.diags, NULL, 0);
    double third = timing_cpu();
    if (!good || bench.diags.count)
        die(bench.diags.count ? bench.diags.items[0].message : "no plan");
    *placements = bench.plan.placement_count;
    end(&bench);
    return (struct timing){second - first, third - second};
}

static void write_loop(struct pp_strbuf *text, const char *count)
{
    pp_strbuf_printf(text,
                     "local engine = product \"engine\" { tcp \"feed\" { port = 29200 } }\n"
                     "for h = 1, %lu do\n"
                     "  local address, list = '10.0.0.1', {}\n"
                     "  for i = 1, 100 do\n"
                     "    list[i] = engine { label = 'feed', address = address, owner = 'playout', "
                     "instances = 2 }\n"
                     "  end\n"
                     "  host('h' .. h) { address = address, list }\n"
                     "end\n",
                     strtoul(count, NULL, 10) / 100);
}

int main(int argc, char **argv)
{
    double script[RUNS_MAX], decode[RUNS_MAX], core[RUNS_MAX];
    size_t placements = 0;
    long runs = 1;
    int option;
    while ((option = getopt(argc, argv, "r:")) != -1)
        runs = option == 'r' ? strtol(optarg, NULL, 10) : 0;
    if (argc - optind != 2 || runs < 1 || runs > RUNS_MAX)
        die("usage: bench_script [-r RUNS] loop COUNT | text FILE.lua");
    const char *path = argv[optind + 1], *why = NULL;
    struct pp_strbuf text;
    pp_strbuf_init(&text);
    if (strcmp(argv[optind], "loop") == 0)
        write_loop(&text, path);
    else
        why = pp_file_read(path, &text);
    if (why)
        die(why);
    for (long i = 0; i < runs; i++) {
        struct timing timing = run(&text, path, &placements);
        script[i] = timing.script;
        decode[i] = timing.decode;
        core[i] = timing.script + timing.decode;
    }
    pp_strbuf_release(&text);
    fprintf(stderr, "placements=%zu", placements);
    timing_print("script", script, (size_t)runs);
    timing_print("decode", decode, (size_t)runs);
    timing_print("core", core, (size_t)runs);
    fputc('\n', stderr);
    return 0;
}
