/* library: the catalogues a run has loaded, and where they are looked for.
 * Stands on model/catalog, base/. Catalogues are decoded once each. */
#ifndef PP_READ_LIBRARY_H
#define PP_READ_LIBRARY_H

#include "base/diag.h"
#include "base/map.h"
#include "model/catalog.h"

struct pp_library_others;

struct pp_library {
    struct pp_arena *arena;
    struct pp_sources *sources;
    struct pp_diags *diags;
    const char *const *paths; /* --catalog-path folders, in order, then those of settings */
    size_t path_count;
    const char *bound; /* or NULL: what lies in paths[bound_from] and behind is taken only when */
    size_t bound_from; /* it lies, links resolved, in the tree of this folder */
    bool incomplete;   /* some folders are not known, for a mistake that is told: no other mistake
                        * is made of a catalogue that is not found */
    const char *data;  /* PORTPLAN_DATA: its catalog/ goes before the built-in ones; or NULL */
    struct pp_catalog **catalogs;
    size_t count, capacity;
    struct pp_map files;              /* file or asset name -> index in catalogs */
    struct pp_library_others *others; /* those that no plan names, when somebody asked */
};

void pp_library_init(struct pp_library *library, struct pp_arena *arena, struct pp_sources *sources,
                     struct pp_diags *diags);
void pp_library_release(struct pp_library *library);

/* The catalogue `id`: `<folder>/<id>.yaml` beside the plan, then in each path, then in
 * data/catalog, then built in. NULL with a mistake at `loc` when there is none (nearest
 * name offered; see `incomplete`) or when it is wrong (its own mistakes are in diags, once). `folder` may be NULL. */
const struct pp_catalog *pp_library_load(struct pp_library *library, const char *id,
                                         const char *folder, struct pp_loc loc);

/* The id of a catalogue that has the product `id`, or NULL: for saying where it is. */
const char *pp_library_owner(struct pp_library *library, const char *folder, const char *id);

/* The ids of every catalogue that pp_library_load would find with this folder, sorted,
 * without repeats; in the arena. */
const char **pp_library_list(struct pp_library *library, const char *folder, size_t *count);

#endif
