/* lib_bands: `bands`, in which bands a port lies.
 *
 * The questions of one band take a binding of the plan, or a port and whose it is: then a range
 * of ports counts as soon as one of it does. */
#include "script/view.h"

#include <lauxlib.h>

/* Every band, in the order of their names. */
static const enum pp_band sorted[] = {PP_BAND_BROWSER, PP_BAND_DYNAMIC, PP_BAND_EPHEMERAL,
                                      PP_BAND_OS,      PP_BAND_SYSTEM,  PP_BAND_USER};

/* bands.of(port, os) -> sorted list of names; os is "windows" when it is not given */
static int f_of(lua_State *L)
{
    uint16_t port = pp_arg_port(L, 1);
    enum pp_os os = pp_arg_os(L, 2, PP_WINDOWS);
    unsigned bands = pp_bands_of(os, pp_profile_of(os)->ephemeral, port);
    lua_Integer count = 0;
    lua_newtable(L);
    for (size_t i = 0; i < sizeof sorted / sizeof *sorted; i++) {
        if (bands & sorted[i]) {
            lua_pushstring(L, pp_band_name(sorted[i]));
            lua_rawseti(L, -2, ++count);
        }
    }
    return 1;
}

/* --- one band ---------------------------------------------------------------- */

/* What is asked about. */
struct question {
    struct pp_range ports;      /* first 0: a binding that got none */
    const struct pp_host *host; /* or NULL */
    enum pp_os os;              /* of the host, or as said */
    uint32_t transport;         /* PP_NONE: not said */
};

static void ask_binding(lua_State *L, struct pp_view view, struct question *question)
{
    const struct pp_plan *plan = pp_view_plan(L, view);
    const struct pp_listener *listener = &plan->listeners[plan->bindings.listener[view.index]];
    question->ports.first = plan->bindings.first[view.index];
    question->ports.last = plan->bindings.last[view.index];
    question->host = &plan->hosts[listener->host];
    question->transport = listener->transport;
}

/* (binding), or (port or range, host or name of a system) */
static struct question ask(lua_State *L)
{
    struct question question = {.os = PP_WINDOWS, .transport = PP_NONE};
    struct pp_view thing = pp_view_test(L, 1), host = pp_view_test(L, 2);
    if (thing.kind == PP_VIEW_BINDING) {
        ask_binding(L, thing, &question);
    } else {
        struct pp_range_value value = pp_range_check(L, 1);
        question.ports = value.range;
        if (value.has_transport)
            question.transport = value.transport;
        if (host.kind == PP_VIEW_HOST)
            question.host = &pp_view_plan(L, host)->hosts[host.index];
        else
            question.os = pp_arg_os(L, 2, PP_WINDOWS);
    }
    if (question.host)
        question.os = question.host->os;
    return question;
}

/* bands.preferred(port) -> whether all of it is above the bound of rule prefer-above (8000) */
static int f_preferred(lua_State *L)
{
    struct question question = ask(L);
    lua_pushboolean(L, question.ports.first > pp_state_of(L)->above);
    return 1;
}

/* bands.system(port) -> whether some of it is a system port, 1-1023 */
static int f_system(lua_State *L)
{
    struct question question = ask(L);
    lua_pushboolean(L, question.ports.first > 0 && question.ports.first <= PP_SYSTEM_LAST);
    return 1;
}

/* bands.ephemeral(port, host or os) -> whether the host's system picks client ports there */
static int f_ephemeral(lua_State *L)
{
    struct question question = ask(L);
    struct pp_range range = question.host ? question.host->ephemeral
                                          : pp_profile_of(question.os)->ephemeral;
    lua_pushboolean(L, question.ports.first > 0 && pp_range_overlaps(question.ports, range));
    return 1;
}

static bool is_excluded(const struct question *question)
{
    for (size_t i = 0; i < question->host->excluded_count; i++) {
        const struct pp_excluded *excluded = &question->host->excluded[i];
        bool concerned = excluded->transport == PP_NONE || question->transport == PP_NONE ||
                         excluded->transport == question->transport;
        if (concerned && pp_range_overlaps(excluded->ports, question->ports))
            return true;
    }
    return false;
}

/* bands.excluded(port, host) -> whether some of it lies in the host's excluded ranges */
static int f_excluded(lua_State *L)
{
    struct question question = ask(L);
    luaL_argexpected(L, question.host, 2, "host");
    lua_pushboolean(L, question.ports.first > 0 && is_excluded(&question));
    return 1;
}

static const luaL_Reg bands_functions[] = {
    {"of", f_of},
    {"preferred", f_preferred},
    {"system", f_system},
    {"ephemeral", f_ephemeral},
    {"excluded", f_excluded},
    {NULL, NULL},
};

int pp_open_bands(lua_State *L)
{
    luaL_newlib(L, bands_functions);
    return 1;
}
