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

const char *pp_node_kind_name(const struct pp_node *node)
{
    static const char *const names[] = {
        [PP_NODE_NULL] = "nothing",       [PP_NODE_BOOL] = "a boolean",
        [PP_NODE_INTEGER] = "an integer", [PP_NODE_NUMBER] = "a number",
        [PP_NODE_STRING] = "a string",    [PP_NODE_LIST] = "a list",
        [PP_NODE_MAP] = "a map",          [PP_NODE_AUTO] = "auto",
    };
    return names[node->kind];
}
