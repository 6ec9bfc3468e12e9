/* lib_plans: plans and findings for scripts, by way of the host. */
#include "script/lib_plans.h"

#include "base/text.h"
#include "script/include.h"
#include "script/json_push.h"
#include "script/meta.h"
#include "script/place.h"
#include "script/policies.h"
#include "script/tree.h"

#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#define LOAD_STEPS 1000 /* what reading a plan counts as, beside its bindings */

static struct pp_arena *arena_of(lua_State *L)
{
    return pp_state_of(L)->script->arena;
}

/* --- paths ------------------------------------------------------------------ */

static bool is_argument(const struct pp_script_start *start, const char *text)
{
    for (size_t i = 0; i < start->argument_count; i++) {
        if (strcmp(start->arguments[i], text) == 0)
            return true;
    }
    return false;
}

static void refuse_path(lua_State *L, const char *asked, const char *why, const char *hint)
{
    if (why == pp_include_outside)
        why = "it is outside the script's folder";
    luaL_error(L, "'%s' cannot be loaded: %s%s", asked, why, hint);
}

/* A path of a script, as the program opens it. The user's own, the arguments, are taken as they
 * are; the others start at the folder of the file that says them and stay in the script's tree. */
static const char *path_of(lua_State *L, const char *asked)
{
    static const char elsewhere[] = "; what lies elsewhere is given as an argument of the script";
    struct pp_state *state = pp_state_of(L);
    char relative[PATH_MAX];
    if (is_argument(state->running->start, asked))
        return pp_arena_strdup(arena_of(L), asked);
    const struct pp_chunk *from = pp_place_find(L, 1).chunk;
    const char *why =
        pp_include_resolve(from && from->relative ? from->relative : "", asked, relative);
    if (why)
        refuse_path(L, asked, why, elsewhere);
    const char *path = pp_include_path(state, relative);
    why = pp_include_inside(path, state->folder);
    if (why)
        refuse_path(L, asked, why, why == pp_include_outside ? elsewhere : "");
    return path;
}

/* --- answers ---------------------------------------------------------------- */

/* Counts the work, and raises when the answer is not good; `arg` is the one with settings. */
static void take_answer(lua_State *L, const struct pp_answer *answer, int arg)
{
    struct pp_state *state = pp_state_of(L);
    struct pp_running *running = state->running;
    running->failure = NULL;
    state->outside = answer->memory;
    if (answer->kind == PP_ANSWER_LIMIT) {
        running->host->reject(running->host->data);
        pp_state_stop(L, PP_LIMIT_TOLD, pp_place_here(L));
    }
    uint64_t bindings = answer->plan ? answer->plan->bindings.count : 0;
    pp_state_charge(L, LOAD_STEPS + bindings + answer->steps);
    if (answer->kind == PP_ANSWER_SETTINGS)
        luaL_argerror(L, arg, pp_arena_strdup(arena_of(L), answer->text));
    if (answer->kind == PP_ANSWER_WRONG) {
        running->failure = pp_arena_strndup(arena_of(L), answer->text, answer->length);
        lua_pushstring(L, running->failure);
        lua_error(L);
    }
}

/* --- load_plan -------------------------------------------------------------- */

/* The number of a plan among those that the script has. */
static uint32_t number_of(struct pp_state *state, const struct pp_plan *plan)
{
    size_t count = state->plan_count;
    for (size_t i = 0; i < count; i++) {
        if (state->plans[i] == plan)
            return (uint32_t)i;
    }
    if (count == state->running->plan_capacity) {
        size_t capacity = count == 0 ? 8 : 2 * count;
        const struct pp_plan **plans =
            pp_arena_array(state->script->arena, capacity, sizeof *plans);
        if (count > 0)
            memcpy(plans, state->plans, count * sizeof *plans);
        state->plans = plans;
        state->running->plan_capacity = capacity;
    }
    state->plans[state->plan_count++] = plan;
    return (uint32_t)count;
}

