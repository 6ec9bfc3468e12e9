/* decode: node trees to the model. Stands on node.h, library.h, model/.
 *
 * One decoder for Lua and YAML: field names, defaults, type messages and places are
 * the same. The fields are tables (fields.h); every mistake of a tree is collected. */
#ifndef PP_READ_DECODE_H
#define PP_READ_DECODE_H

#include "model/plan.h"
#include "read/library.h"
#include "read/node.h"

/* A catalogue file's tree. NULL when it has mistakes: they are in diags. */
struct pp_catalog *pp_decode_catalog(const struct pp_node *root, struct pp_arena *arena,
                                     struct pp_diags *diags);

/* The policies that a plan's tree names, before it is decoded: their rules have to be known by
 * then. What is no list of names is left to pp_decode_plan to complain of. In `arena`. */
struct pp_policy_names {
    struct pp_policy_name {
        const char *name;
        struct pp_loc loc;
    } * items;
    size_t count;
};
struct pp_policy_names pp_decode_policy_names(const struct pp_node *root, struct pp_arena *arena);

/* A plan's tree added to `plan` (one of possibly several). `file` is its name as the user
 * gave it, `rules`/`rule_count` the known rule ids (NULL: any may be one). False when it has
 * mistakes.
 *
 * The tree, from either front end:
 *   {site: {name, os}, catalogs: [id], products: {id: PRODUCT},
 *    hosts: [{name, os, address, excluded, ephemeral, tags, owner, backup_of, pool, spare,
 *     products: [PLACEMENT]}],
 *    rules: {id: SETTING}, waivers: [WAIVER], policies: [path]}
 *   PLACEMENT: "cinegy.capture_agent" | {use, instances, label, address, ports, without, tags,
 *              owner, reason} */
bool pp_decode_plan(const struct pp_node *root, const char *file, struct pp_plan *plan,
                    struct pp_library *library, struct pp_diags *diags, const char *const *rules,
                    size_t rule_count);

#endif
