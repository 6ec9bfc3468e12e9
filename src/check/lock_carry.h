/* lock_carry: locked ports of what has moved from one plan of an estate to another. Stands on
 * lock_match.h. */
#ifndef PP_CHECK_LOCK_CARRY_H
#define PP_CHECK_LOCK_CARRY_H

#include "check/locks.h"

/* Entries in use for which their own plan has nothing by now are about what is alike in another
 * plan: same host, product, label, address, endpoint or pool, and instance; for which no lock has
 * anything. Behind the matching of all files. */
void pp_lock_carry_over(struct pp_locks *locks, const struct pp_plan *plan);

#endif
