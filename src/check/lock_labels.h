/* lock_labels: whose a locked port is when placements that were alike have been given labels.
 * Stands on lock_owner.h. */
#ifndef PP_CHECK_LOCK_LABELS_H
#define PP_CHECK_LOCK_LABELS_H

#include "check/locks.h"

/* Where as many placements as were alike in the lock are there, some of them with labels that are
 * new: those of the plan take the place of those of the lock in their order, or else as their
 * instances tell; where nothing tells it, nothing is set. Behind the numbers of placements. */
void pp_lock_match_labels(struct pp_locks *locks, const struct pp_plan *plan, uint32_t file);

#endif
