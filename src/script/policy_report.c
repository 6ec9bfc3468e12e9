/* policy_report: report(thing, message, { ... }), from Lua to a finding. */
#include "script/policy.h"

#include "base/text.h"
#include "check/parts.h"
#include "script/row.h"

#include <lauxlib.h>
#include <string.h>

#define SUGGESTIONS_MAX 16

/* A finding on its way; everything that can raise happens before it is added. */
struct draft {
    lua_State *L;
    struct pp_policy *policy;
    struct pp_view things[2];
    size_t thing_count;
    const char *message, *help;
    bool has_severity, has_ports;
    enum pp_severity severity;
    struct pp_portset *ports; /* on the Lua stack */
    uint16_t suggestions[SUGGESTIONS_MAX];
    size_t suggestion_count;
};

static struct pp_arena *arena_of(const struct draft *draft)
{
    return pp_state_of(draft->L)->script->arena;
}

/* --- what it is about -------------------------------------------------------- */

static bool is_thing(struct pp_view view)
{
    return view.kind >= PP_VIEW_SITE && view.kind <= PP_VIEW_BINDING;
}

static void read_pair(struct draft *draft)
{
    lua_State *L = draft->L;
    lua_Unsigned count = lua_rawlen(L, 1);
    for (lua_Unsigned i = 0; i < count && i < 2; i++) {
        lua_rawgeti(L, 1, (lua_Integer)i + 1);
        draft->things[i] = pp_view_test(L, -1);
        lua_pop(L, 1);
    }
    if (count == 2 && draft->things[0].kind == draft->things[1].kind &&
        (draft->things[0].kind == PP_VIEW_BINDING || draft->things[0].kind == PP_VIEW_PLACEMENT))
        draft->thing_count = 2;
    else
        luaL_argerror(L, 1, "a list holds two bindings or two placements: { a, b }");
}

static void read_things(struct draft *draft)
{
    lua_State *L = draft->L;
    struct pp_view row = pp_row_test(L, 1);
    draft->things[0] = row.kind != PP_VIEW_NONE ? row : pp_view_test(L, 1);
    draft->thing_count = 1;
    if (lua_istable(L, 1) && row.kind == PP_VIEW_NONE)
        read_pair(draft);
    else if (!is_thing(draft->things[0]))
        luaL_typeerror(L, 1, "binding, placement, host or site");
}

/* --- options ----------------------------------------------------------------- */

static const char *line_of_text(struct draft *draft, int index, int arg, const char *what)
{
    lua_State *L = draft->L;
    if (lua_type(L, index) != LUA_TSTRING)
        luaL_argerror(L, arg,
                      lua_pushfstring(L, "%s is a %s, not a text", what, luaL_typename(L, index)));
    const char *flaw = pp_name_flaw(L, index);
    if (flaw)
        luaL_argerror(L, arg, lua_pushfstring(L, "%s %s", what, flaw));
    return pp_arena_strdup(arena_of(draft), lua_tostring(L, index));
}

static void read_help(struct draft *draft)
{
    draft->help = line_of_text(draft, -1, 3, "'help'");
}

static void read_severity(struct draft *draft)
{
    lua_State *L = draft->L;
    const char *name = line_of_text(draft, -1, 3, "'severity'");
    for (int i = PP_NOTE; i <= PP_ERROR; i++) {
        if (strcmp(name, pp_severity_names[i]) == 0) {
            draft->severity = (enum pp_severity)i;
            draft->has_severity = true;
            return;
        }
    }
    luaL_argerror(L, 3, lua_pushfstring(L, "'severity' is '%s', not note, warning or error", name));
}

/* A port, a range, a text, a set, or a list of them: as for ports.set. */
static void read_ports(struct draft *draft)
{
    lua_State *L = draft->L;
    if (!lua_istable(L, -1)) {
        lua_createtable(L, 1, 0);
        lua_pushvalue(L, -2);
        lua_rawseti(L, -2, 1);
        lua_replace(L, -2);
    }
    lua_pushcfunction(L, pp_new_set);
    lua_insert(L, -2);
    lua_call(L, 1, 1);
    draft->has_ports = true;
}

static void read_suggestions(struct draft *draft)
{
    lua_State *L = draft->L;
    int list = lua_gettop(L);
    if (!lua_istable(L, list))
        luaL_argerror(L, 3, "'suggestions' is a list of ports: { 8010, 8011 }");
    lua_Unsigned count = lua_rawlen(L, list);
    luaL_argcheck(L, count <= SUGGESTIONS_MAX, 3, "'suggestions' holds 16 ports at most");
    for (lua_Unsigned i = 0; i < count; i++) {
        struct pp_port_error error = {"is no port"};
        lua_rawgeti(L, list, (lua_Integer)i + 1);
        if (!lua_isinteger(L, -1) ||
            !pp_port_from_integer(lua_tointeger(L, -1), &draft->suggestions[i], &error))
            luaL_argerror(L, 3,
                          lua_pushfstring(L, "'%s' of 'suggestions': %s",
                                          luaL_tolstring(L, -1, NULL), error.text));
        lua_pop(L, 1);
    }
    draft->suggestion_count = count;
}

static const struct option {
    const char *name;
    void (*read)(struct draft *draft); /* the value is on top of the stack */
} options[] = {
    {"help", read_help},
    {"severity", read_severity},
    {"ports", read_ports},
    {"suggestions", read_suggestions},
};
#define OPTIONS (sizeof options / sizeof *options)

