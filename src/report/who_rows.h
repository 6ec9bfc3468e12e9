/* who_rows: what an answer of `who` is made of, for its writers. Stands on bindings.h,
 * model/reach.h. Everything is in `arena`. */
#ifndef PP_REPORT_WHO_ROWS_H
#define PP_REPORT_WHO_ROWS_H

#include "model/reach.h"
#include "report/bindings.h"

/* Bindings of one listener. */
struct pp_who_has {
    uint32_t listener;
    uint32_t *bindings;
    size_t count;
};

/* Those that have some of the ports, in the order of the plan. */
struct pp_who_has *pp_who_have(const struct pp_plan *plan, enum pp_transport transport,
                               struct pp_range ports, struct pp_arena *arena, size_t *count);

/* All of one host, or of one product. */
struct pp_who_has *pp_who_of_host(const struct pp_plan *plan, uint32_t host, struct pp_arena *arena,
                                  size_t *count);
struct pp_who_has *pp_who_of_product(const struct pp_plan *plan, const char *product,
                                     struct pp_arena *arena, size_t *count);

struct pp_who_could {
    uint32_t listener;
    struct pp_reach reach;
};

/* Those that could come to have some of the ports. */
struct pp_who_could *pp_who_could(const struct pp_plan *plan, enum pp_transport transport,
                                  struct pp_range ports, struct pp_arena *arena, size_t *count);

/* A pool of a placement, or an `auto`, and how full it is on its host. */
struct pp_who_pool {
    uint32_t listener; /* the first that takes its ports from there */
    const char *name;  /* of the pool, or of the endpoint */
    struct pp_range range;
    size_t used;   /* ports that the placement has of it */
    size_t others; /* that others have, or the host excludes */
    size_t free;
};

struct pp_who_pool *pp_who_pools(const struct pp_plan *plan, uint32_t host, struct pp_arena *arena,
                                 size_t *count);

/* The registered services that have some of the ports, by port. */
const struct pp_service **pp_who_services(const struct pp_registry *registry,
                                          enum pp_transport transport, struct pp_range ports,
                                          struct pp_arena *arena, size_t *count);

/* The endpoints of a product of which one instance has other ports on another host, in the order
 * of the listeners. */
const char **pp_who_differing(const struct pp_plan *plan, const struct pp_who_has *rows,
                              size_t row_count, struct pp_arena *arena, size_t *count);

#endif
