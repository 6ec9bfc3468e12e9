/* field_kinds: how the value of each kind of field is read, and what messages say of it.
 * Stands on fields.h; only fields.c and json_schema*.c use it. */
#ifndef PP_READ_FIELD_KINDS_H
#define PP_READ_FIELD_KINDS_H

#include "read/fields.h"

struct pp_field_reader {
    const char *must; /* what the value "must be"; NULL: made from the row */
    /* Fills *slot; false with a mistake at the node's place, *slot untouched or partly filled. */
    bool (*decode)(struct pp_decoder *decoder, const struct pp_field *field,
                   const struct pp_node *node, void *slot);
};

extern const struct pp_field_reader pp_field_readers[PP_FIELD_KINDS];

/* What the field's value must be: "tcp, udp, sctp or dccp". In the arena. */
const char *pp_field_must(struct pp_decoder *decoder, const struct pp_field *field);

/* Whether the node can stand for a map: also an empty list, for Lua cannot tell the two. */
bool pp_field_is_map(const struct pp_node *node);

#endif
