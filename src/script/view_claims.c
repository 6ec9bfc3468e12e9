/* view_claims: listeners of an instance that may not be there yet. */
#include "script/view_claims.h"

#include <lauxlib.h>

static void set_text(lua_State *L, const char *key, const char *text)
{
    lua_pushstring(L, text); /* nil for NULL */
    lua_setfield(L, -2, key);
}

static void set_range(lua_State *L, const char *key, struct pp_range range)
{
    struct pp_range_value value = {.range = range};
    pp_range_push(L, &value);
    lua_setfield(L, -2, key);
}

/* Its URL; one whose port is still to be chosen keeps its {port}. */
static void set_url(lua_State *L, const struct pp_listener *listener, uint16_t port)
{
    struct pp_arena *scratch = &pp_state_of(L)->scratch;
    set_text(L, "url", pp_listener_url(listener, port, scratch));
    pp_arena_clear(scratch);
}

/* The ports; first 0: not known. */
static struct pp_range set_ports(lua_State *L, const struct pp_listener *listener,
                                 uint32_t instance)
{
    struct pp_range ports = {0, 0};
    if (pp_listener_is_chosen(listener)) {
        set_range(L, "pool",
                  listener->range.first > 0 ? listener->range : (struct pp_range){1, PP_PORT_MAX});
        return ports;
    }
    if (!pp_port_expr_at(&listener->port, instance, &ports))
        return (struct pp_range){0, 0};
    set_range(L, "port", ports);
    return ports;
}

static void push_claim(lua_State *L, const struct pp_listener *listener, uint32_t instance)
{
    char address[PP_ADDRESS_TEXT];
    lua_createtable(L, 0, 9);
    set_text(L, "endpoint", listener->endpoint->id);
    lua_pushinteger(L, instance);
    lua_setfield(L, -2, "instance");
    set_text(L, "transport", pp_transport_names[listener->transport]);
    struct pp_range ports = set_ports(L, listener, instance);
    set_text(L, "address", pp_address_format(&listener->local->address, address));
    set_text(L, "listener", pp_listener_kind_names[listener->kind]);
    set_text(L, "reuse", pp_reuse_names[listener->reuse]);
    set_url(L, listener, ports.first);
}

int pp_view_claims(lua_State *L)
{
    struct pp_view view = pp_view_test(L, 1);
    luaL_argexpected(L, view.kind == PP_VIEW_PLACEMENT, 1, "placement");
    lua_Integer instance = luaL_checkinteger(L, 2);
    luaL_argcheck(L, instance >= 0 && instance < PP_INSTANCE_MAX, 2,
                  "an instance has a number from 0 to 65534");
    const struct pp_plan *plan = pp_view_plan(L, view);
    const struct pp_placement *placement = &plan->placements[view.index];
    pp_state_charge(L, placement->listener_count);
    lua_createtable(L, (int)placement->listener_count, 0);
    for (uint32_t i = 0; i < placement->listener_count; i++) {
        push_claim(L, &plan->listeners[placement->first_listener + i], (uint32_t)instance);
        lua_rawseti(L, -2, i + 1);
    }
    return 1;
}
