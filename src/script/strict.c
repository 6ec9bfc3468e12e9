/* strict: answers to whoever reads what is not there. */
#include "script/strict.h"

#include "base/text.h"
#include "script/place.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#define NEAR_NAMES 4096 /* candidates for "did you mean" */
#define NEAR_FRAMES 20

/* What is left out on purpose, and why; %s is what the script is: a plan, a policy, ... */
#define NO_FILES "a %s cannot read files or the clock, or run programs"
#define NO_LOADING "use include \"file.lua\" to run another file of the %s"
#define NO_META "tables are plain in a %s"
#define NO_CHANCE "the same %s must give the same result"
#define OF_PLANS "it is a word of plans"
static const struct {
    const char *name, *why;
} refused[] = {
    {"io", NO_FILES},
    {"os", NO_FILES},
    {"debug", "a %s cannot look into the program"},
    {"coroutine", "a %s runs from its first line to its last"},
    {"collectgarbage", "memory is the program's business"},
    {"package", NO_LOADING},
    {"require", NO_LOADING},
    {"dofile", NO_LOADING},
    {"load", NO_LOADING},
    {"loadfile", NO_LOADING},
    {"loadstring", NO_LOADING},
    {"getmetatable", NO_META},
    {"setmetatable", NO_META},
    {"rawequal", NO_META},
    {"rawget", NO_META},
    {"rawlen", NO_META},
    {"rawset", NO_META},
    {"_G", "globals are read and set by their names"},
    {"next", "use pairs, which has an order"},
    {"unpack", "it is called table.unpack"},
    {"warn", "use print or error"},
    {"xpcall", "use pcall"},
    {"_VERSION", "it is Lua 5.4"},
    {"N", "a formula is text in quotes: port = \"5421+N\""},
    {"site", OF_PLANS},
    {"host", OF_PLANS},
    {"product", OF_PLANS},
    {"catalog", OF_PLANS},
    {"tcp", OF_PLANS},
    {"udp", OF_PLANS},
    {"sctp", OF_PLANS},
    {"dccp", OF_PLANS},
    {"auto", OF_PLANS},
    {"rule", OF_PLANS},
    {"waive", OF_PLANS},
    {"policy", "the test names the file of its policy: policy = \"no-http.lua\""},
    {"test", "it is a word of tests, whose files are named *_test.lua"},
};

/* Fields of the libraries that say why they are not to be used. */
static const struct {
    const char *library, *name, *why;
} refused_fields[] = {
    {"math", "random", NO_CHANCE},
    {"math", "randomseed", NO_CHANCE},
    {"string", "dump", NO_LOADING},
};

/* Words that other kinds of script have. */
#define IN_PLANS "is a word of plans; a script reads a plan with load_plan(\"site.lua\")"
#define SEEN_BY_CHECK \
    "is a word of plans; a policy sees the plan by what its check function is called with"
#define OF_SCRIPTS "is a word of the scripts that `portplan run` runs"
static const struct {
    enum pp_script_kind kind; /* the one that has it not */
    const char *name, *why;
} elsewhere[] = {
    {PP_SCRIPT_RUN, "site", IN_PLANS},
    {PP_SCRIPT_RUN, "host", IN_PLANS},
    {PP_SCRIPT_RUN, "product", IN_PLANS},
    {PP_SCRIPT_RUN, "catalog", IN_PLANS},
    {PP_SCRIPT_RUN, "tcp", IN_PLANS},
    {PP_SCRIPT_RUN, "udp", IN_PLANS},
    {PP_SCRIPT_RUN, "sctp", IN_PLANS},
    {PP_SCRIPT_RUN, "dccp", IN_PLANS},
    {PP_SCRIPT_RUN, "auto", IN_PLANS},
    {PP_SCRIPT_RUN, "waive", IN_PLANS},
    {PP_SCRIPT_RUN, "rule",
     "is a word of plans; a script says check(plan, { rules = { [\"prefer-above\"] = \"off\" } })"},
    {PP_SCRIPT_RUN, "policy",
     "is a word of plans and policies; a script says "
     "check(plan, { policies = { \"no-http.lua\" } })"},
    {PP_SCRIPT_POLICY, "site", SEEN_BY_CHECK},
    {PP_SCRIPT_POLICY, "host", SEEN_BY_CHECK},
    {PP_SCRIPT_POLICY, "product", SEEN_BY_CHECK},
    {PP_SCRIPT_POLICY, "catalog", SEEN_BY_CHECK},
    {PP_SCRIPT_POLICY, "tcp", SEEN_BY_CHECK},
    {PP_SCRIPT_POLICY, "udp", SEEN_BY_CHECK},
    {PP_SCRIPT_POLICY, "sctp", SEEN_BY_CHECK},
    {PP_SCRIPT_POLICY, "dccp", SEEN_BY_CHECK},
    {PP_SCRIPT_POLICY, "auto", SEEN_BY_CHECK},
    {PP_SCRIPT_POLICY, "rule", SEEN_BY_CHECK},
    {PP_SCRIPT_POLICY, "waive", SEEN_BY_CHECK},
    {PP_SCRIPT_POLICY, "report",
     "is the second argument of check: check = function(thing, report)"},
    {PP_SCRIPT_PLAN, "load_plan", OF_SCRIPTS},
    {PP_SCRIPT_PLAN, "check", OF_SCRIPTS},
    {PP_SCRIPT_PLAN, "arg", OF_SCRIPTS},
    {PP_SCRIPT_POLICY, "load_plan", OF_SCRIPTS},
    {PP_SCRIPT_POLICY, "check", OF_SCRIPTS},
    {PP_SCRIPT_POLICY, "arg", OF_SCRIPTS},
};

