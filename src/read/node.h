/* node: the neutral tree that Lua and YAML plans become. Stands on base/.
 *
 * Every key and value knows its place. Trees live in the run's arena.
 *
 * A record is a map in less room: a plan has as many of them as placements, most with the same few
 * keys. pp_fields_decode() takes both. */
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
    PP_NODE_AUTO,  /* `auto` in `ports`: text is its range or NULL */
    PP_NODE_RECORD /* a map of plain values */
};

/* The keys that records have in common, in their order. */
struct pp_keys {
    uint32_t count;
    const char *const *names;
};

/* A plain value of a record. */
struct pp_value {
    enum pp_node_kind kind; /* BOOL, INTEGER, NUMBER or STRING */
    uint32_t length;        /* of the text, which is NUL-terminated, without NULs inside */
    union {
        bool boolean;
        int64_t integer;
        double number;
        const char *text;
    };
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
        struct { /* record: as many values as there are keys */
            const struct pp_keys *keys;
            const struct pp_value *values;
            const struct pp_loc *locs; /* of keys and values; NULL: all stand where it stands */
        } record;
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

/* The value at `index` of a record, as a node of its own; the record as a map. */
struct pp_node pp_record_value(const struct pp_node *record, uint32_t index);
struct pp_node *pp_record_map(struct pp_arena *arena, const struct pp_node *record);

/* "a string", "a list", ... for messages. */
const char *pp_node_kind_name(const struct pp_node *node);

#endif
