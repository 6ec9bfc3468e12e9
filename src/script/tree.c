/* tree: Lua values to nodes. */
#include "script/tree.h"

#include "base/utf8.h"
#include "script/declare.h"
#include "script/lib.h"

#include <lauxlib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define DEPTH_MAX 16 /* a plan needs four */

static struct pp_arena *arena_of(lua_State *L)
{
    return pp_state_of(L)->script->arena;
}

const char *pp_name_flaw(lua_State *L, int index)
{
    size_t length, size;
    const char *text = lua_tolstring(L, index, &length);
    for (size_t i = pp_utf8_plain(text, length); i < length; i += size) {
        uint32_t c = 0;
        size = pp_utf8_decode(text + i, length - i, &c);
        if (size == 0)
            return "is not UTF-8 text";
        if (!pp_utf8_is_printable(c))
            return "holds a control character";
    }
    return NULL;
}

const char *pp_value_name(lua_State *L, int index)
{
    const char *name = luaL_typename(L, index);
    if (lua_isnoneornil(L, index))
        return "nothing";
    if (luaL_getmetafield(L, index, "__name") == LUA_TSTRING) {
        name = lua_tostring(L, -1); /* lives in the metatable */
        lua_pop(L, 1);
    }
    return pp_arena_printf(arena_of(L), "%s %s", strchr("aeiou", *name) ? "an" : "a", name);
}

const char *pp_table_describe(const struct pp_table *table, const char *key, lua_Integer item)
{
    struct pp_arena *arena = arena_of(table->L);
    const char *owner;
    if (table->parent)
        owner = pp_table_describe(table->parent, table->key, table->parent->next);
    else if (table->name)
        owner = pp_arena_printf(arena, "%s '%s'", table->kind, table->name);
    else
        owner = table->kind;
    if (key)
        return pp_arena_printf(arena, "'%s' of %s", key, owner);
    return pp_arena_printf(arena, "item %lld of %s", (long long)item, owner);
}

/* The table itself: "host 'x'", "'ports' of host 'x'". */
static const char *describe(const struct pp_table *table)
{
    if (table->parent)
        return pp_table_describe(table->parent, table->key, table->parent->next);
    if (!table->name)
        return table->kind;
    return pp_arena_printf(arena_of(table->L), "%s '%s'", table->kind, table->name);
}

/* --- keys ------------------------------------------------------------------ */

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static size_t count_entries(lua_State *L, int index)
{
    size_t count = 0;
    for (lua_pushnil(L); lua_next(L, index); lua_pop(L, 1))
        count++;
    return count;
}

static void add_key(struct pp_table *table, const char *key)
{
    if (table->key_count == PP_TABLE_KEYS && table->keys == table->few) {
        size_t count = count_entries(table->L, table->index);
        table->keys = pp_arena_array(arena_of(table->L), count, sizeof *table->keys);
        memcpy(table->keys, table->few, sizeof table->few);
    }
    table->keys[table->key_count++] = pp_state_intern(pp_state_of(table->L), key);
}

static void sort_keys(struct pp_table *table)
{
    const char **keys = table->keys;
    if (table->key_count > PP_TABLE_KEYS) {
        qsort(keys, table->key_count, sizeof *keys, by_text);
        return;
    }
    for (size_t i = 1; i < table->key_count; i++) {
        const char *key = keys[i];
        size_t j = i;
        for (; j > 0 && strcmp(keys[j - 1], key) > 0; j--)
            keys[j] = keys[j - 1];
        keys[j] = key;
    }
}

/* The list part ends before the first hole. */
static void measure_list(struct pp_table *table, lua_Integer count, lua_Integer highest)
{
    lua_State *L = table->L;
    table->length = count;
    if (count == highest)
        return;
    lua_Integer hole = 1;
    while (lua_rawgeti(L, table->index, hole) != LUA_TNIL) {
        lua_pop(L, 1);
        hole++;
    }
    lua_pop(L, 1);
    table->length = hole - 1;
    pp_mistake(L, table->loc, "%s is nil; an empty list {} stands for nothing",
               pp_table_describe(table, NULL, hole));
}

