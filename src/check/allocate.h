/* allocate: gives the instances of pools and `auto` their ports. Stands on check.h.
 *
 * After every fixed port is known: first what is tied over hosts, then host by host, each in
 * plan order. An instance gets the lowest port (or block, aligned) of the range that no other
 * binding of the host clashes with and the host does not exclude; one that is tied, the lowest
 * for which that holds on every host that has the instance, and no two instances of a tie the
 * same. `auto` takes no port that a rule of severity warning or error would report, unless none
 * is left. Ports that were in use a short time ago come last of all.
 *
 * A binding that has its port already keeps it (a lock file gave it, locks.h); those that are to
 * have the same follow it where it fits, and get none where it does not. */
#ifndef PP_CHECK_ALLOCATE_H
#define PP_CHECK_ALLOCATE_H

#include "check/check.h"

/* Fills the ports of `plan` (the same as check->plan, still under construction).
 * An instance without a free port keeps 0: rule pool-exhausted reports it. */
void pp_allocate(struct pp_check *check, struct pp_plan *plan);

#endif
