/* free: blocks of ports that are free on every one of some hosts, and why the others are not.
 * Stands on plan.h. Made by check/free_blocks, told by report/free. */
#ifndef PP_MODEL_FREE_H
#define PP_MODEL_FREE_H

#include "model/plan.h"

/* Why a port would not do. A port that several take away is counted for the first. */
enum pp_obstacle {
    PP_OBSTACLE_LOW,       /* not above the bound */
    PP_OBSTACLE_DYNAMIC,   /* 49152-65535: RFC 6335, section 6 */
    PP_OBSTACLE_EPHEMERAL, /* the host's client ports */
    PP_OBSTACLE_EXCLUDED,  /* the host's excluded ranges */
    PP_OBSTACLE_STOCK,     /* a stock service of its OS */
    PP_OBSTACLE_USED,      /* something of the plan has it */
    PP_OBSTACLE_COOLING,   /* a lock says that it was given up a short time ago */
    PP_OBSTACLE_ASSIGNED,  /* by IANA */
    PP_OBSTACLE_BROWSERS,  /* refuse it */
    PP_OBSTACLE_PARTNERS,  /* it would be in the way when a host stands in for another one */
    PP_OBSTACLES
};

/* A pool, or `auto` with a range, of a host that may take ports of a block. */
struct pp_reach {
    uint32_t listener; /* the first of those that share */
    struct pp_range ports;
};

struct pp_free_block {
    struct pp_range ports;
    uint32_t
        aligned; /* what its first port is a multiple of: 1000, 100, 10, the block; 0: of none */
    uint32_t below,
        above;     /* the nearest used, stock or assigned ports; 0 and 65536: there is none */
    uint32_t room; /* how many ports lie between it and the nearer of them */
    struct pp_reach *reaches;
    size_t reach_count;
};

struct pp_free_question {
    const uint32_t *hosts; /* indexes in the plan */
    size_t host_count;
    bool transports[PP_TRANSPORTS]; /* free on all of these */
    uint32_t width;                 /* of a block */
    size_t count;                   /* of blocks, at most */
    uint16_t above;
};

/* A host that is none of the question's but stands by for one of them, or one of them for it. */
struct pp_free_partner {
    uint32_t host;
    bool stands_by;
};

struct pp_free_answer {
    struct pp_free_question question;
    struct pp_free_partner *partners; /* in the order of the plan */
    size_t partner_count;
    bool without_partners;        /* nothing would do on them too: they were not looked at */
    struct pp_free_block *blocks; /* the best first */
    size_t count;
    uint32_t taken[PP_OBSTACLES]; /* ports that each takes away, counted once */
    uint32_t left;                /* ports that nothing takes away */
    struct pp_range longest;      /* the first of their longest runs; 0, 0: there is none */
};

#endif