static void read_keys(struct pp_table *table)
{
    lua_State *L = table->L;
    lua_Integer count = 0, highest = 0;
    bool odd = false;
    uint64_t work = 1;
    luaL_checkstack(L, 12, "tables are nested too deep");
    for (lua_pushnil(L); lua_next(L, table->index); lua_pop(L, 1), work++) {
        if (lua_type(L, -2) == LUA_TSTRING && !pp_name_flaw(L, -2)) {
            add_key(table, lua_tostring(L, -2));
        } else if (lua_isinteger(L, -2) && lua_tointeger(L, -2) >= 1) {
            count++;
            if (lua_tointeger(L, -2) > highest)
                highest = lua_tointeger(L, -2);
        } else {
            odd = true;
        }
    }
    pp_state_charge(L, work);
    sort_keys(table);
    if (odd)
        pp_mistake(L, table->loc, "a key of %s is neither a name nor a position in a list",
                   describe(table));
    measure_list(table, count, highest);
}

/* --- opening --------------------------------------------------------------- */

void pp_table_open(struct pp_table *table, lua_State *L, int index, const char *kind,
                   const char *name, struct pp_place place, bool innermost)
{
    table->L = L;
    table->index = lua_absindex(L, index);
    table->parent = NULL;
    table->kind = kind;
    table->name = name;
    table->key = NULL;
    table->loc = place.loc;
    table->lines = NULL;
    table->group = NULL;
    table->keys = table->few;
    table->key_count = 0;
    table->cursor = 0;
    table->next = 0;
    table->depth = 0;
    read_keys(table);
    if (!place.chunk)
        return;
    table->lines = pp_chunk_lines(pp_state_of(L), place.chunk);
    table->group =
        pp_lines_call(table->lines, place.loc.line, innermost, table->keys, table->key_count);
}

void pp_table_open_inner(struct pp_table *table, const struct pp_table *parent, const char *key,
                         int index, struct pp_loc loc, const struct pp_lines_field *field)
{
    lua_State *L = parent->L;
    *table = (struct pp_table){.L = L,
                               .index = lua_absindex(L, index),
                               .parent = parent,
                               .key = key,
                               .loc = loc,
                               .lines = parent->lines,
                               .depth = parent->depth + 1};
    table->keys = table->few;
    if (table->depth > DEPTH_MAX) {
        while (parent->parent && parent->parent->parent)
            parent = parent->parent;
        luaL_error(L, "%s is nested too deep, or contains itself", describe(parent));
    }
    if (field && field->group != PP_LINES_NONE)
        table->group = &table->lines->groups[field->group];
    read_keys(table);
}

/* --- values ---------------------------------------------------------------- */

static struct pp_loc field_loc(const struct pp_table *table, const struct pp_lines_field *field)
{
    if (!field)
        return table->loc;
    return pp_loc_at(table->loc.source, field->line, 0);
}

static struct pp_node *text_node(lua_State *L, int index, struct pp_loc loc)
{
    size_t length;
    const char *text = lua_tolstring(L, index, &length);
    pp_state_charge(L, length / 64); /* the same long string may be named again and again */
    return pp_node_string(arena_of(L), text, length, loc);
}

/* Whole floats, as in 16 / 2, are integers. */
static struct pp_node *number_node(lua_State *L, int index, struct pp_loc loc)
{
    int is_integer;
    lua_Integer integer = lua_tointegerx(L, index, &is_integer);
    struct pp_node *node =
        pp_node_new(arena_of(L), is_integer ? PP_NODE_INTEGER : PP_NODE_NUMBER, loc);
    if (is_integer)
        node->integer = integer;
    else
        node->number = lua_tonumber(L, index);
    return node;
}

/* A set is the list of its ranges. */
static struct pp_node *set_node(lua_State *L, const struct pp_portset *set, struct pp_loc loc)
{
    struct pp_arena *arena = arena_of(L);
    struct pp_node *list = pp_node_new(arena, PP_NODE_LIST, loc);
    struct pp_range range = {0, 0};
    for (uint32_t from = 1; pp_portset_next_range(set, from, &range); from = range.last + 1u) {
        const char *text = pp_arena_printf(arena, "%u-%u", range.first, range.last);
        pp_node_add(arena, list, NULL, loc, pp_node_string(arena, text, strlen(text), loc));
    }
    return list;
}

static struct pp_node *userdata_node(lua_State *L, int index, struct pp_loc loc)
{
    const struct pp_portset *set = pp_set_test(L, index);
    if (set)
        return set_node(L, set, loc);
    if (pp_range_test(L, index)) {
        struct pp_node *node;
        luaL_tolstring(L, index, NULL);
        node = text_node(L, -1, loc);
        lua_pop(L, 1);
        return node;
    }
    const struct pp_auto_value *choice = pp_auto_test(L, index);
    if (!choice || choice->fields)
        return choice ? choice->fields : NULL;
    struct pp_node *node = pp_node_new(arena_of(L), PP_NODE_AUTO, loc);
    node->string.text = choice->range;
    node->string.length = choice->range ? strlen(choice->range) : 0;
    return node;
}