/* The path at `arg`, as the script says it. */
static const char *asked_at(lua_State *L, int arg)
{
    const char *text = lua_type(L, arg) == LUA_TSTRING ? lua_tostring(L, arg) : NULL;
    const char *what = !text ? pp_value_name(L, arg) : "an empty text";
    if (text && *text && strlen(text) == lua_rawlen(L, arg))
        return text;
    if (text && *text)
        what = "a text with zero bytes";
    luaL_error(L, "load_plan wants the path of a plan, not %s: load_plan(\"site.lua\")", what);
    return NULL;
}

/* load_plan(path, ...) -> the site */
int f_load_plan(lua_State *L)
{
    struct pp_state *state = pp_state_of(L);
    const struct pp_script_host *host = state->running->host;
    int count = lua_gettop(L);
    if (count == 0)
        return luaL_error(L, "load_plan wants the path of a plan: load_plan(\"site.lua\")");
    const char **paths = pp_arena_array(arena_of(L), (size_t)count, sizeof *paths);
    for (int i = 0; i < count; i++)
        paths[i] = path_of(L, asked_at(L, i + 1));
    struct pp_answer answer = host->load(host->data, paths, (size_t)count);
    take_answer(L, &answer, 0);
    pp_view_push(L, PP_VIEW_SITE, number_of(state, answer.plan), 0);
    return 1;
}

/* --- the settings of check -------------------------------------------------- */

static const char *word_at(lua_State *L, int index, const char *what)
{
    if (lua_type(L, index) != LUA_TSTRING)
        luaL_argerror(L, 2,
                      lua_pushfstring(L, "%s is a %s, not a text", what, luaL_typename(L, index)));
    const char *flaw = pp_name_flaw(L, index);
    if (flaw)
        luaL_argerror(L, 2, lua_pushfstring(L, "%s %s", what, flaw));
    return pp_arena_strdup(arena_of(L), lua_tostring(L, index));
}

static enum pp_severity severity_at(lua_State *L, int index, const char *rule)
{
    const char *what = lua_pushfstring(L, "the severity of '%s'", rule);
    const char *name = word_at(L, index, what);
    for (int i = PP_OFF; i <= PP_ERROR; i++) {
        if (strcmp(name, pp_severity_names[i]) == 0) {
            lua_pop(L, 1);
            return (enum pp_severity)i;
        }
    }
    luaL_argerror(L, 2,
                  lua_pushfstring(L, "%s is '%s', not off, note, warning or error", what, name));
    return PP_OFF;
}

static int by_id(const void *left, const void *right)
{
    const struct pp_script_rule *a = left, *b = right;
    return strcmp(a->id, b->id);
}

/* { ["iana-collision"] = "off" }, at index 3. */
static void read_rules(lua_State *L, struct pp_script_settings *settings)
{
    if (!lua_istable(L, 3))
        luaL_argerror(L, 2, "'rules' is a table: { [\"iana-collision\"] = \"off\" }");
    size_t count = 0;
    for (lua_pushnil(L); lua_next(L, 3); lua_pop(L, 1))
        count++;
    settings->rules = pp_arena_array(arena_of(L), count, sizeof *settings->rules);
    for (lua_pushnil(L); lua_next(L, 3); lua_pop(L, 1)) {
        if (lua_type(L, -2) != LUA_TSTRING)
            luaL_argerror(L, 2, "'rules' names rules: { [\"iana-collision\"] = \"off\" }");
        struct pp_script_rule *rule = &settings->rules[settings->rule_count++];
        rule->id = word_at(L, lua_gettop(L) - 1, "the name of a rule");
        rule->severity = severity_at(L, lua_gettop(L), rule->id);
    }
    if (count > 1) /* which mistake is told must not depend on Lua's hashing */
        qsort(settings->rules, count, sizeof *settings->rules, by_id);
}

static bool is_shipped(const char *name)
{
    return strncmp(name, PP_SHIPPED_POLICIES, strlen(PP_SHIPPED_POLICIES)) == 0;
}

