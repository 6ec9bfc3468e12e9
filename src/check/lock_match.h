/* lock_match: which placement of a plan each entry of its lock is about. Stands on locks.h.
 *
 * Those of one product on one host are told apart by label and address, and where these are the
 * same by their order, their number, and the instances that are locked. What then belongs to no
 * placement, while a placement has nothing locked, may still be of it: when its address has
 * changed, or the lock is from before there were addresses in it, and when the placements
 * without a label have been given one: all that are left, in their order. */
#ifndef PP_CHECK_LOCK_MATCH_H
#define PP_CHECK_LOCK_MATCH_H

#include "check/locks.h"

/* Sets locks->numbers and locks->placements. */
void pp_locks_match(struct pp_locks *locks, const struct pp_plan *plan);

/* The index of the number among the placement's instances, or PP_NONE. */
uint32_t pp_lock_instance(const struct pp_placement *placement, uint32_t instance);

/* The first chosen listener that the entry names, else a fixed one, else PP_NONE. */
uint32_t pp_lock_listener(const struct pp_plan *plan, const struct pp_placement *placement,
                          const struct pp_lock_entry *entry);

/* The placement's address as a lock has it: "" without one of its own. In `arena`. */
const char *pp_lock_address(const struct pp_placement *placement, struct pp_arena *arena);

#endif