static struct pp_node *table_node(const struct pp_table *parent, const char *key, int index,
                                  struct pp_loc loc, const struct pp_lines_field *field);

/* The value at the top of the stack, which is `key` of `table` or an item; NULL after a mistake. */
static struct pp_node *value_node(const struct pp_table *table, const char *key, struct pp_loc loc,
                                  const struct pp_lines_field *field)
{
    lua_State *L = table->L;
    struct pp_node *node = NULL;
    const char *flaw = NULL;
    switch (lua_type(L, -1)) {
    case LUA_TBOOLEAN:
        node = pp_node_new(arena_of(L), PP_NODE_BOOL, loc);
        node->boolean = lua_toboolean(L, -1);
        return node;
    case LUA_TNUMBER:
        if (isfinite(lua_tonumber(L, -1)))
            return number_node(L, -1, loc);
        flaw = "is not a finite number";
        break;
    case LUA_TSTRING:
        if (strlen(lua_tostring(L, -1)) == lua_rawlen(L, -1))
            return text_node(L, -1, loc);
        flaw = "contains a zero byte";
        break;
    case LUA_TTABLE: return table_node(table, key, lua_gettop(L), loc, field);
    case LUA_TUSERDATA: node = userdata_node(L, -1, loc); break;
    default: break;
    }
    if (flaw)
        pp_mistake(L, loc, "%s %s", pp_table_describe(table, key, table->next), flaw);
    else if (!node)
        pp_mistake(L, loc, "%s is %s; a %s is made of strings, numbers, booleans and tables",
                   pp_table_describe(table, key, table->next), pp_value_name(L, -1),
                   pp_script_kind_names[pp_state_of(L)->kind]);
    return node;
}

static struct pp_node *table_node(const struct pp_table *parent, const char *key, int index,
                                  struct pp_loc loc, const struct pp_lines_field *field)
{
    struct pp_table table;
    lua_State *L = parent->L;
    pp_table_open_inner(&table, parent, key, index, loc, field);
    if (table.key_count > 0) {
        struct pp_node *map = pp_node_new(arena_of(L), PP_NODE_MAP, loc);
        pp_table_refuse_items(&table);
        pp_table_fields(&table, map, NULL, 0);
        return map;
    }
    struct pp_node *list = pp_node_new(arena_of(L), PP_NODE_LIST, loc);
    struct pp_loc item_loc;
    while (pp_table_next(&table, &item_loc, &field)) {
        struct pp_node *item = value_node(&table, NULL, item_loc, field);
        if (item)
            pp_node_add(arena_of(L), list, NULL, item_loc, item);
        lua_pop(L, 1);
    }
    return list;
}

void pp_table_fields(struct pp_table *table, struct pp_node *map,
                     const struct pp_reserved *reserved, size_t count)
{
    lua_State *L = table->L;
    for (size_t i = 0; i < table->key_count; i++) {
        const char *key = table->keys[i];
        const struct pp_lines_field *field = table->group ? pp_lines_field(table->group, key)
                                                          : NULL;
        struct pp_loc loc = field_loc(table, field);
        size_t r = 0;
        while (r < count && strcmp(reserved[r].key, key) != 0)
            r++;
        if (r < count) {
            pp_mistake(L, loc, "%s %s", pp_table_describe(table, key, 0), reserved[r].why);
            continue;
        }
        lua_pushstring(L, key);
        lua_rawget(L, table->index);
        struct pp_node *node = value_node(table, key, loc, field);
        if (node)
            pp_node_add(arena_of(L), map, key, loc, node);
        lua_pop(L, 1);
    }
}

bool pp_table_next(struct pp_table *table, struct pp_loc *loc, const struct pp_lines_field **field)
{
    if (table->next == table->length)
        return false;
    *field = table->group ? pp_lines_item(table->group, &table->cursor) : NULL;
    *loc = field_loc(table, *field);
    lua_rawgeti(table->L, table->index, ++table->next);
    return true;
}

void pp_table_refuse_items(struct pp_table *table)
{
    struct pp_loc loc;
    const struct pp_lines_field *field;
    if (!pp_table_next(table, &loc, &field))
        return;
    lua_pop(table->L, 1);
    pp_mistake(table->L, loc, "%s has no name; here every field has one: name = value",
               pp_table_describe(table, NULL, table->next));
}