struct names {
    const char **items; /* room for NEAR_NAMES */
    size_t count;
};

static void add_name(struct names *names, const char *name)
{
    bool is_word = name && *name != '(' && *name != '?';
    if (is_word && names->count < NEAR_NAMES)
        names->items[names->count++] = name;
}

/* The locals in force at `level` and the outer ones that its function uses. */
static bool add_locals(lua_State *L, int level, struct names *names)
{
    lua_Debug ar;
    const char *name;
    if (!lua_getstack(L, level, &ar))
        return false;
    for (int i = 1; (name = lua_getlocal(L, &ar, i)); i++, lua_pop(L, 1))
        add_name(names, name);
    lua_getinfo(L, "f", &ar);
    for (int i = 1; !lua_iscfunction(L, -1) && (name = lua_getupvalue(L, -1, i)); i++) {
        if (strcmp(name, "_ENV") != 0)
            add_name(names, name);
        lua_pop(L, 1);
    }
    lua_pop(L, 1);
    return true;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static struct names new_names(lua_State *L)
{
    return (struct names){lua_newuserdatauv(L, NEAR_NAMES * sizeof(char *), 0), 0};
}

static void add_keys(lua_State *L, int table, struct names *names)
{
    for (lua_pushnil(L); lua_next(L, table); lua_pop(L, 1)) {
        if (lua_type(L, -2) == LUA_TSTRING)
            add_name(names, lua_tostring(L, -2));
    }
}

/* Sorted first, so that of two equally near the answer is always the same. */
static const char *nearest(lua_State *L, struct names *names, const char *name)
{
    pp_state_charge(L, names->count * (1 + strlen(name) / 16));
    qsort(names->items, names->count, sizeof *names->items, by_name);
    return pp_nearest(name, names->items, names->count);
}

static int raise_unknown(lua_State *L, const char *what, const char *near)
{
    if (near)
        return luaL_error(L, "%s; did you mean '%s'?", what, near);
    return luaL_error(L, "%s", what);
}

static const char *kind_of(lua_State *L)
{
    return pp_script_kind_names[pp_state_of(L)->kind];
}

/* `why` has room for what the script is. */
static int refuse(lua_State *L, const char *name, const char *why)
{
    const char *kind = kind_of(L);
    return luaL_error(L, "'%s' is not available in a %s: %s", name, kind,
                      lua_pushfstring(L, why, kind));
}

static int f_undefined(lua_State *L)
{
    if (lua_type(L, 2) != LUA_TSTRING)
        return luaL_error(L, "a global has a name, not a %s", luaL_typename(L, 2));
    const char *name = lua_tostring(L, 2);
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++) {
        if (elsewhere[i].kind == pp_state_of(L)->kind && strcmp(name, elsewhere[i].name) == 0)
            return luaL_error(L, "'%s' %s", name, elsewhere[i].why);
    }
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        if (strcmp(name, refused[i].name) == 0)
            return refuse(L, name, refused[i].why);
    }
    struct names names = new_names(L);
    struct pp_place place = pp_place_find(L, 1);
    for (int i = 0; place.chunk && i < NEAR_FRAMES; i++) {
        if (!add_locals(L, place.level + i, &names))
            break;
    }
    add_keys(L, 1, &names); /* the words */
    add_keys(L, lua_upvalueindex(1), &names);
    return raise_unknown(L, lua_pushfstring(L, "'%s' is not defined", name),
                         nearest(L, &names, name));
}

