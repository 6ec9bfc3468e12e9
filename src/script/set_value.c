/* set_value: a port set as a value of Lua. It knows no transport. */
#include "script/lib.h"
#include "script/tree.h"

#include <lauxlib.h>
#include <string.h>

#define TYPE "port set"
#define STEPS 100 /* of Lua's machine take about as long as one walk over a set */

const struct pp_portset *pp_set_test(lua_State *L, int index)
{
    return luaL_testudata(L, index, TYPE);
}

static const struct pp_portset *check_set(lua_State *L, int arg)
{
    pp_state_charge(L, STEPS);
    return luaL_checkudata(L, arg, TYPE);
}

void pp_set_add(lua_State *L, struct pp_portset *set, int index, int arg)
{
    const struct pp_portset *other = pp_set_test(L, index);
    const struct pp_range_value *range = pp_range_test(L, index);
    struct pp_range value = {0, 0};
    struct pp_port_error error = {"a port is an integer"};
    bool good = false;
    if (other) {
        pp_portset_unite(set, other);
        return;
    }
    if (range) {
        value = range->range;
        good = !range->has_transport;
        strcpy(error.text, "a set has no transport");
    } else if (lua_isinteger(L, index) ||
               (lua_type(L, index) == LUA_TNUMBER && lua_tointegerx(L, index, NULL) != 0)) {
        good = pp_port_from_integer(lua_tointeger(L, index), &value.first, &error);
        value.last = value.first;
    } else if (lua_type(L, index) == LUA_TSTRING) {
        good = strlen(lua_tostring(L, index)) == lua_rawlen(L, index) &&
               pp_range_parse(lua_tostring(L, index), &value, &error);
    }
    if (!good && !range && !lua_isstring(L, index))
        luaL_argerror(L, arg,
                      lua_pushfstring(L, "%s is no port, range or set", pp_value_name(L, index)));
    if (!good)
        luaL_argerror(L, arg,
                      lua_pushfstring(L, "'%s': %s", luaL_tolstring(L, index, NULL), error.text));
    pp_portset_add(set, value);
}

/* The operand as a set, which is pushed when it was not one yet. */
static const struct pp_portset *operand(lua_State *L, int arg)
{
    const struct pp_portset *given = pp_set_test(L, arg);
    if (given)
        return given;
    struct pp_portset *set = pp_set_push(L);
    pp_set_add(L, set, arg, arg);
    return set;
}

static int combine(lua_State *L,
                   void (*with)(struct pp_portset *set, const struct pp_portset *other))
{
    const struct pp_portset *a = operand(L, 1), *b = operand(L, 2);
    struct pp_portset *result = pp_set_push(L);
    *result = *a;
    with(result, b);
    return 1;
}

static int f_add(lua_State *L)
{
    return combine(L, pp_portset_unite);
}

static int f_sub(lua_State *L)
{
    return combine(L, pp_portset_subtract);
}

static int f_mul(lua_State *L)
{
    return combine(L, pp_portset_intersect);
}

static int f_eq(lua_State *L)
{
    const struct pp_portset *a = pp_set_test(L, 1), *b = pp_set_test(L, 2);
    lua_pushboolean(L, a && b && pp_portset_equal(a, b));
    return 1;
}

static int f_len(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)pp_portset_count(check_set(L, 1)));
    return 1;
}

/* s:contains(p): a port, or every port of a range. */
static int f_contains(lua_State *L)
{
    const struct pp_portset *set = check_set(L, 1);
    struct pp_range asked = pp_range_check(L, 2).range, run = {0, 0};
    lua_pushboolean(L, pp_portset_next_range(set, asked.first, &run) && run.first <= asked.first &&
                           asked.last <= run.last);
    return 1;
}

/* s:first_free(from, count): the first of `count` ports in a row that are not in the set. */
static int f_first_free(lua_State *L)
{
    const struct pp_portset *set = check_set(L, 1);
    uint16_t from = lua_isnoneornil(L, 2) ? 1 : pp_arg_port(L, 2);
    lua_Integer count = luaL_optinteger(L, 3, 1);
    luaL_argcheck(L, count >= 1 && count <= PP_PORT_MAX, 3, "a count is 1-65535");
    uint16_t found = pp_portset_first_free(set, from, (uint32_t)count);
    if (found > 0) {
        lua_pushinteger(L, found);
        return 1;
    }
    lua_pushnil(L);
    lua_pushfstring(L, "no %I free ports in a row from %d on", count, (int)from);
    return 2;
}

static int f_ranges(lua_State *L)
{
    const struct pp_portset *set = check_set(L, 1);
    struct pp_range_value value = {.has_transport = false};
    lua_newtable(L);
    lua_Integer count = 0;
    for (uint32_t from = 1; pp_portset_next_range(set, from, &value.range);
         from = value.range.last + 1u) {
        pp_range_push(L, &value);
        lua_rawseti(L, -2, ++count);
    }
    return 1;
}

static int f_tostring(lua_State *L)
{
    const struct pp_portset *set = check_set(L, 1);
    struct pp_range range = {0, 0};
    luaL_Buffer text;
    luaL_buffinit(L, &text);
    for (uint32_t from = 1; pp_portset_next_range(set, from, &range); from = range.last + 1u) {
        if (from > 1 && luaL_bufflen(&text) > 0)
            luaL_addstring(&text, ", ");
        lua_pushinteger(L, range.first);
        luaL_addvalue(&text);
        if (range.last > range.first) {
            luaL_addchar(&text, '-');
            lua_pushinteger(L, range.last);
            luaL_addvalue(&text);
        }
    }
    luaL_pushresult(&text);
    return 1;
}

const char *const pp_set_members[3] = {"contains", "first_free", "ranges"};

static int f_index(lua_State *L)
{
    static const luaL_Reg methods[] = {
        {"contains", f_contains},
        {"first_free", f_first_free},
        {"ranges", f_ranges},
    };
    const char *name = luaL_checkstring(L, 2);
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (strcmp(name, methods[i].name) == 0) {
            lua_pushcfunction(L, methods[i].func);
            return 1;
        }
    }
    return pp_lib_no_field(L, TYPE, name, pp_set_members, 3);
}

struct pp_portset *pp_set_push(lua_State *L)
{
    static const luaL_Reg meta[] = {
        {"__index", f_index}, {"__add", f_add}, {"__sub", f_sub},           {"__mul", f_mul},
        {"__eq", f_eq},       {"__len", f_len}, {"__tostring", f_tostring}, {NULL, NULL},
    };
    pp_state_charge(L, STEPS);
    struct pp_portset *set = lua_newuserdatauv(L, sizeof *set, 0);
    pp_portset_clear(set);
    if (luaL_newmetatable(L, TYPE)) {
        luaL_setfuncs(L, meta, 0);
        lua_pushliteral(L, TYPE);
        lua_pushcclosure(L, pp_lib_read_only, 1);
        lua_setfield(L, -2, "__newindex");
    }
    lua_setmetatable(L, -2);
    return set;
}

/* ports.set { "5421-5436", 8090, ... } */
int pp_new_set(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_Integer length = luaL_len(L, 1), count = 0;
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        luaL_argcheck(L, lua_isinteger(L, -2), 1, "a set is made from a list, without names");
        count++;
    }
    luaL_argcheck(L, count == length, 1, "an item of the list is nil");
    struct pp_portset *set = pp_set_push(L);
    for (lua_Integer i = 1; i <= length; i++) {
        lua_rawgeti(L, 1, i);
        pp_set_add(L, set, -1, 1);
        lua_pop(L, 1);
    }
    pp_state_charge(L, (uint64_t)length);
    return 1;
}
