/* meta: definitions of the language of plans and scripts for editors with LuaLS. Stands on
 * read/json_schema.h (known names), policy.h, test_script.h (field tables).
 *
 * What the words are is written by hand, in lua/portplan/meta/; what the tables behind them
 * take comes from the field tables by which they are read, what scripts find in views from the
 * tables of views (meta_views.h), and rules and products from what is there. */
#ifndef PP_SCRIPT_META_H
#define PP_SCRIPT_META_H

#include "read/json_schema.h"

/* The parts that are written by hand, assets, in their order. */
#define PP_META_PARTS 2
extern const char *const pp_meta_parts[PP_META_PARTS];

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
    const char *words[PP_META_PARTS];   /* the texts of pp_meta_parts */
    const struct pp_known_names *known; /* by enum pp_known */
    const struct pp_meta_class *classes;
    size_t class_count;
};

/* Adds the definitions, a file of Lua. */
void pp_meta_write(const struct pp_meta *meta, struct pp_strbuf *buf);

#endif