/* A script's own globals may not hide the words: `host = "A"` was meant to be host "A" { ... }. */
static int f_assign(lua_State *L)
{
    lua_settop(L, 3);
    lua_pushvalue(L, 2);
    if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL)
        return luaL_error(L, "'%s' is a word of the %s language; choose another name",
                          luaL_tolstring(L, 2, NULL), kind_of(L));
    lua_settop(L, 3);
    lua_rawset(L, 1);
    return 0;
}

static int f_missing(lua_State *L)
{
    const char *library = lua_tostring(L, lua_upvalueindex(1));
    if (lua_type(L, 2) != LUA_TSTRING)
        return luaL_error(L, "a function of %s has a name, not a %s", library, luaL_typename(L, 2));
    const char *name = lua_tostring(L, 2);
    for (size_t i = 0; i < sizeof refused_fields / sizeof *refused_fields; i++) {
        if (strcmp(refused_fields[i].library, library) == 0 &&
            strcmp(refused_fields[i].name, name) == 0)
            return refuse(L, lua_pushfstring(L, "%s.%s", library, name), refused_fields[i].why);
    }
    struct names names = new_names(L);
    add_keys(L, 1, &names);
    return raise_unknown(L, lua_pushfstring(L, "%s has no '%s'", library, name),
                         nearest(L, &names, name));
}

/* Gives the table at the top of the stack an __index, which is above it. */
static void set_index(lua_State *L)
{
    lua_createtable(L, 0, 1);
    lua_insert(L, -2);
    lua_setfield(L, -2, "__index");
    lua_setmetatable(L, -2);
}

void pp_strict_globals(lua_State *L, int words)
{
    words = lua_absindex(L, words);
    lua_newtable(L);
    int env = lua_gettop(L);
    lua_pushvalue(L, words);
    lua_pushvalue(L, env);
    lua_pushcclosure(L, f_undefined, 1);
    set_index(L);
    lua_pop(L, 1);
    lua_createtable(L, 0, 2);
    lua_pushvalue(L, words);
    lua_setfield(L, -2, "__index");
    lua_pushvalue(L, words);
    lua_pushcclosure(L, f_assign, 1);
    lua_setfield(L, -2, "__newindex");
    lua_setmetatable(L, env);
}

static int f_frozen(lua_State *L)
{
    return luaL_error(L, "%s cannot be changed", lua_tostring(L, lua_upvalueindex(1)));
}

/* Reading what the table at the top of the stack, the library `name`, does not have is an error. */
static void refuse_missing(lua_State *L, const char *name)
{
    lua_pushstring(L, name);
    lua_pushcclosure(L, f_missing, 1);
    set_index(L);
}

/* Sets the __newindex of the metatable at the top of the stack. */
static void refuse_change(lua_State *L, const char *what)
{
    lua_pushstring(L, what);
    lua_pushcclosure(L, f_frozen, 1);
    lua_setfield(L, -2, "__newindex");
}

/* What scripts find is an empty table in front of the library: only what a table does not have
 * can be refused when it is set, and there is no rawset. */
void pp_strict_library(lua_State *L, int env, const char *name)
{
    env = lua_absindex(L, env);
    lua_newtable(L);
    lua_createtable(L, 0, 2);
    lua_getfield(L, env, name);
    refuse_missing(L, name);
    lua_setfield(L, -2, "__index");
    refuse_change(L, name);
    lua_setmetatable(L, -2);
    lua_setfield(L, env, name);
}

void pp_strict_strings(lua_State *L)
{
    lua_pushliteral(L, "");
    lua_getmetatable(L, -1);
    lua_getfield(L, -1, "__index");
    refuse_missing(L, "string");
    lua_pop(L, 1);
    refuse_change(L, "a string");
    lua_pop(L, 2);
}
