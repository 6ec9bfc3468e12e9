/* flat: one walk over the table, and what is known of its keys from an earlier one. */
#include "script/flat.h"

#include "script/tree.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#define KEYS_MAX 8
#define SETS 64
#define SITES 64
#define TEXTS 256
#define TEXT_MAX 64 /* longer ones are seldom the same */

/* Names that tables had, in the order in which Lua gives them. */
struct set {
    uint32_t count;
    const void *lua[KEYS_MAX];  /* Lua's strings, which are kept alive */
    uint8_t at[KEYS_MAX];       /* where each is among the keys */
    const struct pp_keys *keys; /* the first one, and theirs in the order of the text; or NULL */
};

/* A constructor in the text. */
struct site {
    const struct pp_chunk *chunk; /* or NULL */
    uint32_t line;
    const struct pp_keys *keys;
    const struct pp_loc *locs; /* NULL: all on its line */
};

struct text {
    const char *text; /* in the arena, or NULL */
    size_t length;
};

/* What has been learned, each in the place that its hash says: a newer one takes it over. */
struct pp_flat {
    struct set sets[SETS];
    struct site sites[SITES];
    struct text texts[TEXTS];
};

static struct pp_arena *arena_of(lua_State *L)
{
    return pp_state_of(L)->script->arena;
}

static struct pp_flat *flat_of(lua_State *L)
{
    struct pp_state *state = pp_state_of(L);
    if (!state->flat)
        state->flat = pp_arena_alloc(state->script->arena, sizeof *state->flat);
    return state->flat;
}

/* --- values ------------------------------------------------------------------- */

static const char *keep_text(lua_State *L, struct pp_flat *flat, const char *text, size_t length)
{
    struct text *kept = &flat->texts[(uintptr_t)text / 16 % TEXTS];
    if (length > TEXT_MAX)
        return pp_arena_strndup(arena_of(L), text, length);
    if (!kept->text || kept->length != length || memcmp(kept->text, text, length) != 0)
        *kept = (struct text){pp_arena_strndup(arena_of(L), text, length), length};
    return kept->text;
}

static bool read_text(lua_State *L, struct pp_flat *flat, struct pp_value *value)
{
    size_t length;
    const char *text = lua_tolstring(L, -1, &length);
    if (length > UINT32_MAX || memchr(text, '\0', length))
        return false;
    value->kind = PP_NODE_STRING;
    value->length = (uint32_t)length;
    value->text = keep_text(L, flat, text, length);
    if (length > TEXT_MAX) /* the same may be named again and again */
        pp_state_charge(L, length / TEXT_MAX);
    return true;
}

static bool read_number(lua_State *L, struct pp_value *value)
{
    int is_integer;
    value->integer = lua_tointegerx(L, -1, &is_integer);
    value->kind = is_integer ? PP_NODE_INTEGER : PP_NODE_NUMBER;
    if (is_integer)
        return true;
    value->number = lua_tonumber(L, -1);
    return isfinite(value->number);
}

/* The value at the top of the stack; false when it is not plain. */
static bool read_value(lua_State *L, struct pp_flat *flat, struct pp_value *value)
{
    switch (lua_type(L, -1)) {
    case LUA_TSTRING: return read_text(L, flat, value);
    case LUA_TNUMBER: return read_number(L, value);
    case LUA_TBOOLEAN:
        value->kind = PP_NODE_BOOL;
        value->boolean = lua_toboolean(L, -1);
        return true;
    default: return false;
    }
}

/* --- keys --------------------------------------------------------------------- */

/* Keeps the string at the top of the stack alive as long as the state: its address is known. */
static void keep_alive(lua_State *L, struct pp_flat *flat)
{
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, flat) != LUA_TTABLE) {
        lua_pop(L, 1);
        lua_newtable(L);
        lua_pushvalue(L, -1);
        lua_rawsetp(L, LUA_REGISTRYINDEX, flat);
    }
    lua_pushvalue(L, -2);
    lua_pushboolean(L, true);
    lua_rawset(L, -3);
    lua_pop(L, 1);
}

/* Adds the name that is at the top of the stack to the sorted names[1..count). */
static void insert_name(lua_State *L, const char **names, struct set *set, uint32_t count)
{
    const char *name = pp_state_intern(pp_state_of(L), lua_tostring(L, -1));
    uint32_t at = count;
    for (; at > 1 && strcmp(names[at - 1], name) > 0; at--)
        names[at] = names[at - 1];
    names[at] = name;
    for (uint32_t i = 0; i + 1 < count; i++)
        set->at[i] = (uint8_t)(set->at[i] + (set->at[i] >= at));
    set->at[count - 1] = (uint8_t)at;
}

