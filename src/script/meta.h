/* meta: definitions of the plan language for editors with LuaLS. Stands on read/json_schema.h
 * (known names), read/fields.h.
 *
 * What the words are is written by hand, in lua/portplan/meta/; what the tables behind them
 * take comes from the decoder's field tables, and rules and products from what is there. */
#ifndef PP_SCRIPT_META_H
#define PP_SCRIPT_META_H

#include "read/json_schema.h"

/* The part that is written by hand, an asset. */
#define PP_META_WORDS "lua/portplan/meta/plan.lua"

/* A field of a class: its type as LuaLS writes it, "integer|nil", and one line of help. */
struct pp_meta_field {
    const char *name, *type, *help;
};

/* A class that is no field table of read/. */
struct pp_meta_class {
    const char *name; /* "portplan.binding" */
    const char *help; /* one line */
    const struct pp_meta_field *fields;
    size_t count;
};

struct pp_meta {
    const char *words;                  /* the text of PP_META_WORDS */
    const struct pp_known_names *known; /* by enum pp_known */
    const struct pp_meta_class *classes;
    size_t class_count;
};

/* Adds the definitions, a file of Lua. */
void pp_meta_write(const struct pp_meta *meta, struct pp_strbuf *buf);

#endif
