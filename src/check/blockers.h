/* blockers: how many things keep listeners from each port. Stands on model/plan,
 * model/portset.
 *
 * Listeners are added and taken out again: what an allocator needs that moves from one set of
 * hosts to another. Counted is what the host excludes on the listener's transport, and every
 * port of the host's bindings with which the listener would clash; not those of its own group,
 * which the allocator keeps apart itself. */
#ifndef PP_CHECK_BLOCKERS_H
#define PP_CHECK_BLOCKERS_H

#include "model/plan.h"
#include "model/portset.h"

/* What makes two listeners clash, and whether it does. */
struct pp_blockers_verdict {
    const struct pp_local *ours, *theirs;
    const struct pp_endpoint *our_prefix, *their_prefix; /* of http.sys; else NULL */
    uint32_t kinds;
    bool clash;
};

struct pp_blockers {
    const struct pp_plan *plan;
    struct pp_range span;              /* ports outside are not counted */
    uint32_t counts[PP_PORT_MAX + 1u]; /* all 0 when nothing is added */
    struct pp_portset blocked;         /* those whose count is not 0 */
    struct pp_range touched;           /* none outside is; first 0: none at all */
    struct pp_blockers_verdict latest; /* most often the next one is the same; all 0: none */
};

/* Adds what blocks the listener, or takes it out; the plan's bindings must be as they were when
 * it was added, but for those of its own group. */
void pp_blockers_add(struct pp_blockers *blockers, uint32_t listener);
void pp_blockers_remove(struct pp_blockers *blockers, uint32_t listener);

/* The same for what is in its way on another host of the same system; what that host excludes
 * counts only when `excluded`. */
void pp_blockers_add_on(struct pp_blockers *blockers, uint32_t listener, uint32_t host,
                        bool excluded);
void pp_blockers_remove_on(struct pp_blockers *blockers, uint32_t listener, uint32_t host,
                           bool excluded);

/* Takes out the listeners of one unit and adds those of another, which is alike (units.h): only
 * what the two have themselves makes a difference. Each must be all of its group on its host. */
void pp_blockers_shift(struct pp_blockers *blockers, uint32_t from, uint32_t to);

/* Adds ports themselves, or takes them out. */
void pp_blockers_add_ports(struct pp_blockers *blockers, struct pp_range ports);
void pp_blockers_remove_ports(struct pp_blockers *blockers, struct pp_range ports);

/* Takes out all that was added. */
void pp_blockers_clear(struct pp_blockers *blockers);

#endif
