/* settings_file: portplan.yaml, the settings of a whole team. Stands on fields.h, base/.
 *
 * It is found from a plan's folder upward. A plan from a stranger brings its settings along, so
 * they reach nothing outside the folder that they lie in: paths are relative to it, without
 * `..`, and links do not lead out of it. */
#ifndef PP_READ_SETTINGS_FILE_H
#define PP_READ_SETTINGS_FILE_H

#include "read/fields.h"

#define PP_SETTINGS_NAME "portplan.yaml"
#define PP_SHIPPED_POLICY "portplan/" /* what the names of shipped policies begin with */

struct pp_settings_file {
    const char *path;              /* as messages name it; NULL: there is none */
    const char *folder;            /* of `path` */
    struct pp_names policies;      /* paths that can be opened, shipped names */
    struct pp_names services;      /* paths that can be opened */
    struct pp_names catalog_paths; /* folders */
    struct pp_rule_setting *rules; /* their ids are not checked yet */
    size_t rule_count;
    enum pp_severity fail_on; /* PP_OFF: not given */
    struct pp_loc fail_on_loc;
    bool broken; /* it had mistakes: what it lacks may have been meant to be there */
};

/* What a settings file may hold. */
extern const struct pp_shape pp_settings_shape;

/* Looks for PP_SETTINGS_NAME in the folder of `plan` ("-": the current folder), then in each
 * folder above it. *path is relative to the current folder where they share more than the root,
 * in `arena`; NULL when there is none. False, *path untouched, when the plan's folder is not
 * there. */
bool pp_settings_find(const char *plan, struct pp_arena *arena, const char **path);

/* Reads the settings file `path` into *file; `found` when it was looked for and not named by the
 * user: then it must be a regular file of its folder. False when it cannot be read or has
 * mistakes: they are in diags, and *file holds what is right of it. */
bool pp_settings_read(struct pp_settings_file *file, const char *path, bool found,
                      struct pp_arena *arena, struct pp_sources *sources, struct pp_diags *diags);

/* The tree of a settings file into *file, whose folder is set, likewise. */
bool pp_decode_settings(const struct pp_node *root, struct pp_settings_file *file,
                        struct pp_arena *arena, struct pp_diags *diags);

/* Checks the rules of the file, now that all ids are known; false with mistakes in diags. */
bool pp_settings_check_rules(const struct pp_settings_file *file, const char *const *ids,
                             size_t count, struct pp_arena *arena, struct pp_diags *diags);

#endif