/* A name or a list of names, at index 3. */
static void read_policies(lua_State *L, struct pp_script_settings *settings)
{
    lua_Unsigned count = lua_istable(L, 3) ? lua_rawlen(L, 3) : 1;
    settings->policies = pp_arena_array(arena_of(L), count, sizeof *settings->policies);
    for (lua_Unsigned i = 0; i < count; i++) {
        if (lua_istable(L, 3))
            lua_rawgeti(L, 3, (lua_Integer)i + 1);
        else
            lua_pushvalue(L, 3);
        const char *name = word_at(L, 4, "the name of a policy");
        settings->policies[settings->policy_count++] = is_shipped(name) ? name : path_of(L, name);
        lua_settop(L, 3);
    }
}

static void read_today(lua_State *L, struct pp_script_settings *settings)
{
    settings->today = word_at(L, 3, "'today'");
    if (!pp_is_date(settings->today))
        luaL_argerror(L, 2,
                      lua_pushfstring(L, "'today' is '%s', not a day of the calendar as YYYY-MM-DD",
                                      settings->today));
}

static const struct setting {
    struct pp_meta_field is;
    void (*read)(lua_State *L, struct pp_script_settings *settings); /* the value is at index 3 */
} readers[] = {
    {{"rules", "table<portplan.rule_id, \"off\"|\"note\"|\"warning\"|\"error\">?",
      "how rules count, whatever the plan says"},
     read_rules},
    {{"policies", "string|string[]|nil",
      "policies that judge it beside the plan's: files, folders, or shipped ones such as "
      "portplan/no-plain-http"},
     read_policies},
    {{"today", "string?", "the day by which waivers expire, YYYY-MM-DD; by default today"},
     read_today},
};
#define READERS (sizeof readers / sizeof *readers)

bool pp_check_setting(size_t index, struct pp_meta_field *field)
{
    if (index < READERS)
        *field = readers[index].is;
    return index < READERS;
}

static void refuse_unknown(lua_State *L)
{
    const char *names[READERS], *unknown = NULL;
    for (size_t i = 0; i < READERS; i++)
        names[i] = readers[i].is.name;
    for (lua_pushnil(L); lua_next(L, 2); lua_pop(L, 1)) {
        const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "";
        size_t i = 0;
        while (i < READERS && strcmp(key, names[i]) != 0)
            i++;
        if (i == READERS && (!unknown || strcmp(key, unknown) < 0))
            unknown = key;
    }
    if (!unknown)
        return;
    const char *near = pp_nearest(unknown, names, READERS);
    luaL_argerror(L, 2,
                  near ? lua_pushfstring(L, "'%s' is unknown; did you mean '%s'?", unknown, near)
                       : "check takes rules, policies and today");
}

static void read_settings(lua_State *L, struct pp_script_settings *settings)
{
    if (lua_isnil(L, 2))
        return;
    if (!lua_istable(L, 2))
        luaL_argerror(L, 2,
                      lua_pushfstring(L, "the settings are a table, not %s", pp_value_name(L, 2)));
    refuse_unknown(L);
    for (size_t i = 0; i < READERS; i++) {
        if (lua_getfield(L, 2, readers[i].is.name) != LUA_TNIL)
            readers[i].read(L, settings);
        lua_settop(L, 2);
    }
}

/* --- check ------------------------------------------------------------------ */

/* check(plan, settings) -> findings, summary */
int f_check(lua_State *L)
{
    struct pp_state *state = pp_state_of(L);
    const struct pp_script_host *host = state->running->host;
    struct pp_view view = pp_view_test(L, 1);
    struct pp_script_settings settings = {.rules = NULL};
    if (view.kind != PP_VIEW_SITE)
        return luaL_error(L, "check wants a plan, not %s: check(load_plan(\"site.lua\"))",
                          view.kind == PP_VIEW_NONE
                              ? pp_value_name(L, 1)
                              : lua_pushfstring(L, "a %s", pp_view_name(view.kind)));
    lua_settop(L, 2);
    read_settings(L, &settings);
    struct pp_answer answer = host->check(host->data, pp_view_plan(L, view), &settings);
    take_answer(L, &answer, 2);
    pp_json_push(L, answer.text, answer.length);
    lua_getfield(L, 3, "findings");
    lua_getfield(L, 3, "summary");
    return 2;
}
