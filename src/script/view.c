/* view: the bits of a view, its metatable, and how a name finds its field.
 *
 * Reading a field is what policies do most: names are interned by Lua, so a name is looked up
 * by its address, in a small hash of all fields. */
#include "script/view.h"

#include "base/text.h"

#include <assert.h>
#include <lauxlib.h>
#include <stdlib.h>
#include <string.h>

#define KIND_SHIFT 56
#define PLAN_SHIFT 32
#define PLAN_MASK 0xFFFFFFu

static_assert(sizeof(void *) == 8, "a view is made of the 64 bits of a pointer");

/* --- bits ------------------------------------------------------------------- */

void pp_view_push(lua_State *L, enum pp_view_kind kind, uint32_t plan, uint32_t index)
{
    uint64_t bits = (uint64_t)kind << KIND_SHIFT | (uint64_t)plan << PLAN_SHIFT | index;
    lua_pushlightuserdata(L, (void *)(uintptr_t)bits);
}

struct pp_view pp_view_test(lua_State *L, int index)
{
    if (!lua_islightuserdata(L, index))
        return (struct pp_view){PP_VIEW_NONE, 0, 0};
    uint64_t bits = (uintptr_t)lua_touserdata(L, index);
    return (struct pp_view){(enum pp_view_kind)(bits >> KIND_SHIFT),
                            (uint32_t)(bits >> PLAN_SHIFT) & PLAN_MASK, (uint32_t)bits};
}

const struct pp_plan *pp_view_plan(lua_State *L, struct pp_view view)
{
    const struct pp_state *state = pp_state_of(L);
    assert(view.plan < state->plan_count);
    (void)view;
    return state->plans[view.plan];
}

/* --- names ------------------------------------------------------------------ */

#define SLOTS 256u

/* The fields of all kinds by the address of their interned names. */
struct pp_views {
    struct slot {
        const char *name; /* Lua's own copy; NULL: free */
        enum pp_view_kind kind;
        const struct pp_view_field *field;
    } slots[SLOTS];
};

static uint32_t slot_of(const char *name, enum pp_view_kind kind)
{
    return ((uint32_t)((uintptr_t)name >> 3) + (uint32_t)kind * 59u) % SLOTS;
}

static const struct pp_view_field *find_interned(const struct pp_views *views,
                                                 enum pp_view_kind kind, const char *name)
{
    for (uint32_t i = slot_of(name, kind); views->slots[i].name; i = (i + 1) % SLOTS) {
        if (views->slots[i].name == name && views->slots[i].kind == kind)
            return views->slots[i].field;
    }
    return NULL;
}

static void add_field(struct pp_views *views, const char *name, enum pp_view_kind kind,
                      const struct pp_view_field *field)
{
    uint32_t i = slot_of(name, kind);
    while (views->slots[i].name)
        i = (i + 1) % SLOTS;
    views->slots[i] = (struct slot){name, kind, field};
}

/* Interns the names of all fields: a table in the registry keeps them. */
static struct pp_views *learn_names(lua_State *L)
{
    size_t count = 0;
    struct pp_views *views = pp_arena_alloc(pp_state_of(L)->script->arena, sizeof *views);
    lua_newtable(L);
    for (int kind = 0; kind < PP_VIEW_KINDS; kind++) {
        const struct pp_view_field *field = pp_view_fields((enum pp_view_kind)kind);
        for (; field && field->name; field++, count++) {
            const char *name = lua_pushstring(L, field->name);
            add_field(views, name, (enum pp_view_kind)kind, field);
            lua_pushboolean(L, true);
            lua_rawset(L, -3);
        }
    }
    assert(count < SLOTS);
    luaL_ref(L, LUA_REGISTRYINDEX);
    return views;
}

/* --- reading ---------------------------------------------------------------- */

/* The key at `index` for messages: a table would be told by its address. */
static const char *key_name(lua_State *L, int index)
{
    int type = lua_type(L, index);
    return type == LUA_TSTRING || type == LUA_TNUMBER ? luaL_tolstring(L, index, NULL)
                                                      : luaL_typename(L, index);
}

static void refuse_field(lua_State *L, enum pp_view_kind kind, const char *name)
{
    const char *names[64];
    size_t count = 0;
    const struct pp_view_field *field = pp_view_fields(kind);
    for (; field && field->name && count < 64; field++)
        names[count++] = field->name;
    pp_lib_no_field(L, pp_view_name(kind), name, names, count);
}

