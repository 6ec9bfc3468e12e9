/* obstacles: the reasons for which a port of a host would not do for something new.
 * Stands on check.h, partners.h, model/portset.h, model/free.h.
 *
 * What findings suggest (free_ports.h) and what `portplan free` finds (free_blocks.h) is what none
 * of them takes away. */
#ifndef PP_CHECK_OBSTACLES_H
#define PP_CHECK_OBSTACLES_H

#include "check/check.h"
#include "check/partners.h"
#include "model/free.h"
#include "model/portset.h"

/* Adds to `set` the ports that `obstacle` takes away; of PP_OBSTACLE_PARTNERS none. Those up to PP_OBSTACLE_LOW's `above`,
 * dynamic ones, those that IANA assigned and those that browsers refuse are the same on every
 * host: `host` is not looked at for them, nor `transport` but for the assigned ones. */
void pp_obstacle_add(const struct pp_check *check, enum pp_obstacle obstacle, uint32_t host,
                     enum pp_transport transport, uint16_t above, struct pp_portset *set);

/* Adds what would be in the way of a listener of the host when the two run on one host: ports that
 * the plan has on partners and, where one stands by for the host, what that one takes away itself,
 * but for client ports that the host picks as well. */
void pp_obstacle_add_partners(const struct pp_check *check, const struct pp_partners *partners,
                              uint32_t host, enum pp_transport transport, struct pp_portset *set);

/* Whether anybody is told of what is in the way then: failover-clash is not off. */
bool pp_obstacle_has_partners(const struct pp_check *check);

/* Whether it is the same on every host. */
bool pp_obstacle_is_general(enum pp_obstacle obstacle);

#endif
