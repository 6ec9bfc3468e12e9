/* policy ROUNDS: what a policy costs that looks at a million bindings, against a bare loop of Lua
 * 5.4 that calls a function a million times with a table and reads the same three fields.
 *
 * Both are run in turn, ROUNDS times; times are of CPU. The loop is taken twice: with one table
 * for all calls, which is the least that Lua can do, and with a table for each. */
#include "check/allocate.h"
#include "read/decode.h"
#include "read/yaml.h"
#include "script/policies.h"

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define HOSTS 10000
#define ENDPOINTS 10
#define INSTANCES 10 /* so many bindings have all but their port in common */
#define BINDINGS ((size_t)HOSTS * ENDPOINTS * INSTANCES)
#define ROUNDS_MAX 100

/* A test that is never true, so that all three are read. */
static const char body[] =
    "if b.port == 0 or b.transport == 'x' or b.product == 'y' then met = true end";

/* The same with a loop, which has to be watched: such a policy gets views, and is counted. */
static const char loop_body[] =
    "for _ = 1, 1 do if b.port == 0 or b.transport == 'x' or b.product == 'y' then met = true end "
    "end";

static double cpu(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void die(const char *what)
{
    fprintf(stderr, "bench/policy: %s\n", what);
    exit(1);
}

/* --- the bare loops ----------------------------------------------------------- */

static lua_State *open_bare(void)
{
    lua_State *L = luaL_newstate();
    luaL_openlibs(L);
    lua_pushinteger(L, (lua_Integer)BINDINGS);
    lua_setglobal(L, "count");
    char text[512];
    snprintf(text, sizeof text,
             "local met\n"
             "local function f(b) %s end\n"
             "local all = {}\n"
             "for i = 1, count do all[i] = {port = 5000 + i %% 5000, transport = 'tcp', product = "
             "'engine'} end\n"
             "local one = all[1]\n"
             "function same() for _ = 1, count do f(one) end end\n"
             "function each() for i = 1, count do f(all[i]) end end",
             body);
    if (luaL_dostring(L, text))
        die(lua_tostring(L, -1));
    return L;
}

static double time_bare(lua_State *L, const char *function)
{
    lua_getglobal(L, function);
    double start = cpu();
    lua_call(L, 0, 0);
    return cpu() - start;
}

/* --- the policy ---------------------------------------------------------------- */

struct run {
    struct pp_arena arena;
    struct pp_sources sources;
    struct pp_diags diags;
    struct pp_library library;
    struct pp_registry registry;
    struct pp_plan plan;
    struct pp_script script;
    struct pp_policies *policies;
    struct pp_check check;
    const struct pp_rule *rules[2];
};

static void make_plan(struct run *run)
{
    struct pp_strbuf yaml;
    pp_strbuf_init(&yaml);
    pp_strbuf_add(&yaml, "products:\n  engine:\n    endpoints:\n");
    for (int i = 0; i < ENDPOINTS; i++)
        pp_strbuf_printf(&yaml, "      e%d: {transport: tcp, port: %d+N}\n", i, 5000 + 100 * i);
    pp_strbuf_add(&yaml, "hosts:\n");
    for (int i = 0; i < HOSTS; i++)
        pp_strbuf_printf(&yaml, "  - {name: H%d, products: [{use: engine, instances: %d}]}\n", i,
                         INSTANCES);
    const struct pp_node *root = pp_yaml_parse(yaml.text, yaml.length,
                                               pp_sources_add(&run->sources, "plan.yaml"),
                                               &run->arena, &run->diags, NULL);
    if (!root ||
        !pp_decode_plan(root, "plan.yaml", &run->plan, &run->library, &run->diags, NULL, 0) ||
        !pp_plan_expand(&run->plan, &run->diags) || run->plan.bindings.count != BINDINGS)
        die("the plan is wrong");
    pp_strbuf_release(&yaml);
}

static const struct pp_rule *load_policy(struct run *run, const char *id, const char *check)
{
    char path[] = "/tmp/bench-policy-XXXXXX";
    int fd = mkstemp(path);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
    if (!file)
        die("no temporary file");
    fprintf(file,
            "local met\n"
            "return policy { id = '%s', title = 'reads three fields', each = 'binding',\n"
            "  check = function(b) %s end }\n",
            id, check);
    fclose(file);
    bool good = pp_policies_load(run->policies, path, (struct pp_loc){0});
    unlink(path);
    if (!good)
        die(run->diags.items[0].message);
    return pp_policies_find(run->policies, id);
}

static void open_run(struct run *run)
{
    pp_arena_init(&run->arena);
    pp_sources_init(&run->sources, &run->arena);
    pp_diags_init(&run->diags, &run->arena);
    pp_library_init(&run->library, &run->arena, &run->sources, &run->diags);
    pp_registry_init(&run->registry, &run->arena);
    pp_registry_freeze(&run->registry);
    pp_plan_init(&run->plan, &run->arena, &run->sources);
    make_plan(run);
    run->script = (struct pp_script){.arena = &run->arena,
                                     .sources = &run->sources,
                                     .diags = &run->diags,
                                     .library = &run->library,
                                     .registry = &run->registry};
    run->policies = pp_policies_new(&run->script);
    run->rules[0] = load_policy(run, "straight", body);
    run->rules[1] = load_policy(run, "loop", loop_body);
    pp_check_init(&run->check, &run->arena, &run->plan, &run->registry, "2026-01-01");
    pp_check_add_rules(&run->check, run->rules, 2);
}

static double time_policy(struct run *run, int index)
{
    double start = cpu();
    run->rules[index]->run(&run->check, run->rules[index]);
    double end = cpu();
    if (run->diags.count > 0)
        die(run->diags.items[0].message);
    return end - start;
}

/* --- the table ------------------------------------------------------------------ */

static int compare(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return a < b ? -1 : a > b;
}

static double print_row(const char *name, double *times, size_t rounds, double base)
{
    qsort(times, rounds, sizeof *times, compare);
    double median = times[rounds / 2];
    printf("%-44s median %7.1f ms  min %7.1f  max %7.1f  ratio %.2f\n", name, median, times[0],
           times[rounds - 1], base > 0 ? median / base : 1.0);
    return median;
}

int main(int argc, char **argv)
{
    static struct run run;
    double same[ROUNDS_MAX], each[ROUNDS_MAX], straight[ROUNDS_MAX], loop[ROUNDS_MAX];
    size_t rounds = argc > 1 ? strtoul(argv[1], NULL, 10) : 11;
    if (rounds < 1 || rounds > ROUNDS_MAX)
        die("rounds: 1 to 100");
    lua_State *L = open_bare();
    open_run(&run);
    time_bare(L, "same");
    time_bare(L, "each");
    time_policy(&run, 0);
    time_policy(&run, 1);
    for (size_t i = 0; i < rounds; i++) {
        same[i] = time_bare(L, "same");
        straight[i] = time_policy(&run, 0);
        loop[i] = time_policy(&run, 1);
        each[i] = time_bare(L, "each");
    }
    double base = print_row("bare Lua, one table for a million calls", same, rounds, 0);
    print_row("bare Lua, a table for each call", each, rounds, base);
    print_row("a policy over a million bindings", straight, rounds, base);
    print_row("a policy that loops, over the same", loop, rounds, base);
    pp_check_release(&run.check);
    pp_policies_free(run.policies);
    lua_close(L);
    return 0;
}
