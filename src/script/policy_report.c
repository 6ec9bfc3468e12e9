/* policy_report: report(thing, message, { ... }): what its arguments say. */
#include "script/policy_finding.h"

#include "base/text.h"
#include "script/meta.h"
#include "script/row.h"

#include <lauxlib.h>
#include <string.h>

/* What a finding costs, in instructions of Lua: without it a policy that never ends its reports runs
 * into the time limit, which names no line, before it runs into --max-steps. */
#define STEPS_PER_REPORT 1000

/* Arguments on their way; everything that can raise happens before there is a finding. */
struct draft {
    lua_State *L;
    struct pp_told told;
};

/* --- what it is about -------------------------------------------------------- */

static bool is_thing(struct pp_view view)
{
    return view.kind >= PP_VIEW_SITE && view.kind <= PP_VIEW_BINDING;
}

/* "a list of hosts", "nothing", "a string": what is at `index`. */
static const char *name_of(lua_State *L, int index)
{
    struct pp_view view = pp_view_test(L, index);
    if (view.kind == PP_VIEW_NONE)
        return pp_value_name(L, index);
    return lua_pushfstring(L, "a %s", pp_view_name(view.kind));
}

static void read_pair(struct draft *draft)
{
    lua_State *L = draft->L;
    int count = (int)lua_rawlen(L, 1);
    if (count != 2)
        luaL_argerror(L, 1,
                      lua_pushfstring(L,
                                      "the list holds %d; two bindings or two placements "
                                      "are wanted: { a, b }",
                                      count));
    for (int i = 0; i < 2; i++) {
        lua_rawgeti(L, 1, i + 1);
        draft->told.things[i] = pp_view_test(L, -1);
    }
    enum pp_view_kind a = draft->told.things[0].kind, b = draft->told.things[1].kind;
    if (a != b || (a != PP_VIEW_BINDING && a != PP_VIEW_PLACEMENT)) {
        const char *first = name_of(L, 5), *second = name_of(L, 6);
        luaL_argerror(L, 1,
                      lua_pushfstring(L,
                                      "the list holds %s and %s; two bindings or two placements "
                                      "are wanted: { a, b }",
                                      first, second));
    }
    draft->told.thing_count = 2;
    lua_settop(L, 4);
}

static void read_things(struct draft *draft)
{
    lua_State *L = draft->L;
    struct pp_view row = pp_row_test(L, 1);
    draft->told.things[0] = row.kind != PP_VIEW_NONE ? row : pp_view_test(L, 1);
    draft->told.thing_count = 1;
    if (lua_istable(L, 1) && row.kind == PP_VIEW_NONE)
        read_pair(draft);
    else if (!is_thing(draft->told.things[0]))
        luaL_argerror(L, 1,
                      lua_pushfstring(L,
                                      "it is about %s; a binding, placement, host or site is "
                                      "wanted: report(thing, message)",
                                      name_of(L, 1)));
}

/* --- options ----------------------------------------------------------------- */

/* Lua's own text, which the arguments keep alive until the finding is added. */
static const char *line_of_text(struct draft *draft, int index, int arg, const char *what)
{
    lua_State *L = draft->L;
    if (lua_type(L, index) != LUA_TSTRING)
        luaL_argerror(L, arg, lua_pushfstring(L, "%s is %s, not a text", what, name_of(L, index)));
    const char *flaw = pp_name_flaw(L, index), *text = lua_tostring(L, index);
    if (!flaw && !text[strspn(text, " ")])
        flaw = "is empty";
    if (!flaw)
        return text;
    luaL_argerror(L, arg, lua_pushfstring(L, "%s %s", what, flaw));
    return NULL;
}

static void read_help(struct draft *draft)
{
    draft->told.help = line_of_text(draft, -1, 3, "'help'");
}

static void read_severity(struct draft *draft)
{
    lua_State *L = draft->L;
    const char *name = line_of_text(draft, -1, 3, "'severity'");
    for (int i = PP_NOTE; i <= PP_ERROR; i++) {
        if (strcmp(name, pp_severity_names[i]) == 0) {
            draft->told.severity = (enum pp_severity)i;
            draft->told.has_severity = true;
            return;
        }
    }
    luaL_argerror(L, 3, lua_pushfstring(L, "'severity' is '%s', not note, warning or error", name));
}

/* A port, a range, a text, a set, or a list of them: the set is left on top of the stack. */
static void read_ports(struct draft *draft)
{
    lua_State *L = draft->L;
    int value = lua_gettop(L);
    struct pp_portset *set = pp_set_push(L);
    if (!lua_istable(L, value))
        pp_set_add(L, set, value, 3);
    lua_Unsigned count = lua_istable(L, value) ? lua_rawlen(L, value) : 0;
    pp_state_charge(L, count);
    for (lua_Unsigned i = 1; i <= count; i++) {
        lua_rawgeti(L, value, (lua_Integer)i);
        pp_set_add(L, set, -1, 3);
        lua_pop(L, 1);
    }
    draft->told.ports = set;
}

