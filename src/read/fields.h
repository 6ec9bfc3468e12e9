/* fields: the fields of every map of a plan or catalogue as tables, and the decoder that
 * reads node maps by them. Stands on node.h, model/plan, base/diag.
 *
 * A row says what a field is called, what it may hold, where it goes and what it is for:
 * the decoder, its messages and the JSON schemas come from these rows. Kinds marked (node)
 * are only checked for their outer form and kept for the caller to decode. */
#ifndef PP_READ_FIELDS_H
#define PP_READ_FIELDS_H

#include "model/plan.h"
#include "read/node.h"

enum pp_field_kind {
    PP_FIELD_NAME,       /* const char *: a string of one line, not empty */
    PP_FIELD_TEXT,       /* const char *: any string, not blank */
    PP_FIELD_NAMES,      /* struct pp_names: one name or a list */
    PP_FIELD_YES_NO,     /* enum pp_tri */
    PP_FIELD_INTEGER,    /* uint32_t: min..max */
    PP_FIELD_CHOICE,     /* an enum: base + the index in choices */
    PP_FIELD_PORT,       /* uint16_t */
    PP_FIELD_RANGE,      /* struct pp_range: a port or "8001-8099" */
    PP_FIELD_EXCLUDED,   /* struct pp_exclusions: one range, with a transport or not, or a list */
    PP_FIELD_ADDRESS,    /* struct pp_address: wildcards too */
    PP_FIELD_ADDRESSES,  /* struct pp_addresses: one or a list, each a host's own */
    PP_FIELD_DATE,       /* const char *: YYYY-MM-DD */
    PP_FIELD_INSTANCES,  /* (node) a count, a list of numbers, "4-7" */
    PP_FIELD_LISTEN,     /* (node) a port, an expression or the name of a pool */
    PP_FIELD_PORTS,      /* (node) map of names to a port, an expression, auto or one `shape` */
    PP_FIELD_POOLS,      /* (node) map of ids to ranges */
    PP_FIELD_SHAPE,      /* (node) one `shape` */
    PP_FIELD_SHAPE_LIST, /* (node) a list of `shape` */
    PP_FIELD_SHAPE_MAP,  /* (node) a map of ids to `shape` */
    PP_FIELD_KINDS
};

/* What the names in a field are names of. Names of each kind are known to editors (json_schema.h);
 * others may be right too: a plan can have rules, catalogues and products of its own. */
enum pp_known {
    PP_KNOWN_NONE,
    PP_KNOWN_RULES,
    PP_KNOWN_CATALOGS,
    PP_KNOWN_PRODUCTS, /* "cinegy.license_service" */
    PP_KNOWNS
};

struct pp_shape;

struct pp_field {
    const char *name;
    enum pp_field_kind kind;
    bool required;
    size_t offset; /* of its place in the struct that is filled */
    const char *help;
    uint32_t min, max;            /* of INTEGER */
    const char *const *choices;   /* of CHOICE */
    uint32_t choice_count, base;  /* base: the value of the first choice */
    const struct pp_shape *shape; /* of the SHAPE kinds; of PORTS: what `auto` may say */
    enum pp_known known;          /* of NAME and NAMES; of SHAPE_MAP: what its keys name */
};

struct pp_shape {
    const char *what; /* "a host" */
    const struct pp_field *fields;
    size_t count;
    const char *shorthand; /* the field that a string in place of the map stands for, or NULL */
};

/* The roots: what a catalogue file and a plan may hold. */
extern const struct pp_shape pp_catalog_shape, pp_plan_shape;

struct pp_names {
    const char **items;
    struct pp_loc *locs;
    size_t count;
};

struct pp_exclusions {
    struct pp_excluded *items;
    size_t count;
};

struct pp_addresses {
    struct pp_host_address *items;
    size_t count;
};

#define PP_FIELDS_MAX 16 /* of one shape; an assert, not a limit for users */

/* The record that was decoded last: most often the next has the same keys, and some of the texts. */
struct pp_last_record {
    const struct pp_keys *keys;
    const struct pp_shape *shape;
    bool plain;                           /* its keys are fields, and none is missing */
    uint8_t fields[PP_FIELDS_MAX];        /* which */
    struct pp_node values[PP_FIELDS_MAX]; /* as nodes: what is kept of them lies here */
    const char *sound[PP_FIELDS_MAX];     /* texts that were decoded well, or NULL; */
    struct pp_address address;            /* what the one at address_at is */
    uint32_t address_at;
};

struct pp_decoder {
    struct pp_arena *arena;
    struct pp_diags *diags;
    struct pp_last_record last;
};

/* Fills the struct at `out` from `node` by the rows of `shape`; what is absent or wrong is
 * left as it was. Nodes that are kept of a record last until the next one is decoded. `subject` is what messages call the map: "endpoint 'web'". False when
 * there were mistakes: all of them are in the decoder's diags. */
bool pp_fields_decode(struct pp_decoder *decoder, const struct pp_node *node,
                      const struct pp_shape *shape, const char *subject, void *out);

/* The place of the value of `field` in a map that pp_fields_decode took, or of `node` itself. */
struct pp_loc pp_fields_place(const struct pp_node *node, const char *field);

/* Whether the text can be the id of a catalogue, product, endpoint or pool: letters, digits,
 * '_' and '-', which is not the first. */
bool pp_is_id(const char *text);

/* Checks that the keys of a map are ids and differ; `what` is "product", "endpoint", ... */
bool pp_fields_check_ids(struct pp_decoder *decoder, const struct pp_node *map, const char *what);

/* An integer or a string as a port or range; false with a mistake at the node's place. The
 * node must be one of the two. */
bool pp_fields_range(struct pp_decoder *decoder, const struct pp_node *node,
                     struct pp_range *range);

/* An integer or a string as a port expression, likewise. */
bool pp_fields_expr(struct pp_decoder *decoder, const struct pp_node *node,
                    struct pp_port_expr *expr);

#endif
