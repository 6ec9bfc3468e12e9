/* failover: what is in the way when the placements of a host move to another one.
 * Stands on clashes.h, parts.h.
 *
 * They keep their ports and addresses: a wildcard covers the backup then, loopback is the
 * backup's, and a specific address moves along, so that it meets nothing but wildcards there.
 * What runs on the backup stays. */
#ifndef PP_CHECK_FAILOVER_H
#define PP_CHECK_FAILOVER_H

#include "check/clashes.h"
#include "check/parts.h"

enum pp_obstacle_kind {
    PP_OBSTACLE_OS,       /* the backup's operating system is another one: nothing else is judged */
    PP_OBSTACLE_CLASH,    /* with a listener of the backup */
    PP_OBSTACLE_EXCLUDED, /* the backup excludes the port */
    PP_OBSTACLE_EPHEMERAL /* the backup, but not the main, picks client ports there */
};

struct pp_obstacle {
    enum pp_obstacle_kind kind;
    bool refused;             /* something does not start; otherwise it runs, but not well */
    uint32_t moved, standing; /* listeners, or PP_NONE */
    uint16_t port;            /* the lowest that is concerned; 0 for OS */
    struct pp_clash clash;    /* of CLASH: `moved` is its first listener */
    size_t pair;              /* of CLASH: index in the trial's pairs */
    bool waived;              /* for the caller */
};

/* A move that was tried: its obstacles, the smallest first, which is one that refuses before one
 * that does not, then the one with the lowest port. */
struct pp_trial {
    uint32_t main, backup;
    struct pp_clash_pairs pairs;
    struct pp_obstacle *obstacles;
    size_t count, capacity;
};

/* Fills *trial, to be released. The ports of both hosts are known. */
void pp_trial_run(const struct pp_plan *plan, uint32_t main, uint32_t backup,
                  struct pp_trial *trial);
void pp_trial_release(struct pp_trial *trial);

/* Adds the ports of the obstacle, those of the moved listener (side 0) or of the standing one. */
void pp_trial_uses(const struct pp_plan *plan, const struct pp_trial *trial,
                   const struct pp_obstacle *obstacle, int side, struct pp_uses *uses);

#endif
