/* lib: what the libraries of the core share, and their list. */
#include "script/lib.h"

#include "base/text.h"

#include <lauxlib.h>
#include <string.h>

const char *pp_arg_text(lua_State *L, int arg)
{
    size_t length;
    luaL_checktype(L, arg, LUA_TSTRING);
    const char *text = lua_tolstring(L, arg, &length);
    luaL_argcheck(L, strlen(text) == length, arg, "the text contains a zero byte");
    return text;
}

uint16_t pp_arg_port(lua_State *L, int arg)
{
    uint16_t port = 0;
    struct pp_port_error error;
    if (!pp_port_from_integer(luaL_checkinteger(L, arg), &port, &error))
        luaL_argerror(L, arg,
                      lua_pushfstring(L, "'%s': %s", luaL_tolstring(L, arg, NULL), error.text));
    return port;
}

enum pp_transport pp_arg_transport(lua_State *L, int arg)
{
    enum pp_transport transport = PP_TCP;
    const char *name = pp_arg_text(L, arg);
    if (!pp_transport_parse(name, strlen(name), &transport))
        luaL_argerror(
            L, arg,
            lua_pushfstring(L, "'%s' is no transport: tcp, udp, sctp or dccp expected", name));
    return transport;
}

enum pp_os pp_arg_os(lua_State *L, int arg, enum pp_os unset)
{
    enum pp_os os = unset;
    if (lua_isnoneornil(L, arg))
        return os;
    const char *name = pp_arg_text(L, arg);
    if (!pp_os_parse(name, &os))
        luaL_argerror(L, arg,
                      lua_pushfstring(L, "'%s' is no system: windows or linux expected", name));
    return os;
}

int pp_lib_no_field(lua_State *L, const char *type, const char *name, const char *const *names,
                    size_t count)
{
    const char *near = pp_nearest(name, names, count);
    if (near)
        return luaL_error(L, "a %s has no '%s'; did you mean '%s'?", type, name, near);
    struct pp_arena *scratch = &pp_state_of(L)->scratch;
    const char *all = lua_pushstring(L, pp_names_join(scratch, names, count, " and "));
    pp_arena_clear(scratch);
    return luaL_error(L, "a %s has no '%s'; it has %s", type, name, all);
}

int pp_lib_read_only(lua_State *L)
{
    return luaL_error(L, "a %s cannot be changed", lua_tostring(L, lua_upvalueindex(1)));
}

void pp_lib_open(lua_State *L, int env)
{
    static const luaL_Reg libraries[] = {
        {"ports", pp_open_ports},     {"registry", pp_open_registry}, {"bands", pp_open_bands},
        {"clashes", pp_open_clashes}, {"overlaps", pp_open_overlaps}, {NULL, NULL},
    };
    for (const luaL_Reg *row = libraries; row->name; row++) {
        lua_pushcfunction(L, row->func);
        lua_call(L, 0, 1);
        lua_setfield(L, env, row->name);
    }
}
