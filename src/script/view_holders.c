/* view_holders: the bindings of a host that have one of some ports. */
#include "script/view_holders.h"

#include <lauxlib.h>

#define BINDINGS_A_STEP 8 /* looking at so many takes about as long as one of Lua's steps */

/* The ports and the transport that are asked for; they may say the transport twice. */
static struct pp_range_value read_question(lua_State *L)
{
    struct pp_range_value asked = pp_range_check(L, 2);
    if (lua_isnoneornil(L, 3))
        return asked;
    enum pp_transport transport = pp_arg_transport(L, 3);
    if (asked.has_transport && asked.transport != transport)
        luaL_argerror(L, 3,
                      lua_pushfstring(L, "'%s', but the ports are of %s",
                                      pp_transport_name(transport),
                                      pp_transport_name(asked.transport)));
    asked.has_transport = true;
    asked.transport = transport;
    return asked;
}

static bool holds(const struct pp_plan *plan, uint32_t binding, const struct pp_range_value *asked)
{
    const struct pp_bindings *bindings = &plan->bindings;
    struct pp_range ports = {bindings->first[binding], bindings->last[binding]};
    if (ports.first == 0 || !pp_range_overlaps(ports, asked->range))
        return false;
    return !asked->has_transport ||
           plan->listeners[bindings->listener[binding]].transport == asked->transport;
}

int pp_view_holders(lua_State *L)
{
    struct pp_view view = pp_view_test(L, 1);
    luaL_argexpected(L, view.kind == PP_VIEW_HOST, 1, "host");
    struct pp_range_value asked = read_question(L);
    const struct pp_plan *plan = pp_view_plan(L, view);
    const struct pp_host *host = &plan->hosts[view.index];
    lua_Integer count = 0;
    pp_state_charge(L, host->binding_count / BINDINGS_A_STEP);
    lua_newtable(L);
    for (uint32_t i = 0; i < host->binding_count; i++) {
        if (!holds(plan, host->first_binding + i, &asked))
            continue;
        pp_view_push(L, PP_VIEW_BINDING, view.plan, host->first_binding + i);
        lua_rawseti(L, -2, ++count);
    }
    return 1;
}
