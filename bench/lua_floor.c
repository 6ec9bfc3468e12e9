/* bench_lua_floor [-r RUNS] floor COUNT | text FILE.lua
 *
 * What Lua 5.4 costs at least, each time in a state of its own; times are of CPU.
 *
 *   floor COUNT    a table of four fields for each of COUNT items, all kept: FLOOR
 *   text FILE.lua  a plan's text, compiled and run with constructors that are empty C functions */
#include "timing.h"

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RUNS_MAX 100

static const char floor_text[] =
    "local kept, hosts = {}, {}\n"
    "for i = 1, 1000 do hosts[i] = ('h%07d'):format(i) end\n"
    "for i = 1, COUNT do\n"
    "  kept[i] = { host = hosts[i % 1000 + 1], proto = 'tcp', from = i & 65535, to = i & 65535 }\n"
    "end\n";

static _Noreturn void die(const char *why)
{
    fprintf(stderr, "bench_lua_floor: %s\n", why);
    exit(2);
}

/* catalog.product { ... } and site "NAME" { ... }: nothing comes of them. */
static int f_nothing(lua_State *L)
{
    (void)L;
    return 0;
}

/* host "NAME" { ... } */
static int f_named(lua_State *L)
{
    lua_pushvalue(L, lua_upvalueindex(1));
    return 1;
}

static void set_named(lua_State *L, const char *name)
{
    lua_pushcfunction(L, f_nothing);
    lua_pushcclosure(L, f_named, 1);
    lua_setglobal(L, name);
}

/* Every field of what catalog "NAME" returns is a constructor. */
static int f_field(lua_State *L)
{
    lua_pushcfunction(L, f_nothing);
    lua_pushvalue(L, 2);
    lua_pushvalue(L, -2);
    lua_rawset(L, 1);
    return 1;
}

static int f_catalog(lua_State *L)
{
    lua_newtable(L);
    lua_newtable(L);
    lua_pushcfunction(L, f_field);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
    return 1;
}

static lua_State *open_state(long long count)
{
    lua_State *L = luaL_newstate();
    if (!L)
        die("out of memory");
    luaL_openlibs(L);
    set_named(L, "host");
    set_named(L, "site");
    lua_register(L, "catalog", f_catalog);
    lua_pushinteger(L, (lua_Integer)count);
    lua_setglobal(L, "COUNT");
    return L;
}

static double run(bool is_file, const char *subject)
{
    lua_State *L = open_state(is_file ? 0 : strtoll(subject, NULL, 10));
    double start = timing_cpu();
    if ((is_file ? luaL_loadfile(L, subject) : luaL_loadstring(L, floor_text)) ||
        lua_pcall(L, 0, 0, 0))
        die(lua_tostring(L, -1));
    double time = timing_cpu() - start;
    lua_close(L);
    return time;
}

int main(int argc, char **argv)
{
    double times[RUNS_MAX];
    long runs = 1;
    int option;
    while ((option = getopt(argc, argv, "r:")) != -1)
        runs = option == 'r' ? strtol(optarg, NULL, 10) : 0;
    bool is_file = optind < argc && strcmp(argv[optind], "text") == 0;
    bool is_floor = optind < argc && strcmp(argv[optind], "floor") == 0;
    if (argc - optind != 2 || !(is_file || is_floor) || runs < 1 || runs > RUNS_MAX)
        die("usage: bench_lua_floor [-r RUNS] floor COUNT | text FILE.lua");
    for (long i = 0; i < runs; i++)
        times[i] = run(is_file, argv[optind + 1]);
    timing_print("core", times, (size_t)runs);
    fputc('\n', stderr);
    return 0;
}
