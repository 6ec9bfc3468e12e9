/* tree: tables of Lua on their way into the node tree. Stands on place.h, read/node.h.
 *
 * Nodes are built straight into the arena, in an order that does not depend on Lua's hashing.
 * What cannot be a node (a function, a table that mixes names and positions, ...) is a
 * mistake that names the field; the field is left out. */
#ifndef PP_SCRIPT_TREE_H
#define PP_SCRIPT_TREE_H

#include "script/place.h"

#define PP_TABLE_KEYS 16

/* A table being read. */
struct pp_table {
    lua_State *L;
    int index;                     /* on the stack, absolute */
    const struct pp_table *parent; /* NULL: the argument of a constructor ... */
    const char *kind, *name;       /* ... "host" "MUC-1" */
    const char *key;               /* of the parent's field; NULL: an item of its list */
    struct pp_loc loc;
    const struct pp_lines *lines;       /* of the file, or NULL */
    const struct pp_lines_group *group; /* its constructor in the text, or NULL */
    const char **keys;                  /* its names, sorted; interned */
    size_t key_count;
    lua_Integer length; /* of its list part */
    uint32_t cursor;    /* of pp_table_next */
    lua_Integer next;
    int depth;
    const char *few[PP_TABLE_KEYS];
};

/* A field that a constructor sets by itself: in its table it is a mistake. */
struct pp_reserved {
    const char *key, *why;
};

/* Starts reading the table at `index`, the argument of the constructor called at `place`;
 * `innermost` as in pp_lines_call. Keys that are neither names nor positions, and a list
 * with holes, are reported. */
void pp_table_open(struct pp_table *table, lua_State *L, int index, const char *kind,
                   const char *name, struct pp_place place, bool innermost);

/* The same for a table that is the value of `key`, or an item, at `loc` of another. */
void pp_table_open_inner(struct pp_table *table, const struct pp_table *parent, const char *key,
                         int index, struct pp_loc loc, const struct pp_lines_field *field);

/* Adds the named fields to `map`; those in reserved[0..count) are mistakes. */
void pp_table_fields(struct pp_table *table, struct pp_node *map,
                     const struct pp_reserved *reserved, size_t count);

/* Pushes the next item of the list part; false at the end, nothing pushed. *loc is its
 * place and *field its field of the text, or NULL. */
bool pp_table_next(struct pp_table *table, struct pp_loc *loc, const struct pp_lines_field **field);

/* Says that its list part should be empty, if it is not. */
void pp_table_refuse_items(struct pp_table *table);

/* "'web' of 'ports' of product 'x'", "item 2 of host 'y'"; in the arena. `key` NULL: `item`. */
const char *pp_table_describe(const struct pp_table *table, const char *key, lua_Integer item);

/* What the value at `index` is, for "... is a number, not ...": "nothing", "a port range". */
const char *pp_value_name(lua_State *L, int index);

/* Why the string at `index` is no name for a message or a key (not text, control characters,
 * zero bytes), or NULL. */
const char *pp_name_flaw(lua_State *L, int index);

#endif
