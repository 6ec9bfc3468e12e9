/* widen: the smallest range around one that is too small. Stands on check.h, rehearsal.h. */
#ifndef PP_CHECK_WIDEN_H
#define PP_CHECK_WIDEN_H

#include "check/check.h"
#include "model/portset.h"

struct pp_widening {
    struct pp_range range;
    struct pp_portset ports; /* that are taken of what is new in it */
};

/* For a listener of a pool or of `auto` with a range, some of whose instances got no port: the
 * narrowest range that holds its own and, beside all that is in use, a port for each of them to
 * which no rule objects. It was rehearsed: nothing that is locked moves. False when there is none,
 * or when a rule objects to the ports that it has already, so that another range is better than a
 * wider one; of some that are locked, to these: the others get better ones, too. */
bool pp_widen_find(struct pp_check *check, uint32_t listener, struct pp_widening *widening);

/* The same for a listener that may have ports for all instances: some are locked, and a rule
 * objects to others. False, too, when nothing is locked, or the listener is tied. */
bool pp_widen_find_beside_locked(struct pp_check *check, uint32_t listener,
                                 struct pp_widening *widening);

/* The same as the first when a rule does, and ports that it has are locked: of ports to which no rule objects
 * that does not object to these. False, too, when nothing is locked. */
bool pp_widen_find_locked(struct pp_check *check, uint32_t listener, struct pp_widening *widening);

#endif
