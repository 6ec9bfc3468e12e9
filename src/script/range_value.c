/* range_value: a port range as a value of Lua. */
#include "script/lib.h"

#include "base/text.h"

#include <lauxlib.h>
#include <stdio.h>
#include <string.h>

#define TYPE "port range"

const struct pp_range_value *pp_range_test(lua_State *L, int index)
{
    return luaL_testudata(L, index, TYPE);
}

static const struct pp_range_value *check_range(lua_State *L, int arg)
{
    return luaL_checkudata(L, arg, TYPE);
}

struct pp_range_value pp_range_check(lua_State *L, int arg)
{
    struct pp_range_value value = {.has_transport = false};
    struct pp_port_error error;
    const struct pp_range_value *given = pp_range_test(L, arg);
    if (given)
        return *given;
    if (lua_type(L, arg) == LUA_TNUMBER) {
        value.range.first = value.range.last = pp_arg_port(L, arg);
        return value;
    }
    if (lua_type(L, arg) != LUA_TSTRING)
        luaL_typeerror(L, arg, "port range, port number or text such as \"8000-8099/tcp\"");
    const char *text = pp_arg_text(L, arg);
    if (!pp_port_ref_parse(text, &value.range, &value.transport, &value.has_transport, &error))
        luaL_argerror(L, arg, lua_pushfstring(L, "'%s': %s", text, error.text));
    return value;
}

/* Whether both speak of the same transport, as far as they say. */
static bool transports_meet(const struct pp_range_value *a, const struct pp_range_value *b)
{
    return !a->has_transport || !b->has_transport || a->transport == b->transport;
}

static int f_overlaps(lua_State *L)
{
    const struct pp_range_value *a = check_range(L, 1);
    struct pp_range_value b = pp_range_check(L, 2);
    lua_pushboolean(L, transports_meet(a, &b) && pp_range_overlaps(a->range, b.range));
    return 1;
}

static int f_contains(lua_State *L)
{
    const struct pp_range_value *a = check_range(L, 1);
    struct pp_range_value b = pp_range_check(L, 2);
    lua_pushboolean(L, transports_meet(a, &b) && a->range.first <= b.range.first &&
                           b.range.last <= a->range.last);
    return 1;
}

static int f_eq(lua_State *L)
{
    const struct pp_range_value *a = pp_range_test(L, 1), *b = pp_range_test(L, 2);
    lua_pushboolean(L, a && b && a->range.first == b->range.first &&
                           a->range.last == b->range.last && a->has_transport == b->has_transport &&
                           (!a->has_transport || a->transport == b->transport));
    return 1;
}

static int f_len(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)pp_range_size(check_range(L, 1)->range));
    return 1;
}

static int f_tostring(lua_State *L)
{
    const struct pp_range_value *value = check_range(L, 1);
    char text[40];
    int length = snprintf(text, sizeof text, "%u", value->range.first);
    if (value->range.last > value->range.first)
        length += snprintf(text + length, sizeof text - (size_t)length, "-%u", value->range.last);
    if (value->has_transport)
        snprintf(text + length, sizeof text - (size_t)length, "/%s",
                 pp_transport_name(value->transport));
    lua_pushstring(L, text);
    return 1;
}

const char *const pp_range_members[5] = {"first", "last", "transport", "overlaps", "contains"};

static int f_index(lua_State *L)
{
    const struct pp_range_value *value = check_range(L, 1);
    const char *name = luaL_checkstring(L, 2);
    if (strcmp(name, "first") == 0)
        lua_pushinteger(L, value->range.first);
    else if (strcmp(name, "last") == 0)
        lua_pushinteger(L, value->range.last);
    else if (strcmp(name, "transport") == 0 && value->has_transport)
        lua_pushstring(L, pp_transport_name(value->transport));
    else if (strcmp(name, "transport") == 0)
        lua_pushnil(L);
    else if (strcmp(name, "overlaps") == 0)
        lua_pushcfunction(L, f_overlaps);
    else if (strcmp(name, "contains") == 0)
        lua_pushcfunction(L, f_contains);
    else
        return pp_lib_no_field(L, TYPE, name, pp_range_members, 5);
    return 1;
}

void pp_range_push(lua_State *L, const struct pp_range_value *value)
{
    static const luaL_Reg meta[] = {
        {"__index", f_index},       {"__eq", f_eq}, {"__len", f_len},
        {"__tostring", f_tostring}, {NULL, NULL},
    };
    struct pp_range_value *copy = lua_newuserdatauv(L, sizeof *copy, 0);
    *copy = *value;
    if (luaL_newmetatable(L, TYPE)) {
        luaL_setfuncs(L, meta, 0);
        lua_pushliteral(L, TYPE);
        lua_pushcclosure(L, pp_lib_read_only, 1);
        lua_setfield(L, -2, "__newindex");
    }
    lua_setmetatable(L, -2);
}

int pp_new_range(lua_State *L)
{
    struct pp_range_value value = pp_range_check(L, 1);
    pp_range_push(L, &value);
    return 1;
}
