/* node: the neutral tree that Lua and YAML plans become. Stands on base/.
 *
 * Every key and value knows its place. Trees live in the run's arena. */
#ifndef PP_READ_NODE_H
#define PP_READ_NODE_H

#include "base/arena.h"
#include "base/source.h"

#include <stdbool.h>
#include <stdint.h>

enum pp_node_kind {
    PP_NODE_NULL,
    PP_NODE_BOOL,
    PP_NODE_INTEGER,
    PP_NODE_NUMBER, /* not an integer */
    PP_NODE_STRING,
    PP_NODE_LIST,
    PP_NODE_MAP,
    PP_NODE_AUTO /* `auto` in `ports`: text is its range or NULL */
};

struct pp_node {
    enum pp_node_kind kind;
    struct pp_loc loc;
    bool quoted; /* YAML: a quoted scalar, never taken for a number or a boolean */
    union {
        bool boolean;
        int64_t integer;
        double number;
        struct {
            const char *text; /* NUL-terminated, without NULs inside */
            size_t length;
        } string;
        struct { /* list: items in order; map: entries in order */
            struct pp_entry *first, *last;
            uint32_t count;
        };
    };
};

struct pp_entry {
    const char *key; /* NULL in a list */
    struct pp_loc key_loc;
    struct pp_node *value;
    struct pp_entry *next;
};

struct pp_node *pp_node_new(struct pp_arena *arena, enum pp_node_kind kind, struct pp_loc loc);
struct pp_node *pp_node_string(struct pp_arena *arena, const char *text, size_t length,
                               struct pp_loc loc);

/* Appends to a list (key NULL) or a map. */
struct pp_entry *pp_node_add(struct pp_arena *arena, struct pp_node *parent, const char *key,
                             struct pp_loc key_loc, struct pp_node *value);

/* The value under `key` of a map, or NULL. */
struct pp_node *pp_node_get(const struct pp_node *map, const char *key);

/* "a string", "a list", ... for messages. */
const char *pp_node_kind_name(const struct pp_node *node);

#endif