static void refuse_unknown(lua_State *L)
{
    const char *names[OPTIONS];
    for (size_t i = 0; i < OPTIONS; i++)
        names[i] = options[i].name;
    for (lua_pushnil(L); lua_next(L, 3); lua_pop(L, 1)) {
        const char *key = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : "";
        size_t i = 0;
        while (i < OPTIONS && strcmp(key, names[i]) != 0)
            i++;
        if (i < OPTIONS)
            continue;
        const char *near = pp_nearest(key, names, OPTIONS);
        luaL_argerror(L, 3,
                      near ? lua_pushfstring(L, "'%s' is unknown; did you mean '%s'?", key, near)
                           : "report takes help, severity, ports and suggestions");
    }
}

/* Leaves the set of ports at index 4, when there is one. */
static void read_options(struct draft *draft)
{
    lua_State *L = draft->L;
    if (lua_isnil(L, 3))
        return;
    luaL_checktype(L, 3, LUA_TTABLE);
    refuse_unknown(L);
    for (size_t i = 0; i < OPTIONS; i++) {
        if (lua_getfield(L, 3, options[i].name) != LUA_TNIL)
            options[i].read(draft);
        if (options[i].read == read_ports)
            lua_replace(L, 4);
        lua_settop(L, 4);
    }
}

/* --- the finding ------------------------------------------------------------- */

static void add_binding(struct draft *draft, struct pp_finding *finding, uint32_t binding,
                        struct pp_uses *all)
{
    struct pp_check *check = draft->policy->running;
    const struct pp_bindings *bindings = &check->plan->bindings;
    struct pp_uses uses = {0};
    if (bindings->first[binding] > 0) {
        struct pp_range ports = {bindings->first[binding], bindings->last[binding]};
        pp_uses_add(&uses, ports, pp_plan_instance(check->plan, binding));
        pp_uses_add(all, ports, pp_plan_instance(check->plan, binding));
    }
    pp_finding_add_listener(check, finding, bindings->listener[binding], &uses);
    pp_uses_release(&uses);
}

static void add_host(struct draft *draft, struct pp_finding *finding, uint32_t index)
{
    const struct pp_host *host = &draft->policy->running->plan->hosts[index];
    if (host->address_count > 0)
        pp_finding_add_host(finding, index, &host->addresses[0]);
    finding->loc = host->loc;
}

static void add_things(struct draft *draft, struct pp_finding *finding)
{
    struct pp_check *check = draft->policy->running;
    struct pp_uses none = {0}, all = {0};
    for (size_t i = 0; i < draft->thing_count; i++) {
        uint32_t index = draft->things[i].index;
        switch (draft->things[i].kind) {
        case PP_VIEW_BINDING: add_binding(draft, finding, index, &all); break;
        case PP_VIEW_PLACEMENT: pp_finding_add_placement(check, finding, index, &none); break;
        case PP_VIEW_HOST: add_host(draft, finding, index); break;
        default:
            if (check->plan->site_count > 0)
                finding->loc = check->plan->sites[0].loc;
        }
    }
    pp_finding_set_ports(check, finding, &all);
    pp_uses_release(&all);
}

/* The host of the first thing, and its transport when it is a binding. */
static struct pp_finding *new_finding(struct draft *draft)
{
    struct pp_policy *policy = draft->policy;
    const struct pp_plan *plan = policy->running->plan;
    struct pp_view thing = draft->things[0];
    uint32_t host = PP_NONE, transport = PP_NONE;
    if (thing.kind == PP_VIEW_BINDING) {
        const struct pp_listener *listener = &plan->listeners[plan->bindings.listener[thing.index]];
        host = listener->host;
        transport = listener->transport;
    } else if (thing.kind == PP_VIEW_PLACEMENT) {
        host = plan->placements[thing.index].host;
    } else if (thing.kind == PP_VIEW_HOST) {
        host = thing.index;
    }
    return pp_check_add(policy->running, policy->running_rule, host, transport);
}

static void set_ports(struct draft *draft, struct pp_finding *finding)
{
    const struct pp_portset *set = pp_set_test(draft->L, 4);
    struct pp_uses uses = {0};
    struct pp_range range = {0, 0};
    for (uint32_t from = 1; pp_portset_next_range(set, from, &range); from = range.last + 1u)
        pp_uses_add(&uses, range, 0);
    pp_finding_set_ports(draft->policy->running, finding, &uses);
    pp_uses_release(&uses);
}

static void add(struct draft *draft)
{
    struct pp_policy *policy = draft->policy;
    struct pp_finding *finding = new_finding(draft);
    add_things(draft, finding);
    if (draft->has_ports)
        set_ports(draft, finding);
    finding->message = draft->message;
    finding->help = draft->help;
    if (draft->has_severity && !pp_check_severity_is_set(policy->running, policy->running_rule))
        finding->severity = draft->severity;
    finding->suggestions = pp_arena_copy(arena_of(draft), draft->suggestions,
                                         draft->suggestion_count * sizeof *draft->suggestions);
    finding->suggestion_count = draft->suggestion_count;
}

int f_policy_report(lua_State *L)
{
    struct draft draft = {.L = L, .policy = lua_touserdata(L, lua_upvalueindex(1))};
    lua_settop(L, 4);
    if (!draft.policy->running)
        return luaL_error(L, "report is only there while the policy's check runs");
    read_things(&draft);
    draft.message = line_of_text(&draft, 2, 2, "the message");
    luaL_argcheck(L, *draft.message, 2, "the message is empty");
    read_options(&draft);
    pp_state_charge(L, 10);
    add(&draft);
    return 0;
}