/* Learns the keys of the table, all strings and `count` of them, when they can be names. */
static bool learn(lua_State *L, int index, const char *key, struct pp_flat *flat, struct set *set,
                  const void *const *lua, uint32_t count)
{
    const char **names = pp_arena_array(arena_of(L), count + 1, sizeof *names);
    struct pp_keys *keys = pp_arena_alloc(arena_of(L), sizeof *keys);
    *keys = (struct pp_keys){.count = 1, .names = names};
    *set = (struct set){.count = count};
    memcpy(set->lua, lua, count * sizeof *lua);
    names[0] = key;
    for (lua_pushnil(L); lua_next(L, index); keys->count++) {
        lua_pop(L, 1);
        if (pp_name_flaw(L, -1) || strcmp(lua_tostring(L, -1), key) == 0) {
            lua_pop(L, 1);
            return false;
        }
        keep_alive(L, flat);
        insert_name(L, names, set, keys->count);
    }
    set->keys = keys;
    return true;
}

static const struct set *find_set(lua_State *L, int index, const char *key, struct pp_flat *flat,
                                  const void *const *lua, uint32_t count)
{
    size_t hash = (uintptr_t)key / 16 + count;
    for (uint32_t i = 0; i < count; i++)
        hash = hash * 31 + (uintptr_t)lua[i] / 16;
    struct set *set = &flat->sets[hash % SETS];
    if (set->keys && set->keys->names[0] == key && set->count == count &&
        memcmp(set->lua, lua, count * sizeof *lua) == 0)
        return set;
    return learn(L, index, key, flat, set, lua, count) ? set : NULL;
}

/* --- places ------------------------------------------------------------------- */

static const struct pp_loc *read_locs(lua_State *L, struct pp_place place,
                                      const struct pp_keys *keys)
{
    const struct pp_lines *lines = pp_chunk_lines(pp_state_of(L), place.chunk);
    const struct pp_lines_group *group =
        pp_lines_call(lines, place.loc.line, true, keys->names + 1, keys->count - 1);
    if (!group)
        return NULL;
    struct pp_loc *locs = pp_arena_array(arena_of(L), keys->count, sizeof *locs);
    for (uint32_t i = 0; i < keys->count; i++) {
        const struct pp_lines_field *field = i ? pp_lines_field(group, keys->names[i]) : NULL;
        locs[i] = field ? pp_loc_at(place.loc.source, field->line, 0) : place.loc;
    }
    return locs;
}

/* Where the values of such a table stand that is written there. */
static const struct pp_loc *find_locs(lua_State *L, struct pp_flat *flat, struct pp_place place,
                                      const struct pp_keys *keys)
{
    struct site *site = &flat->sites[(place.loc.line + (uintptr_t)keys / 16) % SITES];
    if (site->chunk != place.chunk || site->line != place.loc.line || site->keys != keys)
        *site = (struct site){place.chunk, place.loc.line, keys, read_locs(L, place, keys)};
    return site->locs;
}

/* --- the whole ---------------------------------------------------------------- */

/* Reads keys and values in Lua's order; false when they are too many, or not plain. */
static bool walk(lua_State *L, int index, struct pp_flat *flat, const void **lua,
                 struct pp_value *values, uint32_t *count)
{
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1), ++*count) {
        bool plain = *count < KEYS_MAX && lua_type(L, -2) == LUA_TSTRING &&
                     read_value(L, flat, &values[*count]);
        if (!plain) {
            lua_pop(L, 2);
            return false;
        }
        lua[*count] = lua_tostring(L, -2);
    }
    return true;
}

struct pp_node *pp_flat_read(lua_State *L, int index, struct pp_place place, const char *key,
                             const char *text)
{
    struct pp_flat *flat = flat_of(L);
    const void *lua[KEYS_MAX];
    struct pp_value found[KEYS_MAX];
    uint32_t count = 0;
    if (!place.chunk || !walk(L, index, flat, lua, found, &count))
        return NULL;
    const struct set *set = find_set(L, index, key, flat, lua, count);
    if (!set)
        return NULL;
    pp_state_charge(L, count + 1);
    struct pp_value *values = pp_arena_array(arena_of(L), count + 1, sizeof *values);
    values[0] = (struct pp_value){PP_NODE_STRING, (uint32_t)strlen(text), {.text = text}};
    for (uint32_t i = 0; i < count; i++)
        values[set->at[i]] = found[i];
    struct pp_node *node = pp_node_new(arena_of(L), PP_NODE_RECORD, place.loc);
    node->record.keys = set->keys;
    node->record.values = values;
    node->record.locs = find_locs(L, flat, place, set->keys);
    return node;
}
