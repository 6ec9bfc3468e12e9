/* node: building and asking the neutral tree. */
#include "read/node.h"

#include <assert.h>
#include <string.h>

struct pp_node *pp_node_new(struct pp_arena *arena, enum pp_node_kind kind, struct pp_loc loc)
{
    struct pp_node *node = pp_arena_alloc(arena, sizeof *node);
    node->kind = kind;
    node->loc = loc;
    return node;
}

struct pp_node *pp_node_string(struct pp_arena *arena, const char *text, size_t length,
                               struct pp_loc loc)
{
    struct pp_node *node = pp_node_new(arena, PP_NODE_STRING, loc);
    node->string.text = pp_arena_strndup(arena, text, length);
    node->string.length = length;
    return node;
}

struct pp_entry *pp_node_add(struct pp_arena *arena, struct pp_node *parent, const char *key,
                             struct pp_loc key_loc, struct pp_node *value)
{
    assert(key ? parent->kind == PP_NODE_MAP : parent->kind == PP_NODE_LIST);
    struct pp_entry *entry = pp_arena_alloc(arena, sizeof *entry);
    *entry = (struct pp_entry){.key = key, .key_loc = key_loc, .value = value};
    if (parent->last)
        parent->last->next = entry;
    else
        parent->first = entry;
    parent->last = entry;
    parent->count++;
    return entry;
}

struct pp_node *pp_node_get(const struct pp_node *map, const char *key)
{
    assert(map->kind == PP_NODE_MAP);
    for (const struct pp_entry *entry = map->first; entry; entry = entry->next) {
        if (strcmp(entry->key, key) == 0)
            return entry->value;
    }
    return NULL;
}

struct pp_node pp_record_value(const struct pp_node *record, uint32_t index)
{
    const struct pp_value *value = &record->record.values[index];
    struct pp_node node = {.kind = value->kind, .loc = record->loc};
    if (record->record.locs)
        node.loc = record->record.locs[index];
    switch (value->kind) {
    case PP_NODE_BOOL: node.boolean = value->boolean; break;
    case PP_NODE_INTEGER: node.integer = value->integer; break;
    case PP_NODE_NUMBER: node.number = value->number; break;
    default:
        node.string.text = value->text;
        node.string.length = value->length;
        break;
    }
    return node;
}

struct pp_node *pp_record_map(struct pp_arena *arena, const struct pp_node *record)
{
    struct pp_node *map = pp_node_new(arena, PP_NODE_MAP, record->loc);
    for (uint32_t i = 0; i < record->record.keys->count; i++) {
        const struct pp_node value = pp_record_value(record, i);
        pp_node_add(arena, map, record->record.keys->names[i], value.loc,
                    pp_arena_copy(arena, &value, sizeof value));
    }
    return map;
}

const char *pp_node_kind_name(const struct pp_node *node)
{
    static const char *const names[] = {
        [PP_NODE_NULL] = "nothing",       [PP_NODE_BOOL] = "a boolean",
        [PP_NODE_INTEGER] = "an integer", [PP_NODE_NUMBER] = "a number",
        [PP_NODE_STRING] = "a string",    [PP_NODE_LIST] = "a list",
        [PP_NODE_MAP] = "a map",          [PP_NODE_AUTO] = "auto",
        [PP_NODE_RECORD] = "a map",
    };
    return names[node->kind];
}
