/* json_schema: JSON Schemas of YAML files, for editors. Stands on fields.h, base/strbuf.h.
 *
 * They are made from the tables by which the decoder reads the files: every field, its
 * help and what it may hold. What the decoder takes, a schema takes; what a schema cannot
 * say (that a range runs forward, that a pool exists) only the decoder refuses. Source:
 * JSON Schema draft-07, which is what editors' YAML support understands. */
#ifndef PP_READ_JSON_SCHEMA_H
#define PP_READ_JSON_SCHEMA_H

#include "base/strbuf.h"
#include "read/fields.h"

/* The files of one kind. */
struct pp_json_schema {
    const char *name; /* "plan" */
    const struct pp_shape *shape;
    const char *help; /* one sentence, what files they are */
};

extern const struct pp_json_schema pp_json_schemas[];
extern const size_t pp_json_schema_count;

/* A name that a field may hold, and what it is; help may be NULL. */
struct pp_known_name {
    const char *name, *help;
};

struct pp_known_names {
    const struct pp_known_name *items;
    size_t count;
};

/* Adds the schema. `known` are the names that editors should offer, by enum pp_known. */
void pp_json_schema_write(const struct pp_json_schema *schema,
                          const struct pp_known_names known[PP_KNOWNS], struct pp_strbuf *buf);

#endif
