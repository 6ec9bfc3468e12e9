/* allocate: gives the instances of pools and `auto` their ports. Stands on check.h.
 *
 * In plan order, after every fixed port is known: the lowest port of the pool that no
 * other binding of the host clashes with and the host does not exclude. `auto` takes no
 * port that a rule of severity warning or error would report, unless none is left. A binding that
 * has its port already keeps it: a lock file gave it (locks.h). Ports that were in use a short time
 * ago come last of all. */
#ifndef PP_CHECK_ALLOCATE_H
#define PP_CHECK_ALLOCATE_H

#include "check/check.h"

/* Fills the ports of `plan` (the same as check->plan, still under construction).
 * An instance without a free port keeps 0: rule pool-exhausted reports it. */
void pp_allocate(struct pp_check *check, struct pp_plan *plan);

#endif
