/* lint: what is wrong with catalogues for instances that could be placed. Stands on catalog.h,
 * plan.h (severities), registry.h. Made by check/lint, told by report/lint. */
#ifndef PP_MODEL_LINT_H
#define PP_MODEL_LINT_H

#include "model/plan.h"

enum pp_lint_kind {
    PP_LINT_ITSELF,    /* windows of one product run into each other */
    PP_LINT_OTHER,     /* a window runs into a port of another product */
    PP_LINT_POOL,      /* a pool covers other ports */
    PP_LINT_END,       /* a window passes 65535 */
    PP_LINT_SMALL,     /* a pool has fewer ports than there may be instances */
    PP_LINT_ASSIGNED,  /* a window meets an IANA assignment */
    PP_LINT_EPHEMERAL, /* a window meets the client ports of an operating system */
    PP_LINT_KINDS
};
extern const char *const pp_lint_kind_ids[PP_LINT_KINDS]; /* "meets-itself", ... */

/* One side of a finding: ports of one instance of an endpoint, or a pool. */
struct pp_lint_party {
    const struct pp_product *product;
    const struct pp_endpoint *endpoint; /* NULL for a pool */
    const struct pp_pool *pool;         /* NULL for an endpoint with ports of its own */
    enum pp_transport transport;
    uint32_t instance; /* 0 for a pool */
    struct pp_range ports;
    const char *service; /* of ASSIGNED: whose it is */
    uint32_t count;      /* of ASSIGNED and a pool: how many of its ports are assigned */
    struct pp_loc loc;
};

struct pp_lint_finding {
    enum pp_lint_kind kind;
    enum pp_severity severity;
    bool legal;  /* both can run */
    bool beyond; /* only beyond max_instances */
    bool fixed;  /* of ITSELF: endpoints with one port for every instance */
    const struct pp_pool
        *shared;           /* of ITSELF: the pool of which endpoints have one port; or NULL */
    enum pp_os os;         /* of EPHEMERAL */
    struct pp_range ports; /* those that meet; the pool's for a pool */
    const char *message;
    const char *detail;            /* or NULL */
    struct pp_lint_party *parties; /* the first is what the finding is about */
    size_t party_count, party_capacity;
};

#define PP_LINT_ANY UINT32_MAX

/* How many instances of a product there can be, counted from 0, before the first problem of each
 * kind; PP_LINT_ANY: any number. Of others the first instance counts: what there can be beside it. */
struct pp_lint_capacity {
    const struct pp_product *product;
    uint32_t itself, others, assigned, ephemeral[PP_OSES], end, pool;
};

struct pp_lint {
    const struct pp_catalog *const *catalogs;
    size_t catalog_count;
    struct pp_lint_finding *findings; /* on the heap, as the lists in them are */
    size_t count, capacity;
    struct pp_lint_capacity *capacities; /* by product, in the order of the catalogues */
    size_t product_count, endpoint_count;
    size_t severities[4]; /* findings, by enum pp_severity */
};

#endif
