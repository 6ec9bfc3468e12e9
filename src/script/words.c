/* words: the functions of policies, tests and scripts; those of plans are in declare.c. */
#include "script/words.h"

#include "script/declare.h"
#include "script/include.h"
#include "script/lib_plans.h"
#include "script/policy.h"
#include "script/test_script.h"

#include <lauxlib.h>

static const luaL_Reg policy_functions[] = {{"policy", f_policy_table}, {NULL, NULL}};
static const luaL_Reg run_functions[] = {
    {"load_plan", f_load_plan}, {"check", f_check}, {NULL, NULL}};
static const luaL_Reg *const functions[PP_SCRIPT_KINDS] = {
    [PP_SCRIPT_POLICY] = policy_functions,
    [PP_SCRIPT_RUN] = run_functions,
};

/* arg[0] is the script, arg[1] to arg[#arg] are its arguments. */
static void push_arguments(lua_State *L, const struct pp_script_start *start)
{
    lua_createtable(L, (int)start->argument_count, 1);
    lua_pushstring(L, start->path);
    lua_rawseti(L, -2, 0);
    for (size_t i = 0; i < start->argument_count; i++) {
        lua_pushstring(L, start->arguments[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

static void add_functions(lua_State *L, int words, const luaL_Reg *row)
{
    for (; row && row->name; row++) {
        lua_pushcfunction(L, row->func);
        lua_setfield(L, words, row->name);
    }
}

void pp_words_open(lua_State *L, int words, int env)
{
    const struct pp_state *state = pp_state_of(L);
    if (state->kind == PP_SCRIPT_PLAN) {
        pp_declare_open(L, words, env);
        return;
    }
    add_functions(L, words, functions[state->kind]);
    if (state->kind == PP_SCRIPT_TEST)
        pp_declare_words(L, words, &pp_test_word, 1);
    if (state->kind == PP_SCRIPT_RUN) {
        push_arguments(L, state->running->start);
        lua_setfield(L, words, "arg");
    }
    lua_pushvalue(L, env);
    lua_pushcclosure(L, f_include, 1);
    lua_setfield(L, words, "include");
}
