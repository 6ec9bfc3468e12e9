/* lock_cooling: the ports that locks gave up a short time ago. Stands on locks.h. */
#ifndef PP_CHECK_LOCK_COOLING_H
#define PP_CHECK_LOCK_COOLING_H

#include "check/locks.h"

/* Sets locks->cooling, when it is known what the plan makes of each entry. */
void pp_locks_collect_cooling(struct pp_locks *locks, const struct pp_plan *plan,
                              const char *today);

#endif
