/* obstacles: the reasons for which a port of a host would not do for something new.
 * Stands on check.h, model/portset.h, model/free.h.
 *
 * What findings suggest (free_ports.h) and what `portplan free` finds (free_blocks.h) is what none
 * of them takes away. */
#ifndef PP_CHECK_OBSTACLES_H
#define PP_CHECK_OBSTACLES_H

#include "check/check.h"
#include "model/free.h"
#include "model/portset.h"

/* Adds to `set` the ports that `obstacle` takes away. Those up to PP_OBSTACLE_LOW's `above`,
 * dynamic ones, those that IANA assigned and those that browsers refuse are the same on every
 * host: `host` is not looked at for them, nor `transport` but for the assigned ones. */
void pp_obstacle_add(const struct pp_check *check, enum pp_obstacle obstacle, uint32_t host,
                     enum pp_transport transport, uint16_t above, struct pp_portset *set);

/* Whether it is the same on every host. */
bool pp_obstacle_is_general(enum pp_obstacle obstacle);

#endif
