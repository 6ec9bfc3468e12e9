/* json_schema_kinds: what each kind of field may hold, as JSON Schema says it.
 * Stands on json_schema.h, base/json.h; only json_schema.c uses it. */
#ifndef PP_READ_JSON_SCHEMA_KINDS_H
#define PP_READ_JSON_SCHEMA_KINDS_H

#include "base/json.h"
#include "read/json_schema.h"

/* One schema on its way. */
struct pp_schema_maker {
    struct pp_arena *arena;
    const struct pp_known_names *known; /* by enum pp_known */
    json_t *definitions;                /* of the shapes, by name */
};

/* The schema of the field's value, without its description. Not for the SHAPE kinds; of
 * PORTS, one value of the map, without its map of fields. */
json_t *pp_schema_of_kind(struct pp_schema_maker *maker, const struct pp_field *field);

/* Whether pp_schema_of_kind can make one. */
bool pp_schema_has_kind(enum pp_field_kind kind);

/* Says the types of the values, instead of what was said before. */
void pp_schema_put_types(json_t *schema, const char *const *types, size_t count);

/* A list, and a map with values of one schema, which they take over. `must` is what the value
 * must be, as messages of editors say it. */
json_t *pp_schema_list(json_t *item, const char *must);
json_t *pp_schema_map(json_t *value, const char *must, bool keys_are_ids);

/* Says that of `type`, "array" or "object", only the empty one is taken: Lua cannot tell the two,
 * and the decoder takes either for the other. */
void pp_schema_put_empty(json_t *schema, const char *type, const char *must);

#endif
