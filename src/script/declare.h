/* declare: the plan language's own functions: site, host, product, rule, waive, ... They
 * put what they are told straight into the node tree. Stands on tree.h.
 *
 * `host "X" { ... }` is two calls: the first one enters the declaration, the second one
 * fills it. One that is never filled is found at the end. */
#ifndef PP_SCRIPT_DECLARE_H
#define PP_SCRIPT_DECLARE_H

#include "script/tree.h"

struct pp_word;

/* A `word "name"` of the plan. */
struct pp_decl {
    const struct pp_word *word;
    const char *name; /* NULL: was wrong, and was reported */
    struct pp_loc loc;
    struct pp_chunk *chunk;
    struct pp_node *node;
    bool filled, used; /* used: an endpoint that is in a product */
    struct pp_loc filled_loc;
    struct pp_decl *next;
};

/* A word of the language that takes a name and a table. */
struct pp_word {
    const char *word; /* "tcp" */
    const char *kind; /* "endpoint": what messages call it */
    const char *form; /* how it is written */
    bool optional;    /* the table may be left out */
    const struct pp_reserved *reserved;
    size_t reserved_count;
    void (*enter)(lua_State *L, struct pp_decl *decl);
    void (*items)(struct pp_decl *decl, struct pp_table *table); /* NULL: no list part */
    int (*result)(lua_State *L, struct pp_decl *decl); /* of the filling call; NULL: itself */
};

/* Adds the plan language's words to the table at `words`, which the environment at `env` shows
 * to scripts, and starts an empty tree. */
void pp_declare_open(lua_State *L, int words, int env);

/* Adds words of rows[0..count), which must outlive the state, to the table at `words`: what is
 * declared with them is in state->decls, in order. */
void pp_declare_words(lua_State *L, int words, const struct pp_word *rows, size_t count);

/* After the script's end: reports what was begun and never finished. */
void pp_declare_finish(lua_State *L);

/* `auto`, as a value: alone, with a range, or with its table. */
struct pp_auto_value {
    const char *range;      /* or NULL */
    struct pp_node *fields; /* or NULL */
};

/* The `auto` at `index`, or NULL. */
const struct pp_auto_value *pp_auto_test(lua_State *L, int index);

/* The declaration at `index`, or NULL. */
struct pp_decl *pp_decl_test(lua_State *L, int index);

/* --- product.c ------------------------------------------------------------- */

/* A product as a value: `cinegy.playout_engine`, or what `product "x" { ... }` gives. */
struct pp_ref {
    const char *name; /* NULL: unknown, and was reported */
    struct pp_loc loc;
};

/* `cinegy.playout_engine { ... }`. */
struct pp_placed {
    struct pp_node *node; /* NULL when the product is unknown */
    const char *product;
    struct pp_loc loc;
    struct pp_chunk *chunk;
    bool used;
    struct pp_placed *next;
};

int f_catalog(lua_State *L);

/* Pushes a product. */
void pp_ref_push(lua_State *L, const char *name, struct pp_loc loc);

/* Adds the list part of a host to the placements of its node. */
void pp_host_items(struct pp_decl *host, struct pp_table *table);

/* Adds the list part of a product to the endpoints of its node. */
void pp_product_items(struct pp_decl *product, struct pp_table *table);

#endif