const struct pp_view_field *pp_view_find(lua_State *L, enum pp_view_kind kind, int index)
{
    const char *name = lua_type(L, index) == LUA_TSTRING ? lua_tostring(L, index) : NULL;
    const struct pp_view_field *field = name ? find_interned(pp_state_of(L)->views, kind, name)
                                             : NULL;
    if (!field)
        refuse_field(L, kind, key_name(L, index));
    return field;
}

static int index_list(lua_State *L, const struct pp_plan *plan, struct pp_view list)
{
    if (lua_type(L, 2) != LUA_TNUMBER)
        return luaL_error(L, "a %s has items 1 to #list, not '%s'", pp_view_name(list.kind),
                          key_name(L, 2));
    lua_Integer at = lua_tointeger(L, 2);
    if (at >= 1 && (lua_Unsigned)at <= pp_view_count(plan, list))
        pp_view_push_item(L, plan, list, (uint32_t)(at - 1));
    else
        lua_pushnil(L);
    return 1;
}

static int f_index(lua_State *L)
{
    struct pp_view view = pp_view_test(L, 1);
    if (view.kind == PP_VIEW_NONE)
        return luaL_error(L, "a view has fields, not a %s", luaL_typename(L, 1));
    const struct pp_plan *plan = pp_view_plan(L, view);
    if (view.kind > PP_VIEW_BINDING)
        return index_list(L, plan, view);
    pp_view_find(L, view.kind, 2)->push(L, plan, view);
    return 1;
}

static int f_newindex(lua_State *L)
{
    struct pp_view view = pp_view_test(L, 1);
    return luaL_error(L, "a %s cannot be changed: the plan is only to be read here",
                      pp_view_name(view.kind));
}

static int f_len(lua_State *L)
{
    struct pp_view view = pp_view_test(L, 1);
    if (view.kind <= PP_VIEW_BINDING)
        return luaL_error(L, "a %s has no length; its lists have", pp_view_name(view.kind));
    lua_pushinteger(L, pp_view_count(pp_view_plan(L, view), view));
    return 1;
}

/* The iterator of pairs(view): its items, or its fields in the order of their help. */
static int f_next(lua_State *L)
{
    struct pp_view view = pp_view_test(L, 1);
    const struct pp_plan *plan = pp_view_plan(L, view);
    lua_Integer at = lua_tointeger(L, lua_upvalueindex(1));
    lua_pushinteger(L, at + 1);
    lua_replace(L, lua_upvalueindex(1));
    const struct pp_view_field *fields = pp_view_fields(view.kind);
    if (!fields && (lua_Unsigned)at < pp_view_count(plan, view)) {
        lua_pushinteger(L, at + 1);
        pp_view_push_item(L, plan, view, (uint32_t)at);
        return 2;
    }
    if (!fields || !fields[at].name) {
        lua_pushnil(L);
        return 1;
    }
    lua_pushstring(L, fields[at].name);
    fields[at].push(L, plan, view);
    return 2;
}

static int f_pairs(lua_State *L)
{
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, f_next, 1);
    lua_pushvalue(L, 1);
    return 2;
}

static int f_tostring(lua_State *L)
{
    pp_view_push_text(L, pp_view_test(L, 1));
    return 1;
}

/* Text is put together with views as with strings. */
static int f_concat(lua_State *L)
{
    for (int i = 1; i <= 2; i++) {
        if (pp_view_test(L, i).kind != PP_VIEW_NONE)
            pp_view_push_text(L, pp_view_test(L, i));
        else if (lua_isstring(L, i))
            lua_pushvalue(L, i);
        else
            return luaL_error(L, "attempt to concatenate a %s value", luaL_typename(L, i));
    }
    lua_concat(L, 2);
    return 1;
}

void pp_view_open(lua_State *L)
{
    static const luaL_Reg meta[] = {
        {"__index", f_index}, {"__newindex", f_newindex},
        {"__len", f_len},     {"__tostring", f_tostring},
        {"__pairs", f_pairs}, {"__concat", f_concat},
        {NULL, NULL},
    };
    pp_state_of(L)->views = learn_names(L);
    lua_pushlightuserdata(L, NULL);
    luaL_newlib(L, meta);
    lua_pushliteral(L, "view of the plan");
    lua_setfield(L, -2, "__name");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}
