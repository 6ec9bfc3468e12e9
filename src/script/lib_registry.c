/* lib_registry: `registry`, which service a port is assigned to. */
#include "script/lib.h"

#include <lauxlib.h>

static void push_service(lua_State *L, const struct pp_service *service)
{
    lua_createtable(L, 0, 4);
    lua_pushstring(L, service->name);
    lua_setfield(L, -2, "name");
    lua_pushinteger(L, service->ports.first);
    lua_setfield(L, -2, "first");
    lua_pushinteger(L, service->ports.last);
    lua_setfield(L, -2, "last");
    lua_pushstring(L, pp_transport_name(service->transport));
    lua_setfield(L, -2, "transport");
}

/* registry.find(port, transport) -> assignment or nil */
static int f_find(lua_State *L)
{
    const struct pp_registry *registry = pp_state_of(L)->script->registry;
    uint16_t port = pp_arg_port(L, 1);
    const struct pp_service *service = pp_registry_find(registry, port, pp_arg_transport(L, 2));
    if (service)
        push_service(L, service);
    else
        lua_pushnil(L);
    return 1;
}

/* registry.named(name) -> list of assignments, empty when there is none */
static int f_named(lua_State *L)
{
    const struct pp_registry *registry = pp_state_of(L)->script->registry;
    const char *name = pp_arg_text(L, 1);
    const struct pp_service *service;
    uint32_t cursor = 0;
    pp_state_charge(L, registry->count); /* every assignment is looked at */
    lua_newtable(L);
    for (lua_Integer i = 1; (service = pp_registry_named(registry, name, &cursor)); i++) {
        push_service(L, service);
        lua_rawseti(L, -2, i);
    }
    return 1;
}

static const luaL_Reg registry_functions[] = {
    {"find", f_find},
    {"named", f_named},
    {NULL, NULL},
};

int pp_open_registry(lua_State *L)
{
    luaL_newlib(L, registry_functions);
    return 1;
}
