/* registry: which service names are assigned to which ports. Stands on port.h, arena.h.
 *
 * Filled by read/services, then frozen; frozen it is const and answers from an index.
 * Assignments without a name (Reserved, Unassigned) never enter. */
#ifndef PP_MODEL_REGISTRY_H
#define PP_MODEL_REGISTRY_H

#include "base/arena.h"
#include "base/map.h"
#include "model/portset.h"

struct pp_service {
    const char *name; /* as registered; compared without case */
    struct pp_range ports;
    enum pp_transport transport;
    uint32_t order; /* of arrival: the first name given to a port is its name */
    bool alias;     /* a further name of an assignment, not one of its own */
};

struct pp_registry {
    struct pp_arena *arena;
    size_t count;
    const struct pp_service *services;      /* frozen: by transport, first port, order */
    size_t assignments;                     /* without aliases */
    const char *source;                     /* "built-in", or the file names */
    const char *date;                       /* "2026-08", or NULL */
    const uint32_t *by_port[PP_TRANSPORTS]; /* [65536] 1 + index of the first single-port service */
    const uint32_t *ranges[PP_TRANSPORTS];  /* indexes of the services of more than one port */
    size_t range_counts[PP_TRANSPORTS];
    const struct pp_portset *in_ranges[PP_TRANSPORTS]; /* the ports of these; or NULL */
    struct pp_service *draft;                          /* what is added, until it is frozen */
    size_t draft_capacity;
    bool borrowed; /* what the pointers lead to is somebody else's */
};

/* The snapshot of the IANA registry, frozen when the program was built (cmake/registry_table.c): of
 * the program itself, not of the library. */
extern const struct pp_registry pp_registry_built_in;

/* Makes an empty registry the same as `other`, which must outlive it. */
void pp_registry_borrow(struct pp_registry *registry, const struct pp_registry *other);

void pp_registry_init(struct pp_registry *registry, struct pp_arena *arena);
void pp_registry_release(struct pp_registry *registry); /* what is not in the arena */

/* Adds an assignment; the same name, ports and transport twice is one. The name is copied. */
void pp_registry_add(struct pp_registry *registry, const char *name, struct pp_range ports,
                     enum pp_transport transport, bool alias);

/* Sorts and indexes. After it the registry is const, unless more is added and it is frozen again. */
void pp_registry_freeze(struct pp_registry *registry);

/* The service that has this port, or NULL. With several names the first one given. */
const struct pp_service *pp_registry_find(const struct pp_registry *registry, uint16_t port,
                                          enum pp_transport transport);

/* Every name on a port: start with *cursor = 0; NULL at the end. */
const struct pp_service *pp_registry_next(const struct pp_registry *registry, uint16_t port,
                                          enum pp_transport transport, uint32_t *cursor);

/* Every assignment of `name`, without case, in order of transport and port: start with
 * *cursor = 0; NULL at the end. */
const struct pp_service *pp_registry_named(const struct pp_registry *registry, const char *name,
                                           uint32_t *cursor);

#endif
