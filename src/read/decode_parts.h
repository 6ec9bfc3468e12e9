/* decode_parts: what the decode_*.c files share. Stands on decode.h, fields.h. */
#ifndef PP_READ_DECODE_PARTS_H
#define PP_READ_DECODE_PARTS_H

#include "read/decode.h"
#include "read/fields.h"

#define PP_COUNT_OF(array) (sizeof(array) / sizeof *(array))

/* A catalogue that a plan names; NULL when it could not be loaded, which was reported. */
struct pp_catalog_use {
    const char *id;
    const struct pp_catalog *catalog;
};

/* One plan file on its way into the plan. */
#define PP_USED_PRODUCTS 64

/* A text that named a product lately, by its address: the same text is used again and again. */
struct pp_used_product {
    const char *name;
    const struct pp_product *product;
};

struct pp_plan_decoder {
    struct pp_decoder base;
    const char *file, *folder;
    struct pp_plan *plan;
    struct pp_library *library;
    const char *const *rules; /* known ids */
    size_t rule_count;
    uint32_t site;     /* index in plan->sites */
    const char *owner; /* of the host at hand, or NULL */
    struct pp_catalog_use *catalogs;
    size_t catalog_count;
    bool catalogs_refused; /* a catalogue that the plan names could not be loaded */
    const char **existing; /* ids of every catalogue there is, when somebody asked */
    size_t existing_count;
    const struct pp_product **products; /* every product that the file can use */
    size_t product_count, product_capacity;
    struct pp_used_product used[PP_USED_PRODUCTS]; /* by address */
    struct pp_map product_names; /* "cinegy.air_web_api", "mediamtx" -> index in products */
    struct pp_map host_names;    /* of this file -> index in host_locs */
    struct pp_loc *host_locs;
    size_t host_loc_count, host_loc_capacity;
};

/* The fields of these, for the tables that hold them. */
extern const struct pp_shape pp_auto_shape, pp_product_shape, pp_host_shape, pp_placement_shape,
    pp_rule_shape, pp_waiver_shape;

/* decode_catalog.c: a map of products; `catalog` NULL for those of a plan. */
bool pp_decode_products(struct pp_decoder *decoder, const struct pp_node *map, const char *catalog,
                        struct pp_product **products, size_t *count);

/* decode_host.c: one item of `hosts`, with its placements. */
bool pp_decode_host(struct pp_plan_decoder *decoder, const struct pp_node *node);

/* decode_backup.c: for whom a host stands by, as one plan says it, added to what others said.
 * False with mistakes; what can only be judged when all hosts are known is left to
 * model/backups. */
struct pp_backup_form {
    struct pp_names backup_of;
    const char *pool;
    enum pp_tri spare;
};
bool pp_decode_backup(struct pp_decoder *decoder, struct pp_host *host,
                      const struct pp_backup_form *form, const struct pp_node *node);

/* decode_placement.c: one item of a host's `products`; `host` PP_NONE: only its mistakes. */
bool pp_decode_placement(struct pp_plan_decoder *decoder, const struct pp_node *node,
                         uint32_t host);

/* decode_overrides.c: `without` and `ports` of a placement whose product is known. */
bool pp_decode_without(struct pp_plan_decoder *decoder, const struct pp_names *names,
                       struct pp_placement *placement);
bool pp_decode_ports(struct pp_plan_decoder *decoder, const struct pp_node *map,
                     struct pp_placement *placement);

/* decode_settings.c: `rules` and `waivers`. */
bool pp_decode_rules(struct pp_plan_decoder *decoder, const struct pp_node *map);
bool pp_decode_waiver(struct pp_plan_decoder *decoder, const struct pp_node *node);

/* decode_settings.c: one entry of `rules`, whose rule is not checked; what is right of it is in
 * *setting. Then the checks: that ids[0..count) have the rule, that it has a threshold if one is
 * set. False with mistakes. */
bool pp_decode_rule_setting(struct pp_decoder *decoder, const struct pp_entry *entry,
                            struct pp_rule_setting *setting);
bool pp_decode_check_rule(struct pp_decoder *decoder, const char *const *ids, size_t count,
                          const char *id, struct pp_loc loc);
bool pp_decode_check_above(struct pp_decoder *decoder, const struct pp_rule_setting *setting,
                           struct pp_loc loc);

#endif