static void read_suggestions(struct draft *draft)
{
    lua_State *L = draft->L;
    int list = lua_gettop(L);
    if (!lua_istable(L, list))
        luaL_argerror(L, 3, "'suggestions' is a list of ports: { 8010, 8011 }");
    lua_Unsigned count = lua_rawlen(L, list);
    luaL_argcheck(L, count <= PP_TOLD_SUGGESTIONS, 3, "'suggestions' holds 16 ports at most");
    for (lua_Unsigned i = 0; i < count; i++) {
        struct pp_port_error error;
        lua_rawgeti(L, list, (lua_Integer)i + 1);
        if (!lua_isinteger(L, -1))
            luaL_argerror(L, 3,
                          lua_pushfstring(L, "'suggestions' holds %s, not a port", name_of(L, -1)));
        if (!pp_port_from_integer(lua_tointeger(L, -1), &draft->told.suggestions[i], &error))
            luaL_argerror(L, 3,
                          lua_pushfstring(L, "'%I' of 'suggestions': %s",
                                          (LUAI_UACINT)lua_tointeger(L, -1), error.text));
        lua_pop(L, 1);
    }
    draft->told.suggestion_count = count;
}

static const struct option {
    struct pp_meta_field is;
    void (*read)(struct draft *draft); /* the value is on top of the stack */
} options[] = {
    {{"help", "string?", "what to do about it, in one line"}, read_help},
    {{"severity", "\"note\"|\"warning\"|\"error\"|nil",
      "how this one counts; by default as the policy does"},
     read_severity},
    {{"ports",
      "integer|string|portplan.range|portplan.set|(integer|string|portplan.range|portplan.set)[]|"
      "nil",
      "the ports that it is about; by default those of the bindings"},
     read_ports},
    {{"suggestions", "integer[]?", "ports that would be better, 16 at most"}, read_suggestions},
};
#define OPTIONS (sizeof options / sizeof *options)

bool pp_policy_option(size_t index, struct pp_meta_field *field)
{
    if (index < OPTIONS)
        *field = options[index].is;
    return index < OPTIONS;
}

static void refuse_unknown(lua_State *L)
{
    const char *names[OPTIONS];
    for (size_t i = 0; i < OPTIONS; i++)
        names[i] = options[i].is.name;
    for (lua_pushnil(L); lua_next(L, 3); lua_pop(L, 1)) {
        const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : NULL;
        size_t i = 0;
        while (i < OPTIONS && !(key && strcmp(key, names[i]) == 0))
            i++;
        if (i < OPTIONS)
            continue;
        const char *near = key ? pp_nearest(key, names, OPTIONS) : NULL;
        if (near)
            luaL_argerror(L, 3,
                          lua_pushfstring(L, "'%s' is unknown; did you mean '%s'?", key, near));
        luaL_argerror(L, 3,
                      lua_pushfstring(L,
                                      "%s is unknown; it takes help, severity, ports and "
                                      "suggestions by name",
                                      key ? lua_pushfstring(L, "'%s'", key) : "an item"));
    }
}

/* Leaves the set of ports at index 4, when there is one. */
static void read_options(struct draft *draft)
{
    lua_State *L = draft->L;
    if (lua_isnil(L, 3))
        return;
    if (!lua_istable(L, 3))
        luaL_argerror(L, 3,
                      lua_pushfstring(L,
                                      "it is %s; what is said beside the message stands in a "
                                      "table: { help = \"...\" }",
                                      name_of(L, 3)));
    refuse_unknown(L);
    for (size_t i = 0; i < OPTIONS; i++) {
        if (lua_getfield(L, 3, options[i].is.name) != LUA_TNIL)
            options[i].read(draft);
        if (options[i].read == read_ports)
            lua_replace(L, 4);
        lua_settop(L, 4);
    }
}

int f_policy_report(lua_State *L)
{
    struct pp_policy *policy = lua_touserdata(L, lua_upvalueindex(1));
    struct draft draft = {.L = L};
    lua_settop(L, 4);
    if (!policy->running)
        return luaL_error(L, "report is only there while the policy's check runs");
    read_things(&draft);
    draft.told.message = line_of_text(&draft, 2, 2, "the message");
    read_options(&draft);
    pp_state_charge(L, STEPS_PER_REPORT);
    pp_policy_find(policy, &draft.told);
    return 0;
}
